"""The uα family: unitizing agreement by lengths of intersections.

Krippendorff, Mathet, Bouvry & Widlöcher 2016, "On the reliability of unitizing textual continua: further
developments"; Krippendorff 2019, §12.6.

uα: units of labels and gaps, all in one. |uα: units against gaps, labels aside. cuα: labels alone, where
units intersect. (k)uα: the same for one label. Coincidences are lengths: a stretch on which m annotators
agree or not gives each of the m(m-1) ordered pairs its length / (m-1). A unit is not expected to meet
itself, nor a position of a gap, hence the squared lengths in what chance gives.

cuα and three or more annotators: a unit's squared length in the expected part is of its coincidences, the
reading that gives .7242 on the data of Krippendorff's figure 12.11.

All of it adds up over articles. One sweep over the units' edges: O(n log n).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np

from annotator.compare.score import NO_SHARED_ARTICLES, Array, Score, divided, scored
from annotator.compare.unitizing import NO_UNITS, ONE_ANNOTATOR, Continuum, Unit

L = TypeVar("L", int, str)

Flat = Sequence[Unit]
"""Units of one annotator that do not overlap, sorted."""

_HEAD = 4
"""Columns before those of the labels: all lengths, agreeing lengths, lengths agreeing on unit or gap, squares and gap."""

NO_INTERSECTIONS = "no two annotators' units intersect"
ALL_ALIKE = "nothing but one value: no units or no gaps"
ONE_LABEL_MET = "one single label wherever units intersect"


@dataclass(frozen=True, slots=True)
class UnitAlphas:
    """The family over one or more articles; `coverage` is the share of all lengths that lies in intersections of units."""

    u_alpha: Score
    bar_u_alpha: Score
    cu_alpha: Score
    k_u_alpha: Mapping[str, Score]
    coverage: Score
    k_coverage: Mapping[str, Score]


def flattened(units: Sequence[tuple[int, int, L]]) -> tuple[list[tuple[int, int, L]], int]:
    """One annotator's units without overlaps, sorted, and how many were merged, cut or left out for it.

    Within a label overlapping units become one. Between labels the outermost (first to start, then longest)
    stays whole; of a later one remains what sticks out behind it.
    """
    ordered = sorted(units)
    if all(ordered[n][1] <= ordered[n + 1][0] for n in range(len(ordered) - 1)):
        return ordered, 0
    merged: list[tuple[int, int, L]] = []
    newest: dict[L, int] = {}
    for start, end, label in ordered:
        last = newest.get(label)
        if last is not None and start < merged[last][1]:
            merged[last] = (merged[last][0], max(merged[last][1], end), label)
        else:
            newest[label] = len(merged)
            merged.append((start, end, label))
    changed, reach = len(ordered) - len(merged), -1
    out: list[tuple[int, int, L]] = []
    for start, end, label in sorted(merged, key=lambda unit: (unit[0], -unit[1], unit[2])):
        changed += start < reach
        if end > reach:
            out.append((max(start, reach), end, label))
            reach = end
    return out, changed


def unit_statistics(continuum: Sequence[Flat], length: int, labels: Mapping[str, int]) -> list[float]:
    """What the family needs from one article, a list of 4 + 4·K numbers that adds up; `labels` numbers the K labels.

    `continuum` has the flat units of each annotator who did the article. With fewer than two all is zero.
    """
    m, size = len(continuum), len(labels)
    out = [0.0] * (_HEAD + 4 * size)
    if m < 2:
        return out
    groups: dict[tuple[int, int], list[int]] = {}
    squares = 0
    for units in continuum:
        for start, end, label in units:
            groups.setdefault((start, end), []).append(labels[label])
            squares += (end - start) ** 2
    covered = 0
    clusters = _clusters(sorted(groups))
    for cluster in clusters:
        if len(cluster) == 1:
            (start, end) = cluster[0]
            covered += _add_segment(out, groups[start, end], end - start, m, size)
            _add_squares(out, groups[start, end], end - start, m, size)
        else:
            covered += _sweep(out, [(s, e, label) for s, e in cluster for label in groups[s, e]], m, size)
    gap = length - covered
    out[0] = m * length
    out[1] += m * gap
    out[2] += m * gap
    out[3] = squares + m * length - sum(out[_HEAD : _HEAD + size])
    return out


def _clusters(keys: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    clusters: list[list[tuple[int, int]]] = []
    reach = -1
    for key in keys:
        if key[0] >= reach:
            clusters.append([key])
            reach = key[1]
        else:
            clusters[-1].append(key)
            reach = max(reach, key[1])
    return clusters


def _add_segment(out: list[float], labels: Sequence[int], length: int, m: int, size: int) -> int:
    """Add a stretch on which annotators have units of these labels, and the others a gap."""
    units = len(labels)
    weight = length / (m - 1)
    gaps = m - units
    both_gap = gaps * (gaps - 1)
    out[2] += (units * (units - 1) + both_gap) * weight
    if units == 1:
        out[1] += both_gap * weight
        out[_HEAD + labels[0]] += length
        return length
    agreeing = 0
    for label in labels:
        same = labels.count(label) - 1
        agreeing += same
        out[_HEAD + label] += length
        out[_HEAD + size + label] += same * weight
        out[_HEAD + 2 * size + label] += (units - 1) * weight
    out[1] += (agreeing + both_gap) * weight
    return length


def _add_squares(out: list[float], labels: Sequence[int], length: int, m: int, size: int) -> None:
    shared = length * (len(labels) - 1) / (m - 1)
    if shared:
        for label in labels:
            out[_HEAD + 3 * size + label] += shared * shared


def _sweep(out: list[float], units: list[tuple[int, int, int]], m: int, size: int) -> int:
    edges = sorted({edge for start, end, _ in units for edge in (start, end)})
    shared = [0.0] * len(units)
    active: list[int] = []
    waiting = len(units)
    order = sorted(range(len(units)), key=units.__getitem__, reverse=True)
    covered = 0
    for start, end in pairwise(edges):
        active = [n for n in active if units[n][1] > start]
        while waiting and units[order[waiting - 1]][0] == start:
            waiting -= 1
            active.append(order[waiting])
        if active:
            covered += _add_segment(out, [units[n][2] for n in active], end - start, m, size)
            for n in active:
                shared[n] += (end - start) * (len(active) - 1) / (m - 1)
    for (_, _, label), part in zip(units, shared, strict=True):
        out[_HEAD + 3 * size + label] += part * part
    return covered


def u_alpha_of(sums: Array) -> Array:
    """uα from sums of shape (…, 4 + 4K). Shape (…), nan where undefined."""
    total, size = sums[..., 0], _size(sums)
    labels = sums[..., _HEAD : _HEAD + size]
    gap = total - labels.sum(axis=-1)
    differing = total**2 - (labels**2).sum(axis=-1) - gap**2
    return _alpha(total - sums[..., 1], total, differing, total**2 - sums[..., 3])


def bar_u_alpha_of(sums: Array) -> Array:
    """|uα from the same sums."""
    total, size = sums[..., 0], _size(sums)
    marked = sums[..., _HEAD : _HEAD + size].sum(axis=-1)
    return _alpha(total - sums[..., 2], total, 2 * marked * (total - marked), total**2 - sums[..., 3])


def cu_alpha_of(sums: Array) -> Array:
    """cuα from the same sums."""
    same, lengths, squares = _coded(sums)
    total = lengths.sum(axis=-1)
    differing = total**2 - (lengths**2).sum(axis=-1)
    return _alpha(total - same.sum(axis=-1), total, differing, total**2 - squares.sum(axis=-1))


def k_u_alpha_of(sums: Array) -> Array:
    """(k)uα of every label from the same sums, shape (…, K)."""
    same, lengths, squares = _coded(sums)
    total = lengths.sum(axis=-1)[..., None]
    return _alpha(lengths - same, lengths, lengths * (total - lengths), lengths * total - squares)


def unit_alphas(sums: Array, labels: Sequence[str]) -> UnitAlphas:
    """The scores of the family from the sums of one or more articles."""
    same, lengths, _ = _coded(sums)
    total, size = float(sums[0]), _size(sums)
    all_lengths = sums[_HEAD : _HEAD + size]
    reason = NO_SHARED_ARTICLES if not total else NO_UNITS if not all_lengths.sum() else ALL_ALIKE
    crossing = float(lengths.sum())
    coding = NO_INTERSECTIONS if not crossing else ONE_LABEL_MET
    per_label = {
        name: scored(float(value), NO_INTERSECTIONS if not lengths[n] else coding, units=float(lengths[n]))
        for n, (name, value) in enumerate(zip(labels, k_u_alpha_of(sums), strict=True))
    }
    shares = divided(lengths, all_lengths)
    return UnitAlphas(
        scored(u_alpha_of(sums).item(), reason, observed=float(sums[1]) / total if total else None, units=total),
        scored(bar_u_alpha_of(sums).item(), reason, observed=float(sums[2]) / total if total else None, units=total),
        scored(cu_alpha_of(sums).item(), coding, observed=float(same.sum()) / crossing if crossing else None, units=crossing),
        per_label,
        Score(crossing / total) if total else Score(None, NO_SHARED_ARTICLES),
        {name: scored(float(share), NO_UNITS) for name, share in zip(labels, shares, strict=True)},
    )


def u_alpha_family_2016(continuum: Continuum, length: int) -> UnitAlphas:
    """The whole family over one text of `length` positions from 0; overlaps within an annotator are flattened."""
    labels = sorted({label for units in continuum.values() for *_, label in units})
    flat = [flattened(units)[0] for units in continuum.values()]
    numbers = {label: n for n, label in enumerate(labels)}
    return unit_alphas(np.array(unit_statistics(flat, length, numbers)), labels)


def u_alpha_2016(continuum: Continuum, length: int) -> Score:
    """uα over one text."""
    return _with_annotators(continuum, u_alpha_family_2016(continuum, length).u_alpha)


def bar_u_alpha_2016(continuum: Continuum, length: int) -> Score:
    """|uα over one text."""
    return _with_annotators(continuum, u_alpha_family_2016(continuum, length).bar_u_alpha)


def cu_alpha_2016(continuum: Continuum, length: int) -> Score:
    """cuα over one text."""
    return _with_annotators(continuum, u_alpha_family_2016(continuum, length).cu_alpha)


def k_u_alpha_2016(continuum: Continuum, length: int) -> Mapping[str, Score]:
    """(k)uα of every label over one text; a label whose units meet gaps only is undefined."""
    return u_alpha_family_2016(continuum, length).k_u_alpha


def _with_annotators(continuum: Continuum, score: Score) -> Score:
    return score if len(continuum) > 1 else Score(None, ONE_ANNOTATOR)


def _size(sums: Array) -> int:
    return (int(sums.shape[-1]) - _HEAD) // 4


def _coded(sums: Array) -> tuple[Array, Array, Array]:
    size = _size(sums)
    return tuple(sums[..., _HEAD + n * size : _HEAD + (n + 1) * size] for n in (1, 2, 3))  # type: ignore[return-value]


def _alpha(differing: Array, total: Array, chance: Array, pairs: Array) -> Array:
    return 1 - divided(divided(differing, total), divided(chance, pairs))
