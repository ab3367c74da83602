"""`annotator show`: the annotations of a file, one a line."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import examples


@click.command("show", epilog=examples("annotator show gold.jsonl --flat"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--flat", is_flag=True, expose_value=False, help="One annotation a line (the only way so far).")
def command(file: Path) -> int:
    """Print the annotations of FILE one a line, as a diff shows them best.

    For git: git config diff.annotator.textconv 'annotator show --flat'.
    """
    from annotator.workflow.showing import flat_lines

    faults = 0
    for line, is_fault in flat_lines(file):
        faults += is_fault
        click.echo(line, err=is_fault)
    return 1 if faults else 0
