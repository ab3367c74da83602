"""A number, or the reason why there is none; and counts that add up to an F1."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.model.errors import BadData

Array = NDArray[np.float64]

NO_ITEMS = "neither annotator marked anything"
NO_SHARED_ARTICLES = "no shared articles"
NO_SHARED_UNITS = "no unit was rated twice"
ONE_LABEL = "one single label everywhere: nothing to disagree on"
NO_DEFINED_PAIRS = "no pair of annotators has a value"


class DuplicateMention(BadData):
    """One annotator marked the same thing twice in an article, so counts would be wrong."""


@dataclass(frozen=True, slots=True)
class Score:
    """The value of a statistic, or `None` and the reason.

    `observed` and `expected` are raw agreement (or disorder, where the measure says so) and what chance
    gives; `units` is how many units the value rests on.
    """

    value: float | None
    reason: str = ""
    observed: float | None = None
    expected: float | None = None
    units: float = 0

    @property
    def defined(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Counts:
    """What two annotators share: `tp` matched (a weight, for Dice), `n_a` and `n_b` marked, in `n_articles`.

    Counts add up; F1 = 2tp / (n_a + n_b) is symmetric, precision and recall swap with the annotators.
    """

    tp: float = 0
    n_a: int = 0
    n_b: int = 0
    n_articles: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.n_a + other.n_a, self.n_b + other.n_b, self.n_articles + other.n_articles)

    @property
    def f1(self) -> Score:
        """2tp / (n_a + n_b); undefined where nobody marked anything."""
        units = self.n_a + self.n_b
        reason = NO_ITEMS if self.n_articles else NO_SHARED_ARTICLES
        return Score(2 * self.tp / units, units=units) if units else Score(None, reason)

    @property
    def precision(self) -> Score:
        """The share tp / n_b, with the first annotator as the reference."""
        return Score(self.tp / self.n_b, units=self.n_b) if self.n_b else Score(None, "the second annotator marked nothing")

    @property
    def recall(self) -> Score:
        """The share tp / n_a, with the first annotator as the reference."""
        return Score(self.tp / self.n_a, units=self.n_a) if self.n_a else Score(None, "the first annotator marked nothing")


def summed(found: Sequence[Counts]) -> Counts:
    """The counts, added up in the order given."""
    if len(found) == 1:
        return found[0]
    return Counts(
        sum([each.tp for each in found]),
        sum([each.n_a for each in found]),
        sum([each.n_b for each in found]),
        sum([each.n_articles for each in found]),
    )


def f1_of(sums: Array) -> Array:
    """F1 from sums of shape (…, 3): tp, n_a, n_b; nan where nobody marked anything. Shape (…)."""
    return divided(2 * sums[..., 0], sums[..., 1] + sums[..., 2])


def f1_of_shares(sums: Array) -> Array:
    """F1 from above and below of recall and precision, shape (…, 4); 0 where one side has nothing, nan where neither has."""
    recall, precision = (np.nan_to_num(divided(sums[..., n], sums[..., n + 1])) for n in (0, 2))
    f1 = np.nan_to_num(divided(2 * recall * precision, recall + precision))
    return np.where(sums[..., 1] + sums[..., 3] > 0, f1, np.nan)


def divided(above: Array, below: Array) -> Array:
    """The quotient, and nan where `below` is zero."""
    out: Array = np.full(np.broadcast_shapes(np.shape(above), np.shape(below)), np.nan)
    np.divide(above, below, out=out, where=np.broadcast_to(below, out.shape) != 0)
    return out


def mean_of(values: Array) -> Array:
    """The mean of the defined values over the last axis; nan where none is."""
    known = ~np.isnan(values)
    return divided(np.where(known, values, 0).sum(axis=-1), known.sum(axis=-1).astype(float))


def mean_score(scores: Iterable[Score]) -> Score:
    """The mean of the defined scores; an undefined one is left out, never a zero."""
    values = [score.value for score in scores if score.value is not None]
    return Score(math.fsum(values) / len(values), units=len(values)) if values else Score(None, NO_DEFINED_PAIRS)


def scored(value: float, reason: str, *, observed: float | None = None, expected: float | None = None, units: float = 0) -> Score:
    """A score of the value, or for nan an undefined one with the reason."""
    if math.isnan(value):
        return Score(None, reason, observed, expected, units)
    return Score(float(value), "", observed, expected, units)
