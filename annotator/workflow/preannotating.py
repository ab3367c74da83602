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
from annotator.workflow import bare_serving
from annotator.workflow.bare_serving import Bare
from annotator.workflow.event_rules import event_rules
from annotator.workflow.pacing import Pace
from annotator.workflow.project import Project
from annotator.workflow.proposal_changes import ProposalChanges, changes

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
    unsure: dict[str, int]
    newest: str | None = None
    changes: ProposalChanges | None = None


def preannotate(
    project: Project,
    *,
    pipeline: str = "auto",
    jobs: int = 1,
    dask: str = "",
    batch_size: int = 32,
    again: bool = False,
    min_score: float = 0.0,
    bare: Bare | None = None,
    on_progress: OnProgress | None = None,
) -> PreannotationReport:
    """Let a pipeline propose; articles with proposals of this name and version are passed over unless `again`.

    Of what it proposes, `min_score` leaves out what has a lower score. Another least score asks for other proposals:
    an article is passed over only when its newest ones of this pipeline were made with the same.

    `jobs` worker processes propose while this one saves, or none when it is 0, or the workers of the Dask cluster whose
    scheduler is at the address `dask`: the proposals are the same. Every batch is saved when it is done, so that a run that
    was stopped goes on where it was. `bare` says which share of the articles annotators are to begin without proposals from
    now on. Raises Unavailable when the pipeline can't be loaded, fails on an article or is killed,
    or the cluster is lost; Stopped on Ctrl+C.
    """
    wanted_by_all = _everywhere(pipeline) if dask else pipeline
    with workers(Task(wanted_by_all, project.schema, batch_size, min_score, event_rules(project)), jobs, dask) as crew:
        who = crew.introduction
        if bare is not None:
            bare_serving.choose(project, bare)
        wanted = unproposed.count(project.store, who.title, min_score, again=again)
        tally, run_id = Tally(), 0
        begun = time.monotonic()
        if wanted.articles:
            pace = Pace(crew.size)
            waiting = unproposed.stream(project.store, who.title, min_score, last=wanted.last, again=again)
            detail = _detail(pipeline, who, jobs, dask, min_score)
            run_id = runs.begin(project.store, name=who.name, version=who.version, detail=detail)
            done = _save(project, run_id, detail, crew.propose(pace.batches(waiting)), wanted.articles, tally, pace, on_progress)
            runs.finish(project.store, run_id, articles=done, seconds=time.monotonic() - begun)
        seconds = time.monotonic() - begun
    note = "\n".join(line for line in (who.note, _language_note(project, who)) if line)
    newest = runs.newest(project.store)
    return PreannotationReport(
        who.title,
        note,
        wanted.articles,
        wanted.done,
        seconds,
        *_counted(tally),
        newest=None if newest is None else f"{newest.name}-{newest.version}",
        changes=changes(project, [run_id]) if wanted.articles else None,
    )


def _counted(tally: Tally) -> tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int], dict[str, int]]:
    """What was proposed, and the four kinds of what was not."""
    proposed, *out = (dict(sorted(each.items())) for each in (tally.proposed, tally.unmapped, tally.ignored, tally.dropped, tally.unsure))
    unmapped, ignored, dropped, unsure = out
    return proposed, unmapped, ignored, dropped, unsure


def _everywhere(pipeline: str) -> str:
    """The pipeline as every machine that has this one's folders knows it: a path from the root."""
    is_path = "/" in pipeline or pipeline.startswith(".") or Path(pipeline).is_dir()
    return str(Path(pipeline).resolve()) if is_path else pipeline


def _detail(pipeline: str, who: Introduction, jobs: int, dask: str, min_score: float) -> dict[str, object]:
    how = {"dask": dask} if dask else {"jobs": jobs}
    return {"pipeline": pipeline, "components": who.components, **how, "min_score": min_score}


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
    project: Project,
    run_id: int,
    detail: dict[str, object],
    made: Iterable[Batch],
    total: int,
    tally: Tally,
    pace: Pace,
    on_progress: OnProgress | None,
) -> int:
    done, begun = 0, time.monotonic()
    if on_progress:
        on_progress(0, total)
    try:
        for batch, counted in made:
            tally.add(counted)
            # what was left out so far stands beside the proposals, so that a stopped run can be reported on too
            counts = {"unmapped": tally.unmapped, "ignored": tally.ignored, "dropped": tally.dropped, "unsure": tally.unsure}
            with project.store.write() as db:
                sets.add_model_sets_in(db, run_id, batch, schema=project.schema)
                runs.note_in(db, run_id, {**detail, "counts": counts, "seconds": time.monotonic() - begun})
            done += len(batch)
            pace.saved(len(batch))
            if on_progress:
                on_progress(done, total)
    except KeyboardInterrupt as error:
        raise Stopped(f"stopped; proposals for {done:,} of {total:,} articles are saved", "the same command goes on from there") from error
    return done
