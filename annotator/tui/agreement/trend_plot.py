"""The trend as a plot of braille dots: values joined by lines, intervals as bars; pure."""

from __future__ import annotations

import math
from functools import lru_cache

from plotille import Canvas
from rich.cells import cell_len
from rich.segment import Segment

from annotator.tui.agreement.drawing import Ink, Line, fitted
from annotator.tui.agreement.heat import NOTHING
from annotator.workflow.agreement_trend import Point, Trend

LEAST_HEIGHT = 8
"""Rows under which a plot says nothing."""
_AXIS = 6
_BLANK = "\u2800"
_BY = {
    "day": "by the day of finishing",
    "week": "by the week (its Monday) of finishing",
    "month": "by the month of finishing",
    "year": "by the year of finishing",
    "block": "in blocks of articles in the order of finishing, all on one day",
}


@lru_cache(maxsize=32)
def trend_lines(trend: Trend, title: str, width: int, height: int, ink: Ink) -> tuple[Line, ...]:
    """Title, plot, axis and what the last point is; `height` lines in all."""
    known = [point for point in trend.points if point.value is not None]
    head = [[Segment(fitted(f" {title} {_BY[trend.by]}", width), ink.strong)]]
    if len(known) < 2:
        return (*head, [Segment("  too few periods for a trend", ink.dim)])
    low, high = _range(known)
    plot_width, plot_height = max(8, width - _AXIS - 1), max(2, height - 4)
    rows = _dots(trend.points, low, high, plot_width, plot_height, ink)
    lines = [[Segment(_edge(number, plot_height, low, high), ink.dim), *row] for number, row in enumerate(rows)]
    return (*head, *lines, _names(trend.points, plot_width, ink), *_last(known, width, ink))


def _range(points: list[Point]) -> tuple[float, float]:
    """Tenths that hold every value and interval."""
    numbers = [number for point in points for number in (point.value, point.low, point.high) if number is not None]
    low, high = math.floor(min(numbers) * 10) / 10, math.ceil(max(numbers) * 10) / 10
    return (max(0.0, low - 0.1), high) if high - low < 0.15 else (low, high)


def _x(number: int, count: int, width: int) -> float:
    """Where the point of this number stands, in cells from the left."""
    return (number + 0.5) * width / count


def _dots(points: tuple[Point, ...], low: float, high: float, width: int, height: int, ink: Ink) -> list[Line]:
    """The rows of the plot: a value in each cell wins over the interval behind it."""
    margin = (high - low) / (8 * height)
    canvases = [Canvas(width, height, xmin=0, ymin=low - margin, xmax=width, ymax=high + margin) for _ in range(2)]
    values, bars = canvases
    before: tuple[float, float] | None = None
    marked: dict[tuple[int, int], str] = {}
    for number, point in enumerate(points):
        x = _x(number, len(points), width)
        if point.low is not None and point.high is not None:
            bars.line(x, point.low, x, point.high)
        if point.value is None:
            before = None
            continue
        if before is not None:
            values.line(*before, x, point.value)
        before = (x, point.value)
        row = height - 1 - int((point.value - low + margin) / (high - low + 2 * margin) * height)
        marked[max(0, min(row, height - 1)), int(x)] = "●"
    drawn = [canvas.plot(linesep="\n").split("\n") for canvas in canvases]
    return [[_cell(marked.get((y, x)), drawn[0][y][x], drawn[1][y][x], ink) for x in range(width)] for y in range(height)]


def _cell(mark: str | None, value: str, bar: str, ink: Ink) -> Segment:
    if mark:
        return Segment(mark, ink.strong)
    return Segment(value, ink.base) if value != _BLANK else Segment(bar.replace(_BLANK, " "), ink.dim)


def _edge(row: int, height: int, low: float, high: float) -> str:
    """The value beside the first, the middle and the last row."""
    shown = (
        {0: high, height - 1: low, height // 2: high - (high - low) * (height // 2) / (height - 1)}
        if height > 3
        else {0: high, height - 1: low}
    )
    return f"{shown[row]:>{_AXIS - 2}.2f}┤ "[:_AXIS] if row in shown else " " * (_AXIS - 2) + "│ "


def _names(points: tuple[Point, ...], width: int, ink: Ink) -> Line:
    """The periods' names under the plot: the first, the last, and those between that have room."""
    line = [" "] * width
    free = 0
    last = points[-1].period
    for number, point in enumerate(points):
        size = cell_len(point.period)
        start = max(0, min(int(_x(number, len(points), width)) - size // 2, width - size))
        is_last = number == len(points) - 1
        if start >= free and (is_last or start + size < width - cell_len(last)):
            line[start : start + size] = point.period
            free = start + size + 2
    return [Segment(" " * _AXIS + "".join(line), ink.dim)]


def _last(known: list[Point], width: int, ink: Ink) -> list[Line]:
    """The first and the last value in words."""
    said = f"{_said(known[0])} articles → {_said(known[-1])}"
    return [[Segment(fitted(f"{' ' * _AXIS}{said}", width), ink.base)]]


def _said(point: Point) -> str:
    value = NOTHING if point.value is None else f"{point.value:.2f}"
    within = "" if point.low is None or point.high is None else f" [{point.low:.2f}, {point.high:.2f}]"
    return f"{point.period}: {value}{within}, {point.articles:,}"
