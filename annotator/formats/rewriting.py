"""Changes of an article's text that were asked for at import, with the offsets carried along."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n?")
_COMPOSABLE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class _Change:
    """A stretch of the old text and what stands for it in the new one."""

    old_start: int
    new_start: int
    old: str
    new: str


class Rewriting:
    """A text, the text that is made of it, and where each boundary of the old text lies in the new."""

    def __init__(self, text: str, *, nfc: bool = False, lf: bool = False) -> None:
        self._steps: list[list[_Change]] = []
        self.text = text
        if lf and "\r" in text:
            self._run(_LINE_END, lambda _: "\n")
        if nfc and not unicodedata.is_normalized("NFC", self.text):
            self._run(_COMPOSABLE, lambda part: unicodedata.normalize("NFC", part))

    def offset(self, old: int) -> int | None:
        """The place in the new text of a boundary of the old one; `None` where the change swallowed it."""
        place: int | None = old
        for changes in self._steps:
            place = None if place is None else _moved(changes, place)
        return place

    def _run(self, pattern: re.Pattern[str], change: Callable[[str], str]) -> None:
        changes: list[_Change] = []
        parts: list[str] = []
        done = length = 0
        for found in pattern.finditer(self.text):
            new = change(found[0])
            if new == found[0]:
                continue
            between = self.text[done : found.start()]
            length += len(between)
            changes.append(_Change(found.start(), length, found[0], new))
            parts += (between, new)
            length += len(new)
            done = found.end()
        self.text = "".join((*parts, self.text[done:]))
        self._steps.append(changes)


def _moved(changes: list[_Change], old: int) -> int | None:
    index = bisect_right(changes, old, key=lambda change: change.old_start) - 1
    if index < 0:
        return old
    change = changes[index]
    inside = old - change.old_start
    if inside >= len(change.old):
        return old - len(change.old) - change.old_start + change.new_start + len(change.new)
    if inside == 0:
        return change.new_start
    left = unicodedata.normalize("NFC", change.old[:inside])
    right = unicodedata.normalize("NFC", change.old[inside:])
    return change.new_start + len(left) if left + right == change.new else None
