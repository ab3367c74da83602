"""`annotator doctor`: whether everything is all right."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotator.cli.options import examples, opened, project_option


@click.command("doctor", epilog=examples("annotator doctor"))
@project_option
def command(project: Path | None, force_network_fs: bool) -> int:
    """Check the store: its integrity, that the log of every set gives that set, and the SQLite version.

    Exit code 1 when something is wrong with the data.
    """
    from annotator.workflow.places import STORE_NAME
    from annotator.workflow.upkeep import examine

    with opened(project, force_network_fs=force_network_fs) as here:
        diagnosis = examine(here)
        click.echo(f"{here.folder / STORE_NAME}, schema {here.schema.name} {here.schema.version}, Python {sys.version.split()[0]}")
    for warning in diagnosis.warnings:
        click.echo(f"warning: {warning}")
    for fault in diagnosis.faults:
        click.echo(f"fault: {fault}")
    if not diagnosis.faults:
        click.echo("the store is sound: every log replays to its set")
    return 1 if diagnosis.faults else 0
