"""`annotator annotate`: the editor."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import annotator_name, at_terminal, examples, folder_of, name_option, project_option
from annotator.cli.programs import run_program
from annotator.model.doubt import Order
from annotator.model.errors import Misuse


@click.command(
    "annotate",
    epilog=examples("annotator annotate --as ann1", "annotator annotate --order uncertain", "annotator annotate wire-0003 --light"),
)
@click.argument("article", required=False)
@name_option
@click.option(
    "--order",
    type=click.Choice(list(map(str, Order))),
    default=str(Order.SEQUENTIAL),
    show_default=True,
    help="Which articles come first: those with the most proposals expected to be wrong per 100 words, with the fewest, in an order"
    " of your own, or as imported.",
)
@click.option("--light", is_flag=True, help="Start with the light theme.")
@project_option
def command(article: str | None, name: str | None, order: str, light: bool, project: Path | None, force_network_fs: bool) -> None:
    """Open the editor, at ARTICLE or at your first unfinished one in the order asked for.

    Every key saves at once; quitting (ctrl+q) asks nothing. In the editor, ? shows all keys.
    """
    edit(folder_of(project), name, article, order=Order(order), light=light, force_network_fs=force_network_fs)


def edit(
    folder: Path,
    name: str | None,
    article: str | None,
    *,
    order: Order = Order.SEQUENTIAL,
    light: bool = False,
    force_network_fs: bool = False,
) -> None:
    """Run the editor until the person quits.

    Raises Misuse without a terminal, whatever opening the project raises.
    """
    if not at_terminal():
        raise Misuse("the editor needs a terminal", "without one, use the other verbs: annotator --help")
    from annotator.tui.app import AnnotatorApp

    run_program(AnnotatorApp(folder, annotator_name(name), article, order=order, is_light=light, force_network_fs=force_network_fs))
