"""Agreement on chains of mentions: MUC, B³, CEAF and their CoNLL mean.

MUC (Vilain et al. 1995) counts links, B³ (Bagga & Baldwin 1998) mentions, CEAF (Luo 2005) the best
one-to-one matching of chains by φ3 (mentions, CEAFm) or φ4 (Dice, CEAFe); the mean of MUC, B³ and CEAFe is
that of the CoNLL-2012 task (Pradhan et al. 2014, "Scoring coreference partitions of predicted mentions").
Mentions that one annotator alone has stay in. Every part adds up over articles before dividing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from annotator.compare.matching import Edge, matching
from annotator.compare.score import NO_ITEMS, Score, mean_score

Cluster = Collection[Hashable]
Weigh = Callable[[int, int, int], float]
"""The worth of matching two chains, from their sizes and how many mentions they share."""

MEASURES = ("muc", "b_cubed", "ceaf_m", "ceaf_e")


@dataclass(frozen=True, slots=True)
class Shares:
    """Above and below of recall (first annotator as reference) and precision; shares add up."""

    recall_above: float = 0.0
    recall_below: float = 0.0
    precision_above: float = 0.0
    precision_below: float = 0.0

    def __add__(self, other: Shares) -> Shares:
        return Shares(
            self.recall_above + other.recall_above,
            self.recall_below + other.recall_below,
            self.precision_above + other.precision_above,
            self.precision_below + other.precision_below,
        )

    @property
    def recall(self) -> Score:
        """Undefined where the first annotator has nothing of what is counted."""
        return _share(self.recall_above, self.recall_below)

    @property
    def precision(self) -> Score:
        """Undefined where the second annotator has nothing of what is counted."""
        return _share(self.precision_above, self.precision_below)

    @property
    def f1(self) -> Score:
        """The harmonic mean; 0 where one side has nothing, undefined where neither has."""
        if not self.recall_below and not self.precision_below:
            return Score(None, NO_ITEMS)
        recall, precision = self.recall.value or 0.0, self.precision.value or 0.0
        units = self.recall_below + self.precision_below
        return Score(2 * recall * precision / (recall + precision) if recall + precision else 0.0, units=units)


def coref_metrics(a: Sequence[Cluster], b: Sequence[Cluster]) -> dict[str, Shares]:
    """The shares of every measure in `MEASURES`, in one article; chains of one annotator must be disjoint."""
    left, right = [frozenset(cluster) for cluster in a], [frozenset(cluster) for cluster in b]
    in_left, in_right = _owners(left), _owners(right)
    same = matching(_edges(left, right, in_right, _shared))
    alike = matching(_edges(left, right, in_right, _dice))
    mentions, entities = sum(edge.weight for edge in same), sum(edge.weight for edge in alike)
    n_left, n_right = float(sum(map(len, left))), float(sum(map(len, right)))
    return {
        "muc": Shares(*_muc(left, in_right), *_muc(right, in_left)),
        "b_cubed": Shares(_b_cubed(left, in_right, right), n_left, _b_cubed(right, in_left, left), n_right),
        "ceaf_m": Shares(mentions, n_left, mentions, n_right),
        "ceaf_e": Shares(entities, float(len(left)), entities, float(len(right))),
    }


def conll_mean_f1(metrics: Mapping[str, Shares]) -> Score:
    """The mean F1 of MUC, B³ and CEAFe.

    MUC is undefined where all chains are single mentions; the mean is then of the other two.
    """
    scores = [metrics[name].f1 for name in ("muc", "b_cubed", "ceaf_e")]
    return mean_score(scores) if any(score.defined for score in scores) else Score(None, NO_ITEMS)


def _owners(clusters: Sequence[frozenset[Hashable]]) -> dict[Hashable, int]:
    owners = {mention: n for n, cluster in enumerate(clusters) for mention in cluster}
    if len(owners) != sum(map(len, clusters)):
        raise ValueError("a mention is in two chains")
    return owners


def _muc(key: Sequence[frozenset[Hashable]], owner: Mapping[Hashable, int]) -> tuple[float, float]:
    above, below = 0.0, 0.0
    for cluster in key:
        parts = {owner[mention] for mention in cluster if mention in owner}
        lone = sum(mention not in owner for mention in cluster)
        above += len(cluster) - len(parts) - lone
        below += len(cluster) - 1
    return above, below


def _b_cubed(key: Sequence[frozenset[Hashable]], owner: Mapping[Hashable, int], other: Sequence[frozenset[Hashable]]) -> float:
    total = 0.0
    for cluster in key:
        parts = {owner[mention] for mention in cluster if mention in owner}
        total += sum(len(cluster & other[part]) ** 2 for part in parts) / len(cluster)
    return total


def _edges(
    left: Sequence[frozenset[Hashable]], right: Sequence[frozenset[Hashable]], in_right: Mapping[Hashable, int], weigh: Weigh
) -> list[Edge]:  # fmt: skip
    edges = []
    for i, cluster in enumerate(left):
        for j in sorted({in_right[mention] for mention in cluster if mention in in_right}):
            edges.append(Edge(i, j, weigh(len(cluster), len(right[j]), len(cluster & right[j]))))
    return edges


def _shared(left: int, right: int, shared: int) -> float:
    return shared


def _dice(left: int, right: int, shared: int) -> float:
    return 2 * shared / (left + right)


def _share(above: float, below: float) -> Score:
    return Score(above / below, units=below) if below else Score(None, NO_ITEMS)
