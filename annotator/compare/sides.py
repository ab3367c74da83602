"""One annotator's mentions in many articles as arrays, and where two annotators' overlap."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.compare.score import Array
from annotator.compare.unit_alpha import flattened

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Side:
    """One annotator's mentions in a batch, sorted by article, start, end and label; `start` and `end` are on one line of all articles."""

    def __init__(self, article: Numbers, start: Numbers, end: Numbers, label: Numbers) -> None:
        self.article, self.start, self.end, self.label = article, start, end, label
        if not (start[1:] > start[:-1]).all():
            order = np.lexsort((label, end, start))
            self.article, self.start, self.end, self.label = article[order], start[order], end[order], label[order]

    def within(self, articles: NDArray[np.bool_]) -> Side:
        """The mentions of these articles alone."""
        kept = articles[self.article]
        return Side(self.article[kept], self.start[kept], self.end[kept], self.label[kept])

    def stacked(self) -> Numbers:
        """The articles in which two mentions have the same ends."""
        same = (self.start[1:] == self.start[:-1]) & (self.end[1:] == self.end[:-1])
        found: Numbers = self.article[1:][same]
        return found

    def flattened(self) -> tuple[Side, int]:
        """The mentions as units that do not overlap, as `unit_alpha.flattened` does, and how many changed."""
        apart = self.start[1:] >= np.maximum.accumulate(self.end)[:-1]
        if apart.all():
            return self, 0
        # only mentions that overlap one another change one another
        cluster = np.concatenate([[0], np.cumsum(apart)])
        inside = np.bincount(cluster)[cluster] > 1
        owner: dict[int, int] = {}
        units: dict[int, list[tuple[int, int, int]]] = {}
        parts = (cluster, self.article, self.start, self.end, self.label)
        for number, article, *unit in zip(*(part[inside].tolist() for part in parts), strict=True):
            owner[number] = article
            units.setdefault(number, []).append((unit[0], unit[1], unit[2]))
        flat = {number: flattened(found) for number, found in units.items()}
        made = [(owner[number], *unit) for number, (found, _) in flat.items() for unit in found]
        columns = np.concatenate(
            [np.array([self.article, self.start, self.end, self.label])[:, ~inside], np.array(made, dtype=np.int64).T], axis=1
        )
        return Side(*columns), sum(changed for _, changed in flat.values())

    def per_label(self, articles: int, size: int, weights: NDArray[Any] | None = None) -> Array:
        """The number, or summed weight, of mentions of each article and label, shape (articles, labels)."""
        flat = np.bincount(self.article * size + self.label, weights, minlength=articles * size)
        return flat.reshape(articles, size).astype(float)


def overlaps_of(a: Side, b: Side) -> tuple[Numbers, Numbers, Numbers]:
    """Every pair that shares positions, and how many."""
    if not len(a.start) or not len(b.start):
        none = np.zeros(0, np.int64)
        return none, none, none
    first = np.searchsorted(np.maximum.accumulate(b.end), a.start, side="right")
    counts = np.maximum(np.searchsorted(b.start, a.end, side="left") - first, 0)
    i = np.repeat(np.arange(len(a.start)), counts)
    j = np.arange(len(i)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
    shared = np.minimum(a.end[i], b.end[j]) - np.maximum(a.start[i], b.start[j])
    return i[shared > 0], j[shared > 0], shared[shared > 0]
