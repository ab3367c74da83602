"""Intervals by the cluster bootstrap: articles are drawn again, since mentions of one article are not independent.

Efron & Tibshirani 1993, chs. 8 and 13 (percentile interval); Field & Welsh 2007 on clusters. Each resample
draws as many articles as there are, with replacement. What is drawn are rows of counts that add up, so a
resample is a weighted sum and nothing is compared twice; all measures share the resamples.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotator.compare.score import Array

RESAMPLES = 2000
FEW_ARTICLES = 10
"""Below this many shared articles an interval is shown with a warning."""

_CELLS = 4_000_000

Formula = Callable[[Array], Array]
"""From sums of shape (…, columns) to values of shape (…), nan where undefined."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile interval; `low` and `high` are `None` where every resample was undefined."""

    low: float | None
    high: float | None
    level: float
    resamples: int
    undefined: int
    articles: int

    @property
    def few_articles(self) -> bool:
        """Whether it rests on too few articles to be trusted."""
        return self.articles < FEW_ARTICLES


def resampled_sums(counts: Any, *, names: Sequence[str] = (), resamples: int = RESAMPLES, seed: int = 0) -> Array:
    """The sums of the rows of `counts` (articles, columns; an array or a sparse one) in each resample, shape (resamples, columns).

    With the `names` of the articles the same come out in whatever order the rows are.
    """
    articles = counts.shape[0]
    random = np.random.default_rng(seed)
    sums = np.zeros((resamples, counts.shape[1]))
    if not articles:
        return sums
    place = np.argsort(np.argsort(np.array(names, dtype=object), kind="stable")) if len(names) else np.arange(articles)
    step = max(1, _CELLS // articles)
    for first in range(0, resamples, step):
        size = min(step, resamples - first)
        drawn = random.integers(articles, size=(size, articles))
        drawn += np.arange(size)[:, None] * articles
        weights = np.bincount(drawn.ravel(), minlength=size * articles).reshape(size, articles)
        sums[first : first + size] = weights.astype(float)[:, place] @ counts
    return sums


def interval(values: Array, articles: int, *, level: float = 0.95) -> Interval:
    """The percentile interval of the values of resamples; nan ones are dropped and counted."""
    known = values[~np.isnan(values)]
    undefined = len(values) - len(known)
    if not len(known):
        return Interval(None, None, level, len(values), undefined, articles)
    low, high = np.percentile(known, [50 * (1 - level), 50 * (1 + level)])
    return Interval(float(low), float(high), level, len(values), undefined, articles)


def bootstrap_percentile_ci(
    counts: Array, formula: Formula, *, level: float = 0.95, resamples: int = RESAMPLES, seed: int = 0
) -> Interval:  # fmt: skip
    """The interval of one measure: `counts` has a row an article, `formula` makes the value from sums of rows."""
    return interval(formula(resampled_sums(counts, resamples=resamples, seed=seed)), len(counts), level=level)
