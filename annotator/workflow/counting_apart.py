"""Counting agreement over many articles, in as many processes as there are processors."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from annotator.compare import pairs_of
from annotator.model.errors import Unavailable
from annotator.workflow.compared_sets import Chosen, stream
from annotator.workflow.counting import Counting, Part, Question
from annotator.workflow.disagreements import Disagreements
from annotator.workflow.project import Project, open_project

SHARED_FROM = 4_000
"""Articles from which it pays to start processes, which takes about a second."""

_SHARD = 500

OnArticle = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Shard:
    """Some of the articles that are compared, and between whom."""

    folder: Path
    question: Question
    names: Sequence[str]
    labels: Mapping[Part, Sequence[str]]
    by_article: dict[str, frozenset[str]]


def count(
    project: Project,
    question: Question,
    chosen: Chosen,
    labels: Mapping[Part, Sequence[str]],
    disagreements: Disagreements,
    on_article: OnArticle | None,
) -> list[Counting]:
    """The counts of every part of `labels`; places go into `disagreements`, `on_article` is told how many articles are done.

    Raises Unavailable when a process is killed. Places are collected in this process alone; everything else is the same whoever counts.
    """
    jobs = os.cpu_count() or 1
    if question.places or jobs < 2 or len(chosen.by_article) < SHARED_FROM:
        return _counted(project, question, chosen, chosen.annotators, labels, disagreements, on_article)
    total = [Counting(part, chosen.annotators, question, names) for part, names in labels.items()]
    done = 0
    for articles, found in _found(list(_shards(project.folder, question, chosen, labels)), jobs):
        for mine, more in zip(total, found, strict=True):
            mine.take(more)
        done += articles
        if on_article is not None:
            on_article(done, len(chosen.by_article))
    return total


def _found(shards: Sequence[_Shard], jobs: int) -> Iterator[tuple[int, list[Counting]]]:
    """How many articles each shard has and what was counted there, in the order of the shards."""
    try:
        # a fork would share the open store
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts) as pool:
            for shard, found in zip(shards, pool.map(_apart, shards), strict=True):
                yield len(shard.by_article), found
    except BrokenProcessPool as error:
        raise Unavailable("a process that counted agreement was stopped", "is there enough memory? try again") from error


def _leave_interrupts() -> None:
    """Let ctrl+c end the process that a person looks at, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _shards(folder: Path, question: Question, chosen: Chosen, labels: Mapping[Part, Sequence[str]]) -> Iterator[_Shard]:
    names, articles = chosen.annotators, iter(sorted(chosen.by_article.items()))
    while part := dict(islice(articles, _SHARD)):
        yield _Shard(folder, question, names, labels, part)


def _apart(shard: _Shard) -> list[Counting]:
    """Count a shard in a process of its own."""
    # whoever opened it the first time has been warned of a network
    with open_project(shard.folder, read_only=True, force_network_fs=True) as project:
        return _counted(project, shard.question, Chosen(shard.by_article), shard.names, shard.labels, Disagreements(), None)


def _counted(
    project: Project,
    question: Question,
    chosen: Chosen,
    names: Sequence[str],
    labels: Mapping[Part, Sequence[str]],
    disagreements: Disagreements,
    on_article: OnArticle | None,
) -> list[Counting]:
    counting = [Counting(part, names, question, known) for part, known in labels.items()]
    pairs = pairs_of(names, question.choice.against)
    for number, (article, found) in enumerate(stream(project, question.choice, chosen, texts=question.places or question.tokens), start=1):
        here = [pair for pair in pairs if pair[0] in found and pair[1] in found]
        for each in counting:
            each.add(article, found, here, disagreements)
        if on_article is not None:
            on_article(number, len(chosen.by_article))
    return counting
