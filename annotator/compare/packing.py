"""The disjoint rows that save most: exact, component by component."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from annotator.compare.score import Array
from annotator.model.errors import Unavailable

EXACT_UNITS = 12
"""The size, in units, up to which a component is searched over subsets; above it `milp` solves it."""

Rows = NDArray[np.int64]


def best_packing(rows: Rows, savings: Array) -> NDArray[np.int64]:
    """The numbers of the rows of greatest total saving of which no two share a unit (-1 is no unit). Sorted."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    members = _members(rows)
    component = _components(members)
    groups: dict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(component):
        groups[label].append(row)
    chosen: list[int] = []
    large: list[int] = []
    for group in groups.values():
        if len(group) == 1:
            chosen += group
        elif members[group].sum(axis=0).astype(bool).sum() <= EXACT_UNITS:
            chosen += _searched(group, rows, savings)
        else:
            large += group
    return np.array(sorted(chosen + _solved(large, members, savings)), dtype=np.int64)


def _members(rows: Rows) -> csr_array:
    """Which row has which unit, a 0/1 matrix (rows, units)."""
    offsets = np.concatenate([[0], np.cumsum(rows.max(axis=0) + 1)])
    row, column = np.nonzero(rows >= 0)
    unit = rows[row, column] + offsets[column]
    return csr_array((np.ones(len(row)), (row, unit)), shape=(len(rows), int(offsets[-1])))


def _components(members: csr_array) -> list[int]:
    count = members.shape[0]
    joined = csr_array(
        (members.data, (members.tocoo().row, members.tocoo().col + count)), shape=(count + members.shape[1], count + members.shape[1])
    )
    labels = connected_components(joined, directed=False)[1]
    component: list[int] = labels[:count].tolist()
    return component


def _searched(group: list[int], rows: Rows, savings: Array) -> list[int]:
    """The best rows of a small component: the lowest free unit is taken by one of its rows or by none, remembered by what is free."""
    places = [[(column, unit) for column, unit in enumerate(rows[row].tolist()) if unit >= 0] for row in group]
    bits = {place: 1 << n for n, place in enumerate(sorted({place for row in places for place in row}))}
    masks = [sum(bits[place] for place in row) for row in places]
    worth = [float(savings[row]) for row in group]

    @cache
    def best(free: int) -> tuple[float, tuple[int, ...]]:
        if not free:
            return 0.0, ()
        lowest = free & -free
        value, taken = best(free ^ lowest)
        for n, mask in enumerate(masks):
            if mask & lowest and mask & free == mask:
                rest, others = best(free ^ mask)
                if rest + worth[n] > value:
                    value, taken = rest + worth[n], (*others, n)
        return value, taken

    return [group[n] for n in best((1 << len(bits)) - 1)[1]]


def _solved(group: list[int], members: csr_array, savings: Array) -> list[int]:
    if not group:
        return []
    table = members[group]
    used = np.unique(table.tocoo().col)
    once = LinearConstraint(csr_array(table[:, used].T), ub=1)
    found = milp(-savings[group], integrality=np.ones(len(group)), bounds=(0, 1), constraints=once, options={"mip_rel_gap": 0})
    if found.x is None:
        raise Unavailable(f"no best alignment was found: {found.message}", "compare fewer annotators, or shorter articles")
    return [row for row, taken in zip(group, found.x, strict=True) if taken > 0.5]
