"""α_U, Krippendorff's agreement on unitizing, in its first form (Krippendorff 1995; Content Analysis, 2nd ed. 2004, §11.6).

A continuum of L positions is cut by each annotator into units of a category and the gaps between them.
The observed disagreement compares units and gaps by squared distances of their ends, the expected one all
ways in which they could lie. Units of one category must not overlap within an annotator, those of
different categories may: each category has its own continuum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.compare.score import Score

Unit = tuple[int, int, str]
"""Half-open start and end, and label."""

Continuum = Mapping[str, Sequence[Unit]]
"""Annotator → units; one who marked nothing has `[]`, one who is absent is missing."""

NO_UNITS = "nobody marked a unit"
ONE_ANNOTATOR = "fewer than two annotators"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Observed and expected disagreement on one category."""

    observed: float
    expected: float


class _Cut:
    """One annotator's continuum of one category: starts, ends and whether each section is a unit, in order."""

    def __init__(self, spans: Sequence[tuple[int, int]], begin: int, length: int) -> None:
        sections: list[tuple[int, int, bool]] = []
        last = begin
        for start, end in spans:
            if start > last:
                sections.append((last, start, False))
            sections.append((start, end, True))
            last = end
        if last < begin + length:
            sections.append((last, begin + length, False))
        self.start = np.array([section[0] for section in sections], dtype=float)
        self.end = np.array([section[1] for section in sections], dtype=float)
        self.is_unit = np.array([section[2] for section in sections], dtype=bool)
        self.length = self.end - self.start


def alpha_u_1995(continuum: Continuum, length: int, *, begin: int = 0, category: str | None = None) -> Score:
    """α_U over all categories (mean observed over mean expected disagreement), or of one `category`.

    Positions are `[begin, begin + length)`. Overlapping units of one category and annotator become one.
    `observed` and `expected` of the score are the mean disagreements.
    """
    categories = sorted({label for units in continuum.values() for *_, label in units}) if category is None else [category]
    if len(continuum) < 2:
        return Score(None, ONE_ANNOTATOR)
    if not any(label in categories for units in continuum.values() for *_, label in units):
        return Score(None, NO_UNITS)
    found = [disagreement(continuum, length, name, begin=begin) for name in categories]
    observed, expected = sum(each.observed for each in found), sum(each.expected for each in found)
    units = sum(label in categories for marked in continuum.values() for *_, label in marked)
    if not expected:
        return Score(None, "the units leave nothing to chance: each covers the whole text", observed, expected, units)
    return Score(1 - observed / expected, "", observed / len(found), expected / len(found), units)


def disagreement(continuum: Continuum, length: int, category: str, *, begin: int = 0) -> Disagreement:
    """Do and De of one category, both as shares of squared lengths (Krippendorff 2004, §11.6.3)."""
    cuts = [_Cut(_category(units, category), begin, length) for units in continuum.values()]
    m = len(cuts)
    observed = sum(_observed(cuts[i], cuts[j]) for i in range(m) for j in range(m) if i != j)
    return Disagreement(observed / (m * (m - 1) * length**2), _expected(cuts, length))


def joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans sorted, with those that overlap made one; touching ones stay two."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _category(units: Sequence[Unit], category: str) -> list[tuple[int, int]]:
    return joined([(start, end) for start, end, label in units if label == category])


def _observed(a: _Cut, b: _Cut) -> float:
    """The summed δ² of a's sections against b's: a sweep over both, each step past what ends first."""
    left = list(zip(a.start.tolist(), a.end.tolist(), a.is_unit.tolist(), strict=True))
    right = list(zip(b.start.tolist(), b.end.tolist(), b.is_unit.tolist(), strict=True))
    total, i, j = 0.0, 0, 0
    while i < len(left) and j < len(right):
        total += _distance(left[i], right[j])
        i, j = i + (left[i][1] <= right[j][1]), j + (right[j][1] <= left[i][1])
    return total


def _distance(a: tuple[float, float, bool], b: tuple[float, float, bool]) -> float:
    """δ² of two sections that meet: of two units by their ends, of a unit within a gap its length squared, else 0."""
    if a[2] and b[2]:
        return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
    unit, gap = (a, b) if a[2] else (b, a)
    inside = unit[2] and gap[0] <= unit[0] and unit[1] <= gap[1]
    return (unit[1] - unit[0]) ** 2 if inside else 0.0


def _expected(cuts: Sequence[_Cut], length: int) -> float:
    m = len(cuts)
    units = np.concatenate([cut.length[cut.is_unit] for cut in cuts])
    gaps = np.sort(np.concatenate([cut.length[~cut.is_unit] for cut in cuts]))
    above = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])
    first = np.searchsorted(gaps, units, side="left")
    room = above[first] - (len(gaps) - first) * (units - 1)
    apart = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    total = float((apart + units**2 * room).sum())
    positions = m * length
    same = float((units * (units - 1)).sum())
    return 2 / length * total / (positions * (positions - 1) - same)
