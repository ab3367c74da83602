"""`annotator agreement`: how far annotators agree, and on what they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.options import at_terminal, examples, opened, project_option
from annotator.cli.programs import run_program
from annotator.cli.progress import ArticleProgress
from annotator.model.errors import Misuse

if TYPE_CHECKING:
    from annotator.workflow.agreeing import Agreement, Question

_OFTEN = 50
"""Articles between two drawings of the progress."""

_PARTS = ("entity", "quote", "event", "names")


@click.command(
    "agreement",
    epilog=examples(
        "annotator agreement",
        "annotator agreement --screen",
        "annotator agreement --layer entity --disagreements",
        "annotator agreement ann1 ann2 --csv",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option("--layer", "layers", multiple=True, type=click.Choice(_PARTS), help="Only this; names: chains of equal canonical names.")
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="Only entities, quotes or events of this label or type.")
@click.option("--articles", multiple=True, metavar="ID", help="Only these articles; * stands for anything.")
@click.option("--measure", "measures", multiple=True, metavar="NAME", help="Only this measure, as --json names it; * stands for anything.")
@click.option("--since", metavar="DATE", help="Only sets changed on this day or later (UTC).")
@click.option("--unfinished", is_flag=True, help="Also sets that were begun and not finished.")
@click.option("--against", type=click.Choice(("gold", "model")), help="Compare everybody with gold, or with the newest proposals.")
@click.option("--disagreements", is_flag=True, help="List every disagreement in place of numbers.")
@click.option("--screen", "on_screen", is_flag=True, help="Look at it on screen: from a figure to its disagreements and their places.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object in place of tables.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV in place of tables.")
@project_option
def command(
    as_json: bool, as_csv: bool, on_screen: bool, disagreements: bool, project: Path | None, force_network_fs: bool, **given: Any
) -> None:
    """Show how far annotators agree: everybody's finished sets by default, or those of NAME ….

    Kept items alone are compared. An annotator without a finished set on an article is absent from it;
    a pair is compared on the articles that both did. Every number comes with a 95 % interval over
    articles and with what it rests on; docs/agreement.md says which one to report.
    """
    from annotator.cli import agreement_data, agreement_text
    from annotator.workflow.agreeing import agreement

    if as_json and as_csv:
        raise click.UsageError("choose --json or --csv")
    if on_screen and (as_json or as_csv):
        raise click.UsageError("choose --screen, or --json or --csv")
    question = _question(given, places=disagreements)
    if on_screen:
        _show(question, project, disagreements, force_network_fs, measures=given["measures"])
        return
    with opened(project, read_only=True, force_network_fs=force_network_fs) as here, ArticleProgress(quiet=False) as progress:
        found = agreement(here, question, on_article=lambda done, total: None if done % _OFTEN else progress.show(done, total))
    _only(found, given["measures"])
    if as_json:
        click.echo(agreement_data.json_text(found, places=disagreements), nl=False)
    elif as_csv:
        click.echo(agreement_data.disagreements_csv(found) if disagreements else agreement_data.measures_csv(found), nl=False)
    else:
        for line in agreement_text.disagreement_lines(found) if disagreements else agreement_text.report_lines(found):
            click.echo(line)


def _show(question: Question, project: Path | None, opens_list: bool, force_network_fs: bool, *, measures: tuple[str, ...]) -> None:
    """Run the screens until the person leaves.

    Raises Misuse without a terminal, and whatever opening the project raises.
    """
    if measures:
        raise click.UsageError("--measure chooses what is printed; --screen shows the numbers to report")
    if not at_terminal():
        raise Misuse("the screen needs a terminal", "without one, leave out --screen")
    from annotator.tui.agreement_app import AgreementApp

    with opened(project, read_only=True, force_network_fs=force_network_fs) as here:
        run_program(AgreementApp(here, question, opens_list=opens_list))


def _question(given: dict[str, Any], *, places: bool) -> Question:
    from annotator.workflow.agreeing import Part, Question
    from annotator.workflow.compared_sets import Choice, utc

    since = None if given["since"] is None else utc(given["since"])
    choice = Choice(frozenset(given["names"]), tuple(given["articles"]), since, given["unfinished"], given["against"])
    parts = frozenset(Part(name) for name in given["layers"]) or frozenset(Part)
    return Question(choice, parts, frozenset(given["labels"]), places)


def _only(found: Agreement, patterns: tuple[str, ...]) -> None:
    """Leave the measures that were asked for.

    Raises Misuse where there is none of a name.
    """
    from fnmatch import fnmatchcase

    known = sorted({result.name for measured in found.parts for result in measured.results})
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in known):
            raise Misuse(f"there is no measure {pattern!r} here", f"there are: {', '.join(known)}")
    if patterns:
        for measured in found.parts:
            measured.results = [each for each in measured.results if any(fnmatchcase(each.name, pattern) for pattern in patterns)]
