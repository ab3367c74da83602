"""Agreement on entities over a stream of articles: counts an article at a time, results at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from annotator.compare.bootstrap import RESAMPLES, Formula
from annotator.compare.entity_changes import Changes
from annotator.compare.entity_layout import PAIR_HEAD, SEMEVAL, UNIT_HEAD, Layout
from annotator.compare.entity_rows import Given, batch_rows
from annotator.compare.mentions import Marked, unique
from annotator.compare.pairs import Pair
from annotator.compare.results import (
    LABEL,
    MICRO,
    Columns,
    CountTable,
    Measure,
    Result,
    f1_measures,
    nominal_measures,
    picking,
    results,
    summing,
)
from annotator.compare.score import divided, f1_of
from annotator.compare.unit_alpha import ALL_ALIKE, NO_INTERSECTIONS, ONE_LABEL_MET, bar_u_alpha_of, cu_alpha_of, k_u_alpha_of, u_alpha_of
from annotator.compare.unitizing import NO_UNITS
from annotator.model.errors import BadData

_SOFT = ("span_f1_overlap_label", "span_f1_soft_dice_label")
_BARE = ("span_f1_exact_unlabelled", "span_f1_overlap_unlabelled", "span_f1_soft_dice_unlabelled")
_BATCH = 128


class EntityTally:
    """Counts of entities by these annotators with these labels; add every article once, then ask for `results`.

    With `against` only the pairs with this annotator are compared, and the uα family, which has no pairs, is left out.
    """

    def __init__(self, annotators: Sequence[str], labels: Sequence[str], against: str | None = None) -> None:
        self._layout = Layout(sorted(set(annotators)), sorted(set(labels)), against)
        self._table = CountTable(self._layout.width)
        self._waiting: list[Given] = []
        self._changes = {pair: Changes(Counter(), Counter()) for pair in self._layout.pairs}
        self._overlapping = 0
        self._seen: set[str] = set()

    def add(self, article: str, marked: Mapping[str, Sequence[Marked]], length: int) -> None:
        """Count an article of `length` code points; an annotator missing from `marked` was absent.

        Raises `DuplicateMention`, and `BadData` for a label that was not announced. With fewer than two
        annotators nothing is compared.
        """
        if len(marked) < 2:
            return
        known = self._layout.numbers.keys()
        for name, items in marked.items():
            unique(items, f"{name} in {article}")
            unknown = {label for _, label in items} - known
            if unknown:
                message = f"{article}: the label {min(unknown)} is not among those compared"
                raise BadData(message, "give all labels in use, those of older schemas too")
        self._seen.update(marked)
        self._waiting.append(Given(article, marked, length))
        if len(self._waiting) >= _BATCH:
            self._count()

    def take(self, other: EntityTally) -> None:
        """Add what a tally of the same annotators and labels has counted of later articles."""
        self._count()
        other._count()
        self._seen |= other._seen
        self._table.take(other._table)
        self._overlapping += other._overlapping
        for pair, changes in other._changes.items():
            self._changes[pair].add(changes)

    def per_article(self) -> dict[str, float | None]:
        """Exact F1 of each article, its pairs added up; `None` where nobody marked anything."""
        self._count()
        values = f1_of(self._table.counts[:, self._layout.columns(3, 1, 2)].sum(axis=1)).tolist()
        return {name: None if value != value else value for name, value in zip(self._table.articles, values, strict=True)}

    def changes(self) -> dict[Pair, Changes]:
        """What differs between the annotators of each pair, and how often, as `entity_differences` says it."""
        self._count()
        return self._changes

    def overlapping(self) -> int:
        """How many units were merged, cut or left out for the uα family, because one annotator's overlap."""
        self._count()
        return self._overlapping

    def results(self, *, resamples: int = RESAMPLES, seed: int = 0) -> list[Result]:
        """Every measure with its interval: exact and relaxed F1, labels of matched mentions, the uα family."""
        self._count()
        labels = nominal_measures("labels of matched mentions", self._layout.ratings, self._layout.size)
        units = self._unit_measures() if self._layout.against is None else []
        measures = [*self._f1_measures(), *labels, *units]
        return results(self._table, measures, len(self._seen), resamples=resamples, seed=seed)

    def _count(self) -> None:
        if not self._waiting:
            return
        rows, overlapping = batch_rows(self._waiting, self._layout, self._changes)
        for given, row in zip(self._waiting, rows, strict=True):
            self._table.add(given.article, row)
        self._overlapping += overlapping
        self._waiting = []

    def _f1_measures(self) -> list[Measure]:
        columns, pairs = self._layout.columns, self._layout.pairs
        found = f1_measures("span_f1_exact", columns(3, 1, 2), pairs, columns(0)[:, 0].tolist())
        for n, label in enumerate(self._layout.labels):
            first = PAIR_HEAD + 3 * n
            micro, *_ = f1_measures("span_f1_exact", columns(first, first + 1, first + 2), (), ())
            found.append(replace(micro, variant=f"{LABEL}{label}"))
        for n, name in enumerate(_SOFT):
            found += f1_measures(name, columns(4 + n, 1, 2), (), ())
        for n, name in enumerate(_BARE):
            found += f1_measures(name, columns(6 + n, 9, 10), (), ())
        return found + self._scheme_measures()

    def _scheme_measures(self) -> list[Measure]:
        """F1 of the four schemes of SemEval'13, which is the same whoever is the reference."""
        marked, strict, boundaries, labels, matched = (
            self._layout.columns(*at) for at in ((1, 2), (3,), *((SEMEVAL + n,) for n in range(3)))
        )
        worth = {
            "strict": (strict, strict),
            "exact": (boundaries, boundaries),
            "partial": (boundaries, matched),
            "ent_type": (labels, labels),
        }
        return [
            Measure(f"semeval13 {scheme}", MICRO, _share_of(np.concatenate(both).ravel(), marked.ravel()), summing(marked.ravel()))
            for scheme, both in worth.items()
        ]

    def _unit_measures(self) -> list[Measure]:
        size, first = self._layout.size, self._layout.units
        marked, crossing = (np.arange(size) + first + UNIT_HEAD + block * size for block in (0, 2))

        def measure(name: str, variant: str, formula: Formula, units: Columns, nothing: str) -> Measure:
            reason = ONE_LABEL_MET if nothing is NO_INTERSECTIONS else ALL_ALIKE
            return Measure(name, variant, picking(formula, first, UNIT_HEAD + 4 * size), summing(units), None, reason, nothing)

        found = [
            measure("u_alpha_2016", "all labels", u_alpha_of, marked, NO_UNITS),
            measure("bar_u_alpha_2016", "all labels", bar_u_alpha_of, marked, NO_UNITS),
            measure("cu_alpha_2016", "all labels", cu_alpha_of, crossing, NO_INTERSECTIONS),
        ]
        for n, label in enumerate(self._layout.labels):
            found.append(measure("k_u_alpha_2016", f"{LABEL}{label}", _of_label(n), crossing[n : n + 1], NO_INTERSECTIONS))
        return found


def _share_of(above: Columns, below: Columns) -> Formula:
    return lambda sums: divided(sums[..., above].sum(axis=-1), sums[..., below].sum(axis=-1))


def _of_label(number: int) -> Formula:
    return lambda sums: k_u_alpha_of(sums)[..., number]
