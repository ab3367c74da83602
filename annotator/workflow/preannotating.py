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
from annotator.workflow import bare_serving
from annotator.workflow.bare_serving import Bare
from annotator.workflow.project import Project
from annotator.workflow.proposal_changes import ProposalChanges, changes

_COMMIT = 64
OnProgress = Callable[[int, int], None]
"""Told how many articles are done and how many there are to do."""


@dataclass(frozen=True, slots=True)
class PreannotationReport:
    """What a run did: the pipeline and why it, articles done and passed over, seconds, and counts by layer or label.

    `changes` says how its proposals differ from those before them; `newest` names the pipeline whose run is the newest.
    """

    pipeline: str
    note: str
    articles: int
    skipped: int
    seconds: float
    proposed: dict[str, int]
    unmapped: dict[str, int]
    ignored: dict[str, int]
    dropped: dict[str, int]
    newest: str | None = None
    changes: ProposalChanges | None = None


def preannotate(
    project: Project,
    *,
    pipeline: str = "auto",
    jobs: int = 1,
    batch_size: int = 32,
    again: bool = False,
    bare: Bare | None = None,
    on_progress: OnProgress | None = None,
) -> PreannotationReport:
    """Let a pipeline propose; articles with proposals of this name and version are passed over unless `again`.

    `jobs` worker processes propose while this one saves, or none when it is 0: the proposals are the
    same. Every batch is saved when it is done, so that a run that was stopped goes on where it was.
    `bare` says which share of the articles annotators are to begin without proposals from now on.
    Raises Unavailable when the pipeline can't be loaded, fails on an article or is killed; Stopped on Ctrl+C.
    """
    with workers(Task(pipeline, project.schema, batch_size), jobs) as crew:
        who = crew.introduction
        if bare is not None:
            bare_serving.choose(project, bare)
        have = set() if again else sets.proposed_by(project.store, who.title)
        wanted = [name for name in articles.ids(project.store) if name not in have]
        tally = Tally()
        begun = time.monotonic()
        run_id = 0
        if wanted:
            detail = _detail(pipeline, who, jobs)
            run_id = runs.begin(project.store, name=who.name, version=who.version, detail=detail)
            _save(project, run_id, detail, crew.propose(_batches(project, wanted)), len(wanted), tally, on_progress)
            runs.finish(project.store, run_id, articles=len(wanted), seconds=time.monotonic() - begun)
        seconds = time.monotonic() - begun
    newest = runs.newest(project.store)
    return PreannotationReport(
        who.title,
        who.note,
        len(wanted),
        len(have),
        seconds,
        dict(sorted(tally.proposed.items())),
        dict(sorted(tally.unmapped.items())),
        dict(sorted(tally.ignored.items())),
        dict(sorted(tally.dropped.items())),
        None if newest is None else f"{newest.name}-{newest.version}",
        changes(project, [run_id]) if wanted else None,
    )


def _detail(pipeline: str, who: Introduction, jobs: int) -> dict[str, object]:
    return {"pipeline": pipeline, "components": who.components, "jobs": jobs}


def _batches(project: Project, wanted: list[str]) -> Iterator[list[Article]]:
    """The articles some at a time; a pipeline needs no metadata."""
    stream = (Article(article.id, article.text) for article in articles.stream(project.store, wanted))
    while batch := list(islice(stream, _COMMIT)):
        yield batch


def _save(
    project: Project,
    run_id: int,
    detail: dict[str, object],
    made: Iterable[Batch],
    total: int,
    tally: Tally,
    on_progress: OnProgress | None,
) -> None:
    done, begun = 0, time.monotonic()
    if on_progress:
        on_progress(0, total)
    try:
        for batch, counted in made:
            tally.add(counted)
            # what was left out so far stands beside the proposals, so that a stopped run can be reported on too
            counts = {"unmapped": tally.unmapped, "ignored": tally.ignored, "dropped": tally.dropped}
            with project.store.write() as db:
                sets.add_model_sets_in(db, run_id, batch, schema=project.schema)
                runs.note_in(db, run_id, {**detail, "counts": counts, "seconds": time.monotonic() - begun})
            done += len(batch)
            if on_progress:
                on_progress(done, total)
    except KeyboardInterrupt as error:
        raise Stopped(f"stopped; proposals for {done:,} of {total:,} articles are saved", "the same command goes on from there") from error
