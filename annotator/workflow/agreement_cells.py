"""A layer's headline number by pair and label: what a heat map shows, and the counts of every article that a trend needs."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.compare import Counts, Event, Marked, Quote, quote_f1_exact, quote_f1_overlap, with_labels
from annotator.model.kept import Kept
from annotator.workflow.counting import ITEMS, Part
from annotator.workflow.disagreements import Element

Pair = tuple[str, str]
_Triple = tuple[float, float, float]
_Counted = dict[str | None, _Triple]


@dataclass(frozen=True, slots=True)
class Aspect:
    """A headline number that falls into pairs and labels; `labels` says what these are, `elements` whose differences lower it."""

    part: Part
    measure: str
    labels: str
    elements: frozenset[Element]
    count: Callable[[Sequence[Any], Sequence[Any]], _Counted]


def _by_label(left: Collection[Hashable], right: Collection[Hashable], label: Callable[[Any], str]) -> _Counted:
    """Equal ones, and how many each has, by label and (`None`) in all."""
    first, second = frozenset(left), frozenset(right)
    same = first & second
    counts = [Counter(map(label, items)) for items in (same, first, second)]
    found: _Counted = {None: (len(same), len(first), len(second))}
    for name in counts[1].keys() | counts[2].keys():
        found[name] = (counts[0][name], counts[1][name], counts[2][name])
    return found


def _entities(a: Sequence[Marked], b: Sequence[Marked]) -> _Counted:
    return _by_label(a, b, lambda mention: mention.label)


def _triggers(a: Sequence[Event], b: Sequence[Event]) -> _Counted:
    left, right = ([Marked(event.trigger, event.type) for event in events] for events in (a, b))
    return _by_label(left, right, lambda trigger: trigger.label)


def _arguments(a: Sequence[Event], b: Sequence[Event]) -> _Counted:
    left, right = ([(e.type, x.ranges, x.role) for e in events for x in e.arguments] for events in (a, b))
    return _by_label(left, right, lambda argument: argument[2])


def _quotes(count: Callable[[Sequence[Quote], Sequence[Quote]], Counts]) -> Callable[[Sequence[Quote], Sequence[Quote]], _Counted]:
    """Content whatever the type in all, and of quotes that both call by the same type."""

    def counted(a: Sequence[Quote], b: Sequence[Quote]) -> _Counted:
        found: _Counted = {None: _triple(count(a, b))}
        for name in {quote.type for quote in (*a, *b)}:
            found[name] = _triple(count(*([quote for quote in quotes if quote.type == name] for quotes in (a, b))))
        return found

    return counted


def _triple(counts: Counts) -> _Triple:
    return (counts.tp, counts.n_a, counts.n_b)


_QUOTE, _TRIGGER = frozenset({Element.QUOTE}), frozenset({Element.TRIGGER})
ASPECTS = {
    aspect.measure: aspect
    for aspect in (
        Aspect(Part.ENTITY, "span_f1_exact", "label", frozenset({Element.ENTITY}), _entities),
        Aspect(Part.QUOTE, "quote_f1_exact", "type", _QUOTE, _quotes(quote_f1_exact)),
        Aspect(Part.QUOTE, "quote_f1_overlap", "type", _QUOTE, _quotes(quote_f1_overlap)),
        Aspect(Part.EVENT, "event_f1 trigger_cls", "type", _TRIGGER, _triggers),
        Aspect(Part.EVENT, "event_f1 argument_cls", "role", frozenset({Element.ARGUMENT}), _arguments),
    )
}
"""The headline numbers that a heat map can show, by measure."""


class Cells:
    """One aspect's counts while articles come by: of every cell, and of every article and pair.

    A cell is a pair (`None`: all together) and a label (`None`: all).
    """

    def __init__(self, aspect: Aspect, pairs: Sequence[Pair]) -> None:
        self.aspect = aspect
        self.pairs = list(pairs)
        self._cells: dict[tuple[Pair | None, str | None], list[float]] = {}
        self._by_article = array("f")
        self._labels: tuple[int, list[str]] | None = None

    def add(self, found: Mapping[str, Sequence[Any]]) -> None:
        """Count an article: what each annotator who did it marked there."""
        row = np.zeros((1 + len(self.pairs), 3), dtype=np.float32)
        for number, pair in enumerate(self.pairs, start=1):
            if pair[0] not in found or pair[1] not in found:
                continue
            for label, triple in self.aspect.count(found[pair[0]], found[pair[1]]).items():
                self._add((pair, label), triple)
                self._add((None, label), triple)
                if label is None:
                    row[number] = triple
        row[0] = row[1:].sum(axis=0)
        self._by_article.frombytes(row.tobytes())

    def counts(self, pair: Pair | None, label: str | None) -> Counts:
        """The counts of a cell; `n_articles` says in how many articles (of all pairs together: how often) there was something to count."""
        same, first, second, articles = self._cells.get((pair, label), (0, 0, 0, 0))
        return Counts(same, int(first), int(second), int(articles))

    def labels(self) -> list[str]:
        """The labels that anybody gave, the most frequent first."""
        if self._labels is None or self._labels[0] != len(self._by_article):
            self._labels = (len(self._by_article), self._by_size())
        return self._labels[1]

    def _by_size(self) -> list[str]:
        sizes = {label: sum(cell[1:3]) for (pair, label), cell in self._cells.items() if pair is None and label is not None}
        return sorted((label for label, size in sizes.items() if size), key=lambda label: (-sizes[label], label))

    def by_article(self) -> NDArray[np.float32]:
        """tp, n_a and n_b of every article, shape (articles, 1 + pairs, 3): all pairs together, then each pair."""
        return np.frombuffer(self._by_article, dtype=np.float32).reshape(-1, 1 + len(self.pairs), 3)

    def _add(self, key: tuple[Pair | None, str | None], triple: _Triple) -> None:
        cell = self._cells.setdefault(key, [0, 0, 0, 0])
        for n, number in enumerate(triple):
            cell[n] += number
        cell[3] += 1


def items_of(part: Part, sets: Mapping[str, Kept], wanted: frozenset[str]) -> dict[str, Sequence[Any]]:
    """What of the sets of an article is compared, with `wanted` labels alone where there are any."""
    return {name: with_labels(ITEMS[part](annotations), wanted) for name, annotations in sets.items()}
