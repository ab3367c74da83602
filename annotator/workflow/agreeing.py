"""Agreement of annotators over the articles that several of them did: every number with what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from annotator.compare import (
    FEW_ARTICLES,
    RESAMPLES,
    ChainTally,
    Changes,
    Differences,
    EntityTally,
    EventTally,
    GammaTally,
    QuoteTally,
    Result,
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
)
from annotator.compare.alignment import RealUnit
from annotator.model.annotation import Layer
from annotator.model.errors import BadData
from annotator.model.kept import Kept
from annotator.store import set_list
from annotator.store.streaming import Glance
from annotator.workflow.compared_sets import MODEL, Choice, Chosen, choose, stream
from annotator.workflow.disagreements import Disagreements
from annotator.workflow.project import Project


class Part(StrEnum):
    """What agreement is measured on; `name` is the chains of equal canonical names."""

    ENTITY = "entity"
    QUOTE = "quote"
    EVENT = "event"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of which sets, parts and labels (all by default), and whether every disagreement's place is wanted.

    `gamma` asks for γ, which takes long.
    """

    choice: Choice = Choice()
    parts: frozenset[Part] = frozenset(Part)
    labels: frozenset[str] = frozenset()
    places: bool = False
    gamma: bool = False
    resamples: int = RESAMPLES
    seed: int = 0


@dataclass(slots=True)
class Measured:
    """One part's numbers, how many items each annotator marked, and how many units the uα family had to change.

    `beside` says how many items others marked in the articles that this annotator did; `refused` counts
    articles with too much to align for γ.
    """

    part: Part
    results: list[Result]
    marked: Counter[str]
    beside: Counter[str]
    overlapping: int = 0
    refused: int = 0


@dataclass(slots=True)
class Agreement:
    """The answer. `done` says how many of the compared articles each annotator did, `shared` how many each pair."""

    question: Question
    chosen: Chosen
    parts: list[Measured]
    disagreements: Disagreements
    done: Counter[str]
    shared: dict[tuple[str, str], int]

    @property
    def annotators(self) -> list[str]:
        """Everybody who was compared, by name."""
        return self.chosen.annotators

    @property
    def articles(self) -> int:
        """How many articles at least two did."""
        return len(self.chosen.by_article)

    def warnings(self) -> list[str]:
        """What makes the numbers weaker than they look, a sentence each."""
        seen = [_SEEN] if self.question.choice.against == MODEL else []
        return [*self._few(), *seen, *self._nothing_marked(), *self._schemas(), *self._left_out()]

    def _few(self) -> list[str]:
        found = [f"{a} and {b} share no article, so this pair has no number" for (a, b), count in self.shared.items() if not count]
        if self.articles < FEW_ARTICLES:
            return [f"only {self.articles} shared articles: below {FEW_ARTICLES} an interval is too narrow to be trusted", *found]
        few = [f"{a} and {b} ({count})" for (a, b), count in self.shared.items() if 0 < count < FEW_ARTICLES]
        return [*found, *([f"fewer than {FEW_ARTICLES} shared articles: {', '.join(few)}"] if few else [])]

    def _nothing_marked(self) -> list[str]:
        return [
            f"{name} marked no {_THINGS[measured.part]} in {self.done[name]:,} articles, where others did"
            for measured in self.parts
            for name in self.annotators
            if not measured.marked[name] and measured.beside[name]
        ]

    def _schemas(self) -> list[str]:
        versions = self.chosen.schemas
        return [f"the sets were made under different schemas: {', '.join(versions)}"] if len(versions) > 1 else []

    def _left_out(self) -> list[str]:
        against = self.question.choice.against
        alone = {None: "articles that nobody else did", MODEL: "articles without proposals"}.get(against, f"articles without {against}")
        return [
            *(f"left out: {count:,} {alone}, by {name}" for name, count in sorted(self.chosen.alone.items())),
            *(f"left out: {count:,} articles that {name} has not finished" for name, count in sorted(self.chosen.unfinished.items())),
        ]


