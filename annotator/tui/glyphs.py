"""Characters as a terminal may show them: one visible sign for each that would do something or vanish."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from rich.cells import split_graphemes

_OTHER = "·"
_KEPT_INSIDE = frozenset("\u200d\ufe0f\ufe0e")
"""Joiners and selectors that belong to an emoji; alone they are shown by a sign."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One grapheme: its code points `[start, end)` in the text, what is drawn, and how many cells that takes (1 or 2)."""

    start: int
    end: int
    drawn: str
    width: int


def visible(text: str) -> str:
    """The text with every control, format and bidi character as a sign; of the same length in code points."""
    return text if text.isprintable() else "".join(map(_sign, text))


def is_simple(text: str) -> bool:
    """Whether every code point is one cell and one grapheme, so that columns are offsets."""
    return text.isascii() or all(c < "\u0300" or c in _PLAIN for c in set(text))


def cells(text: str, offset: int = 0) -> list[Cell]:
    """The graphemes of a stretch that begins at `offset` of its text; a sign stands alone whatever its neighbours are."""
    found: list[Cell] = []
    for is_plain, run in groupby(enumerate(text), key=lambda pair: _sign(pair[1]) == pair[1] or pair[1] in _KEPT_INSIDE):
        pairs = list(run)
        first = offset + pairs[0][0]
        if is_plain:
            found += _graphemes("".join(c for _, c in pairs), first)
        else:
            found += [Cell(first + i, first + i + 1, _sign(c), 1) for i, (_, c) in enumerate(pairs)]
    return found


def _graphemes(text: str, offset: int) -> Iterator[Cell]:
    for start, end, width in split_graphemes(text)[0]:
        drawn = text[start:end]
        if width > 0 and not (len(drawn) == 1 and drawn in _KEPT_INSIDE):
            yield Cell(offset + start, offset + end, drawn, width)
        else:
            # what makes no cell of its own is taken apart
            yield from (Cell(offset + start + i, offset + start + i + 1, _OTHER, 1) for i in range(len(drawn)))


_PLAIN = frozenset("–—‘’“”„…•′″€£™")


@lru_cache(maxsize=4096)
def _sign(char: str) -> str:
    code = ord(char)
    if char == "\t" or char == "\u00a0":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return _OTHER if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else char
