"""Half-open ranges of Unicode code points, and the fragments that make a mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The range `[start, end)` of an article's text, in Unicode code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def slice(self, text: str) -> str:
        """The covered stretch of `text`."""
        return text[self.start : self.end]

    def stripped(self, text: str) -> Span:
        """The range without the blanks at its ends; empty when it is blank."""
        words = self.slice(text)
        start = self.start + len(words) - len(words.lstrip())
        return Span(start, max(start, self.start + len(words.rstrip())))


Fragments = tuple[Span, ...]


def extent(fragments: Sequence[Span]) -> Span:
    """The range from the first fragment's start to the last one's end."""
    return Span(fragments[0].start, fragments[-1].end)


def merged(spans: Iterable[Span]) -> Fragments:
    """The sorted fragments that cover the same code points: overlapping and touching ones become one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def without(fragments: Iterable[Span], hole: Span) -> Fragments:
    """The fragments with the code points of `hole` taken out; may be empty."""
    out: list[Span] = []
    for span in fragments:
        if not span.overlaps(hole):
            out.append(span)
            continue
        if span.start < hole.start:
            out.append(Span(span.start, hole.start))
        if hole.end < span.end:
            out.append(Span(hole.end, span.end))
    return tuple(out)


def faults_of(fragments: Sequence[Span], length: int) -> list[str]:
    """What is wrong with these fragments in a text of `length` code points; empty when nothing is."""
    if not fragments:
        return ["a mention needs at least one fragment"]
    faults = []
    for span in fragments:
        if span.start < 0:
            faults.append(f"start must be ≥ 0 (got {span.start})")
        elif span.end <= span.start:
            faults.append(f"end must be after start (got {span.start}–{span.end})")
        elif span.end > length:
            faults.append(f"end {span.end} is past the end of the text ({length} characters)")
    faults += [fault for left, right in pairwise(fragments) if (fault := order_fault(left, right))]
    return faults


def order_fault(left: Span, right: Span) -> str:
    """Why one fragment can't follow another; empty when it can."""
    if right.start < left.start:
        return "fragments must be sorted by start"
    if right.start < left.end:
        return "fragments must not overlap"
    return "the fragment touches the one before: make them one fragment" if right.start == left.end else ""
