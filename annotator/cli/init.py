"""`annotator init`: a new project."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import examples


@click.command("init", epilog=examples("annotator init myproject", "annotator init myproject --schema mine.yaml"))
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--schema", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Take this schema, not the shipped one.")
@click.option("--force-network-fs", is_flag=True, help="Make the store on a network file system, at your own risk.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def command(folder: Path, schema: Path | None, force_network_fs: bool, quiet: bool) -> None:
    """Make a project in DIR: schema.yaml, every key explained, and annotations.db.

    A schema.yaml that stands there already is taken as it is.
    """
    from annotator.workflow.project import init_project

    with init_project(folder, schema=schema, force_network_fs=force_network_fs) as project:
        made = project.schema
    if quiet:
        return
    labels = f"{len(made.entities)} entity labels, {len(made.event_types)} event types"
    click.echo(f"made a project in {folder} with the schema {made.name} {made.version} ({labels})")
    where = "" if folder == Path() else f" --project {folder}"
    click.echo(f"next: annotator import{where} PATH")
