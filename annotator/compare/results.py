"""A table of counts with a row an article, and what measures make of it: always with units, articles and interval."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from annotator.compare.bootstrap import RESAMPLES, Formula, Interval, interval, resampled_sums
from annotator.compare.kappa import ac1_of_pairs
from annotator.compare.pairs import Pair
from annotator.compare.ratings import nominal_alpha_of, raw_agreement_of
from annotator.compare.score import NO_ITEMS, NO_SHARED_UNITS, ONE_LABEL, Array, Score, f1_of, mean_of, scored

MICRO, MACRO = "micro", "macro over pairs"
LABEL, ROLE = "label ", "role "
"""How variants of one label (or type) and of one role begin."""

Columns = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Measure:
    """A statistic as a formula over sums of rows.

    `variant` says which of its kind (micro, a pair, a label …). `units` says how many units there are, `pairs` the
    value of each pair where there is one. Undefined means `reason`, or `nothing` where there are no units.
    """

    name: str
    variant: str
    formula: Formula
    units: Formula
    pairs: Formula | None = None
    reason: str = NO_ITEMS
    nothing: str = NO_ITEMS
    articles: int | None = None
    annotators: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A number that can be shown: which statistic, its value or why none, on how much it rests, its interval."""

    name: str
    variant: str
    score: Score
    articles: int
    annotators: int
    undefined_pairs: int
    interval: Interval


class CountTable:
    """Rows of counts that add up, one for each article that at least two annotators did."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.articles: list[str] = []
        self._cells = array("d")

    def add(self, article: str, row: Array | Sequence[float]) -> None:
        """Append an article's row of `width` numbers."""
        self.articles.append(article)
        self._cells.frombytes(np.asarray(row, dtype=np.float64).tobytes())

    def take(self, other: CountTable) -> None:
        """Append the rows of a table of the same width."""
        self.articles += other.articles
        self._cells.extend(other._cells)

    @property
    def counts(self) -> Array:
        """All rows, shape (articles, width); a view, so add no row while you hold it."""
        return np.frombuffer(self._cells, dtype=np.float64).reshape(-1, self.width) if self.articles else np.zeros((0, self.width))


class LabelCounts:
    """tp, n_a and n_b of labels, of which an article has few: `keys` (measure and variant) as they come, sorted in the end."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._row, self._key, self._counts = array("q"), array("q"), array("d")

    def add(self, row: int, found: Mapping[tuple[str, str], Sequence[float]]) -> None:
        """Add to what the article of this row has for these keys."""
        for key, counts in found.items():
            self._row.append(row)
            self._key.append(self._numbers.setdefault(key, len(self._numbers)))
            self._counts.extend(counts)

    def take(self, other: LabelCounts, rows: int) -> None:
        """Add those of the articles that come after these `rows`."""
        number = [self._numbers.setdefault(key, len(self._numbers)) for key in other._numbers]
        self._row.extend(rows + row for row in other._row)
        self._key.extend(number[key] for key in other._key)
        self._counts.extend(other._counts)

    def table(self, rows: int) -> csr_array:
        """All counts, shape (rows, 3 · keys), three columns a key in sorted order."""
        place = np.argsort(np.argsort(np.array([" ".join(key) for key in self._numbers], dtype=object))) if self._numbers else np.zeros(0)
        first = 3 * place[np.asarray(self._key, dtype=np.int64)].astype(np.int64)
        column = (first[:, None] + np.arange(3)).ravel()
        made = csr_array((np.asarray(self._counts), (np.repeat(np.asarray(self._row), 3), column)), shape=(rows, 3 * len(self._numbers)))
        made.sum_duplicates()
        return made

    def measures(self, first: int) -> list[Measure]:
        """An F1 for each key, whose counts begin at column `first`."""
        keys = sorted(self._numbers, key=" ".join)
        columns = [np.arange(3) + first + 3 * n for n in range(len(keys))]
        return [
            Measure(name, variant, _f1_of(own), summing(own[1:])) for (name, variant), own in zip(keys, columns, strict=True)
        ]  # fmt: skip


def results(
    table: CountTable,
    measures: Sequence[Measure],
    annotators: int,
    labels: LabelCounts | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> list[Result]:
    """Every measure's value and interval, then those of `labels`; all share the same resamples of the articles."""
    counts = table.counts
    sums, resampled = _summed(counts, table, resamples, seed)
    every = list(measures)
    if labels is not None:
        more, resampled_more = _summed(labels.table(len(counts)), table, resamples, seed)
        sums, resampled = np.concatenate([sums, more]), np.concatenate([resampled, resampled_more], axis=1)
        every += labels.measures(table.width)
    return [_result(measure, sums, resampled, len(counts), annotators) for measure in every]


def _summed(counts: Any, table: CountTable, resamples: int, seed: int) -> tuple[Array, Array]:
    sums: Array = np.asarray(counts.sum(axis=0), dtype=float).ravel()
    return sums, resampled_sums(counts, names=table.articles, resamples=resamples, seed=seed)


def _result(measure: Measure, sums: Array, resampled: Array, articles: int, annotators: int) -> Result:
    units = float(measure.units(sums).item())
    score = scored(measure.formula(sums).item(), measure.reason if units else measure.nothing, units=units)
    undefined = int(np.isnan(measure.pairs(sums)).sum()) if measure.pairs else 0
    shared = articles if measure.articles is None else int(sums[measure.articles])
    people = annotators if measure.annotators is None else measure.annotators
    return Result(measure.name, measure.variant, score, shared, people, undefined, interval(measure.formula(resampled), shared))


def f1_measures(name: str, columns: Columns, pairs: Sequence[Pair], shared: Sequence[int]) -> list[Measure]:
    """Micro and macro of an F1, and each of `pairs`; `columns` (pairs, 3) says where tp, n_a and n_b are, `shared` the article counts."""
    of_pairs = _f1_of(columns)
    both = columns[:, 1:].ravel()
    found = [
        Measure(name, MICRO, lambda s: f1_of(s[..., columns].sum(axis=-2)), summing(both), of_pairs),
        Measure(name, MACRO, lambda s: mean_of(of_pairs(s)), summing(both), of_pairs),
    ]
    for own, articles, (a, b) in zip(columns, shared, pairs, strict=False):
        found.append(Measure(name, f"{a}|{b}", _f1_of(own), summing(own[1:]), articles=articles, annotators=2))
    return found


def nominal_measures(variant: str, first: int, categories: int) -> list[Measure]:
    """α, raw agreement and AC1 of units rated by two, from `nominal_statistics` that start at column `first`."""
    margins = np.arange(first + 1, first + 1 + categories)
    formulas = {"krippendorff_alpha_nominal": nominal_alpha_of, "raw_agreement": raw_agreement_of, "gwet_ac1": ac1_of_pairs}
    return [
        Measure(
            name,
            variant,
            picking(formula, first, 1 + categories),
            lambda s: s[..., margins].sum(axis=-1) / 2,
            None,
            ONE_LABEL,
            NO_SHARED_UNITS,
        )
        for name, formula in formulas.items()
    ]


def summing(columns: Columns) -> Formula:
    """The sum of these columns."""
    return lambda s: s[..., columns].sum(axis=-1)


def picking(formula: Callable[[Array], Array], first: int, width: int) -> Formula:
    """The formula over `width` columns from `first`."""
    return lambda s: formula(s[..., first : first + width])


def _f1_of(columns: Columns) -> Formula:
    return lambda s: f1_of(s[..., columns])
