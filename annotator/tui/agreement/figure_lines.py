"""The figures as lines: headlines, the heat map, its cell in words, the trend where there is room; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style

from annotator.tui.agreement.drawing import Ink, Line, fitted, folded, window
from annotator.tui.agreement.figures import TITLES, Figures, Headline
from annotator.tui.agreement.heat import NOTHING, cell, legend
from annotator.tui.agreement.trend_plot import LEAST_HEIGHT, trend_lines
from annotator.workflow.agreement_cells import Pair
from annotator.workflow.agreement_view import MICRO

_CELL = 8
_NAME = 16
_ALL = "all"
_MUCH = 34
"""Lines from which there is room for what a figure means."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a click on cells `[start, end)` of a line looks at."""

    line: int
    start: int
    end: int
    look: Callable[[Figures], None]


@dataclass(slots=True)
class Picture:
    """Lines, and what a click on them does."""

    lines: list[Line] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


def picture(figures: Figures, width: int, height: int, ink: Ink) -> Picture:
    """Everything, in as many lines as there are."""
    shown = Picture(_opening(figures, width, ink))
    _headlines(figures, shown, width, ink)
    if height >= _MUCH:
        shown.lines += [[], *_says(figures, width, ink)]
    shown.lines.append([])
    left = height - len(shown.lines)
    if figures.shows_trend or figures.cells is None:
        shown.lines += _trend(figures, width, left, ink)
        return shown
    rows = max(2, min(len(figures.pairs), left - 3))
    _heat_map(figures, shown, width, rows, ink)
    if height - len(shown.lines) > 1:
        shown.lines.append([Segment(fitted(f"  {legend()}", width), ink.dim)])
    left = height - len(shown.lines) - 1
    if left >= LEAST_HEIGHT:
        shown.lines += [[], *_trend(figures, width, left, ink)]
    return shown


def _opening(figures: Figures, width: int, ink: Ink) -> list[Line]:
    """Who is compared on how much, and how many warnings there are."""
    found = figures.sight.agreement
    names = ", ".join(f"{name} ({found.done[name]:,})" for name in found.annotators)
    lines = [[Segment(fitted(f" {found.articles:,} shared articles of {names}", width), ink.base)]]
    warnings = len(found.warnings())
    said = f"! {warnings} warning{'s' if warnings > 1 else ''}: w shows {'them' if warnings > 1 else 'it'}" if warnings else ""
    if figures.sight.viewer is not None:
        said = f"of the articles you have finished   {said}"
    return [*lines, [Segment(fitted(f" {said}", width), ink.warning if warnings else ink.dim)]]


def _headlines(figures: Figures, shown: Picture, width: int, ink: Ink) -> None:
    head = f"{'  ' + MICRO + ' over all pairs':40}{'value':>6}   {'95 % interval':<14}{'n':>8}{'articles':>9}"
    shown.lines.append([Segment(fitted(head, width), ink.dim)])
    for number, headline in enumerate(figures.headlines):
        shown.targets.append(Target(len(shown.lines), 0, width, _look_at_headline(number)))
        shown.lines.append(_headline(headline, number == figures.number, width, ink))


def _says(figures: Figures, width: int, ink: Ink) -> list[Line]:
    """What the headline means, in a sentence or two."""
    what = figures.headline.meaning
    said = f"{what.title}: {what.says} Leaves out: {what.leaves_out}." if what.says else what.title
    return [[Segment(f"  {line}", ink.dim)] for line in folded(said, width - 4)]


def _look_at_headline(number: int) -> Callable[[Figures], None]:
    return lambda figures: figures.step_headline(number - figures.number)


def _headline(headline: Headline, is_chosen: bool, width: int, ink: Ink) -> Line:
    """`▸ Entities exact F1   0.84▓  [0.80, 0.89]  2,242  12`."""
    style = ink.chosen if is_chosen else ink.base
    result = headline.result
    name = f"{'▸' if is_chosen else ' '} {TITLES[headline.part]:<9} {fitted(headline.meaning.title, 27)} "
    if result.score.value is None:
        return [Segment(fitted(f"{name}{NOTHING:>6}   {result.score.reason}", width), style)]
    low, high = result.interval.low, result.interval.high
    within = NOTHING if low is None or high is None else f"[{low:.2f}, {high:.2f}]"
    rest = f"  {within:<14}{result.score.units:>8,.0f}{result.articles:>9,}"
    value = cell(result.score.value, ink.palette)
    return [Segment(name, style), Segment(f" {value.text} ", value.style), Segment(fitted(rest, max(0, width - len(name) - 7)), style)]


