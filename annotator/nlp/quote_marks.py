"""Quotation marks: which stretches of a text stand between them, outermost only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’", "'": "'"}
_DOUBLE = re.compile('[“”„«»"]|\n+')
_SINGLE = re.compile("[‘’']|\n+")
_SPECIAL = re.compile("[“”„«»\"‘’']")
_LONGEST = 3000
_LONGEST_SINGLE = 600
_ELISIONS = ("em", "tis", "twas", "til", "till", "cause", "n", "round", "bout", "s", "d", "ll", "re", "ve")
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Quotation:
    """A stretch with its marks, over several paragraphs in as many fragments; `(start, end)` in characters."""

    fragments: list[tuple[int, int]]

    @property
    def start(self) -> int:
        """The opening mark."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """After the closing mark."""
        return self.fragments[-1][1]


@dataclass(slots=True)
class _Open:
    """A quotation that is not closed yet: where it began, what closes it, how deep, and where it last could have ended."""

    start: int
    closes: str
    depth: int = 1
    last_close: int = -1
    broken_at: int = -1


def quotations(text: str) -> list[Quotation]:
    """Every quotation in reading order; one left open ends with its paragraph, and goes on where the next paragraph opens again."""
    found = list(_between(text, _DOUBLE))
    if "‘" in text or "'" in text:
        found = _outermost([*found, *_singles(text, found)])
    return [Quotation(_paragraphs(text, quotation)) for quotation in found]


_Stretch = list[tuple[int, int]]


def _between(text: str, marks: re.Pattern[str]) -> Iterator[_Stretch]:
    """Quotations in double marks, each as its parts: one, or one for every time it opens again."""
    now: _Open | None = None
    parts: _Stretch = []
    for match in marks.finditer(text):
        sign, at = match[0], match.start()
        if sign[0] == "\n":
            if now is not None and now.broken_at < 0:
                now.broken_at = at
            continue
        if now is not None and now.broken_at >= 0 and (reopens := _resolve(text, now, sign, at)) is not None:
            parts.append((now.start, now.broken_at if now.last_close < 0 else now.last_close))
            if not reopens:
                yield parts
                parts = []
            now = None
        if now is None:
            if sign in _PAIRS and not _is_closer(text, at):
                now = _Open(at, _PAIRS[sign])
            elif parts:
                yield parts
                parts = []
        elif sign in now.closes and not (sign == '"' and _is_opener(text, at)):
            now.depth -= 1
            now.last_close = at + 1
            if now.depth == 0:
                yield [*parts, (now.start, at + 1)]
                parts, now = [], None
        elif sign in _PAIRS and sign in ('"', "“", "„", "«") and _PAIRS[sign] == now.closes:
            now.depth += 1
    yield from _at_end(text, now, parts)


def _at_end(text: str, now: _Open | None, parts: _Stretch) -> Iterator[_Stretch]:
    if now is not None:
        end = now.last_close if now.last_close > 0 else now.broken_at if now.broken_at > 0 else len(text)
        parts = [*parts, (now.start, now.start + len(text[now.start : end].rstrip()))]
    if parts:
        yield parts


def _resolve(text: str, now: _Open, sign: str, at: int) -> bool | None:
    """What a mark in a later paragraph says of a quotation left open: opens it again, belongs to another one (False), or may close it."""
    line_start = text.rfind("\n", 0, at) + 1
    opens = sign in _PAIRS and not _is_closer(text, at)
    if opens and not text[line_start:at].strip():
        between = text[now.broken_at : line_start]
        return now.last_close < 0 and not between.strip()
    is_near = at - now.start <= _LONGEST
    if is_near and sign in now.closes and not (sign == '"' and _is_opener(text, at)):
        return None
    if is_near and now.depth == 1 and now.last_close < 0 and opens and text[now.broken_at : now.broken_at + 2] != "\n\n":
        return None
    return False


def _is_closer(text: str, at: int) -> bool:
    """Whether a straight mark must be a closing one: something before it, nothing after it."""
    if text[at] != '"':
        return text[at] in "”»"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and before not in "([—–-" and (not after or not after.isalnum())


def _is_opener(text: str, at: int) -> bool:
    """Whether a straight mark must be an opening one."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([") and bool(after) and not after.isspace() and after not in ".,;:!?)"


def _singles(text: str, doubles: list[_Stretch]) -> Iterator[_Stretch]:
    """Quotations in single marks outside of double ones, told from apostrophes by what stands on either side."""
    covered = iter(sorted((start, end) for parts in doubles for start, end in parts))
    hole = next(covered, None)
    opened = -1
    closing = possessive = -1
    for match in _SINGLE.finditer(text):
        at, sign = match.start(), match[0]
        while hole is not None and hole[1] <= at:
            hole = next(covered, None)
        if sign[0] == "\n" or at - opened > _LONGEST_SINGLE or (hole is not None and hole[0] <= at and opened < 0):
            if opened >= 0 and possessive > opened:
                yield [(opened, possessive + 1)]
            opened = possessive = -1
            if sign[0] == "\n" or (hole is not None and hole[0] <= at):
                continue
        if opened < 0:
            opened = at if _opens_single(text, at) else -1
            closing = 39 if sign == "'" else 0x2019
        elif ord(sign) == closing and _closes_single(text, at):
            if text[at - 1] in "sS" and text[at + 1 : at + 3].lstrip(" ")[:1].islower():
                possessive = at
            else:
                yield [(opened, at + 1)]
                opened = possessive = -1


def _opens_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] == "’" or (before and not before.isspace() and before not in "([—–-:"):
        return False
    if after.isspace() and text[at] == "‘":
        return True
    word = _WORD.match(text, at + 1)
    return after.isalpha() and word is not None and word[0].lower() not in _ELISIONS


def _closes_single(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return not after.isalnum() and (not text[at - 1].isspace() or (text[at] == "’" and after.isspace()))


def _outermost(found: list[_Stretch]) -> list[_Stretch]:
    """Those that do not lie inside or across another, in reading order."""
    kept: list[_Stretch] = []
    for parts in sorted(found, key=lambda p: (p[0][0], -p[-1][1])):
        if not kept or parts[0][0] >= kept[-1][-1][1]:
            kept.append(parts)
    return kept


def _paragraphs(text: str, parts: _Stretch) -> list[tuple[int, int]]:
    """The parts cut at empty lines, each without the white space around it."""
    found = []
    for start, end in parts:
        for match in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text[start:end]):
            found.append((start + match.start(), start + match.start() + len(match[0].rstrip())))
    return found
