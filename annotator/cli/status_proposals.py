"""`annotator status --proposals`: what became of a pipeline's proposals, as text, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from annotator.cli.columns import columns
from annotator.cli.csv_rows import csv_text
from annotator.formats.faults import printable

if TYPE_CHECKING:
    from annotator.workflow.proposal_quality import Group, ProposalQuality, Tallied

_HEAD = (
    "proposals",
    "accepted",
    "edited",
    "rejected",
    "untouched",
    "missed",
    "precision",
    "recall",
    "edits: label",
    "boundary",
    "attribute",
)
_MEANING = (
    "precision: accepted as they came among those looked at; recall: accepted as they came among all that is kept;\n"
    "missed: kept and not proposed. Finishing an article accepts what nobody looked at one by one."
)
CSV_COLUMNS = (
    "annotator", "pipeline", "layer", "label", "band", "proposals", "looked_at", "accepted", "edited", "rejected", "untouched", "missed",
    "edited_label", "edited_boundary", "edited_attribute", "edited_back", "edited_unknown", "acceptance", "edit", "rejection", "precision",
    "recall",
)  # fmt: skip


def text_lines(found: ProposalQuality, *, by_annotator: bool) -> Iterator[str]:
    """A table by layer and label for each pipeline, and one by score where there are scores."""
    state = "finished and begun" if found.unfinished else "finished"
    sets = ", ".join(f"{name} ({count:,})" for name, count in found.sets.items())
    yield f"{state} sets that were begun with proposals: {sets or 'none'}"
    if found.left_out:
        yield "left out: " + ", ".join(f"{count:,} {name}" for name, count in found.left_out.items())
    if not found.groups:
        if not found.unfinished:
            yield "finish articles with A in the editor, or count those that were begun: --unfinished"
        return
    yield _MEANING
    for annotator, pipeline in sorted({(group.annotator if by_annotator else "", group.pipeline) for group in found.groups}):
        yield ""
        yield printable(pipeline) + (f", corrected by {annotator}" if annotator else "")
        yield from _tables(found.only(annotator, pipeline))


def _tables(found: ProposalQuality) -> Iterator[str]:
    from annotator.workflow.proposal_quality import ALL, band_name

    labels = found.by(lambda group: group._replace(annotator="", band=ALL))
    rows = [["layer", "label", *_HEAD]]
    for layer, total in found.by(lambda group: group._replace(annotator="", label="", band=ALL)).items():
        rows.append([layer.layer, "all", *_cells(total)])
        own = [(group.label, tallied) for group, tallied in labels.items() if group.layer == layer.layer and group.label]
        rows += [["", printable(label), *_cells(tallied)] for label, tallied in own]
    yield from columns(rows, "  ", right=True, left=2)
    bands = found.by(lambda group: group._replace(annotator="", label=""))
    if any(group.band is not None for group in bands):
        rows = [["layer", "score", *_HEAD[:5], "precision"]]
        for group, tallied in bands.items():
            if tallied.proposals:
                rows.append([group.layer, band_name(group.band), *_cells(tallied)[:5], _cells(tallied)[6]])
        yield from columns(rows, "  ", right=True, left=2)


def _cells(tallied: Tallied) -> list[str]:
    from annotator.workflow.proposal_quality import Change, Outcome

    looked = [f"{tallied.outcomes[name]:,}{_percent(tallied.rate(name))}" for name in (Outcome.ACCEPTED, Outcome.EDITED, Outcome.REJECTED)]
    rest = [f"{tallied.outcomes[name]:,}" for name in (Outcome.UNTOUCHED, Outcome.MISSED)]
    shares = ["–" if share is None else f"{share:.2f}" for share in (tallied.precision, tallied.recall)]
    kinds = [f"{tallied.changes[kind]:,}" for kind in (Change.LABEL, Change.BOUNDARY, Change.ATTRIBUTE)]
    return [f"{tallied.proposals:,}", *looked, *rest, *shares, *kinds]


def _percent(share: float | None) -> str:
    return "" if share is None else f" {share:4.0%}"


def json_text(found: ProposalQuality, *, by_annotator: bool) -> str:
    """One object: a row for each pipeline, layer, label and score band, and the totals of each pipeline and layer."""
    from annotator.workflow.proposal_quality import ALL

    layers = found.by(lambda group: group._replace(annotator=group.annotator if by_annotator else "", label="", band=ALL))
    data = {
        "sets": found.sets,
        "left_out": found.left_out,
        "unfinished": found.unfinished,
        "groups": [_data(group, tallied) for group, tallied in _groups(found, by_annotator).items()],
        "layers": [_data(group, tallied) for group, tallied in layers.items()],
    }
    return json.dumps(data, indent=2, sort_keys=True) + "\n"


def groups_csv(found: ProposalQuality, *, by_annotator: bool) -> str:
    """A row for each pipeline, layer, label and score band, with `by_annotator` for each annotator too."""
    rows = (_data(*item) for item in _groups(found, by_annotator).items())
    return csv_text(CSV_COLUMNS, ([row[name] for name in CSV_COLUMNS] for row in rows))


def _groups(found: ProposalQuality, by_annotator: bool) -> dict[Group, Tallied]:
    return found.by(lambda group: group if by_annotator else group._replace(annotator=""))


def _data(group: Group, tallied: Tallied) -> dict[str, Any]:
    from annotator.workflow.proposal_quality import Change, Outcome, band_name

    return {
        "annotator": group.annotator or None,
        "pipeline": group.pipeline,
        "layer": group.layer,
        "label": group.label or None,
        "band": band_name(group.band),
        "proposals": tallied.proposals,
        "looked_at": tallied.looked_at,
        **{str(outcome): tallied.outcomes[outcome] for outcome in Outcome},
        **{f"edited_{change}": tallied.changes[change] for change in Change},
        "acceptance": tallied.rate(Outcome.ACCEPTED),
        "edit": tallied.rate(Outcome.EDITED),
        "rejection": tallied.rate(Outcome.REJECTED),
        "precision": tallied.precision,
        "recall": tallied.recall,
    }
