"""Characters as a terminal may show them: one visible sign for each that would do something or vanish."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

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
    """The graphemes of a stretch that begins at `offset` of its text."""
    found: list[Cell] = []
    for start, end, width in split_graphemes(text)[0]:
        drawn = text[start:end]
        if (len(drawn) > 1 and all(_sign(c) == c or c in _KEPT_INSIDE for c in drawn) and width > 0) or (
            len(drawn) == 1 and width > 0 and _sign(drawn) == drawn
        ):
            found.append(Cell(offset + start, offset + end, drawn, width))
        else:
            # whatever makes no cell of its own is taken apart and shown sign by sign
            found += [Cell(offset + start + i, offset + start + i + 1, _sign_alone(c), 1) for i, c in enumerate(drawn)]
    return found


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


def _sign_alone(char: str) -> str:
    """A sign for a character outside of a grapheme: combining marks and wide ones too."""
    sign = _sign(char)
    return _OTHER if unicodedata.combining(sign) or unicodedata.category(sign).startswith("M") or split_graphemes(sign)[1] != 1 else sign
