"""Whether proposals change the work: agreement, nearness to the model, marks and time with proposals against without."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations, groupby

from annotator.compare import FEW_ARTICLES, HEADLINE_FORMULAS, HEADLINE_WIDTH, Compared, Estimate, Grouped, compared, headline_counts
from annotator.compare.bootstrap import Formula
from annotator.compare.score import NO_SHARED_ARTICLES, divided
from annotator.model.errors import BadData
from annotator.model.kept import Kept
from annotator.store import effort, serving, streaming
from annotator.store.serving import Served
from annotator.workflow.agreeing import narrowed
from annotator.workflow.compared_sets import ready
from annotator.workflow.counting import Part, Question
from annotator.workflow.meanings import HEADLINES
from annotator.workflow.project import Project


class Side(StrEnum):
    """With proposals, without, or (of two annotators) one of each."""

    WITH = "with"
    MIXED = "one of each"
    WITHOUT = "without"


class Topic(StrEnum):
    """What is compared."""

    PAIRS = "annotators"
    MODEL = "model"
    WORK = "work"


MARKS, MARKS_PER_100, MINUTES = "marks per article", "marks per 100 words", "minutes per article"


@dataclass(frozen=True, slots=True)
class Contrast:
    """A measure on every side, and the difference with − without; `part` is `None` for the work itself."""

    topic: Topic
    part: Part | None
    measure: str
    sides: Mapping[Side, Estimate]
    difference: Estimate
    to_mixed: Estimate | None = None
    """The difference with − one of each, of pairs."""


@dataclass(slots=True)
class Bias:
    """The answer: how many sets were begun with and without proposals by each annotator, how many otherwise, and the contrasts."""

    sets: dict[Side, Counter[str]]
    left_out: int
    unfinished: bool
    contrasts: list[Contrast]

    def warnings(self) -> list[str]:
        """What makes the figures weaker than they look, a sentence each."""
        found = []
        pairs = next(each for each in self.contrasts if each.topic is Topic.PAIRS)
        for side, what in ((Side.WITHOUT, "without"), (Side.WITH, "with")):
            count = pairs.sides[side].articles
            if not count:
                found.append(f"no article was done by two annotators {what} proposals, so their agreement can't be compared")
            elif count < FEW_ARTICLES:
                found.append(
                    f"only {count} articles were done by two annotators {what} proposals: below {FEW_ARTICLES} an interval is too narrow"
                )
        bare = sum(self.sets[Side.WITHOUT].values())
        if bare < FEW_ARTICLES:
            found.append(f"only {bare} sets were begun without proposals: let a larger share be, as by preannotate --bare 0.2")
        if self.left_out:
            found.append(f"left out: {self.left_out:,} sets that were imported, or begun before there were proposals")
        return found


def bias(project: Project, question: Question, *, on_article: Callable[[int, int], None] | None = None) -> Bias:
    """Compare; articles are read one after the other, and `on_article` is told how many of how many are done.

    Raises BadData when there are no sets with proposals or none without, or a label is unknown.
    """
    question, _ = narrowed(project, question)
    rows = ready(project, question.choice)
    begun = serving.served(project.store)
    sides = {(row.article_id, row.annotator): _SIDES.get(begun.get((row.article_id, row.annotator), Served.OTHER)) for row in rows}
    known = {name: side for name, side in sides.items() if side is not None}
    sets = {side: Counter(annotator for (_, annotator), own in known.items() if own is side) for side in (Side.WITH, Side.WITHOUT)}
    _refuse_nothing(sets)
    counting = _Counting(project, question)
    total = len({article_id for article_id, _ in known})
    for number, (article_id, found, models) in enumerate(_stream(project, known), start=1):
        counting.add(article_id, found, models, known)
        if on_article is not None:
            on_article(number, total)
    return Bias(sets, len(sides) - len(known), question.choice.unfinished, counting.contrasts())


_SIDES = {Served.WITH: Side.WITH, Served.WITHOUT: Side.WITHOUT}
_Sets = dict[str, Kept]


def _refuse_nothing(sets: Mapping[Side, Counter[str]]) -> None:
    if not sets[Side.WITHOUT]:
        raise BadData(
            "nothing to compare: no finished set was begun without proposals",
            "annotator preannotate --bare 0.1 lets annotators begin a tenth of the articles so",
        )
    if not sets[Side.WITH]:
        raise BadData("nothing to compare: no finished set was begun with proposals", "let a pipeline propose: annotator preannotate")


def _stream(project: Project, known: Mapping[tuple[str, str], Side]) -> Iterator[tuple[str, _Sets, _Sets]]:
    """Every article with the sets on it, and the proposals that each annotator saw or would have seen."""
    ids = {article_id for article_id, _ in known}
    proposals = groupby(streaming.seen_proposals(project.store, ids), key=lambda item: item[0])
    waiting = next(proposals, None)
    for article_id, group in groupby(streaming.stream_kept(project.store, ids=ids, texts=False), key=lambda item: item[0].id):
        found = {kept.annotator: kept for _, kept in group if (article_id, kept.annotator) in known}
        models: _Sets = {}
        if waiting is not None and waiting[0] == article_id:
            models = {name: model for _, model, names in waiting[1] for name in names}
            waiting = next(proposals, None)
        yield article_id, found, models


class _Counting:
    """The tables of counts while articles come by."""

    def __init__(self, project: Project, question: Question) -> None:
        self._question = question
        self._words = effort.word_counts(project.store)
        self._seconds = effort.active_seconds(project.store)
        self._pairs = Grouped(list(Side), HEADLINE_WIDTH)
        self._model = Grouped([Side.WITH, Side.WITHOUT], HEADLINE_WIDTH)
        self._work = Grouped([Side.WITH, Side.WITHOUT], 3)
        self._time = Grouped([Side.WITH, Side.WITHOUT], 2)

    def add(self, article_id: str, found: _Sets, models: _Sets, known: Mapping[tuple[str, str], Side]) -> None:
        """Count an article."""
        items = {name: self._compared(annotations) for name, annotations in found.items()}
        sides = {name: known[article_id, name] for name in found}
        tables: list[dict[str, list[list[float]]]] = [defaultdict(list) for _ in range(4)]
        pairs, model, work, time = tables
        for a, b in combinations(sorted(items), 2):
            pairs[sides[a] if sides[a] is sides[b] else Side.MIXED].append(headline_counts(items[a], items[b]))
        # annotators who saw the same proposals are compared with one value
        proposed = {id(annotations): self._compared(annotations) for annotations in models.values()}
        for name, own in items.items():
            if name in models:
                model[sides[name]].append(headline_counts(proposed[id(models[name])], own))
            marks = len(own.entities) + len(own.quotes) + len(own.events)
            work[sides[name]].append([1.0, float(marks), float(self._words.get(article_id, 0))])
            if seconds := self._seconds.get((article_id, name)):
                time[sides[name]].append([1.0, seconds / 60])
        for table, rows in zip((self._pairs, self._model, self._work, self._time), tables, strict=True):
            if rows:
                table.add(article_id, rows)

    def contrasts(self) -> list[Contrast]:
        """Every measure that was asked for."""
        parts = [part for part in Part if part in self._question.parts]
        found = [
            self._contrast(topic, part, measure, table, *_headline(measure))
            for topic, table in ((Topic.PAIRS, self._pairs), (Topic.MODEL, self._model))
            for part in parts
            for measure in HEADLINES[part]
        ]
        found.append(self._contrast(Topic.WORK, None, MARKS, self._work, _quotient(1, 0), _column(0)))
        found.append(self._contrast(Topic.WORK, None, MARKS_PER_100, self._work, _quotient(1, 2, 100), _column(0)))
        found.append(self._contrast(Topic.WORK, None, MINUTES, self._time, _quotient(1, 0), _column(0)))
        return found

    def _contrast(self, topic: Topic, part: Part | None, measure: str, table: Grouped, formula: Formula, units: Formula) -> Contrast:
        drawn = {"resamples": self._question.resamples, "seed": self._question.seed}
        names = list(Side) if topic is Topic.PAIRS else [Side.WITH, Side.WITHOUT]
        nothing = (
            "nobody marked anything" if topic is not Topic.WORK else "no time was logged" if measure == MINUTES else NO_SHARED_ARTICLES
        )
        sides = {side: table.estimate(side, formula, units, nothing, **drawn) for side in names}
        sides = {side: _explained(each) for side, each in sides.items()}
        difference = table.difference(Side.WITH, Side.WITHOUT, formula, "one side has no value", **drawn)
        mixed = table.difference(Side.WITH, Side.MIXED, formula, "one side has no value", **drawn) if topic is Topic.PAIRS else None
        return Contrast(topic, part, measure, sides, difference, mixed)

    def _compared(self, annotations: Kept) -> Compared:
        """What was asked for of a set."""
        return compared(annotations, layers=self._question.parts, labels=self._question.labels)


def _explained(estimate: Estimate) -> Estimate:
    """The estimate, undefined for want of articles where it has none."""
    if estimate.articles:
        return estimate
    return replace(estimate, score=replace(estimate.score, reason="no such articles"))


def _headline(measure: str) -> tuple[Formula, Formula]:
    formula, columns = HEADLINE_FORMULAS[measure]
    return formula, lambda sums: sums[..., list(columns)].sum(axis=-1)


def _quotient(above: int, below: int, times: float = 1.0) -> Formula:
    return lambda sums: times * divided(sums[..., above], sums[..., below])


def _column(number: int) -> Formula:
    return lambda sums: sums[..., number]