_SEEN = "people correct proposals that they see, so they agree with the model more than with each other's free work"
_THINGS = {Part.ENTITY: "entity", Part.QUOTE: "quote", Part.EVENT: "event", Part.NAMES: "canonical name"}
_LAYERS = {Part.ENTITY: Layer.ENTITY, Part.QUOTE: Layer.QUOTE, Part.EVENT: Layer.EVENT}


def agreement(project: Project, question: Question, *, on_article: Callable[[int, int], None] | None = None) -> Agreement:
    """Measure; articles are read one after the other, and `on_article` is told how many of how many are done.

    Raises BadData when nothing can be compared or a label is unknown.
    """
    labels = _labels(project)
    known = set(chain.from_iterable(labels.values()))
    if unknown := sorted(question.labels - known):
        raise BadData(f"no label or type is called {unknown[0]!r}", "schema.yaml lists them; sets may have older ones")
    chosen = choose(project, question.choice)
    counting = [_Counting(part, chosen, question, sorted(labels.get(part, ()))) for part in Part if part in question.parts]
    disagreements = Disagreements(question.labels)
    pairs = pairs_of(chosen.annotators, question.choice.against)
    for number, (article, found) in enumerate(stream(project, question.choice, chosen, texts=question.places), start=1):
        here = [pair for pair in pairs if pair[0] in found and pair[1] in found]
        for each in counting:
            each.add(article, found, here, disagreements)
        if on_article is not None:
            on_article(number, len(chosen.by_article))
    done = Counter(chain.from_iterable(chosen.by_article.values()))
    shared = {pair: sum(pair[0] in names and pair[1] in names for names in chosen.by_article.values()) for pair in pairs}
    for each in counting:
        each.tell(disagreements)
    return Agreement(question, chosen, [each.measured() for each in counting], disagreements, done, shared)


def _labels(project: Project) -> dict[Part, set[str]]:
    """The labels of the schema and those that sets have, which may be of older schemas."""
    used = set_list.labels_in_use(project.store)
    return {part: {label.name for label in project.schema.labels(layer)} | used[layer] for part, layer in _LAYERS.items()}


class _Counting:
    """One part's tally while articles come by."""

    def __init__(self, part: Part, chosen: Chosen, question: Question, labels: Sequence[str]) -> None:
        self._part, self._question = part, question
        self._marked: Counter[str] = Counter()
        self._beside: Counter[str] = Counter()
        names, against = chosen.annotators, question.choice.against
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
        self._gamma = GammaTally(against, seed=question.seed) if question.gamma and part in _UNITS else None

    def add(self, article: Glance, found: Mapping[str, Kept], pairs: Sequence[tuple[str, str]], disagreements: Disagreements) -> None:
        """Count an article, and note what its pairs disagree on."""
        items = {name: _items(self._part, annotations) for name, annotations in found.items()}
        for a, b in pairs:
            if items[a] or items[b]:
                self._compare(article, (a, b), items, disagreements)
        kept = {name: self._kept(here) for name, here in items.items()}
        total = sum(map(len, kept.values()))
        self._marked.update({name: len(here) for name, here in kept.items()})
        self._beside.update({name: total - len(here) for name, here in kept.items()})
        tally: Any = self._tally
        tally.add(article.id, kept, *([article.length] if self._part is Part.ENTITY else []))
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
            found.overlapping = self._tally.overlapping()
        if self._gamma is not None:
            found.results += self._gamma.results(**draws)
            found.refused = self._gamma.refused
        return found

    def _kept(self, items: Sequence[Any]) -> Sequence[Any]:
        """The items with one of the labels asked for."""
        wanted = self._question.labels
        if self._part is Part.NAMES:
            return chains_in(items)
        if not wanted:
            return items
        return [item for item in items if (item.label if self._part is Part.ENTITY else item.type) in wanted]


def _items(part: Part, annotations: Kept) -> Sequence[Any]:
    return _ITEMS[part](annotations)


_ITEMS: dict[Part, Callable[[Kept], Sequence[Any]]] = {
    Part.ENTITY: entities_of,
    Part.QUOTE: quotes_of,
    Part.EVENT: events_of,
    Part.NAMES: named_of,
}
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
