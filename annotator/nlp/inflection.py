"""Forms of English verbs and nouns, made from the dictionary form."""

from __future__ import annotations

from collections.abc import Iterator

_VOWELS = "aeiou"
BASE, THIRD, PAST, PROGRESSIVE = "base", "third", "past", "progressive"


def verb_forms(entry: str) -> Iterator[tuple[str, str]]:
    """`(form, BASE | THIRD | PAST | PROGRESSIVE)` of a verb; irregular pasts stand after slashes: `strike/struck`, `shoot/shot`.

    Only the first word of a phrasal verb is inflected: `point out` gives `pointed out`.
    """
    lemma, *irregular = entry.split("/")
    verb, space, rest = lemma.partition(" ")
    for past in irregular or (_past(verb),):
        yield past + space + rest, PAST
    yield _progressive(verb) + space + rest, PROGRESSIVE
    yield plural(verb) + space + rest, THIRD
    yield lemma, BASE


def plural(word: str) -> str:
    """The plural of a noun, which is the third person of a verb too."""
    if word.endswith(("s", "sh", "ch", "x", "z", "go", "do")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in _VOWELS else word + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return _stem(verb) + "ed"


def _progressive(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        return verb[:-1] + "ing"
    return _stem(verb) + "ing"


def _stem(verb: str) -> str:
    """The verb with its last consonant doubled where that is written: `stab` gives `stabb`, `admit` gives `admitt`."""
    is_short = len(verb) <= 4 and verb[-1:] in "bdgmnpt" and verb[-2:-1] in _VOWELS and verb[-3:-2] not in _VOWELS
    return verb + verb[-1:] if is_short or verb.endswith(("mit", "pel", "fer", "tol", "bel", "val", "nap")) else verb