def _heat_map(figures: Figures, shown: Picture, width: int, rows: int, ink: Ink) -> None:
    """Title, labels, a row a pair, the cell in words."""
    cells, labels, pairs = figures.cells, figures.labels, figures.pairs
    if cells is None:
        return
    room = max(1, (width - _NAME) // _CELL)
    figures.first_label = window(figures.label, len(labels), room, figures.first_label)
    figures.first_pair = window(figures.pair, len(pairs), rows, figures.first_pair)
    columns = range(figures.first_label, min(len(labels), figures.first_label + room))
    title = f" {TITLES[cells.aspect.part]}: {figures.headline.meaning.title} by pair and {cells.aspect.labels}"
    shown.lines.append([Segment(fitted(title + _more(columns, len(labels), cells.aspect.labels), width), ink.strong)])
    names = (fitted(labels[n] or _ALL, _CELL - 1, right=True) + " " for n in columns)
    shown.lines.append(
        [Segment(" " * _NAME, ink.dim), *(Segment(name, _named(n == figures.label, ink)) for n, name in zip(columns, names, strict=True))]
    )
    for number in range(figures.first_pair, min(len(pairs), figures.first_pair + rows)):
        _heat_row(figures, shown, number, columns, ink)
    shown.lines.append([Segment(fitted(cell_words(figures), width), ink.base)])


def _named(is_chosen: bool, ink: Ink) -> Style:
    return ink.strong if is_chosen else ink.dim


def _more(columns: range, count: int, word: str) -> str:
    return f"   ({columns.start + 1}–{columns.stop} of {count} {word}s)" if len(columns) < count else ""


def _heat_row(figures: Figures, shown: Picture, number: int, columns: range, ink: Ink) -> None:
    pair, labels = figures.pairs[number], figures.labels
    is_chosen = number == figures.pair
    line = [Segment(fitted(f"{'▸' if is_chosen else ' '} {_pair(pair)}", _NAME), ink.strong if is_chosen else ink.base)]
    for column, n in enumerate(columns):
        counts = figures.cells.counts(pair, labels[n]) if figures.cells else None
        value = cell(counts.f1.value if counts else None, ink.palette)
        is_here = is_chosen and n == figures.label
        text = f"{'▸' if is_here else ' '}{value.text:>{_CELL - 2}} "
        line.append(Segment(text, ink.cursor if is_here else value.style))
        start = _NAME + column * _CELL
        shown.targets.append(Target(len(shown.lines), start, start + _CELL, _look_at_cell(number, n)))
    shown.lines.append(line)


def _look_at_cell(pair: int, label: int) -> Callable[[Figures], None]:
    return lambda figures: figures.move(pair - figures.pair, label - figures.label)


def _pair(pair: Pair | None) -> str:
    return "all pairs" if pair is None else "|".join(pair)


def cell_words(figures: Figures) -> str:
    """`ann1|ann2, GPE: 0.57, 2 of 3 and 4 are the same, in 2 articles; 3 disagreements`."""
    cells = figures.cells
    if cells is None:
        return ""
    pair, label = figures.pairs[figures.pair], figures.labels[figures.label]
    counts = cells.counts(pair, label)
    name = f"{_pair(pair)}, {label or _ALL}"
    if counts.f1.value is None:
        return f"  {name}: {NOTHING} {counts.f1.reason}"
    same = f"{counts.tp:,.0f} the same of {counts.n_a:,} and {counts.n_b:,}"
    return f"  {name}: {counts.f1.value:.3f}, {same}; {_to_see(figures)}"


def _to_see(figures: Figures) -> str:
    """How many disagreements enter lists."""
    if figures.sight.is_too_much:
        return "too many articles to list"
    found = figures.listing.size(figures.wanted())
    return f"{found:,} disagreement{'' if found == 1 else 's'} to see"


def _trend(figures: Figures, width: int, height: int, ink: Ink) -> list[Line]:
    trend, headline = figures.trend, figures.headline
    if trend is None:
        said = f"  this figure is of chains of names: no labels, no trend; {_to_see(figures)}"
        return [[Segment(fitted(said, width), ink.dim)]]
    title = f"{TITLES[headline.part]}: {headline.meaning.title} of {_pair(figures.pairs[figures.pair])}"
    return [*trend_lines(trend, title, width, height, ink)]
