"""How two annotators' entities differ over many articles at once: what `entity_differences` says, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.compare.differences import Differences, Element, Kind, Owners, Same, entity_differences
from annotator.compare.matching import LABEL_BONUS, Edge, components, matched_alike
from annotator.compare.mentions import Marked
from annotator.compare.sides import Numbers, Side, overlaps_of


class Change(NamedTuple):
    """A kind of difference between two annotators: their labels (`None` where one has nothing) and the owners."""

    element: Element
    kind: Kind
    a: str | None
    b: str | None
    owners: Owners


class Changes(NamedTuple):
    """How often each change, and how often the same."""

    found: Counter[Change]
    same: Counter[Same]

    def take(self, differences: Differences) -> None:
        """Count what differs in an article."""
        self.same.update(differences.same)
        self.found.update(
            Change(each.element, each.kind, _label(each.element, each.a), _label(each.element, each.b), each.owners)
            for each in differences.found
        )

    def add(self, other: Changes) -> None:
        """Add what was counted of other articles."""
        self.found.update(other.found)
        self.same.update(other.same)

    def take_entities(self, a: Sequence[Marked], b: Sequence[Marked]) -> None:
        """Count an article of any kind of entities."""
        self.take(entity_differences(a, b))

    def take_sides(self, a: Side, b: Side, labels: Sequence[str]) -> None:
        """Count articles laid end to end whose mentions have one fragment each."""
        i, j, shared = overlaps_of(a, b)
        equal = (a.start[i] == b.start[j]) & (a.end[i] == b.end[j]) & (a.label[i] == b.label[j])
        for number, count in enumerate(np.bincount(a.label[i[equal]], minlength=len(labels)).tolist()):
            if count:
                self.same[Same(Element.ENTITY, labels[number], (labels[number],))] += count
        free_a, free_b = (_without(len(side.start), taken) for side, taken in ((a, i[equal]), (b, j[equal])))
        left = free_a[i] & free_b[j]
        i, j, shared = _matched(a, b, i[left], j[left], shared[left])
        self._add(Kind.LABEL, labels, a.label[i], b.label[j], a.label[i] != b.label[j])
        long_a, long_b = a.end[i] - a.start[i], b.end[j] - b.start[j]
        longer, shorter = shared == long_b, shared == long_a
        for kind, which in ((Kind.LONGER, longer & ~shorter), (Kind.SHORTER, shorter & ~longer), (Kind.CROSSING, ~longer & ~shorter)):
            self._add(kind, labels, a.label[i], b.label[j], which)
        self._add(Kind.ALONE, labels, a.label, None, free_a & _without(len(a.start), i))
        self._add(Kind.MISSED, labels, None, b.label, free_b & _without(len(b.start), j))

    def _add(self, kind: Kind, labels: Sequence[str], a: Numbers | None, b: Numbers | None, which: NDArray[np.bool_]) -> None:
        size = len(labels) + 1
        codes = sum(((side[which] + 1) * scale for side, scale in ((a, size), (b, 1)) if side is not None), start=np.int64(0))
        for code, count in zip(*(part.tolist() for part in np.unique(codes, return_counts=True)), strict=True):
            left, right = (labels[number - 1] if number else None for number in divmod(code, size))
            owners = tuple(sorted({label for label in (left, right) if label is not None}))
            self.found[Change(Element.ENTITY, kind, left, right, owners)] += count


def _label(element: Element, marked: Marked | None) -> str | None:
    """The label; names are as many as people, so these are counted without."""
    return marked and ("" if element is Element.NAME else marked.label)


def _without(size: int, taken: Numbers) -> NDArray[np.bool_]:
    free = np.ones(size, dtype=bool)
    free[taken] = False
    return free


def _matched(a: Side, b: Side, i: Numbers, j: Numbers, shared: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The overlaps that a one-to-one matching of most Dice keeps, as `match_mentions` finds it."""
    if not len(i):
        return i, j, shared
    kept = (np.bincount(i)[i] == 1) & (np.bincount(j)[j] == 1)
    entangled = np.flatnonzero(~kept)
    if len(entangled):
        kept[entangled[_best(a, b, i[entangled], j[entangled], shared[entangled])]] = True
    return i[kept], j[kept], shared[kept]


def _best(a: Side, b: Side, i: Numbers, j: Numbers, shared: Numbers) -> list[int]:
    """Which of these overlaps, which hang together, are kept."""
    weight = 2 * shared / (a.end[i] - a.start[i] + b.end[j] - b.start[j]) + np.where(a.label[i] == b.label[j], LABEL_BONUS, 0)
    edges = [Edge(*edge) for edge in zip(i.tolist(), j.tolist(), weight.tolist(), strict=True)]
    place = {(edge.left, edge.right): n for n, edge in enumerate(edges)}
    left, right = _keys(a, {edge.left for edge in edges}), _keys(b, {edge.right for edge in edges})
    return [place[edge.left, edge.right] for component in components(edges) for edge in matched_alike(component, left, right)]


def _keys(side: Side, numbers: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    return {n: (int(side.start[n]), int(side.end[n]), int(side.label[n])) for n in numbers}
