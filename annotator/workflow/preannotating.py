"""Pre-annotation: a pipeline proposes for every article that has no proposals of it yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from annotator.model.article import Article
from annotator.store import annotations as sets
from annotator.store import articles, runs
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

    Every batch is saved when it is done, so that a run that was stopped goes on where it was.
    Raises Unavailable when the pipeline can't be loaded.
    """
    from annotator.nlp.pipeline import load
    from annotator.nlp.propose import Tally, propose

    loaded = load(pipeline)
    have = set() if again else sets.proposed_by(project.store, loaded.title)
    wanted = [name for name in articles.ids(project.store) if name not in have]
    tally = Tally()
    begun = time.monotonic()
    if wanted:
        detail = {"pipeline": pipeline, "components": loaded.nlp.pipe_names, "jobs": jobs}
        run_id = runs.begin(project.store, name=loaded.name, version=loaded.version, detail=detail)
        done = 0
        made = propose(_articles(project, wanted), loaded, project.schema, tally, batch_size=batch_size, jobs=jobs)
        while batch := list(islice(made, _COMMIT)):
            sets.add_model_sets(project.store, run_id, batch, schema=project.schema)
            done += len(batch)
            if on_progress:
                on_progress(done, len(wanted))
        runs.finish(project.store, run_id, articles=done, seconds=time.monotonic() - begun)
    seconds = time.monotonic() - begun
    counts = (dict(sorted(c.items())) for c in (tally.proposed, tally.unmapped, tally.ignored, tally.dropped))
    return PreannotationReport(loaded.title, loaded.note, len(wanted), len(have), seconds, *counts)


def _articles(project: Project, wanted: list[str]) -> Iterator[Article]:
    return articles.stream(project.store, wanted)
