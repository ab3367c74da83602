"""`annotator check`: whether files, or the project, are right."""

from __future__ import annotations

import json
from pathlib import Path

import click

from annotator.cli.options import find_folder, opened, project_option

_SHOWN = 200


@click.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array of findings.")
@project_option
def command(files: tuple[Path, ...], strict: bool, as_json: bool, project: Path | None, force_network_fs: bool) -> int:
    """Check FILES (records, articles, a schema.yaml), or without any the sets of the project.

    Faults make the exit code 1; warnings, such as a role with too few fillers, only with --strict.
    """
    from annotator.formats.faults import escaped
    from annotator.model.checks import Severity
    from annotator.workflow.checking import check_files, check_project, schema_for
    from annotator.workflow.places import find_project, has_project

    if files:
        folder = find_folder(project) if project else find_project(Path.cwd()) if has_project() else None
        found = list(check_files(files, schema_for(folder)))
    else:
        with opened(project, read_only=True, force_network_fs=force_network_fs) as here:
            found = list(check_project(here))
    faults = sum(finding.severity is Severity.FAULT for finding in found)
    if as_json:
        click.echo(
            json.dumps([{"severity": f.severity, "where": f.where, "sentence": f.sentence} for f in found], ensure_ascii=False, indent=2)
        )
    else:
        for finding in found[:_SHOWN]:
            click.echo(escaped(str(finding)))
        if len(found) > _SHOWN:
            click.echo(f"… and {len(found) - _SHOWN:,} more")
        click.echo(f"{faults:,} faults, {len(found) - faults:,} warnings")
    return 1 if faults or (strict and found) else 0
