"""English forms of a word from its dictionary form: regular ones by rule, irregular ones as they are given."""

from __future__ import annotations

from collections.abc import Iterator

_VOWELS = "aeiou"


def plain_forms(verb: str) -> tuple[str, str]:
    """`attack`, `attacks`."""
    return verb, with_s(verb)


def participles(verb: str, irregular: tuple[str, ...]) -> Iterator[str]:
    """The past forms and participles: the irregular ones instead of the regular, and the one with -ing besides."""
    yield from irregular or (_past(verb),)
    yield _progressive(verb)


def with_s(word: str) -> str:
    """The plural of a noun or third person of a verb; a word in the plural stays."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("sh", "ch", "x", "z", "ss")):
        return word + "es"
    return word if word.endswith("s") else word + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return (verb + verb[-1] if _doubles(verb) else verb) + "ed"


def _progressive(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    return verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith("ee") else (verb + verb[-1] if _doubles(verb) else verb) + "ing"


def _doubles(verb: str) -> bool:
    """`stab` gives `stabbed`: one short vowel before one last consonant, in a word of one syllable."""
    if not 3 <= len(verb) <= 4:
        return False
    return verb[-1] in "bdgmnpt" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
