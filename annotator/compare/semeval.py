"""SemEval-2013 task 9.1 scores of spans (Segura-Bedmar, Martínez & Herrero-Zazo 2013; Chinchor & Sundheim 1993).

Each mention of the reference is matched with at most one of the other annotator. Four schemes count the
matched pairs: strict (boundaries and label), exact (boundaries), partial (boundaries, overlap is half) and
type (label, any overlap). Unmatched are missed (reference) or spurious.

The matching takes the most strict pairs, among those the most exact ones, then the most pairs, then the
most pairs of equal label: all counts follow from the mentions alone, whatever their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.compare.matching import Edge, matching, overlaps
from annotator.compare.mentions import Marked
from annotator.compare.score import NO_ITEMS, Score

Matches = tuple[int, int, int, int, int, int]
"""Pairs that are strict, of equal boundaries, of equal labels, all pairs; mentions of the reference, of the other."""

SCHEMES = ("strict", "exact", "partial", "ent_type")


@dataclass(frozen=True, slots=True)
class SchemeCounts:
    """COR, INC, PAR, MIS and SPU of one scheme; counts add up."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    def __add__(self, other: SchemeCounts) -> SchemeCounts:
        return SchemeCounts(
            self.correct + other.correct,
            self.incorrect + other.incorrect,
            self.partial + other.partial,
            self.missed + other.missed,
            self.spurious + other.spurious,
        )

    @property
    def possible(self) -> int:
        """POS: the mentions of the reference."""
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def actual(self) -> int:
        """ACT: the mentions of the other annotator."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def precision(self) -> Score:
        """(COR + ½ PAR) / ACT."""
        return _share(self.correct + self.partial / 2, self.actual)

    @property
    def recall(self) -> Score:
        """(COR + ½ PAR) / POS."""
        return _share(self.correct + self.partial / 2, self.possible)

    @property
    def f1(self) -> Score:
        """2 (COR + ½ PAR) / (ACT + POS), the harmonic mean of the two; 0 where one side is empty."""
        return _share(2 * self.correct + self.partial, self.actual + self.possible)


def semeval13_scheme(reference: Sequence[Marked], other: Sequence[Marked]) -> dict[str, SchemeCounts]:
    """The counts of each scheme in one article, by the names in `SCHEMES`; neither side has a duplicate."""
    return schemes_of(matches_of(reference, other))


def schemes_of(matches: Matches) -> dict[str, SchemeCounts]:
    """The counts of each scheme from what matched, in one article or the sum of many."""
    strict, boundaries, labels, n, possible, actual = matches
    missed, spurious = possible - n, actual - n
    return {
        "strict": SchemeCounts(strict, n - strict, 0, missed, spurious),
        "exact": SchemeCounts(boundaries, n - boundaries, 0, missed, spurious),
        "partial": SchemeCounts(boundaries, 0, n - boundaries, missed, spurious),
        "ent_type": SchemeCounts(labels, n - labels, 0, missed, spurious),
    }


def matches_of(reference: Sequence[Marked], other: Sequence[Marked]) -> Matches:
    """What is matched in one article."""
    a, b = set(reference), set(other)
    strict = len(a & b)
    pairs = _matched(list(a - b), list(b - a))
    boundaries = sum(x.ranges == y.ranges for x, y in pairs)
    labels = sum(x.label == y.label for x, y in pairs)
    return strict, strict + boundaries, strict + labels, strict + len(pairs), len(reference), len(other)


def summed_schemes(counts: Sequence[Mapping[str, SchemeCounts]]) -> dict[str, SchemeCounts]:
    """The counts of several articles, added up."""
    return {scheme: sum((each[scheme] for each in counts), SchemeCounts()) for scheme in SCHEMES}


def _matched(left: list[Marked], right: list[Marked]) -> list[tuple[Marked, Marked]]:
    """What is matched once all strict pairs are; they never stand in each other's way."""
    base = min(len(left), len(right)) + 1
    edges = []
    for i, j, _ in overlaps([item.ranges for item in left], [item.ranges for item in right]):
        same_ranges, same_label = left[i].ranges == right[j].ranges, left[i].label == right[j].label
        weight = same_ranges * base**2 + base + same_label
        edges.append(Edge(i, j, weight))
    return [(left[edge.left], right[edge.right]) for edge in matching(edges)]


def _share(above: float, below: int) -> Score:
    return Score(above / below, units=below) if below else Score(None, NO_ITEMS)
