"""Offsets counted in UTF-8 bytes or UTF-16 units, and what they are in code points."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from enum import StrEnum
from itertools import accumulate


class Unit(StrEnum):
    """What a file counts its offsets in."""

    CODE_POINT = "codepoint"
    BYTE = "byte"
    UTF16 = "utf16"

    @property
    def word(self) -> str:
        """The unit as it is named in a sentence: `byte`."""
        return {Unit.CODE_POINT: "character", Unit.BYTE: "byte", Unit.UTF16: "UTF-16 unit"}[self]


class OffsetTable:
    """Where each code point of a text begins, counted in a unit; `length` is the text's in that unit."""

    def __init__(self, text: str, unit: Unit) -> None:
        self._starts: array[int] | None = None
        if unit is Unit.BYTE and not text.isascii():
            self._starts = array("Q", accumulate(map(_byte_width, text), initial=0))
        elif unit is Unit.UTF16 and max(text, default="") > "\uffff":
            self._starts = array("Q", accumulate(map(_utf16_width, text), initial=0))
        self.length = len(text) if self._starts is None else self._starts[-1]

    def code_point(self, offset: int) -> int | None:
        """The code point that begins at `offset` (0 to `length`); `None` inside a character."""
        if self._starts is None:
            return offset
        index = bisect_left(self._starts, offset)
        return index if self._starts[index] == offset else None


def mismatch_hint(text: str, start: int, end: int, given: str) -> str:
    """Why `text[start:end]` may differ from `given`, as the end of a sentence; empty when nothing fits."""
    for unit, title, option in ((Unit.BYTE, "UTF-8 byte", "byte"), (Unit.UTF16, "UTF-16", "utf16")):
        table = OffsetTable(text, unit)
        if end <= table.length:
            left, right = table.code_point(start), table.code_point(end)
            if left is not None and right is not None and text[left:right] == given:
                return f"these look like {title} offsets: try --offsets {option}"
    composed = unicodedata.normalize("NFC", text)
    if composed != text and composed[start:end] == unicodedata.normalize("NFC", given):
        return "the text is not NFC and the offsets are of its NFC form"
    if "\r\n" in text and text.replace("\r\n", "\n")[start:end] == given:
        return "the offsets count CRLF as one character"
    return ""


def _byte_width(character: str) -> int:
    code = ord(character)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def _utf16_width(character: str) -> int:
    return 2 if character > "\uffff" else 1
