"""`annotator check`: whether files, or the project, are right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.options import examples, folder_of, limit_options, limits_of, opened, project_option

if TYPE_CHECKING:
    from annotator.workflow.checking import Finding


@click.command("check", epilog=examples("annotator check", "annotator check gold.jsonl --strict"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array of findings.")
@limit_options
@project_option
def command(files: tuple[Path, ...], strict: bool, as_json: bool, project: Path | None, force_network_fs: bool, **limits: Any) -> int:
    """Check FILES (records, articles, a schema.yaml), or without any the sets of the project.

    Faults make the exit code 1; warnings, such as a role with too few fillers, only with --strict.
    """
    from annotator.workflow.checking import check_files, check_project, schema_for
    from annotator.workflow.places import nearest

    say = _say_json if as_json else _say
    if not files:
        with opened(project, read_only=True, force_network_fs=force_network_fs) as here:
            faults, warnings = say(check_project(here))
    else:
        folder = folder_of(project) if project or nearest(Path.cwd()) else None
        faults, warnings = say(check_files(files, lambda: schema_for(folder), limits_of(limits)))
    return 1 if faults or (strict and warnings) else 0


def _say(found: Iterable[Finding]) -> tuple[int, int]:
    """Print the first findings and how many more there are; the numbers of faults and warnings come back."""
    from annotator.workflow.checking import Counted
    from annotator.workflow.fault_tally import FaultTally

    counted = Counted(found)
    with FaultTally[object]("check") as tally:
        tally.note(counted)
    for line in tally.lines():
        click.echo(line)
    click.echo(f"{counted.faults:,} faults, {counted.warnings:,} warnings")
    return counted.faults, counted.warnings


def _say_json(found: Iterable[Finding]) -> tuple[int, int]:
    from annotator.workflow.checking import Counted

    counted = Counted(found)
    rows = [{"severity": finding.severity, "where": finding.where, "sentence": finding.sentence} for finding in counted]
    click.echo(json.dumps(rows, indent=2))
    return counted.faults, counted.warnings
