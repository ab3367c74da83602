"""Maximum-weight one-to-one matching of overlapping mentions: exact, whatever the order they come in.

Two mentions can match where their fragments share code points. The graph of overlaps falls into small
connected components; each is solved as an assignment problem (Kuhn 1955), never greedily, so that the
matched weight depends on the mentions alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from annotator.model.kept import Ranges as Ranges

Key = tuple[object, ...]
"""What orders mentions: their ranges or ends, and label."""


class Edge(NamedTuple):
    """Mention `left` of one annotator and `right` of the other, and what matching them is worth."""

    left: int
    right: int
    weight: float


Overlap = tuple[int, int, int]
"""Positions on the left and right, and how many code points the two share."""


def length_of(ranges: Ranges) -> int:
    """How many code points the fragments cover."""
    if len(ranges) == 1:
        return ranges[0][1] - ranges[0][0]
    return sum(end - start for start, end in ranges)


def dice(left: Ranges, right: Ranges, shared: int) -> float:
    """2·shared / (|left| + |right|): 1 for equal fragments, 0 for disjoint ones (Dice 1945)."""
    return 2 * shared / (length_of(left) + length_of(right))


def overlaps(left: Sequence[Ranges], right: Sequence[Ranges]) -> list[Overlap]:
    """Every pair that shares code points, by a sweep over the fragments: O(n log n + pairs)."""
    clusters: list[list[tuple[int, int, int, int]]] = []
    items = sorted([(r[0][0], r[-1][1], 0, i) for i, r in enumerate(left)] + [(r[0][0], r[-1][1], 1, j) for j, r in enumerate(right)])
    reach = -1
    for item in items:
        if item[0] >= reach:
            clusters.append([item])
            reach = item[1]
        else:
            clusters[-1].append(item)
            if item[1] > reach:
                reach = item[1]
    found: list[Overlap] = []
    for cluster in clusters:
        if len(cluster) == 1:
            continue
        if len(cluster) == 2 and cluster[0][2] != cluster[1][2]:
            i, j = (cluster[0][3], cluster[1][3]) if cluster[0][2] == 0 else (cluster[1][3], cluster[0][3])
            shared = common_length(left[i], right[j])
            if shared:
                found.append((i, j, shared))
        else:
            found += _swept(cluster, left, right)
    return found


def common_length(left: Ranges, right: Ranges) -> int:
    """How many code points the two share."""
    if len(left) == 1 and len(right) == 1:
        return max(0, min(left[0][1], right[0][1]) - max(left[0][0], right[0][0]))
    return sum(max(0, min(e, f) - max(s, t)) for s, e in left for t, f in right)


def _swept(cluster: list[tuple[int, int, int, int]], left: Sequence[Ranges], right: Sequence[Ranges]) -> list[Overlap]:
    fragments = sorted((s, e, side, k) for _, _, side, k in cluster for s, e in (left, right)[side][k])
    active: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for start, end, side, k in fragments:
        others = active[1 - side]
        others[:] = [known for known in others if known[0] > start]
        for until, other in others:
            shared[(k, other) if side == 0 else (other, k)] += min(end, until) - start
        active[side].append((end, k))
    return [(i, j, chars) for (i, j), chars in shared.items()]


def components(edges: Iterable[Edge]) -> list[list[Edge]]:
    """The edges of each connected component; a mention without an edge is in none."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    kept = list(edges)
    for edge in kept:
        parent[root((0, edge.left))] = root((1, edge.right))
    groups: dict[tuple[int, int], list[Edge]] = defaultdict(list)
    for edge in kept:
        groups[root((0, edge.left))].append(edge)
    return list(groups.values())


def matching(edges: Sequence[Edge]) -> list[Edge]:
    """The one-to-one matching of the greatest total weight; weights are positive."""
    lefts, rights = Counter([edge[0] for edge in edges]), Counter([edge[1] for edge in edges])
    if len(lefts) == len(edges) == len(rights):
        return list(edges)
    alone = [edge for edge in edges if lefts[edge[0]] == 1 == rights[edge[1]]]
    entangled = [edge for edge in edges if not lefts[edge[0]] == 1 == rights[edge[1]]]
    return alone + [edge for component in components(entangled) for edge in _assigned(component)]


def _assigned(component: list[Edge]) -> list[Edge]:
    lefts = sorted({edge.left for edge in component})
    rights = sorted({edge.right for edge in component})
    if len(lefts) == 1 or len(rights) == 1:
        return [max(component, key=lambda edge: (edge.weight, -edge.left, -edge.right))]
    table = {(edge.left, edge.right): edge for edge in component}
    weights = np.zeros((len(lefts), len(rights)))
    row, column = {i: n for n, i in enumerate(lefts)}, {j: n for n, j in enumerate(rights)}
    for edge in component:
        weights[row[edge.left], column[edge.right]] = edge.weight
    pairs = ((lefts[i], rights[j]) for i, j in zip(*linear_sum_assignment(weights, maximize=True), strict=True))
    return [table[pair] for pair in pairs if pair in table]


def match_mentions(
    left: Sequence[tuple[Ranges, str]], right: Sequence[tuple[Ranges, str]], weigh: Callable[[Ranges, Ranges, int], float] = dice
) -> list[tuple[int, int]]:
    """Which mention of the left matches which of the right: most weight first, then most equal labels.

    `weigh` takes both fragments and the shared length. The same pairs come out in any order of the
    mentions and with the annotators swapped; labels break ties only.
    """
    edges = [
        Edge(i, j, weigh(left[i][0], right[j][0], shared) + (LABEL_BONUS if left[i][1] == right[j][1] else 0))
        for i, j, shared in overlaps([item[0] for item in left], [item[0] for item in right])
    ]
    return sorted((edge.left, edge.right) for component in components(edges) for edge in matched_alike(component, left, right))


def matched_alike(component: list[Edge], left: Sequence[Key] | Mapping[int, Key], right: Sequence[Key] | Mapping[int, Key]) -> list[Edge]:
    """The best matching of one component; ties fall by the mentions themselves, so neither order nor side decides."""
    a = sorted({edge.left for edge in component}, key=left.__getitem__)
    b = sorted({edge.right for edge in component}, key=right.__getitem__)
    if len(a) == 1 == len(b):
        return component
    swapped = [right[j] for j in b] < [left[i] for i in a]
    row, column = {i: n for n, i in enumerate(a)}, {j: n for n, j in enumerate(b)}
    ordered = [Edge(row[edge.left], column[edge.right], edge.weight) for edge in component]
    if swapped:
        return [Edge(a[edge.right], b[edge.left], edge.weight) for edge in _assigned([Edge(e.right, e.left, e.weight) for e in ordered])]
    return [Edge(a[edge.left], b[edge.right], edge.weight) for edge in _assigned(ordered)]


LABEL_BONUS = 1e-9
"""What equal labels add to a weight, to break ties only."""
