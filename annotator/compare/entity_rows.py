"""An article's row of entity counts: one by one for any article, as arrays for a batch of plain ones; both give the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.compare.entity_batch import add_pair, add_units
from annotator.compare.entity_changes import Changes
from annotator.compare.entity_counts import span_counts
from annotator.compare.entity_layout import PAIR_HEAD, SEMEVAL, Layout
from annotator.compare.mentions import Marked
from annotator.compare.pairs import Pair
from annotator.compare.score import Array
from annotator.compare.semeval import matches_of
from annotator.compare.sides import Numbers, Side
from annotator.compare.unit_alpha import flattened, unit_statistics


class Given(NamedTuple):
    """An article, what each annotator marked in it, and its length in code points."""

    article: str
    marked: Mapping[str, Sequence[Marked]]
    length: int


def article_row(given: Given, layout: Layout) -> tuple[list[float], int]:
    """The row of one article of any kind, and how many units overlapped."""
    row = [0.0] * layout.units
    for n, (a, b) in enumerate(layout.pairs):
        if a in given.marked and b in given.marked:
            _add_pair(row, layout, n, given.marked[a], given.marked[b])
    units, overlapping = unit_row(given, layout)
    return row + units, overlapping


def unit_row(given: Given, layout: Layout) -> tuple[list[float], int]:
    """What `unit_statistics` gives for the article, a fragment being a unit; and how many units overlapped."""
    flat = [flattened([(s, e, item.label) for item in items for s, e in item.ranges]) for items in given.marked.values()]
    return unit_statistics([units for units, _ in flat], given.length, layout.numbers), sum(changed for _, changed in flat)


def batch_rows(batch: Sequence[Given], layout: Layout, changes: Mapping[Pair, Changes] | None = None) -> tuple[Array, int]:
    """The rows of the articles, shape (articles, width), and how many units overlapped in all of them.

    What differs is counted in the pairs' `changes`, where they are given.
    """
    rows = np.zeros((len(batch), layout.width))
    lengths = np.array([given.length for given in batch], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])
    sides = [_side(batch, name, offsets, layout.numbers) for name in layout.annotators]
    special = np.array(
        [max(map(len, [ranges for items in given.marked.values() for ranges, _ in items]), default=1) > 1 for given in batch], dtype=bool
    )
    for side in sides:
        special[side.stacked()] = True
    present = np.array([[name in given.marked for given in batch] for name in layout.annotators], dtype=bool) & ~special
    _add_plain(rows, layout, sides, present, changes)
    flat = [side.within(here).flattened() for side, here in zip(sides, present, strict=True)]
    add_units(rows, layout, [side for side, _ in flat], present, lengths, offsets)
    overlapping = sum(changed for _, changed in flat)
    for n in np.flatnonzero(special).tolist():
        rows[n], changed = article_row(batch[n], layout)
        overlapping += changed
        for (a, b), found in (changes or {}).items():
            if a in batch[n].marked and b in batch[n].marked:
                found.take_entities(batch[n].marked[a], batch[n].marked[b])
    return rows, overlapping


def _add_plain(
    rows: Array, layout: Layout, sides: Sequence[Side], present: NDArray[np.bool_], changes: Mapping[Pair, Changes] | None
) -> None:
    number = {name: n for n, name in enumerate(layout.annotators)}
    for pair, (a, b) in enumerate(layout.pairs):
        both = present[number[a]] & present[number[b]]
        rows[:, pair * layout.pair_width] = both
        left, right = sides[number[a]].within(both), sides[number[b]].within(both)
        add_pair(rows, layout, pair, left, right)
        if changes is not None:
            changes[a, b].take_sides(left, right, layout.labels)


def _side(batch: Sequence[Given], name: str, offsets: Numbers, number: Mapping[str, int]) -> Side:
    article: list[int] = []
    start: list[int] = []
    end: list[int] = []
    label: list[int] = []
    for n, given in enumerate(batch):
        items = given.marked.get(name, ())
        article += [n] * len(items)
        start += [ranges[0][0] for ranges, _ in items]
        end += [ranges[-1][1] for ranges, _ in items]
        label += [number[name] for _, name in items]
    where = np.array(article, dtype=np.int64)
    return Side(
        where,
        np.array(start, dtype=np.int64) + offsets[where],
        np.array(end, dtype=np.int64) + offsets[where],
        np.array(label, dtype=np.int64),
    )


def _add_pair(row: list[float], layout: Layout, pair: int, a: Sequence[Marked], b: Sequence[Marked]) -> None:
    base, number = pair * layout.pair_width, layout.numbers
    shared = set(a) & set(b)
    row[base : base + 4] = [1, len(a), len(b), len(shared)]
    for offset, items in ((0, shared), (1, a), (2, b)):
        for label, count in Counter(item.label for item in items).items():
            row[base + PAIR_HEAD + 3 * number[label] + offset] = count
    counts = span_counts(a, b)
    row[base + 4 : base + SEMEVAL] = counts[:7]
    row[base + SEMEVAL : base + PAIR_HEAD] = matches_of(a, b)[1:4]
    for left, right in counts.labels:
        row[layout.ratings] += 2 * (left == right)
        row[layout.ratings + 1 + number[left]] += 1
        row[layout.ratings + 1 + number[right]] += 1
