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

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def slice(self, text: str) -> str:
        """The covered stretch of `text`."""
        return text[self.start : self.end]


Fragments = tuple[Span, ...]


def fragments_of(*pairs: tuple[int, int]) -> Fragments:
    """Fragments from `(start, end)` pairs, as given."""
    return tuple(Span(start, end) for start, end in pairs)


def extent(fragments: Sequence[Span]) -> Span:
    """The range from the first fragment's start to the last one's end."""
    return Span(fragments[0].start, fragments[-1].end)


def overlap(left: Iterable[Span], right: Iterable[Span]) -> bool:
    """Whether any fragment on the left shares a code point with any on the right."""
    others = tuple(right)
    return any(a.overlaps(b) for a in left for b in others)


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
