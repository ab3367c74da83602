"""The pages of help and of warnings; pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from annotator.tui.agreement.commands import keys_of
from annotator.tui.agreement.drawing import folded
from annotator.tui.agreement.figures import TITLES, Figures
from annotator.tui.agreement.heat import legend
from annotator.tui.glyphs import visible
from annotator.tui.keys import Command, display
from annotator.workflow.agreement_view import MOST_ARTICLES

_SIGNS = {
    "Figures": (
        ("0.57▒ 0.93█", f"the figure with its step: {legend()}"),
        ("–", "nobody marked anything there, so there is no figure"),
        ("▸", "what is looked at; the line under the heat map says it in words"),
        ("all pairs", "the sums over all pairs; all: whatever the label"),
        ("●", "the figure of a period; a bar of dots behind it is its 95 % interval over articles, which one article has not"),
    ),
    "Disagreements": (
        ("other label", "both marked the same, or overlapping words, and called them differently"),
        ("longer", "the words of one reach further; crossing: each has words that the other has not"),
        ("one only", "one marked it, the other did not"),
        ("other one", "another speaker, or another name; other spelling: another name, but given to the same mentions"),
        ("a | b", "the words of both; labels stand before them, x/y where they differ"),
    ),
    "A place": (
        ("└GPE┘", "what is meant, in the work of the one named above; the words in question are lit in both"),
        ("has nothing here", "this annotator did not mark it"),
        ("Q1▐ 1 target", "quotes, events and roles, as in the editor"),
    ),
}


def help_page(commands: Sequence[Command]) -> Text:
    """The signs and keys of a screen."""
    group = commands[0].group
    page = Text()
    _heading(page, f"{group}: signs")
    for sign, meaning in _SIGNS[group]:
        _row(page, sign, meaning)
    _heading(page, f"{group}: keys")
    for command in commands:
        _row(page, keys_of(command), command.does)
    _row(page, display("ctrl+q"), "quit")
    page.append("\n")
    _paragraph(page, "Nothing can be changed here. docs/agreement.md says which figure to report.")
    return page


def warnings_page(figures: Figures) -> Text:
    """What makes the figures weaker, who sees what, and what every figure means."""
    page = Text()
    _heading(page, "Warnings")
    for warning in figures.sight.agreement.warnings() or ["none"]:
        _paragraph(page, warning)
    if figures.sight.is_too_much:
        _paragraph(page, f"more than {MOST_ARTICLES:,} articles: places are listed of fewer alone; narrow down with --articles or --since")
    if figures.sight.viewer is not None:
        _heading(page, f"What {figures.sight.viewer} sees")
        _paragraph(page, _VIEWER.format(figures.sight.hidden))
    _heading(page, "Figures")
    for headline in figures.headlines:
        page.append(f"  {TITLES[headline.part]}: {headline.meaning.title}\n", "bold")
        _paragraph(page, f"{headline.meaning.says} Leaves out: {headline.meaning.leaves_out}.")
    page.append("\n")
    _paragraph(
        page, "Intervals are the 95 % bootstrap over articles, in a trend over those of the period. n: items marked, of both of a pair."
    )
    return page


_VIEWER = (
    "Figures are of the articles that you have finished. Places, which show what others marked, are of those among them that are"
    " adjudicated; {:,} disagreements elsewhere are kept from you until then."
)
_INDENT, _WIDTH = 16, 72


def _heading(page: Text, title: str) -> None:
    page.append(f"\n{visible(title)}\n", "bold underline")


def _row(page: Text, sign: str, meaning: str) -> None:
    """A sign and what it means, folded beside it."""
    first, *others = folded(meaning, _WIDTH - _INDENT)
    page.append(f"  {sign:<{_INDENT - 2}}", "bold")
    page.append(f"{first}\n")
    for line in others:
        page.append(f"{'':{_INDENT}}{line}\n")


def _paragraph(page: Text, text: str) -> None:
    for line in folded(text, _WIDTH - 4):
        page.append(f"    {line}\n")
