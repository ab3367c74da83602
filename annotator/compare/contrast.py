"""One measure in several groups of work, and how far it differs between two of them, with intervals.

Counts stand in a row an article and a block of columns a group, so that a resample of articles draws all groups
together: what makes an article hard is in both, and the interval of a difference is that of the paired bootstrap
(Efron & Tibshirani 1993, ch. 13).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple

import numpy as np

from annotator.compare.bootstrap import RESAMPLES, Formula, Interval, interval, resampled_sums
from annotator.compare.coreference import Cluster, coref_metrics
from annotator.compare.events import Key, argument_cls, trigger_cls
from annotator.compare.mentions import Event, Marked, Quote, chains_of, entities_of, events_of, quotes_of, with_labels
from annotator.compare.quotes import quote_f1_exact, quote_f1_overlap
from annotator.compare.results import CountTable
from annotator.compare.score import Array, Score, f1_of, f1_of_shares, mean_of, scored
from annotator.model.annotation import AnnotationSet
from annotator.model.kept import Kept


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval and on how many articles it rests."""

    score: Score
    interval: Interval
    articles: int


class Grouped:
    """Counts that add up, for several groups of each article; add an article once."""

    def __init__(self, groups: Sequence[str], width: int) -> None:
        self._groups = {group: n for n, group in enumerate(groups)}
        self._width = width
        self._table = CountTable(len(groups) * (1 + width))
        self._resampled: Array | None = None

    def add(self, article: str, rows: Mapping[str, Iterable[Sequence[float]]]) -> None:
        """Count an article: every group's rows of `width` numbers; a group without any is absent there."""
        row = np.zeros(self._table.width)
        for group, found in rows.items():
            first = self._first(group)
            for counts in found:
                row[first] = 1.0
                row[first + 1 : first + 1 + self._width] += counts
        self._table.add(article, row)

    def estimate(self, group: str, formula: Formula, units: Formula, reason: str, *, resamples: int = RESAMPLES, seed: int = 0) -> Estimate:
        """The measure in one group; `formula` and `units` are given sums of `width` columns."""
        sums, drawn = self._table.counts.sum(axis=0), self._drawn(resamples, seed)
        articles = int(sums[self._first(group)])
        score = scored(formula(self._of(group, sums)).item(), reason, units=float(units(self._of(group, sums)).item()))
        return Estimate(score, interval(formula(self._of(group, drawn)), articles), articles)

    def difference(self, first: str, second: str, formula: Formula, reason: str, *, resamples: int = RESAMPLES, seed: int = 0) -> Estimate:
        """The measure in the first group less that in the second; `articles` is how many the smaller group has."""
        sums, drawn = self._table.counts.sum(axis=0), self._drawn(resamples, seed)
        articles = int(min(sums[self._first(first)], sums[self._first(second)]))
        value = formula(self._of(first, sums)) - formula(self._of(second, sums))
        values = formula(self._of(first, drawn)) - formula(self._of(second, drawn))
        return Estimate(scored(value.item(), reason), interval(values, articles), articles)

    def _drawn(self, resamples: int, seed: int) -> Array:
        if self._resampled is None:
            self._resampled = resampled_sums(self._table.counts, names=self._table.articles, resamples=resamples, seed=seed)
        return self._resampled

    def _first(self, group: str) -> int:
        return self._groups[group] * (1 + self._width)

    def _of(self, group: str, sums: Array) -> Array:
        first = self._first(group) + 1
        return sums[..., first : first + self._width]


LAYERS = ("entity", "quote", "event", "names")
"""What can be compared; `names` are the chains of equal canonical names."""


class Compared(NamedTuple):
    """What of a set the headline measures compare; `triggers` and `arguments` are the keys of the events' criteria."""

    entities: frozenset[Marked] = frozenset()
    quotes: Sequence[Quote] = ()
    events: Sequence[Event] = ()
    triggers: frozenset[Key] = frozenset()
    arguments: frozenset[Key] = frozenset()
    chains: Sequence[Cluster] = ()


def compared(annotations: AnnotationSet | Kept, *, layers: Collection[str] = LAYERS, labels: Collection[str] = ()) -> Compared:
    """The kept items of a set in these of `LAYERS`, of these labels if any are given; raises `DuplicateMention`."""
    entities = with_labels(entities_of(annotations), labels) if "entity" in layers else []
    quotes = with_labels(quotes_of(annotations), labels) if "quote" in layers else []
    events = with_labels(events_of(annotations), labels) if "event" in layers else []
    triggers = frozenset(key for event in events for key in trigger_cls(event))
    arguments = frozenset(key for event in events for key in argument_cls(event))
    chains = chains_of(annotations) if "names" in layers else []
    return Compared(frozenset(entities), quotes, events, triggers, arguments, chains)


_CHAIN_MEASURES = ("muc", "b_cubed", "ceaf_e")
_NO_CHAINS = [0.0] * 4 * len(_CHAIN_MEASURES)
HEADLINE_WIDTH = 13 + len(_NO_CHAINS)


def headline_counts(a: Compared, b: Compared) -> list[float]:
    """The counts of two sets on one article from which `HEADLINE_FORMULAS` make the headline measures."""
    row: list[float] = [len(a.entities & b.entities), len(a.entities), len(b.entities)]
    same, near = (quote_f1_exact(a.quotes, b.quotes).tp, quote_f1_overlap(a.quotes, b.quotes).tp) if a.quotes and b.quotes else (0, 0)
    row += [same, near, len(a.quotes), len(b.quotes)]
    row += [len(a.triggers & b.triggers), len(a.triggers), len(b.triggers)]
    row += [len(a.arguments & b.arguments), len(a.arguments), len(b.arguments)]
    if not (a.chains or b.chains):
        return row + _NO_CHAINS
    shares = coref_metrics(a.chains, b.chains)
    return row + [part for name in _CHAIN_MEASURES for part in astuple(shares[name])]


def _picked(*columns: int) -> Formula:
    return lambda sums: f1_of(sums[..., list(columns)])


def _conll(sums: Array) -> Array:
    return mean_of(np.stack([f1_of_shares(sums[..., first : first + 4]) for first in (13, 17, 21)], axis=-1))


HEADLINE_FORMULAS: dict[str, tuple[Formula, tuple[int, ...]]] = {
    "span_f1_exact": (_picked(0, 1, 2), (1, 2)),
    "quote_f1_exact": (_picked(3, 5, 6), (5, 6)),
    "quote_f1_overlap": (_picked(4, 5, 6), (5, 6)),
    "event_f1 trigger_cls": (_picked(7, 8, 9), (8, 9)),
    "event_f1 argument_cls": (_picked(10, 11, 12), (11, 12)),
    "conll_mean_f1": (_conll, (18, 20)),
}
"""By measure: the formula over `headline_counts`, and the columns whose sum is how many units there are."""
