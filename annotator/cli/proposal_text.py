"""What a pipeline proposed, and what newer proposals change, as people read it at a prompt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.cli.columns import columns
from annotator.formats.faults import printable

if TYPE_CHECKING:
    from annotator.workflow.proposal_changes import ProposalChanges
    from annotator.workflow.proposal_report import ProposalReport


def change_lines(changes: ProposalChanges) -> Iterator[str]:
    """How the newer proposals differ, and what that means for sets that are open."""
    if changes.articles:
        yield f"{changes.differing:,} of {changes.articles:,} articles get other proposals than before"
        rows = [["layer", "label", "new", "gone", "same"]]
        rows += [[row.layer, printable(row.label), f"{row.new:,}", f"{row.gone:,}", f"{row.same:,}"] for row in changes.labels]
        yield from columns(rows, "  ", right=True, left=2) if changes.labels else ()
    waits = changes.waiting
    if waits.sets:
        roles = f", {waits.changed:,} with other roles" if waits.changed else ""
        yield (
            f"{waits.sets:,} unfinished sets of {waits.annotators:,} annotators change when they are opened:"
            f" {waits.new:,} items new, {waits.gone:,} gone{roles}; {waits.kept:,} that somebody touched stay"
        )
    elif changes.articles:
        yield "no unfinished set changes"


def report_lines(report: ProposalReport) -> Iterator[str]:
    """Proposals by layer and label, with how often an article has them and their mean score where there is one."""
    speed = ""
    if report.seconds:
        speed = f"; {report.articles / report.seconds:,.1f} articles/s, {report.words / report.seconds:,.0f} words/s"
    yield f"proposals of {report.pipeline} in this project: {report.articles:,} articles, {report.words:,} words{speed}"
    if report.labels:
        has_scores = any(row.score is not None for row in report.labels)
        rows = [["layer", "label", "proposals", "per article", *(["mean score"] if has_scores else [])]]
        for row in report.labels:
            score = "–" if row.score is None else f"{row.score:.2f}"
            each = f"{row.proposals / report.articles:.2f}"
            rows.append([row.layer, printable(row.label) or "–", f"{row.proposals:,}", each, *([score] if has_scores else [])])
        yield from columns(rows, "  ", right=True, left=2)
    yield from left_out_lines(report.unmapped, report.ignored, report.dropped, report.unsure)
    if report.changes is not None:
        yield from change_lines(report.changes)


def left_out_lines(unmapped: dict[str, int], ignored: dict[str, int], dropped: dict[str, int], unsure: dict[str, int]) -> Iterator[str]:
    """What was found and not proposed, and why."""
    for title, counts in (
        ("labels the schema has no place for", unmapped),
        ("ignored by the schema", ignored),
        ("left out", dropped),
        ("left out by --min-score", unsure),
    ):
        if counts:
            yield f"{title}: " + ", ".join(f"{count:,} {printable(name)}" for name, count in counts.items())
