"""Pre-annotation: a pipeline proposes for every article that has no proposals of it yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import Stopped
from annotator.nlp.tally import Tally
from annotator.nlp.tasks import Batch, Introduction, Task
from annotator.nlp.workers import workers
from annotator.store import annotations as sets
from annotator.store import runs, unproposed
from annotator.workflow.pacing import Pace
from annotator.workflow.project import Project

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
    dask: str = "",
    batch_size: int = 32,
    again: bool = False,
    on_progress: OnProgress | None = None,
) -> PreannotationReport:
    """Let a pipeline propose; articles with proposals of this name and version are passed over unless `again`.

    `jobs` worker processes propose while this one saves, or none when it is 0, or the workers of the Dask cluster whose
    scheduler is at the address `dask`: the proposals are the same. Every batch is saved when it is done, so that a run that
    was stopped goes on where it was. Raises Unavailable when the pipeline can't be loaded, fails on an article or is killed,
    or the cluster is lost; Stopped on Ctrl+C.
    """
    wanted_by_all = _everywhere(pipeline) if dask else pipeline
    with workers(Task(wanted_by_all, project.schema, batch_size), jobs, dask) as crew:
        who = crew.introduction
        wanted = unproposed.count(project.store, who.title, again=again)
        tally = Tally()
        begun = time.monotonic()
        if wanted.articles:
            pace = Pace(crew.size)
            waiting = unproposed.stream(project.store, who.title, last=wanted.last, again=again)
            run_id = runs.begin(project.store, name=who.name, version=who.version, detail=_detail(pipeline, who, jobs, dask))
            done = _save(project, run_id, crew.propose(pace.batches(waiting)), wanted.articles, tally, pace, on_progress)
            runs.finish(project.store, run_id, articles=done, seconds=time.monotonic() - begun)
        seconds = time.monotonic() - begun
    counts = (dict(sorted(c.items())) for c in (tally.proposed, tally.unmapped, tally.ignored, tally.dropped))
    note = "\n".join(line for line in (who.note, _language_note(project, who)) if line)
    return PreannotationReport(who.title, note, wanted.articles, wanted.done, seconds, *counts)


def _everywhere(pipeline: str) -> str:
    """The pipeline as every machine that has this one's folders knows it: a path from the root."""
    is_path = "/" in pipeline or pipeline.startswith(".") or Path(pipeline).is_dir()
    return str(Path(pipeline).resolve()) if is_path else pipeline


def _detail(pipeline: str, who: Introduction, jobs: int, dask: str) -> dict[str, object]:
    how = {"dask": dask} if dask else {"jobs": jobs}
    return {"pipeline": pipeline, "components": who.components, **how}


def _language_note(project: Project, who: Introduction) -> str:
    """What to say when the pipeline is for another language than articles are in."""
    spoken = _language(who.language)
    counts = unproposed.languages(project.store)
    others = {language: count for language, count in counts.items() if _language(language) != spoken}
    if spoken == "xx" or not others:
        return ""
    listed = ", ".join(f"{count:,} in {language}" for language, count in others.items())
    return f"{who.title} is for texts in {who.language}, but of {sum(counts.values()):,} articles there are {listed}"


def _language(code: str) -> str:
    """The language of a code without its region."""
    return code.replace("_", "-").split("-")[0].lower()


def _save(
    project: Project, run_id: int, made: Iterable[Batch], total: int, tally: Tally, pace: Pace, on_progress: OnProgress | None
) -> int:
    done = 0
    if on_progress:
        on_progress(0, total)
    try:
        for batch, counted in made:
            sets.add_model_sets(project.store, run_id, batch, schema=project.schema)
            tally.add(counted)
            done += len(batch)
            pace.saved(len(batch))
            if on_progress:
                on_progress(done, total)
    except KeyboardInterrupt as error:
        raise Stopped(f"stopped; proposals for {done:,} of {total:,} articles are saved", "the same command goes on from there") from error
    return done
