"""Rows of entity counts for many articles at once: the articles laid end to end, compared as arrays.

Only articles without discontinuous mentions, and without two mentions of one annotator on the same fragments,
come here. Components of the overlap graph with more than one edge are still solved one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.compare.entity_counts import component_counts
from annotator.compare.entity_layout import PAIR_HEAD, SEMEVAL, UNIT_HEAD, Layout
from annotator.compare.matching import Edge, components
from annotator.compare.score import Array
from annotator.compare.semeval_batch import matched_articles
from annotator.compare.sides import Numbers, Side, overlaps_of


def add_pair(rows: Array, layout: Layout, pair: int, a: Side, b: Side) -> None:
    """Fill the block of a pair, which both annotators' articles share."""
    n, base, first = len(rows), pair * layout.pair_width, pair * layout.pair_width + PAIR_HEAD
    for offset, side in ((1, a), (2, b)):
        rows[:, first + offset : first + 3 * layout.size : 3] = side.per_label(n, layout.size)
        rows[:, base + offset] = rows[:, base + 8 + offset] = np.bincount(side.article, minlength=n)
    i, j, shared = overlaps_of(a, b)
    same_ends = (a.start[i] == b.start[j]) & (a.end[i] == b.end[j])
    same_label = a.label[i] == b.label[j]
    weight = 2 * shared / (a.end[i] - a.start[i] + b.end[j] - b.start[j])
    article = a.article[i]
    strict = same_ends & same_label
    hits = np.bincount(article[strict] * layout.size + a.label[i[strict]], minlength=n * layout.size).reshape(n, -1)
    rows[:, first : first + 3 * layout.size : 3] = hits
    rows[:, base + 3] = hits.sum(axis=1)
    rows[:, base + 6] = np.bincount(article[same_ends], minlength=n)
    alone = (np.bincount(i)[i] == 1) & (np.bincount(j)[j] == 1) if len(i) else np.zeros(0, bool)
    for column, which in ((4, alone & same_label), (7, alone)):
        rows[:, base + column] = np.bincount(article[which], minlength=n)
        rows[:, base + column + 1] = np.bincount(article[which], weight[which], minlength=n)
    labels = list(zip(a.label[i[alone]].tolist(), b.label[j[alone]].tolist(), strict=True))
    owners = article[alone].tolist()
    rest = ~alone
    for owner, pairs in _add_entangled(
        rows, base, a, b, [Edge(*e) for e in zip(i[rest].tolist(), j[rest].tolist(), weight[rest].tolist(), strict=True)]
    ):
        labels += pairs
        owners += [owner] * len(pairs)
    _add_ratings(rows, layout.ratings, owners, labels)
    for column, articles in enumerate(matched_articles(article, i, j, same_ends, same_label), start=base + SEMEVAL):
        rows[:, column] = np.bincount(articles, minlength=n)


def _add_entangled(rows: Array, base: int, a: Side, b: Side, edges: list[Edge]) -> Iterable[tuple[int, list[tuple[int, int]]]]:
    keys_a = list(zip(a.start.tolist(), a.end.tolist(), a.label.tolist(), strict=True))
    keys_b = list(zip(b.start.tolist(), b.end.tolist(), b.label.tolist(), strict=True))
    for component in components(edges):
        owner = int(a.article[component[0].left])
        counts = component_counts(component, keys_a, keys_b)
        rows[owner, base + 4] += counts.overlap_label
        rows[owner, base + 5] += counts.dice_label
        rows[owner, base + 7] += counts.overlap
        rows[owner, base + 8] += counts.dice
        yield owner, counts.labels


def _add_ratings(rows: Array, first: int, owners: Sequence[int], labels: Sequence[tuple[int, int]]) -> None:
    if not labels:
        return
    article, both = np.array(owners, dtype=np.int64), np.array(labels, dtype=np.int64)
    np.add.at(rows, (article, np.full(len(article), first)), 2.0 * (both[:, 0] == both[:, 1]))
    for side in (0, 1):
        np.add.at(rows, (article, first + 1 + both[:, side]), 1.0)


