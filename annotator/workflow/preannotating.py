"""Pre-annotation: a pipeline proposes for every article that has no proposals of it yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from annotator.model.article import Article
from annotator.model.errors import Stopped
from annotator.nlp.tally import Tally
from annotator.nlp.workers import Batch, Introduction, Task, workers
from annotator.store import annotations as sets
from annotator.store import articles, runs
from annotator.workflow.event_rules import event_rules
from annotator.workflow.project import Project

_COMMIT = 64
OnProgress = Callable[[int, int], None]
"""Told how many articles are done and how many there are to do."""


@dataclass(frozen=True, slots=True)
class PreannotationReport:
    """What a run did: the pipeline and why it, articles done and passed over, seconds, and counts by layer or label."""

    pipeline: str
    note: str
    articles: int
    skipped: int
    seconds: float
    proposed: dict[str, int]
    unmapped: dict[str, int]
    ignored: dict[str, int]
    dropped: dict[str, int]


def preannotate(
    project: Project,
    *,
    pipeline: str = "auto",
    jobs: int = 1,
    batch_size: int = 32,
    again: bool = False,
    on_progress: OnProgress | None = None,
) -> PreannotationReport:
    """Let a pipeline propose; articles with proposals of this name and version are passed over unless `again`.

    `jobs` worker processes propose while this one saves, or none when it is 0: the proposals are the
    same. Every batch is saved when it is done, so that a run that was stopped goes on where it was.
    Raises Unavailable when the pipeline can't be loaded, fails on an article or is killed; Stopped on Ctrl+C.
    """
    with workers(Task(pipeline, project.schema, batch_size, event_rules(project)), jobs) as crew:
        who = crew.introduction
        have = set() if again else sets.proposed_by(project.store, who.title)
        wanted = [name for name in articles.ids(project.store) if name not in have]
        tally = Tally()
        begun = time.monotonic()
        if wanted:
            run_id = runs.begin(project.store, name=who.name, version=who.version, detail=_detail(pipeline, who, jobs))
            _save(project, run_id, crew.propose(_batches(project, wanted)), len(wanted), tally, on_progress)
            runs.finish(project.store, run_id, articles=len(wanted), seconds=time.monotonic() - begun)
        seconds = time.monotonic() - begun
    counts = (dict(sorted(c.items())) for c in (tally.proposed, tally.unmapped, tally.ignored, tally.dropped))
    return PreannotationReport(who.title, who.note, len(wanted), len(have), seconds, *counts)


def _detail(pipeline: str, who: Introduction, jobs: int) -> dict[str, object]:
    return {"pipeline": pipeline, "components": who.components, "jobs": jobs}


def _batches(project: Project, wanted: list[str]) -> Iterator[list[Article]]:
    """The articles some at a time; a pipeline needs no metadata."""
    stream = (Article(article.id, article.text) for article in articles.stream(project.store, wanted))
    while batch := list(islice(stream, _COMMIT)):
        yield batch


def _save(project: Project, run_id: int, made: Iterable[Batch], total: int, tally: Tally, on_progress: OnProgress | None) -> None:
    done = 0
    if on_progress:
        on_progress(0, total)
    try:
        for batch, counted in made:
            sets.add_model_sets(project.store, run_id, batch, schema=project.schema)
            tally.add(counted)
            done += len(batch)
            if on_progress:
                on_progress(done, total)
    except KeyboardInterrupt as error:
        raise Stopped(f"stopped; proposals for {done:,} of {total:,} articles are saved", "the same command goes on from there") from error
