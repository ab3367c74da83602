"""`annotator status`: how far the work is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import examples, opened, project_option
from annotator.model.annotation import Layer, State, Status

if TYPE_CHECKING:
    from annotator.workflow.measuring import Standing
    from annotator.workflow.project import Project


@click.command("status", epilog=examples("annotator status", "annotator status --json", "annotator status --proposals"))
@click.option("--proposals", is_flag=True, help="Show what became of proposals, by pipeline, layer, label and score.")
@click.option("--unfinished", is_flag=True, help="With --proposals: also in sets that were begun and not finished.")
@click.option("--by-annotator", is_flag=True, help="With --proposals: for each annotator apart.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object in place of tables.")
@click.option("--csv", "as_csv", is_flag=True, help="With --proposals: print CSV in place of tables.")
@project_option
def command(
    proposals: bool, unfinished: bool, by_annotator: bool, as_json: bool, as_csv: bool, project: Path | None, force_network_fs: bool
) -> None:
    """Show articles by status, mentions by layer and state, and everybody's progress and active time.

    Active time is the time between a person's edits; pauses over two minutes are left out.

    With --proposals: how many proposals were accepted, edited, rejected or left untouched in finished sets, and what
    the pipeline missed. A proposal counts under the label with which it came; one that was changed and
    changed back is an edited one.
    """
    if as_json and as_csv:
        raise click.UsageError("choose --json or --csv")
    if not proposals and (unfinished or by_annotator or as_csv):
        raise click.UsageError("--unfinished, --by-annotator and --csv go with --proposals")
    with opened(project, force_network_fs=force_network_fs) as here:
        if proposals:
            _print_quality(here, unfinished, by_annotator, as_json, as_csv)
        elif as_json:
            from annotator.workflow.measuring import standing

            click.echo(json.dumps(_data(standing(here)), indent=2))
        else:
            print_status(here)


def _print_quality(project: Project, unfinished: bool, by_annotator: bool, as_json: bool, as_csv: bool) -> None:
    from annotator.cli import status_proposals
    from annotator.workflow.proposal_quality import proposal_quality

    found = proposal_quality(project, unfinished=unfinished)
    if as_json or as_csv:
        text = (status_proposals.json_text if as_json else status_proposals.groups_csv)(found, by_annotator=by_annotator)
        click.echo(text, nl=False)
        return
    for line in status_proposals.text_lines(found, by_annotator=by_annotator):
        click.echo(line)


def print_status(project: Project) -> None:
    """Print the tables."""
    from annotator.workflow.measuring import standing

    found = standing(project)
    click.echo(f"{found.articles:,} articles, schema {project.schema.name} {project.schema.version}")
    if found.pipeline is not None:
        counts = ", ".join(f"{sum(states.values()):,} {layer}" for layer, states in sorted(found.proposed.items(), key=_order))
        click.echo(f"newest proposals by {found.pipeline}: {counts or 'none'}")
    if found.bare_share:
        click.echo(f"each annotator begins {found.bare_share:.3g} of the articles bare, without proposals (preannotate --bare)")
    if not found.work:
        click.echo("nobody has opened an article yet: annotator annotate")
        return
    click.echo()
    click.echo(_articles_table(found))
    click.echo()
    click.echo(_mentions_table(found))


def _articles_table(found: Standing) -> str:
    has_bare = bool(found.bare or found.bare_share)
    head = ["annotator", *map(str, Status), *(["bare"] if has_bare else []), "edits", "keys/edit", "active"]
    rows = [
        [
            name,
            *(f"{work.articles[status]:,}" for status in Status),
            *([f"{found.bare.get(name, 0):,}"] if has_bare else []),
            f"{work.edits:,}",
            f"{work.keys / work.edits:.1f}" if work.edits else "–",
            _duration(work.seconds),
        ]
        for name, work in found.work.items()
    ]
    return _table([head, *rows])


def _mentions_table(found: Standing) -> str:
    head = ["annotator", "layer", *map(str, State)]
    rows = [
        [name, str(layer), *(f"{states.get(state, 0):,}" for state in State)]
        for name, work in found.work.items()
        for layer, states in sorted(work.mentions.items(), key=_order)
    ]
    return _table([head, *rows])


def _table(rows: list[list[str]]) -> str:
    """Columns of equal width; text to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = (
            cell.rjust(width) if _is_number(rows[-1][i]) else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _is_number(cell: str) -> bool:
    return cell[:1].isdigit() or cell == "–"


def _order(item: tuple[Layer, object]) -> int:
    return list(Layer).index(item[0])


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min" if minutes else f"{round(seconds)} s"


def _data(found: Standing) -> dict[str, object]:
    return {
        "articles": found.articles,
        "pipeline": found.pipeline,
        "proposed": found.proposed,
        "bare_share": found.bare_share,
        "annotators": {
            name: {
                "articles": w.articles,
                "bare_articles": found.bare.get(name, 0),
                "mentions": w.mentions,
                "edits": w.edits,
                "keys": w.keys,
                "active_seconds": round(w.seconds, 1),
            }
            for name, w in found.work.items()
        },
    }