def add_units(rows: Array, layout: Layout, sides: Sequence[Side], present: NDArray[np.bool_], lengths: Numbers, offsets: Numbers) -> None:
    """Fill what `unit_statistics` gives; no mentions of one annotator overlap. `present` is (annotators, articles)."""
    n, size, first = len(rows), layout.size, layout.units
    people = present.sum(axis=0)
    m = np.maximum(people, 2)
    covered = np.zeros(n)
    edges = np.unique(np.concatenate([ends for side in sides for ends in (side.start, side.end)]))
    if len(edges):
        at, long = edges[:-1], np.diff(edges)
        unit = np.array([np.searchsorted(side.start, at, side="right") - 1 for side in sides])
        inside = np.array([_inside(side, unit[x], at) for x, side in enumerate(sides)])
        marked = inside.any(axis=0)
        at, long, unit, inside = at[marked], long[marked], unit[:, marked], inside[:, marked]
        article = np.searchsorted(offsets, at, side="right") - 1
        _add_segments(rows, first, size, sides, present[:, article], (article, long / (m[article] - 1), unit, inside))
        covered += np.bincount(article, long, minlength=n)
    squares = np.zeros(n)
    for side in sides:
        rows[:, first + UNIT_HEAD : first + UNIT_HEAD + size] += side.per_label(n, size, (side.end - side.start).astype(float))
        squares += np.bincount(side.article, (side.end - side.start) ** 2.0, minlength=n)
    rows[:, first] = people * lengths
    rows[:, first + 1] += people * (lengths - covered)
    rows[:, first + 2] += people * (lengths - covered)
    rows[:, first + 3] = squares + people * lengths - rows[:, first + UNIT_HEAD : first + UNIT_HEAD + size].sum(axis=1)


def _inside(side: Side, unit: Numbers, at: Numbers) -> NDArray[np.bool_]:
    inside = np.zeros(len(at), dtype=bool)
    known = unit >= 0
    inside[known] = side.end[unit[known]] > at[known]
    return inside


def _add_segments(
    rows: Array, first: int, size: int, sides: Sequence[Side], present: NDArray[np.bool_], segments: tuple[Numbers, Array, Numbers, NDArray[np.bool_]]
) -> None:  # fmt: skip
    """Coincidences of the stretches on which at least one annotator has a unit."""
    article, weight, unit, inside = segments
    n, units = len(rows), inside.sum(axis=0)
    label = np.array(
        [
            np.where(inside[x], side.label[np.where(inside[x], unit[x], 0)], -1) if len(side.label) else np.full(len(article), -1)
            for x, side in enumerate(sides)
        ]
    )
    for x, y in combinations(range(len(sides)), 2):
        both = present[x] & present[y]
        equal = both & (label[x] == label[y])
        alike = both & (inside[x] == inside[y])
        rows[:, first + 1] += np.bincount(article[equal], 2 * weight[equal], minlength=n)
        rows[:, first + 2] += np.bincount(article[alike], 2 * weight[alike], minlength=n)
        coded = equal & inside[x]
        rows[:, first + UNIT_HEAD + size : first + UNIT_HEAD + 2 * size] += np.bincount(
            article[coded] * size + label[x][coded], 2 * weight[coded], minlength=n * size
        ).reshape(n, size)  # fmt: skip
    for x, side in enumerate(sides):
        crossing = inside[x] & (units > 1)
        parts = np.bincount(unit[x][crossing], (weight * (units - 1))[crossing], minlength=len(side.start))
        rows[:, first + UNIT_HEAD + 2 * size : first + UNIT_HEAD + 3 * size] += side.per_label(n, size, parts)
        rows[:, first + UNIT_HEAD + 3 * size : first + UNIT_HEAD + 4 * size] += side.per_label(n, size, parts**2)
