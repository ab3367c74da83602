"""What agreement is measured on, and the counts of it while articles come by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from annotator.compare import (
    RESAMPLES,
    ChainTally,
    Changes,
    Differences,
    EntityTally,
    EventTally,
    GammaTally,
    QuoteTally,
    Result,
    TokenTally,
    chains_in,
    entities_of,
    entity_differences,
    event_differences,
    events_of,
    name_differences,
    named_of,
    pairs_of,
    quote_differences,
    quotes_of,
    with_labels,
)
from annotator.compare.alignment import RealUnit
from annotator.model.kept import Kept
from annotator.model.tokens import Tokens
from annotator.store.streaming import Glance
from annotator.workflow.compared_sets import Choice
from annotator.workflow.disagreements import Disagreements


class Part(StrEnum):
    """What agreement is measured on; `name` is the chains of equal canonical names."""

    ENTITY = "entity"
    QUOTE = "quote"
    EVENT = "event"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of which sets, parts and labels (all by default), and whether every disagreement's place is wanted.

    `gamma` and `tokens` ask for γ and for κ over tokens, which take long.
    """

    choice: Choice = Choice()
    parts: frozenset[Part] = frozenset(Part)
    labels: frozenset[str] = frozenset()
    places: bool = False
    gamma: bool = False
    tokens: bool = False
    resamples: int = RESAMPLES
    seed: int = 0


@dataclass(slots=True)
class Measured:
    """One part's numbers, how many items each annotator marked, and how many units the uα family had to change.

    `beside` says how many items others marked in the articles that this annotator did; `refused` counts
    articles with too much to align for γ; `per_article` is the exact F1 of entities in each article.
    """

    part: Part
    results: list[Result]
    marked: Counter[str]
    beside: Counter[str]
    overlapping: int = 0
    refused: int = 0
    per_article: dict[str, float | None] = field(default_factory=dict)


class Counting:
    """One part's tally while articles come by."""

    def __init__(self, part: Part, names: Sequence[str], question: Question, labels: Sequence[str]) -> None:
        self._part, self._question = part, question
        self._marked: Counter[str] = Counter()
        self._beside: Counter[str] = Counter()
        against = question.choice.against
        self._changes = {pair: Changes(Counter(), Counter()) for pair in pairs_of(names, against)}
        # the tally sees only the labels asked for, a disagreement belongs to either of its two
        self._is_counted = part is Part.ENTITY and not question.labels
        kept = [label for label in labels if not question.labels or label in question.labels]
        self._tally: EntityTally | QuoteTally | EventTally | ChainTally
        match part:
            case Part.ENTITY:
                self._tally = EntityTally(names, kept, against)
            case Part.QUOTE:
                self._tally = QuoteTally(names, kept, against)
            case Part.EVENT:
                self._tally = EventTally(names, kept, against)
            case Part.NAMES:
                self._tally = ChainTally(names, (), against)
        self._tokens = TokenTally(names, kept, against) if question.tokens and part is Part.ENTITY else None
        self._gamma = GammaTally(against, seed=question.seed) if question.gamma and part in _UNITS else None

    def add(self, article: Glance, found: Mapping[str, Kept], pairs: Sequence[tuple[str, str]], disagreements: Disagreements) -> None:
        """Count an article, and note what its pairs disagree on."""
        # most articles have no canonical names, and without any there is nothing to compare
        is_empty = self._part is Part.NAMES and not any(mention.canonical for kept in found.values() for mention in kept.mentions)
        items = {name: [] if is_empty else ITEMS[self._part](kept) for name, kept in found.items()}
        for a, b in pairs:
            if items[a] or items[b]:
                self._compare(article, (a, b), items, disagreements)
        kept = {name: self._kept(here) for name, here in items.items()}
        total = sum(map(len, kept.values()))
        self._marked.update({name: len(here) for name, here in kept.items()})
        self._beside.update({name: total - len(here) for name, here in kept.items()})
        tally: Any = self._tally
        tally.add(article.id, kept, *([article.length] if self._part is Part.ENTITY else []))
        if self._tokens is not None:
            self._tokens.add(article.id, kept, [(word.start, word.end) for word in Tokens(article.text).words])
        if self._gamma is not None:
            self._gamma.add(article.id, {name: _UNITS[self._part](here) for name, here in kept.items()})

    def _compare(self, article: Glance, pair: tuple[str, str], items: Mapping[str, Sequence[Any]], disagreements: Disagreements) -> None:
        """Count what a pair disagrees on, unless the tally does, and note the places where they are wanted."""
        if self._is_counted and not self._question.places:
            return
        found = _DIFFER[self._part](items[pair[0]], items[pair[1]])
        if not self._is_counted:
            self._changes[pair].take(found)
        if self._question.places:
            disagreements.add_places(article.id, article.text, *pair, found)

    def take(self, other: Counting) -> None:
        """Add what another has counted of later articles, for the same question."""
        self._marked += other._marked
        self._beside += other._beside
        for pair, changes in other._changes.items():
            self._changes[pair].add(changes)
        tally: Any = self._tally
        tally.take(other._tally)
        if self._tokens is not None and other._tokens is not None:
            self._tokens.take(other._tokens)
        if self._gamma is not None and other._gamma is not None:
            self._gamma.take(other._gamma)

    def tell(self, disagreements: Disagreements) -> None:
        """Add how often the pairs differ."""
        changes = self._tally.changes() if self._is_counted and isinstance(self._tally, EntityTally) else self._changes
        for (a, b), found in changes.items():
            disagreements.add_changes(a, b, found)

    def measured(self) -> Measured:
        """The numbers."""
        draws: Any = {"resamples": self._question.resamples, "seed": self._question.seed}
        found = Measured(self._part, self._tally.results(**draws), self._marked, self._beside)
        if isinstance(self._tally, EntityTally):
            found.overlapping, found.per_article = self._tally.overlapping(), self._tally.per_article()
        if self._tokens is not None:
            found.results += self._tokens.results(**draws)
        if self._gamma is not None:
            found.results += self._gamma.results(**draws)
            found.refused = self._gamma.refused
        return found

    def _kept(self, items: Sequence[Any]) -> Sequence[Any]:
        """The items with one of the labels asked for."""
        return chains_in(items) if self._part is Part.NAMES else with_labels(items, self._question.labels)


ITEMS: dict[Part, Callable[[Kept], Sequence[Any]]] = {
    Part.ENTITY: entities_of,
    Part.QUOTE: quotes_of,
    Part.EVENT: events_of,
    Part.NAMES: named_of,
}
"""What of a set each part compares."""

_DIFFER: dict[Part, Callable[[Any, Any], Differences]] = {
    Part.ENTITY: entity_differences,
    Part.QUOTE: quote_differences,
    Part.EVENT: event_differences,
    Part.NAMES: name_differences,
}
_UNITS: dict[Part, Callable[[Any], list[RealUnit]]] = {
    Part.ENTITY: lambda items: [(start, end, item.label) for item in items for start, end in item.ranges],
    Part.QUOTE: lambda items: [(start, end, item.type) for item in items for start, end in item.content],
}
