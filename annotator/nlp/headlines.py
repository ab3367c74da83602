"""Lines in capital letters, as headlines have them: the same text as it would stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.nlp.grammars import Match
from annotator.nlp.words import word_set

_LINE = re.compile(r"^[^a-zß-ÿ\n]{8,}$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST = 3


def spans(text: str) -> list[tuple[int, int]]:
    """Where the lines of three or more words begin and end that have no small letter."""
    return [found.span() for found in _LINE.finditer(text) if len(_WORD.findall(found[0])) >= _FEWEST]


def as_sentence(text: str, lines: Iterable[tuple[int, int]]) -> str:
    """The text with these lines in small letters, each word with a capital; all else blank, every character where it was."""
    shown = [" "] * len(text)
    for start, end in lines:
        for word in _WORD.finditer(text, start, end):
            capitalised = word[0].capitalize()
            if len(capitalised) == len(word[0]):
                shown[word.start() : word.end()] = capitalised
    return "".join(shown)


def without_common_words(text: str, lines: list[tuple[int, int]], found: Iterable[Match]) -> list[Match]:
    """The matches without those in such a line that are rather a common word than an acronym: `SHE IS GONE`."""

    def is_kept(match: Match) -> bool:
        is_common = text[match[0] : match[1]].lower() in word_set("words")
        return not (is_common and any(start <= match[0] < end for start, end in lines))

    return [match for match in found if is_kept(match)]
