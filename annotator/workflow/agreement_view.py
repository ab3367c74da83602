"""What the screens of agreement show, and to whom.

Who leads a project sees everything that is compared. An annotator is blind: figures are of the articles that he or she
has finished alone, and places, which show what others marked, of those among them that are adjudicated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from annotator.compare import Result as Result
from annotator.compare.results import MICRO as MICRO
from annotator.model.annotation import Kind, Status
from annotator.model.errors import BadData
from annotator.store import Store, set_list
from annotator.workflow.agreeing import Agreement, Question, agreement
from annotator.workflow.agreement_cells import ASPECTS, Cells, items_of
from annotator.workflow.agreement_trend import Trend, trends
from annotator.workflow.compared_sets import Choice, choose, stream
from annotator.workflow.disagreements import Group, Place
from annotator.workflow.project import Project

MOST_ARTICLES = 10_000
"""Of more articles the figures are shown alone: every place would have to be held in memory."""

Entry = tuple[Group, Place]
"""A disagreement: which group it belongs to, and where it is."""


@dataclass(slots=True)
class Sight:
    """Everything that can be looked at: the figures, by pair and label, over time, and the disagreements behind them.

    `cells` and `trends` (all pairs together, then each) are by measure; `entries` are ordered by their groups, the most
    frequent first; `hidden` counts disagreements that the viewer may not see yet.
    """

    agreement: Agreement
    cells: dict[str, Cells]
    trends: dict[str, list[Trend]]
    entries: list[Entry]
    hidden: int = 0
    viewer: str | None = None
    is_too_much: bool = False


def look(project: Project, question: Question, *, viewer: str | None = None, on_article: Callable[[int, int], None] | None = None) -> Sight:
    """Measure what was asked; with a `viewer`, an annotator, what this one may see.

    `on_article` is told how many of how many steps are done. Raises BadData when there is nothing to compare or to show.
    """
    if viewer is not None:
        question = replace(question, choice=replace(question.choice, articles=_finished_by(project, viewer)))
    chosen = choose(project, question.choice)
    shared = len(chosen.by_article)
    is_too_much = shared > MOST_ARTICLES
    found = agreement(project, replace(question, places=not is_too_much), chosen=chosen, on_article=_half(on_article, 0, shared))
    cells, over_time = _cells(project, found, _half(on_article, shared, shared))
    entries = [(group, place) for group, _ in found.disagreements.ordered() for place in found.disagreements.places[group]]
    shown = entries
    if viewer is not None:
        shown = _adjudicated(project, entries)
        # what may not be seen is not handed on
        found.disagreements.groups.clear()
        found.disagreements.places.clear()
    return Sight(found, cells, over_time, shown, len(entries) - len(shown), viewer, is_too_much)


def opened_again(project: Project) -> Project:
    """The same project opened for reading, for use in another thread.

    Raises Unavailable when the store can't be opened.
    """
    # whoever opened it the first time has been warned of a network
    return Project(project.folder, Store.open(project.store.path, read_only=True, force_network_fs=True), project.schema)


def _finished_by(project: Project, viewer: str) -> tuple[str, ...]:
    done = (row.article_id for row in set_list.listed(project.store) if row.annotator == viewer and row.status is Status.DONE)
    finished = tuple(done)
    if not finished:
        raise BadData(
            "nothing to show yet: you see how far annotators agree on articles that you have finished",
            "A finishes an article; who leads the project sees all: annotator agreement --screen",
        )
    return finished


def _adjudicated(project: Project, entries: list[Entry]) -> list[Entry]:
    """The disagreements in articles that have gold, the most frequent group first."""
    gold = {row.article_id for row in set_list.listed(project.store) if row.kind is Kind.GOLD and row.status is Status.DONE}
    return by_frequency([entry for entry in entries if entry[1].article_id in gold])


def by_frequency(entries: list[Entry]) -> list[Entry]:
    """The same disagreements, those of the most frequent group first."""
    counts = Counter(group for group, _ in entries)
    return sorted(entries, key=lambda entry: (-counts[entry[0]], entry[0]))


def _cells(project: Project, found: Agreement, on_article: Callable[[int, int], None]) -> tuple[dict[str, Cells], dict[str, list[Trend]]]:
    """Every headline number by pair and label, and over time."""
    pairs = list(found.shared)
    cells = {name: Cells(aspect, pairs) for name, aspect in ASPECTS.items() if aspect.part in found.question.parts}
    parts = {each.aspect.part for each in cells.values()}
    changed = set_list.changed_at(project.store)
    names, dates = [], []
    choice: Choice = found.question.choice
    for number, (article, here) in enumerate(stream(project, choice, found.chosen, texts=False), start=1):
        items = {part: items_of(part, here, found.question.labels) for part in parts}
        for each in cells.values():
            each.add(items[each.aspect.part])
        names.append(article.id)
        dates.append(max(changed.get((article.id, name), "") for name in here))
        on_article(number, found.articles)
    if not cells:
        return {}, {}
    counts = np.concatenate([each.by_article() for each in cells.values()], axis=1)
    every = trends(dates, names, counts)
    size = 1 + len(pairs)
    return cells, {name: every[n * size : (n + 1) * size] for n, name in enumerate(cells)}


def _half(on_article: Callable[[int, int], None] | None, before: int, of: int) -> Callable[[int, int], None]:
    """Tell of one of the two times that articles are read."""

    def tell(done: int, _: int) -> None:
        if on_article is not None:
            on_article(before + done, 2 * of)

    return tell
