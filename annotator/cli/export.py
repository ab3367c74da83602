"""`annotator export`: annotations as files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import examples, opened, project_option
from annotator.model.names import GOLD

if TYPE_CHECKING:
    from annotator.workflow.exporting import Exported, Wanted
    from annotator.workflow.project import Project


@click.command(
    "export",
    epilog=examples(
        "annotator export -o gold.jsonl",
        "annotator export --set ann1 --include-proposed",
        "annotator export --format spacy -o train.spacy --strict",
    ),
)
@click.option(
    "--set",
    "set_name",
    default=GOLD,
    show_default=True,
    metavar="gold|NAME|model",
    help="Whose annotations; model: the newest proposals.",
)
@click.option("--format", "format_name", default="jsonl", show_default=True, metavar="NAME", help="jsonl (everything) or spacy.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, with manifest.json beside it; by default stdout.",
)
@click.option("--include-proposed", is_flag=True, help="Also what nobody has looked at.")
@click.option("--include-rejected", is_flag=True, help="Also what was rejected.")
@click.option("--no-provenance", is_flag=True, help="Leave out who made each item.")
@click.option("--with-graph", is_flag=True, help="spacy: put roles, attributes, notes and ids into the user data of each document.")
@click.option("--strict", is_flag=True, help="Write nothing when the format can't carry everything.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object (on stderr when the data goes to stdout).")
@click.option("-q", "--quiet", is_flag=True, help="Print no report.")
@project_option
def command(
    set_name: str,
    format_name: str,
    output: Path | None,
    include_proposed: bool,
    include_rejected: bool,
    no_provenance: bool,
    with_graph: bool,
    strict: bool,
    as_json: bool,
    quiet: bool,
    project: Path | None,
    force_network_fs: bool,
) -> None:
    """Write annotations as JSON Lines or another format; the same store gives the same bytes.

    What a format can't carry is counted and printed.
    """
    from annotator.model.selection import Selection
    from annotator.workflow.exporting import Wanted

    wanted = Wanted(set_name, format_name, Selection(include_proposed, include_rejected), not no_provenance, strict, with_graph)
    with opened(project, read_only=True, force_network_fs=force_network_fs) as here:
        exported = _write(here, wanted, output)
    if as_json and not quiet:
        click.echo(json.dumps(_data(exported), indent=2, sort_keys=True), err=output is None)
    elif not quiet:
        _print(exported, set_name, output)


def _write(project: Project, wanted: Wanted, output: Path | None) -> Exported:
    from annotator.workflow.exporting import export_file, export_stream

    if output is not None:
        return export_file(project, wanted, output)
    exported = export_stream(project, wanted, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return exported


def _data(exported: Exported) -> dict[str, object]:
    written = exported.written
    return {"counts": written.counts, "lost": written.lost, "articles_without_set": exported.without, "sha256": exported.sha256 or None}


def _print(exported: Exported, set_name: str, output: Path | None) -> None:
    """Print what was written, on stderr, since the data may go to stdout."""
    from annotator.workflow.exporting import lost_text

    counts = ", ".join(f"{count:,} {what}" for what, count in exported.written.counts.items() if count)
    click.echo(f"exported {counts}" + (f" to {output}" if output else ""), err=True)
    if exported.without:
        click.echo(f"without a set of {set_name}: {exported.without:,} articles, left out", err=True)
    if exported.written.lost:
        click.echo(f"lost: {lost_text(exported.written.lost)}", err=True)
