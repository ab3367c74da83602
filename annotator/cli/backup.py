"""`annotator backup`: a safe copy of the store."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import examples, opened, project_option


@click.command("backup", epilog=examples("annotator backup ../backup-monday.db"))
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@project_option
def command(target: Path, project: Path | None, force_network_fs: bool) -> None:
    """Copy the store to FILE, whole and consistent, while others work in it.

    A plain file copy of a store in use can miss the newest edits. To go back to a backup while nobody works, delete
    annotations.db-wal and annotations.db-shm where they are left, then put FILE in the place of annotations.db.
    """
    from annotator.workflow.upkeep import back_up

    with opened(project, force_network_fs=force_network_fs) as here:
        back_up(here, target)
    click.echo(f"{target}: {target.stat().st_size:,} bytes")
