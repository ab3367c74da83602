"""`annotator demo`: a project from the starter corpus, ready to correct."""

from __future__ import annotations

import sys
from pathlib import Path

import click

FOLDER = Path("annotator-demo")


@click.command("demo")
@click.option("--no-editor", is_flag=True, help="Print a summary in place of opening the editor.")
@click.option("--as", "name", metavar="NAME", help="Work as this annotator; by default your user name.")
def command(no_editor: bool, name: str | None) -> None:
    """Make ./annotator-demo from twelve articles, pre-annotate it and open it in the editor.

    A demo that is there already is opened as you left it.
    """
    from annotator.workflow.demo import make_demo

    is_new = not (FOLDER / "annotations.db").exists()
    with make_demo(FOLDER) as project:
        if no_editor or not (sys.stdin.isatty() and sys.stdout.isatty()):
            from annotator.cli.status import print_status

            click.echo(f"{'made' if is_new else 'found'} {FOLDER}: schema.yaml, annotations.db")
            print_status(project)
            click.echo(f"next: annotator annotate --project {FOLDER} --as ann1")
            return
    from annotator.cli.annotate import edit

    edit(FOLDER, name, None)
