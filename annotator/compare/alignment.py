"""Best alignment of units (Mathet, Widlöcher & Métivier 2015, "The unified and holistic method gamma", §4–5).

A unitary alignment takes at most one unit of each annotator; its disorder is the mean dissimilarity of all
pairs of annotators, an empty place being `delta_empty` from everything. An alignment covers every unit
once; its disorder is the sum divided by the mean number of units an annotator has. The best one has least.

Aligning units instead of leaving each alone saves something; only unitary alignments that save can be
wanted, and they fall into connected components solved one by one. For two annotators each component is an
assignment problem. For more, components of at most `EXACT_UNITS` units are searched exhaustively over
their subsets, larger ones go to scipy's `milp` with no gap allowed: both are exact. Of equally good
alignments that with the fewest unitary alignments is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotator.compare.matching import Edge, matching
from annotator.compare.packing import best_packing
from annotator.compare.score import Array
from annotator.compare.tuples import savings

RealUnit = tuple[float, float, str]
"""Half-open start and end, and label; sampled units have fractions."""

RealContinuum = Mapping[str, Sequence[RealUnit]]
"""Annotator → units; one who marked nothing has `[]`."""

Places = NDArray[np.int64]

ROUNDING = 1e-9
"""Disorders closer than this are equal; also what a unit more in a unitary alignment is worth among equal ones."""


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """d = alpha · position + beta · category, both scaled by `delta_empty` (Mathet et al. 2015, §4.3).

    Position: ((|Δstart| + |Δend|) / (sum of lengths))²; category: 0 for equal labels, else 1.
    """

    alpha: float = 1.0
    beta: float = 1.0
    delta_empty: float = 1.0

    def position(self, a: UnitArrays, b: UnitArrays, i: Places, j: Places) -> Array:
        """The positional part of units `i` of a against units `j` of b, without alpha."""
        apart = np.abs(a.start[i] - b.start[j]) + np.abs(a.end[i] - b.end[j])
        share = apart / (a.length[i] + b.length[j])
        distance: Array = share * share * self.delta_empty
        return distance

    def category(self, a: UnitArrays, b: UnitArrays, i: Places, j: Places) -> Array:
        """The categorical part, without beta."""
        different: Array = (a.label[i] != b.label[j]) * self.delta_empty
        return different

    def between(self, a: UnitArrays, b: UnitArrays, i: Places, j: Places) -> Array:
        """The combined dissimilarity."""
        return self.alpha * self.position(a, b, i, j) + self.beta * self.category(a, b, i, j)

    def candidates(self, a: UnitArrays, b: UnitArrays, most: float) -> tuple[Places, Places, Array]:
        """All pairs with a dissimilarity of at most `most`, and the dissimilarity; starts too far apart are not looked at."""
        if not len(a.start) or not len(b.start):
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
        reach = np.sqrt(most / (self.alpha * self.delta_empty)) * (a.length + b.length.max()) if self.alpha else np.inf
        first = np.searchsorted(b.start, a.start - reach, side="left")
        last = np.searchsorted(b.start, a.start + reach, side="right")
        counts = last - first
        i = np.repeat(np.arange(len(a.start)), counts)
        j = np.arange(len(i)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
        d = self.between(a, b, i, j)
        near = d <= most + ROUNDING
        return i[near], j[near], d[near]


class UnitArrays:
    """One annotator's units as arrays, sorted by start, end and label; labels are numbers."""

    def __init__(self, units: Sequence[RealUnit], labels: Mapping[str, int]) -> None:
        ordered = sorted(units)
        self.start = np.array([unit[0] for unit in ordered], dtype=float)
        self.end = np.array([unit[1] for unit in ordered], dtype=float)
        self.label = np.array([labels[unit[2]] for unit in ordered], dtype=np.int64)

    @cached_property
    def length(self) -> Array:
        """How long each unit is."""
        length: Array = self.end - self.start
        return length


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best alignment: its disorder, and a row for each unitary alignment with the number of each annotator's unit or -1.

    Unit numbers count from 0 in sorted order; `cat_disorder` is the disorder of γcat, nan where no units align.
    """

    disorder: float
    rows: Places
    cat_disorder: float


def best_alignment(continuum: RealContinuum, dissimilarity: Dissimilarity | None = None) -> Alignment:
    """The alignment of least disorder; needs a unit and two annotators."""
    measure = dissimilarity or Dissimilarity()
    labels = {name: n for n, name in enumerate(sorted({unit[2] for units in continuum.values() for unit in units}))}
    arrays = [UnitArrays(continuum[name], labels) for name in sorted(continuum)]
    found, saved = _pairs(arrays, measure) if len(arrays) == 2 else _tuples(arrays, measure)
    total = sum(len(units.start) for units in arrays)
    disorder = max(0.0, measure.delta_empty * total - saved) / (total / len(arrays))
    rows = np.concatenate([found, _alone(found, arrays)])
    return Alignment(disorder, rows, cat_disorder(rows, arrays, measure))


def _pairs(arrays: list[UnitArrays], measure: Dissimilarity) -> tuple[Places, float]:
    i, j, d = measure.candidates(arrays[0], arrays[1], 2 * measure.delta_empty)
    saving = 2 * measure.delta_empty - d + 2 * ROUNDING
    edges = matching([Edge(*edge) for edge in zip(i.tolist(), j.tolist(), saving.tolist(), strict=True)])
    rows = np.array([(edge.left, edge.right) for edge in edges], dtype=np.int64).reshape(-1, 2)
    return rows, sum(edge.weight - 2 * ROUNDING for edge in edges)


def _tuples(arrays: list[UnitArrays], measure: Dissimilarity) -> tuple[Places, float]:
    tuples, saving = savings(arrays, measure)
    chosen = best_packing(tuples, saving + ROUNDING * (tuples >= 0).sum(axis=1))
    return tuples[chosen], float(saving[chosen].sum())


def _alone(rows: Places, arrays: list[UnitArrays]) -> Places:
    lone = []
    for column, units in enumerate(arrays):
        left = np.setdiff1d(np.arange(len(units.start)), rows[:, column])
        block = np.full((len(left), len(arrays)), -1, dtype=np.int64)
        block[:, column] = left
        lone.append(block)
    return np.concatenate(lone)


def cat_disorder(rows: Places, arrays: Sequence[UnitArrays], measure: Dissimilarity) -> float:
    """The disorder of γcat (Mathet 2017, "The agreement measure γcat", §4.2.5): categories of aligned units alone.

    A pair weighs 1 - alpha · position (at least 0), over one less than the units of its unitary alignment; as
    in the reference implementation a unit facing an empty place adds `delta_empty`² at weight `delta_empty`.
    """
    real = rows >= 0
    base = 1 / np.maximum(real.sum(axis=1) - 1, 1)
    disorder, weight, aligned = 0.0, 0.0, False
    for x in range(rows.shape[1]):
        for y in range(x + 1, rows.shape[1]):
            both, one = real[:, x] & real[:, y], real[:, x] ^ real[:, y]
            i, j = rows[both, x], rows[both, y]
            confidence = base[both] * np.maximum(0, 1 - measure.alpha * measure.position(arrays[x], arrays[y], i, j))
            disorder += float((confidence * measure.category(arrays[x], arrays[y], i, j)).sum())
            disorder += float(one.sum()) * measure.delta_empty**2
            weight += float(confidence.sum() + one.sum() * measure.delta_empty)
            aligned = aligned or bool(both.any())
    return (disorder / weight if weight else 0.0) if aligned else float("nan")
