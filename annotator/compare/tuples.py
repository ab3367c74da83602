"""Unitary alignments of three and more annotators that can be in a best alignment, and what each saves.

Splitting a unitary alignment in two never costs more than the pairs across are worth: with C pairs of
annotators and parts of k and l units, it is wanted only if the dissimilarities across add up to at most
(C + k·l) · Δ∅. All splits are tried, so nothing that a best alignment needs is left out (Mathet et al. 2015,
§5.1.1, prune by the weaker bound of n · Δ∅).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from annotator.compare.score import Array
from annotator.model.errors import Unavailable

if TYPE_CHECKING:
    from annotator.compare.alignment import Dissimilarity, UnitArrays

Rows = NDArray[np.int64]
MOST_TUPLES = 3_000_000
"""More unitary alignments than this are refused: many annotators whose units lie close together."""

_CELLS = 4_000_000
_FAR = np.inf
_ROUNDING = 1e-9


def savings(arrays: list[UnitArrays], measure: Dissimilarity) -> tuple[Rows, Array]:
    """Rows of unit numbers (-1 for none) with two or more units, and how much less disorder than alone.

    Shapes (tuples, annotators) and (tuples,); raises `Unavailable` above `MOST_TUPLES`. Units × candidates within reach bound the work, not units^annotators.
    """
    n, empty = len(arrays), measure.delta_empty
    pairs = n * (n - 1) // 2
    most = (pairs + n - 1) * empty
    near = {(x, y): _table(arrays[x], arrays[y], measure, most) for x, y in combinations(range(n), 2)}
    rows = np.full((1, 0), -1, dtype=np.int64)
    across = np.zeros((1, 0))
    for column in range(n):
        rows, across = _extended(rows, across, column, len(arrays[column].start), near, most)
    real = (rows >= 0).sum(axis=1)
    rows, across, real = rows[real > 1], across[real > 1], real[real > 1]
    cost = (across.sum(axis=1) / 2 + (pairs - real * (real - 1) / 2) * empty) / pairs
    saving = real * empty - cost
    wanted = (saving > -_ROUNDING) & _unsplittable(rows, near, pairs * empty, empty)
    return rows[wanted], saving[wanted]


def _table(a: UnitArrays, b: UnitArrays, measure: Dissimilarity, most: float) -> Array:
    """The dissimilarities of all units of a to all of b, infinite where they are more than `most`; an empty place is 0 away."""
    table = np.full((len(a.start) + 1, len(b.start) + 1), _FAR)
    i, j, d = measure.candidates(a, b, most)
    table[i, j] = d
    table[-1, :] = table[:, -1] = 0
    return table


def _extended(rows: Rows, across: Array, column: int, size: int, near: dict[tuple[int, int], Array], most: float) -> tuple[Rows, Array]:
    """Every row with every unit of the next annotator that is near enough to all its units, and with none."""
    which, unit = _within_reach(rows, column, size, near, most)
    d = np.column_stack([near[x, column][rows[which, x], unit] for x in range(column)]) if column else np.zeros((len(which), 0))
    grown = across[which] + d
    fits = (grown <= most + _ROUNDING).all(axis=1)
    which, unit, d, grown = which[fits], unit[fits], d[fits], grown[fits]
    made = np.column_stack([rows[which], unit])
    same = np.column_stack([rows, np.full(len(rows), -1)])
    return np.concatenate([same, made]), np.concatenate(
        [np.column_stack([across, np.zeros(len(rows))]), np.column_stack([grown, d.sum(axis=1)])]
    )


def _within_reach(rows: Rows, column: int, size: int, near: dict[tuple[int, int], Array], most: float) -> tuple[Rows, Rows]:
    """Which rows and which units of the next annotator are near enough, some rows at a time to bound memory."""
    step = max(1, _CELLS // max(size, 1))
    which, unit = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for first in range(0, len(rows), step):
        part = rows[first : first + step]
        reach = np.zeros((len(part), size))
        for x in range(column):
            reach += near[x, column][part[:, x]][:, :size]
        i, j = np.nonzero(reach <= most + _ROUNDING)
        which.append(i + first)
        unit.append(j)
        if sum(map(len, which)) > MOST_TUPLES:
            raise Unavailable(
                f"γ would have to weigh more than {MOST_TUPLES:,} alignments", "compare fewer annotators, or shorter articles"
            )
    return np.concatenate(which), np.concatenate(unit)


def _unsplittable(rows: Rows, near: dict[tuple[int, int], Array], base: float, empty: float) -> NDArray[np.bool_]:
    """Whether every split of the row into two parts with units costs at least as much as the row."""
    n = rows.shape[1]
    keep = np.ones(len(rows), dtype=bool)
    real = rows >= 0
    for size in range(1, n // 2 + 1):
        for part in combinations(range(n), size):
            rest = [y for y in range(n) if y not in part]
            apart = np.zeros(len(rows))
            for x in part:
                for y in rest:
                    low, high = min(x, y), max(x, y)
                    apart += near[low, high][rows[:, low], rows[:, high]]
            k, other = real[:, list(part)].sum(axis=1), real[:, rest].sum(axis=1)
            keep &= (k == 0) | (other == 0) | (apart <= base + k * other * empty + _ROUNDING)
    return keep
