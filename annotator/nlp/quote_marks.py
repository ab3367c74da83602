"""Quotation marks: which stretches of a text stand between them, outermost only."""

from __future__ import annotations

from dataclasses import dataclass

_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"'}
_LONGEST = 2000


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


def quotations(text: str) -> list[Quotation]:
    """Every quotation in reading order; one left open ends with its paragraph, and goes on where the next opens again."""
    found: list[Quotation] = []
    is_open = False
    offset = 0
    for paragraph in text.split("\n"):
        goes_on = is_open
        if paragraph.strip():
            closed = _closed_at(paragraph) if goes_on else 0
            if closed:
                begin = len(paragraph) - len(paragraph.lstrip())
                found[-1].fragments.append((offset + begin, offset + closed))
            spans, is_open = _in_paragraph(paragraph, offset, closed)
            for index, span in enumerate(spans):
                starts_paragraph = not text[offset : span[0]].strip()
                if index == 0 and goes_on and starts_paragraph and not closed:
                    found[-1].fragments.append(span)
                else:
                    found.append(Quotation([span]))
        offset += len(paragraph) + 1
    return found


def _closed_at(paragraph: str) -> int:
    """The place after a mark that closes what an earlier paragraph opened, when this one does not open again; 0 when there is none."""
    for index, sign in enumerate(paragraph):
        if sign in _PAIRS.values() and (sign not in _PAIRS or (index and not paragraph[index - 1].isspace())):
            return index + 1
        if sign in _PAIRS:
            return 0
    return 0


def _in_paragraph(paragraph: str, offset: int, begin: int) -> tuple[list[tuple[int, int]], bool]:
    """The stretches of one paragraph, and whether the last was never closed."""
    spans: list[tuple[int, int]] = []
    start, closing, depth = -1, "", 0
    for index, sign in enumerate(paragraph):
        if index < begin:
            continue
        if start < 0:
            if sign in _PAIRS and not _is_inch(paragraph, index):
                start, closing, depth = index, _PAIRS[sign], 1
        elif sign == closing:
            depth -= 1
            if depth == 0:
                spans.append((offset + start, offset + index + 1))
                start = -1
        elif closing != '"' and sign in _PAIRS and _PAIRS[sign] == closing:
            depth += 1
    if start < 0:
        return spans, False
    if len(paragraph) - start <= _LONGEST:
        spans.append((offset + start, offset + len(paragraph.rstrip())))
    return spans, True


def _is_inch(paragraph: str, index: int) -> bool:
    """Whether a straight mark stands behind a figure or letter, where it opens nothing."""
    return paragraph[index] == '"' and index > 0 and paragraph[index - 1].isalnum()
