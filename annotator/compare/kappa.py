"""Chance-corrected agreement on categories: κ in its several senses, π, and AC1. Each name is one definition.

All take a rating table (`ratings.Ratings`). A unit counts where those compared rated it; a missing rating
is never a category. (Ao - Ae) / (1 - Ae) is undefined where chance agreement Ae is 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.compare.ratings import Coding, Ratings, coded
from annotator.compare.score import NO_SHARED_UNITS, ONE_LABEL, Array, Score, divided, mean_score, scored

_MISSING = "Fleiss' κ needs as many ratings for every unit: use Krippendorff's α"


@dataclass(frozen=True, slots=True)
class PairwiseKappa:
    """κ of every pair of columns over the units both rated, and the mean of those that are defined."""

    pairs: Mapping[tuple[int, int], Score]

    @property
    def mean(self) -> Score:
        """The mean of the defined pairs; an undefined pair is left out, not counted as zero."""
        return mean_score(self.pairs.values())

    @property
    def defined_pairs(self) -> int:
        """How many pairs have a value."""
        return sum(score.defined for score in self.pairs.values())

    @property
    def undefined_pairs(self) -> int:
        """How many pairs have none."""
        return len(self.pairs) - self.defined_pairs


def cohen_kappa(ratings: Ratings) -> Score:
    """κ of two annotators: chance from each one's own distribution (Cohen 1960)."""
    return _corrected_pair(_two_columns(ratings), own=True)


def scott_pi(ratings: Ratings) -> Score:
    """π of two annotators: chance from the distribution both share (Scott 1955)."""
    return _corrected_pair(_two_columns(ratings), own=False)


def mean_pairwise_cohen_kappa(ratings: Ratings) -> PairwiseKappa:
    """Cohen's κ of every pair, averaged (Light 1971); differs from `multi_kappa_davies_fleiss`."""
    coding = coded(ratings)
    columns = range(coding.codes.shape[1])
    return PairwiseKappa({(i, j): _corrected_pair(_shared(coding, i, j), own=True) for i, j in combinations(columns, 2)})


def multi_kappa_davies_fleiss(ratings: Ratings) -> Score:
    """κ of several annotators: mean observed and mean expected agreement of the pairs, then corrected (Davies & Fleiss 1982).

    Each pair is over the units both rated; a pair that shares none is left out.
    """
    coding = coded(ratings)
    tables = [_shared(coding, i, j) for i, j in combinations(range(coding.codes.shape[1]), 2)]
    used = [table for table in tables if table.sum()]
    if not used:
        return Score(None, NO_SHARED_UNITS)
    observed = float(np.mean([np.trace(table) / table.sum() for table in used]))
    expected = float(np.mean([(table.sum(axis=0) @ table.sum(axis=1)) / table.sum() ** 2 for table in used]))
    return _corrected(observed, expected, units=sum(table.sum() for table in used))


def fleiss_kappa(ratings: Ratings) -> Score:
    """κ of units that all have as many ratings, two or more (Fleiss 1971); others make it undefined."""
    counts = coded(ratings).counts
    if not len(counts) or (counts.sum(axis=1) < 2).all():
        return Score(None, NO_SHARED_UNITS)
    if len(set(counts.sum(axis=1))) > 1:
        return Score(None, _MISSING)
    n = counts[0].sum()
    observed = float(((counts * (counts - 1)).sum(axis=1) / (n * (n - 1))).mean())
    shares = counts.sum(axis=0) / counts.sum()
    return _corrected(observed, float(shares @ shares), units=len(counts))


def gwet_ac1(ratings: Ratings, categories: Sequence[str] = ()) -> Score:
    """AC1 (Gwet 2008; with missing ratings Gwet 2014, §2.4): pe = Σ π(1 - π) / (q - 1), q the schema's `categories`.

    Without `categories`, q counts those rated. Observed agreement is over units with two or more ratings, π
    over all units with one or more. With q = 1 it is undefined.
    """
    counts = coded(ratings, categories).counts
    sums = ac1_statistics(counts).sum(axis=0)
    if not sums[1]:
        return Score(None, NO_SHARED_UNITS)
    return scored(ac1_of(sums).item(), ONE_LABEL, observed=float(sums[0] / sums[1]), units=int(sums[1]))


def ac1_statistics(counts: Array) -> Array:
    """What AC1 needs, for each unit, shape (units, 3 + categories): agreement, is paired, is rated, share of each category."""
    totals = counts.sum(axis=1)
    paired = totals > 1
    agreement = divided((counts * (counts - 1)).sum(axis=1), np.where(paired, totals * (totals - 1), 0))
    shares = counts / np.maximum(totals, 1)[:, None]
    return np.column_stack([np.where(paired, agreement, 0), paired, totals > 0, shares])


def ac1_of(sums: Array) -> Array:
    """AC1 from sums of shape (…, 3 + categories), nan where undefined. Shape (…)."""
    observed = divided(sums[..., 0], sums[..., 1])
    shares = divided(sums[..., 3:], sums[..., 2:3])
    q = sums.shape[-1] - 3
    if q < 2:
        return np.full(observed.shape, np.nan)
    chance = (shares * (1 - shares)).sum(axis=-1) / (q - 1)
    return divided(observed - chance, 1 - chance)


def ac1_of_pairs(sums: Array) -> Array:
    """AC1 of units rated twice, from the sums that `ratings.nominal_alpha_of` takes, shape (…, 1 + categories)."""
    total = sums[..., 1:].sum(axis=-1, keepdims=True)
    agreeing, units = sums[..., :1] / 2, total / 2
    return ac1_of(np.concatenate([agreeing, units, units, sums[..., 1:] / 2], axis=-1))


def _two_columns(ratings: Ratings) -> Array:
    coding = coded(ratings)
    if not len(ratings):
        return np.zeros((0, 0))
    if coding.codes.shape[1] != 2:
        raise ValueError("this is for two annotators; for more use mean pairwise or multi κ, or α")
    return _shared(coding, 0, 1)


def _shared(coding: Coding, i: int, j: int) -> Array:
    """The contingency table of two columns over the units both rated."""
    size = len(coding.categories)
    a, b = coding.codes[:, i], coding.codes[:, j]
    both = (a >= 0) & (b >= 0)
    return np.bincount(a[both] * size + b[both], minlength=size * size).reshape(size, size).astype(float)


def _corrected_pair(table: Array, *, own: bool) -> Score:
    n = float(table.sum())
    if not n:
        return Score(None, NO_SHARED_UNITS)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    both = (rows + columns) / 2
    expected = float(rows @ columns if own else both @ both) / n**2
    return _corrected(float(np.trace(table)) / n, expected, units=n)


def _corrected(observed: float, expected: float, *, units: float) -> Score:
    if expected >= 1:
        return Score(None, ONE_LABEL, observed, expected, units)
    return Score((observed - expected) / (1 - expected), "", observed, expected, units)
