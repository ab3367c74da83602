"""`annotator agreement`: how far annotators agree, and on what they do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.options import at_terminal, examples, opened, project_option
from annotator.cli.programs import run_program
from annotator.cli.progress import ArticleProgress
from annotator.formats.faults import printable
from annotator.model.errors import Misuse

if TYPE_CHECKING:
    from annotator.workflow.agreeing import Agreement, Question
    from annotator.workflow.project import Project

_OFTEN = 50
"""Articles between two drawings of the progress."""

_PARTS = ("entity", "quote", "event", "names")
_FORMS = ("--html", "--screen", "--json", "--csv")

OnArticle = Callable[[int, int], None]


@click.command(
    "agreement",
    epilog=examples(
        "annotator agreement",
        "annotator agreement --screen",
        "annotator agreement --html report.html",
        "annotator agreement --layer entity --disagreements",
        "annotator agreement ann1 ann2 --csv",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option("--layer", "layers", multiple=True, type=click.Choice(_PARTS), help="Only this; names: chains of equal canonical names.")
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="Only entities, quotes or events of this label or type.")
@click.option("--articles", multiple=True, metavar="ID", help="Only these articles; * stands for anything.")
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="NAME",
    help="Only this measure, as --json names it; * stands for anything. 'gamma*' and 'token*' are measured on request alone.",
)
@click.option("--since", metavar="DATE", help="Only sets changed on this day or later (UTC).")
@click.option("--unfinished", is_flag=True, help="Also sets that were begun and not finished.")
@click.option("--against", type=click.Choice(("gold", "model")), help="Compare everybody with gold, or with the newest proposals.")
@click.option("--bias", is_flag=True, help="Compare work with proposals with work on articles that were served bare.")
@click.option("--disagreements", is_flag=True, help="List every disagreement in place of numbers.")
@click.option("--screen", "on_screen", is_flag=True, help="Look at it on screen: from a figure to its disagreements and their places.")
@click.option(
    "--html",
    "html_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it as a page: one file with heat maps, trends and the disagreements in their sentence.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object in place of tables.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV in place of tables.")
@project_option
def command(
    html_file: Path | None, as_json: bool, as_csv: bool, on_screen: bool, disagreements: bool, project: Path | None, force_network_fs: bool,
    **given: Any,
) -> None:  # fmt: skip
    """Show how far annotators agree: everybody's finished sets by default, or those of NAME ….

    Kept items alone are compared. An annotator without a finished set on an article is absent from it;
    a pair is compared on the articles that both did. Every number comes with a 95 % interval over
    articles and with what it rests on; docs/agreement.md says which one to report.
    """
    chosen = [form for form, is_chosen in zip(_FORMS, (html_file, on_screen, as_json, as_csv), strict=True) if is_chosen]
    if len(chosen) > 1:
        raise click.UsageError(f"choose {' or '.join(chosen)}")
    question = _question(given, places=disagreements)
    if given["bias"]:
        _refuse_beside_bias(given, {"--disagreements": disagreements, "--screen": on_screen})
        _show_bias(question, html_file, as_json, as_csv, project, force_network_fs)
        return
    if on_screen:
        _show(question, project, disagreements, force_network_fs, measures=given["measures"])
        return
    with opened(project, read_only=True, force_network_fs=force_network_fs) as here:
        if html_file is not None:
            click.echo(_write_page(here, question, given["measures"], html_file), err=True)
        else:
            _print(_measured(here, question, given["measures"]), disagreements, as_json=as_json, as_csv=as_csv)


def _measured(project: Project, question: Question, measures: tuple[str, ...]) -> Agreement:
    from annotator.workflow.agreeing import agreement

    with ArticleProgress(quiet=False) as progress:
        found = agreement(project, question, on_article=_shown(progress))
    _only(found, measures)
    return found


def _print(found: Agreement, disagreements: bool, *, as_json: bool, as_csv: bool) -> None:
    from annotator.cli import agreement_data, agreement_text

    if as_json:
        click.echo(agreement_data.json_text(found, places=disagreements), nl=False)
    elif as_csv:
        click.echo(agreement_data.disagreements_csv(found) if disagreements else agreement_data.measures_csv(found), nl=False)
    else:
        for line in agreement_text.disagreement_lines(found) if disagreements else agreement_text.report_lines(found):
            click.echo(line)


def _write_page(project: Project, question: Question, measures: tuple[str, ...], target: Path) -> str:
    """Write the page whole or not at all, and say what is in it."""
    from annotator.cli.agreement_page import listed, page
    from annotator.workflow.agreement_view import look
    from annotator.workflow.new_file import replace_file, writable
    from annotator.workflow.passages import passages

    real = writable(project, target)
    with ArticleProgress(quiet=False) as progress:
        sight = look(project, question, on_article=_shown(progress))
    _only(sight.agreement, measures)
    shown = listed(sight.agreement.disagreements)
    places = [place for kind in shown for place in kind.places]
    replace_file(real, page(sight, shown, passages(project, places)).encode("utf-8"))
    total = sight.agreement.disagreements.total
    return (
        f"wrote {printable(str(target))}: {sight.agreement.articles:,} articles, {total:,} disagreements, {len(places):,} in their sentence"
    )


def _shown(progress: ArticleProgress) -> OnArticle:
    return lambda done, total: None if done % _OFTEN else progress.show(done, total)


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


def _refuse_beside_bias(given: dict[str, Any], others: dict[str, Any]) -> None:
    for name, is_given in {"--against": given["against"], "--measure": given["measures"], **others}.items():
        if is_given:
            raise click.UsageError(f"--bias and {name} do not go together")


def _show_bias(
    question: Question, html_file: Path | None, as_json: bool, as_csv: bool, project: Path | None, force_network_fs: bool
) -> None:
    from annotator.cli import agreement_bias
    from annotator.workflow.bias import bias
    from annotator.workflow.new_file import replace_file, writable

    with opened(project, read_only=True, force_network_fs=force_network_fs) as here, ArticleProgress(quiet=False) as progress:
        real = None if html_file is None else writable(here, html_file)
        found = bias(here, question, on_article=_shown(progress))
    if real is not None:
        from annotator.cli.agreement_page import bias_page

        replace_file(real, bias_page(found).encode("utf-8"))
        click.echo(f"wrote {printable(str(html_file))}", err=True)
    elif as_json or as_csv:
        click.echo((agreement_bias.json_text if as_json else agreement_bias.numbers_csv)(found), nl=False)
    else:
        for line in agreement_bias.text_lines(found):
            click.echo(line)


def _question(given: dict[str, Any], *, places: bool) -> Question:
    from annotator.workflow.agreeing import Part, Question
    from annotator.workflow.compared_sets import Choice, utc

    since = None if given["since"] is None else utc(given["since"])
    choice = Choice(frozenset(given["names"]), tuple(given["articles"]), since, given["unfinished"], given["against"])
    parts = frozenset(Part(name) for name in given["layers"]) or frozenset(Part)
    gamma, tokens = (any(pattern.startswith(name) for pattern in given["measures"]) for name in ("gamma", "token"))
    return Question(choice, parts, frozenset(given["labels"]), places, gamma, tokens)


def _only(found: Agreement, patterns: tuple[str, ...]) -> None:
    """Leave the measures that were asked for, and the parts that have one.

    Raises Misuse where there is none of a name.
    """
    from fnmatch import fnmatchcase

    known = sorted({result.name for measured in found.parts for result in measured.results})
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in known):
            raise Misuse(f"there is no measure {pattern!r} here", f"there are: {', '.join(known)}")
    if patterns:
        found.is_narrowed = True
        for measured in found.parts:
            measured.results = [each for each in measured.results if any(fnmatchcase(each.name, pattern) for pattern in patterns)]
        found.parts = [measured for measured in found.parts if measured.results]
