"""What a pipeline proposed in a project, from what is stored: by layer and label, how fast, and what it had to leave out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from annotator.store import proposal_rows, runs
from annotator.store.proposal_rows import LabelCount as LabelCount
from annotator.workflow.project import Project
from annotator.workflow.proposal_changes import ProposalChanges, changes


@dataclass(frozen=True, slots=True)
class ProposalReport:
    """The newest proposals of a pipeline on every article that has any.

    `seconds` is how long its runs took, loading left out; `unmapped`, `ignored`, `dropped` and `unsure` count what was found
    and not proposed.
    """

    pipeline: str
    articles: int
    words: int
    seconds: float
    labels: tuple[LabelCount, ...]
    unmapped: dict[str, int]
    ignored: dict[str, int]
    dropped: dict[str, int]
    unsure: dict[str, int]
    changes: ProposalChanges | None


def proposal_report(project: Project, title: str) -> ProposalReport:
    """Report on the pipeline called `NAME-VERSION`, whichever runs made its proposals."""
    extent = proposal_rows.extent(project.store, title)
    made = [run for run in runs.all(project.store) if run.id in set(extent.runs)]
    counted = [run.detail.get("counts", {}) for run in made]
    unmapped, ignored, dropped, unsure = (_summed(name, counted) for name in ("unmapped", "ignored", "dropped", "unsure"))
    seconds = sum(run.seconds if run.seconds is not None else float(run.detail.get("seconds", 0)) for run in made)
    labels = tuple(proposal_rows.label_counts(project.store, title))
    changed = changes(project, extent.runs) if extent.runs else None
    return ProposalReport(title, extent.articles, extent.words, seconds, labels, unmapped, ignored, dropped, unsure, changed)


def _summed(name: str, counted: list[dict[str, dict[str, int]]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for counts in counted:
        total.update(counts.get(name, {}))
    return dict(sorted(total.items()))
