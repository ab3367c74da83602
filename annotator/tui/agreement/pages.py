"""The pages of help and of warnings; pure."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from annotator.tui.agreement.commands import keys_page
from annotator.tui.agreement.figures import TITLES, Figures
from annotator.tui.agreement.heat import legend
from annotator.tui.glyphs import visible
from annotator.tui.keys import Command
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
        ("other one", "another speaker"),
        ("a | b", "the words of both; labels stand before them, x/y where they differ"),
    ),
    "A place": (
        ("└GPE┘", "what is meant, in the work of the one named above; the words in question are lit in both"),
        ("has nothing here", "this annotator did not mark it"),
        ("Q1▐ 1 target", "quotes, events and roles, as in the editor"),
    ),
}


def help_page(commands: Iterable[Command]) -> Text:
    """The signs and keys of a screen."""
    rows = tuple(commands)
    group = rows[0].group
    page = Text()
    _heading(page, f"{group}: signs")
    for sign, meaning in _SIGNS[group]:
        page.append(f"  {sign:<14}", "bold")
        page.append(f"{meaning}\n")
    _heading(page, f"{group}: keys")
    keys_page(page, rows)
    page.append("  ^q            quit\n\nNothing can be changed here. docs/agreement.md says which figure to report.\n")
    return page


def warnings_page(figures: Figures) -> Text:
    """What makes the figures weaker, who sees what, and what every figure means."""
    page = Text()
    _heading(page, "Warnings")
    for warning in figures.sight.agreement.warnings() or ["none"]:
        page.append(f"  {visible(warning)}\n")
    if figures.sight.is_too_much:
        page.append(f"  more than {MOST_ARTICLES:,} articles: places are listed of fewer alone; narrow down with --articles or --since\n")
    if figures.sight.viewer is not None:
        _heading(page, f"What {figures.sight.viewer} sees")
        page.append("Figures are of the articles that you have finished. Places, which show what others marked, are of those among them ")
        page.append(f"that are adjudicated; {figures.sight.hidden:,} disagreements elsewhere are kept from you until then.\n")
    _heading(page, "Figures")
    for headline in figures.headlines:
        page.append(f"  {TITLES[headline.part]}: {headline.meaning.title}\n", "bold")
        page.append(f"    {headline.meaning.says} Leaves out: {headline.meaning.leaves_out}.\n")
    page.append(
        "\nIntervals are the 95 % bootstrap over articles, in a trend over those of the period. n: items marked, of both of a pair.\n"
    )
    return page


def _heading(page: Text, title: str) -> None:
    page.append(f"\n{visible(title)}\n", "bold underline")
