"""`annotator demo`: a project from the starter corpus, ready to correct."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import at_terminal, examples, name_option

FOLDER = Path("annotator-demo")


@click.command("demo", epilog=examples("annotator demo", "annotator demo --no-editor"))
@click.option("--no-editor", is_flag=True, help="Print a summary in place of opening the editor.")
@name_option
def command(no_editor: bool, name: str | None) -> None:
    """Make ./annotator-demo from twelve articles, pre-annotate it and open it in the editor.

    A demo that is there already is opened as you left it.
    """
    from annotator.workflow.demo import make_demo
    from annotator.workflow.places import SCHEMA_NAME, STORE_NAME

    is_new = not (FOLDER / STORE_NAME).exists()
    with make_demo(FOLDER) as project:
        if no_editor or not at_terminal():
            from annotator.cli.status import print_status

            click.echo(f"{'made' if is_new else 'found'} {FOLDER}: {SCHEMA_NAME}, {STORE_NAME}")
            print_status(project)
            click.echo(f"next: annotator annotate --project {FOLDER} --as ann1")
            return
    from annotator.cli.annotate import edit

    edit(FOLDER, name, None)
