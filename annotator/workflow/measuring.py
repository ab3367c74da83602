"""How far the work on a project is."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.annotation import Layer, State
from annotator.store import articles, runs, serving, summary
from annotator.store.summary import Progress
from annotator.workflow import bare_serving
from annotator.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a project: how many articles, what the newest proposals hold, and everybody's work by name.

    `bare` says how many articles each annotator began without proposals, `bare_share` which share of new ones they will.
    """

    articles: int
    pipeline: str | None
    proposed: dict[Layer, dict[State, int]]
    work: dict[str, Progress]
    bare: dict[str, int]
    bare_share: float


def standing(project: Project) -> Standing:
    """Count articles, proposals and each annotator's work."""
    run = runs.newest(project.store)
    return Standing(
        articles.count(project.store),
        None if run is None else f"{run.name}-{run.version}",
        summary.proposals(project.store),
        {name: summary.progress(project.store, name) for name in summary.annotators(project.store)},
        serving.bare_counts(project.store),
        bare_serving.chosen(project).share,
    )
