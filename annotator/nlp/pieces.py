"""Long texts in pieces that a pipeline can take."""

from __future__ import annotations

import re

LIMIT = 1_000_000
"""How many characters spaCy takes at once."""

_CUTS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?][\"'”’)]*\s"), re.compile(r"\s"))


def pieces(text: str, limit: int = LIMIT) -> list[tuple[int, str]]:
    """`(offset, piece)` of at most `limit` characters each, cut after paragraphs, else sentences, else words; together they are the text."""
    found = []
    start = 0
    while len(text) - start > limit:
        cut = _cut(text, start, start + limit)
        found.append((start, text[start:cut]))
        start = cut
    found.append((start, text[start:]))
    return found


def _cut(text: str, start: int, end: int) -> int:
    """The last good place to cut in the second half of the range, the best kind of place first."""
    middle = start + (end - start) // 2
    for pattern in _CUTS:
        places = [found.end() for found in pattern.finditer(text, middle, end)]
        if places:
            return places[-1]
    return end
