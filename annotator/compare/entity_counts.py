"""All span counts of two annotators in one article from one sweep over their overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from annotator.compare.matching import LABEL_BONUS, Edge, components, dice, matched_alike, matching, overlaps
from annotator.compare.mentions import Marked
from annotator.compare.spans import exact_unlabelled

Labels = list[tuple[Any, Any]]
"""The two labels (names, or numbers) of every matched pair of mentions."""


class SpanCounts(NamedTuple):
    """Matched weights within labels and whatever the label, how many distinct fragments, and the labels of matched mentions."""

    overlap_label: float
    dice_label: float
    exact_unlabelled: float
    overlap_unlabelled: float
    dice_unlabelled: float
    n_a_unlabelled: int
    n_b_unlabelled: int
    labels: Labels


class ComponentCounts(NamedTuple):
    """What one connected component of the overlap graph adds to `SpanCounts`."""

    overlap_label: int
    dice_label: float
    overlap: int
    dice: float
    labels: Labels


def span_counts(a: Sequence[Marked], b: Sequence[Marked]) -> SpanCounts:
    """The counts that the functions of `spans` give one by one."""
    labelled = [_component(component, a, b) for component in _graph(a, b)]
    bare_a, bare_b = ([Marked(ranges, "") for ranges in sorted({item.ranges for item in side})] for side in (a, b))
    stacked = len(bare_a) < len(a) or len(bare_b) < len(b)
    bare = [_component(component, bare_a, bare_b) for component in _graph(bare_a, bare_b)] if stacked else labelled
    same = exact_unlabelled(a, b)
    return SpanCounts(
        sum(each.overlap_label for each in labelled),
        sum(sorted(each.dice_label for each in labelled)),
        same.tp,
        sum(each.overlap for each in bare),
        sum(sorted(each.dice for each in bare)),
        same.n_a,
        same.n_b,
        [pair for each in labelled for pair in each.labels],
    )


def component_counts(component: list[Edge], a: Sequence[tuple[Any, ...]], b: Sequence[tuple[Any, ...]]) -> ComponentCounts:
    """The counts of a component whose edges weigh the Dice of the mentions; a mention's last part is its label."""
    labelled = [edge for edge in component if a[edge.left][-1] == b[edge.right][-1]]
    best = matched_alike([_with_bonus(edge, a, b) for edge in component], a, b)
    labels = [(a[edge.left][-1], b[edge.right][-1]) for edge in best]
    if len({edge.left for edge in component}) == 1 or len({edge.right for edge in component}) == 1:
        soft = max((edge.weight for edge in labelled), default=0.0)
        return ComponentCounts(bool(labelled), soft, 1, max(edge.weight for edge in component), labels)
    return ComponentCounts(
        len(matching([edge._replace(weight=1.0) for edge in labelled])),
        _total(labelled),
        len(matching([edge._replace(weight=1.0) for edge in component])),
        _total(component),
        labels,
    )


def _component(component: list[Edge], a: Sequence[Marked], b: Sequence[Marked]) -> ComponentCounts:
    if len(component) > 1:
        return component_counts(component, a, b)
    ((i, j, weight),) = component
    same = a[i].label == b[j].label
    return ComponentCounts(same, weight if same else 0.0, 1, weight, [(a[i].label, b[j].label)])


def _graph(a: Sequence[Marked], b: Sequence[Marked]) -> list[list[Edge]]:
    found = overlaps([item.ranges for item in a], [item.ranges for item in b])
    return components(Edge(i, j, dice(a[i].ranges, b[j].ranges, shared)) for i, j, shared in found)


def _with_bonus(edge: Edge, a: Sequence[tuple[Any, ...]], b: Sequence[tuple[Any, ...]]) -> Edge:
    return edge._replace(weight=edge.weight + LABEL_BONUS) if a[edge.left][-1] == b[edge.right][-1] else edge


def _total(edges: list[Edge]) -> float:
    return sum(sorted(edge.weight for edge in matching(edges)))
