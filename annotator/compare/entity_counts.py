"""All span counts of two annotators in one article from one sweep over their overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.compare.matching import Edge, Overlap, dice, match_mentions, matching, overlaps
from annotator.compare.mentions import Marked
from annotator.compare.spans import dice_label, dice_unlabelled, exact_unlabelled, overlap_label, overlap_unlabelled


class SpanCounts(NamedTuple):
    """Matched weights within labels and whatever the label, how many distinct fragments, and the labels of matched mentions."""

    overlap_label: float
    dice_label: float
    exact_unlabelled: float
    overlap_unlabelled: float
    dice_unlabelled: float
    n_a_unlabelled: int
    n_b_unlabelled: int
    labels: list[tuple[str, str]]


def span_counts(a: Sequence[Marked], b: Sequence[Marked]) -> SpanCounts:
    """The counts that the functions of `spans` give one by one; `a` and `b` are sorted."""
    left, right = [item.ranges for item in a], [item.ranges for item in b]
    if len(set(left)) < len(left) or len(set(right)) < len(right):
        return _stacked(a, b)
    alone, entangled = _split(overlaps(left, right))
    near_label, soft_label, same, soft = 0.0, 0.0, 0, 0.0
    labels = []
    for i, j, shared in alone:
        x, y = a[i], b[j]
        if x.ranges == y.ranges:
            weight, same = 1.0, same + 1
        else:
            weight = dice(x.ranges, y.ranges, shared)
        soft += weight
        if x.label == y.label:
            near_label += 1
            soft_label += weight
        labels.append((x.label, y.label))
    counts = SpanCounts(near_label, soft_label, same, len(alone), soft, len(left), len(right), labels)
    return _with_entangled(counts, a, b, entangled) if entangled else counts


def _split(found: list[Overlap]) -> tuple[list[Overlap], list[Overlap]]:
    """The overlaps of two mentions that overlap nothing else, and the others."""
    lefts, rights = [i for i, *_ in found], [j for _, j, _ in found]
    if len(set(lefts)) == len(found) == len(set(rights)):
        return found, []
    count_left: dict[int, int] = {}
    count_right: dict[int, int] = {}
    for i, j, _ in found:
        count_left[i] = count_left.get(i, 0) + 1
        count_right[j] = count_right.get(j, 0) + 1
    alone = [pair for pair in found if count_left[pair[0]] == 1 == count_right[pair[1]]]
    return alone, [pair for pair in found if not count_left[pair[0]] == 1 == count_right[pair[1]]]


def _with_entangled(counts: SpanCounts, a: Sequence[Marked], b: Sequence[Marked], found: list[Overlap]) -> SpanCounts:
    edges = [Edge(i, j, dice(a[i].ranges, b[j].ranges, shared)) for i, j, shared in found]
    labelled = [edge for edge in edges if a[edge.left].label == b[edge.right].label]
    lefts, rights = sorted({edge.left for edge in edges}), sorted({edge.right for edge in edges})
    pairs = match_mentions([a[i] for i in lefts], [b[j] for j in rights])
    labels = [(a[lefts[i]].label, b[rights[j]].label) for i, j in pairs]
    return SpanCounts(
        counts.overlap_label + len(matching([edge._replace(weight=1.0) for edge in labelled])),
        counts.dice_label + _total(labelled),
        counts.exact_unlabelled + sum(a[edge.left].ranges == b[edge.right].ranges for edge in edges),
        counts.overlap_unlabelled + len(matching([edge._replace(weight=1.0) for edge in edges])),
        counts.dice_unlabelled + _total(edges),
        counts.n_a_unlabelled,
        counts.n_b_unlabelled,
        counts.labels + labels,
    )


def _stacked(a: Sequence[Marked], b: Sequence[Marked]) -> SpanCounts:
    bare = exact_unlabelled(a, b)
    labels = [(a[i].label, b[j].label) for i, j in match_mentions(a, b)]
    return SpanCounts(
        overlap_label(a, b).tp,
        dice_label(a, b).tp,
        bare.tp,
        overlap_unlabelled(a, b).tp,
        dice_unlabelled(a, b).tp,
        bare.n_a,
        bare.n_b,
        labels,
    )


def _total(edges: list[Edge]) -> float:
    return sum(edge.weight for edge in sorted(matching(edges)))
