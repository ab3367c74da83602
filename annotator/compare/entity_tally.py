"""Agreement on entities over a stream of articles: counts an article at a time, results at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from annotator.compare.bootstrap import RESAMPLES, Formula
from annotator.compare.entity_counts import span_counts
from annotator.compare.mentions import Marked, without_duplicates
from annotator.compare.pairs import pairs_of
from annotator.compare.results import Columns, CountTable, Measure, Result, f1_measures, nominal_measures, picking, results, summing
from annotator.compare.score import f1_of
from annotator.compare.unit_alpha import (
    ALL_ALIKE,
    NO_INTERSECTIONS,
    bar_u_alpha_of,
    cu_alpha_of,
    flattened,
    k_u_alpha_of,
    u_alpha_of,
    unit_statistics,
)
from annotator.compare.unitizing import NO_UNITS
from annotator.model.errors import BadData

_SOFT = ("span_f1_overlap_label", "span_f1_soft_dice_label")
_BARE = ("span_f1_exact_unlabelled", "span_f1_overlap_unlabelled", "span_f1_soft_dice_unlabelled")
_PAIR_HEAD = 11
"""Columns of a pair before those of its labels: shared, n_a, n_b and tp of exact F1, then the first seven of `SpanCounts`."""


class EntityTally:
    """Counts of entities by these annotators with these labels; add every article once, then ask for `results`.

    `confusion` counts the labels of matched mentions (a Counter over both orders), `overlapping` the units merged or
    cut for the uα family because one annotator's overlap.
    """

    def __init__(self, annotators: Sequence[str], labels: Sequence[str]) -> None:
        self.annotators = sorted(set(annotators))
        self.labels = sorted(set(labels))
        self.pairs = pairs_of(self.annotators)
        self.confusion: Counter[tuple[str, str]] = Counter()
        self.overlapping = 0
        self._number = {label: n for n, label in enumerate(self.labels)}
        self._pair_width = _PAIR_HEAD + 3 * len(self.labels)
        self._ratings = self._pair_width * len(self.pairs)
        self._units = self._ratings + 1 + len(self.labels)
        self._table = CountTable(self._units + 4 + 4 * len(self.labels))

    def add(self, article: str, marked: Mapping[str, Sequence[Marked]], length: int) -> None:
        """Count an article of `length` code points; an annotator missing from `marked` was absent.

        Raises `DuplicateMention`, and `BadData` for a label that was not announced. With fewer than two
        annotators nothing is compared.
        """
        if len(marked) < 2:
            return
        known = {name: sorted(without_duplicates(items, f"{name} in {article}")) for name, items in marked.items()}
        row = [0.0] * self._units
        try:
            sets = {name: set(items) for name, items in known.items()}
            sizes = {name: Counter(self._number[item.label] for item in items) for name, items in known.items()}
            for n, (a, b) in enumerate(self.pairs):
                if a in known and b in known:
                    base = n * self._pair_width
                    self._add_exact(row, base, sets[a] & sets[b], sizes[a], sizes[b])
                    self._add_relaxed(row, base, known[a], known[b])
        except KeyError as error:
            message = f"{article}: the label {error.args[0]} is not among those compared"
            raise BadData(message, "give all labels in use, those of older schemas too") from error
        self._table.add(article, row + self._unitized(known, length))

    def per_article(self) -> dict[str, float | None]:
        """Exact F1 of each article, its pairs added up; `None` where nobody marked anything."""
        values = f1_of(self._table.counts[:, self._columns(3, 1, 2)].sum(axis=1)).tolist()
        return {name: None if value != value else value for name, value in zip(self._table.articles, values, strict=True)}

    def results(self, *, resamples: int = RESAMPLES, seed: int = 0) -> list[Result]:
        """Every measure with its interval: exact and relaxed F1, labels of matched mentions, the uα family."""
        measures = [*self._f1_measures(), *self._label_measures(), *self._unit_measures()]
        return results(self._table, measures, len(self.annotators), resamples=resamples, seed=seed)

    def _add_exact(self, row: list[float], base: int, shared: set[Marked], a: Counter[int], b: Counter[int]) -> None:
        row[base] = 1
        row[base + 3] = len(shared)
        first = base + _PAIR_HEAD
        for item in shared:
            row[first + 3 * self._number[item.label]] += 1
        for offset, sizes in ((1, a), (2, b)):
            row[base + offset] = sizes.total()
            for label, count in sizes.items():
                row[first + 3 * label + offset] += count

    def _add_relaxed(self, row: list[float], base: int, a: Sequence[Marked], b: Sequence[Marked]) -> None:
        counts = span_counts(a, b)
        row[base + 4 : base + _PAIR_HEAD] = counts[:7]
        for left, right in counts.labels:
            self.confusion[left, right] += 1
            self.confusion[right, left] += 1
            row[self._ratings] += 2 * (left == right)
            row[self._ratings + 1 + self._number[left]] += 1
            row[self._ratings + 1 + self._number[right]] += 1

    def _unitized(self, known: Mapping[str, Sequence[Marked]], length: int) -> list[float]:
        continuum = []
        for items in known.values():
            units, changed = flattened([(start, end, item.label) for item in items for start, end in item.ranges])
            self.overlapping += changed
            continuum.append(units)
        return unit_statistics(continuum, length, self._number)

    def _columns(self, *offsets: int) -> Columns:
        """Where these columns are for each pair, shape (pairs, offsets)."""
        bases = np.arange(len(self.pairs), dtype=np.int64)[:, None] * self._pair_width
        return bases + np.array(offsets, dtype=np.int64)

    def _f1_measures(self) -> list[Measure]:
        shared = self._columns(0)[:, 0].tolist()
        found = f1_measures("span_f1_exact", self._columns(3, 1, 2), self.pairs, shared)
        for n, label in enumerate(self.labels):
            first = _PAIR_HEAD + 3 * n
            micro, *_ = f1_measures("span_f1_exact", self._columns(first, first + 1, first + 2), (), ())
            found.append(replace(micro, variant=f"label {label}"))
        for n, name in enumerate(_SOFT):
            found += f1_measures(name, self._columns(4 + n, 1, 2), (), ())
        for n, name in enumerate(_BARE):
            found += f1_measures(name, self._columns(6 + n, 9, 10), (), ())
        return found

    def _label_measures(self) -> list[Measure]:
        return nominal_measures("labels of matched mentions", self._ratings, len(self.labels))

    def _unit_measures(self) -> list[Measure]:
        size = len(self.labels)
        marked, crossing = (np.arange(size) + self._units + first for first in (4, 4 + 2 * size))

        def measure(name: str, variant: str, formula: Formula, units: Columns, nothing: str) -> Measure:
            return Measure(name, variant, picking(formula, self._units, 4 + 4 * size), summing(units), None, ALL_ALIKE, nothing)

        return [
            measure("u_alpha_2016", "all labels", u_alpha_of, marked, NO_UNITS),
            measure("bar_u_alpha_2016", "all labels", bar_u_alpha_of, marked, NO_UNITS),
            measure("cu_alpha_2016", "all labels", cu_alpha_of, crossing, NO_INTERSECTIONS),
            *(
                measure("k_u_alpha_2016", f"label {label}", _of_label(n), crossing[n : n + 1], NO_INTERSECTIONS)
                for n, label in enumerate(self.labels)
            ),
        ]


def _of_label(number: int) -> Formula:
    return lambda sums: k_u_alpha_of(sums)[..., number]
