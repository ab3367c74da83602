"""Agreement of annotators over the articles that several of them did: every number with what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from itertools import chain

from annotator.compare import FEW_ARTICLES, pairs_of
from annotator.model.annotation import Layer
from annotator.model.errors import BadData
from annotator.store import set_list
from annotator.workflow.compared_sets import MODEL, Chosen, choose
from annotator.workflow.counting import Measured as Measured
from annotator.workflow.counting import Part as Part
from annotator.workflow.counting import Question as Question
from annotator.workflow.counting_apart import count
from annotator.workflow.disagreements import Disagreements
from annotator.workflow.project import Project


@dataclass(slots=True)
class Agreement:
    """The answer. `done` says how many of the compared articles each annotator did, `shared` how many each pair.

    `is_narrowed` says that only some measures were wanted, so that reports leave out tables of counts.
    """

    question: Question
    chosen: Chosen
    parts: list[Measured]
    disagreements: Disagreements
    done: Counter[str]
    shared: dict[tuple[str, str], int]
    is_narrowed: bool = False

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


def agreement(
    project: Project, question: Question, *, chosen: Chosen | None = None, on_article: Callable[[int, int], None] | None = None
) -> Agreement:
    """Measure; articles are read one after the other, and `on_article` is told how many of how many are done.

    Of the parts asked for those count that have one of the labels asked for; `chosen` is what `choose` gives for the question, if
    it is known. Raises BadData when nothing can be compared or a label is unknown.
    """
    question, labels = narrowed(project, question)
    chosen = chosen or choose(project, question.choice)
    by_part = {part: sorted(labels.get(part, ())) for part in Part if part in question.parts}
    disagreements = Disagreements(question.labels)
    counting = count(project, question, chosen, by_part, disagreements, on_article)
    pairs = pairs_of(chosen.annotators, question.choice.against)
    done = Counter(chain.from_iterable(chosen.by_article.values()))
    shared = {pair: sum(pair[0] in names and pair[1] in names for names in chosen.by_article.values()) for pair in pairs}
    for each in counting:
        each.tell(disagreements)
    return Agreement(question, chosen, [each.measured() for each in counting], disagreements, done, shared)


def narrowed(project: Project, question: Question) -> tuple[Question, Mapping[Part, Set[str]]]:
    """The question, of its parts those that have one of the labels asked for; and all labels of each part.

    Raises BadData when a label is unknown or no part has one.
    """
    labels = _labels(project)
    if unknown := sorted(question.labels - set(chain.from_iterable(labels.values()))):
        raise BadData(f"no label or type is called {unknown[0]!r}", "schema.yaml lists them; sets may have older ones")
    found = frozenset(part for part in question.parts if not question.labels or labels.get(part, set()) & question.labels)
    if not found:
        raise BadData(f"the layers asked for have no {' or '.join(sorted(question.labels))}", "leave out --layer, or ask for another label")
    return replace(question, parts=found), labels


def _labels(project: Project) -> dict[Part, set[str]]:
    """The labels of the schema and those that sets have, which may be of older schemas."""
    used = set_list.labels_in_use(project.store)
    return {part: {label.name for label in project.schema.labels(layer)} | used[layer] for part, layer in _LAYERS.items()}
