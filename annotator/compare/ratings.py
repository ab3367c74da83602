"""Rating tables, and Krippendorff's α and raw agreement from them.

A table has one row a unit and one column an annotator; `None` is a missing rating, never a category.
Everything α needs adds up over units and articles: the coincidences (Krippendorff 2011, "Computing
Krippendorff's alpha-reliability"; Content Analysis, 4th ed. 2019, §12.3). For nominal data it is even
less: how much of the coincidences agrees, and how often each category is coincident.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from annotator.compare.score import NO_SHARED_UNITS, ONE_LABEL, Array, Score, divided, scored

Ratings = Sequence[Sequence[str | None]]
"""Units × annotators; all rows of the same length."""


@dataclass(frozen=True, slots=True)
class Coding:
    """A rating table as numbers: `categories` sorted, `codes` of shape (units, annotators) with -1 for missing."""

    categories: tuple[str, ...]
    codes: np.ndarray[tuple[int, int], np.dtype[np.int64]]

    @property
    def counts(self) -> Array:
        """How often each unit got each category, shape (units, categories)."""
        units, width = len(self.codes), len(self.categories) + 1
        flat = self.codes + np.arange(units)[:, None] * width + 1
        table = np.bincount(flat.ravel(), minlength=units * width).reshape(units, width)
        return table[:, 1:].astype(float)


def coded(ratings: Ratings, categories: Sequence[str] = ()) -> Coding:
    """The table as numbers; categories are those rated and those given, sorted."""
    widths = set(map(len, ratings)) or {0}
    if len(widths) > 1:
        raise ValueError("every unit needs a rating or None for every annotator")
    flat = list(chain.from_iterable(ratings))
    names = sorted({label for label in {*flat, *categories} if label is not None})
    number: dict[str | None, int] = {name: n for n, name in enumerate(names)}
    number[None] = -1
    codes = np.fromiter(map(number.__getitem__, flat), dtype=np.int64, count=len(flat))
    return Coding(tuple(names), codes.reshape(len(ratings), widths.pop()))


def coincidences(counts: Array) -> Array:
    """The coincidence matrix of counts (units, categories): every ordered pair of ratings of a unit weighs 1/(n_u - 1).

    Units with fewer than two ratings are dropped. Shape (categories, categories), symmetric.
    """
    kept = counts[counts.sum(axis=1) > 1]
    weights = 1 / (kept.sum(axis=1) - 1)
    weighted = kept * weights[:, None]
    matrix: Array = kept.T @ weighted - np.diag(weighted.sum(axis=0))
    return matrix


def nominal_statistics(counts: Array) -> Array:
    """What nominal α needs, for each unit, shape (units, 1 + categories): agreeing coincidences, then all of each category.

    The rows add up; `nominal_alpha_of` takes their sum.
    """
    agreeing, paired = _agreeing(counts)
    return np.column_stack([agreeing, counts * paired[:, None]])


def _agreeing(counts: Array) -> tuple[Array, Array]:
    """The agreeing coincidences of each unit, and 1 for units with two or more ratings, else 0."""
    totals = counts.sum(axis=1)
    paired = (totals > 1).astype(float)
    return divided((np.einsum("ij,ij->i", counts, counts) - totals) * paired, np.maximum(totals - 1, 1)), paired


def nominal_alpha_of(sums: Array) -> Array:
    """Nominal α from sums of shape (…, 1 + categories); nan without pairable ratings or with one category. Shape (…)."""
    margins = sums[..., 1:]
    n = margins.sum(axis=-1)
    observed = divided(n - sums[..., 0], n)
    expected = divided(n * n - (margins * margins).sum(axis=-1), n * (n - 1))
    return 1 - divided(observed, expected)


def raw_agreement_of(sums: Array) -> Array:
    """The agreeing share of all coincidences, from the same sums as `nominal_alpha_of`."""
    return divided(sums[..., 0], sums[..., 1:].sum(axis=-1))


def krippendorff_alpha_nominal(ratings: Ratings) -> Score:
    """α = 1 - Do/De for categories without order; `observed` is the raw agreement 1 - Do."""
    counts = coded(ratings).counts
    agreeing, paired = _agreeing(counts)
    sums = np.array([agreeing.sum(), *(paired @ counts)])
    units = int(paired.sum())
    if not units:
        return Score(None, NO_SHARED_UNITS)
    n = sums[1:].sum()
    chance = float((sums[1:] * (sums[1:] - 1)).sum() / (n * (n - 1)))
    return scored(nominal_alpha_of(sums).item(), ONE_LABEL, observed=float(sums[0] / n), expected=chance, units=units)


def krippendorff_alpha_interval(ratings: Ratings, values: Mapping[str, float]) -> Score:
    """α with the squared difference of the categories' `values` (Krippendorff 2019, §12.3.4)."""
    coding = coded(ratings)
    points = np.array([values[name] for name in coding.categories])
    return _metric_alpha(coding, (points[:, None] - points[None, :]) ** 2)


def krippendorff_alpha_ordinal(ratings: Ratings, order: Sequence[str]) -> Score:
    """α with the ordinal difference: the squared number of ratings between two ranks (Krippendorff 2019, §12.3.4).

    `order` lists the categories from lowest to highest.
    """
    coding = coded(ratings)
    rank = sorted(range(len(coding.categories)), key=lambda n: order.index(coding.categories[n]))
    margins = coincidences(coding.counts).sum(axis=0)[rank]
    middle = np.cumsum(margins) - margins / 2
    difference = np.zeros((len(rank), len(rank)))
    difference[np.ix_(rank, rank)] = (middle[:, None] - middle[None, :]) ** 2
    return _metric_alpha(coding, difference)


def _metric_alpha(coding: Coding, difference: Array) -> Score:
    counts = coding.counts
    matrix = coincidences(counts)
    margins = matrix.sum(axis=0)
    n = margins.sum()
    units = int((counts.sum(axis=1) > 1).sum())
    if not units:
        return Score(None, NO_SHARED_UNITS)
    observed = float((matrix * difference).sum() / n)
    expected = float((np.outer(margins, margins) * difference).sum() / (n * (n - 1)))
    agreement = float(np.trace(matrix) / n)
    return Score(1 - observed / expected, "", agreement, units=units) if expected else Score(None, ONE_LABEL, agreement, units=units)
