"""A number over time, drawn: points, the line between them, and the band of their intervals."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.cli.agreement_page.markup import Markup, cell, details, element, isolated, named, table
from annotator.cli.agreement_parts import number
from annotator.workflow.agreement_trend import Point, Trend
from annotator.workflow.meanings import meaning

_WIDTH, _HEIGHT = 360, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 10, 10, 30
_PLAIN = "the articles in the order in which they were finished, in equal blocks"
_BY = {
    "block": _PLAIN,
    "day": "by the day on which articles were finished",
    "week": "by the week in which articles were finished (its Monday)",
    "month": "by the month in which articles were finished",
    "year": "by the year in which articles were finished",
}


def trend(measure: str, trends: Sequence[Trend], pairs: Sequence[tuple[str, str]]) -> Markup:
    """All pairs together as a picture and as a table, and each pair's picture; nothing where there are fewer than two points."""
    together, *each = trends
    if sum(point.value is not None for point in together.points) < 2:
        return Markup("")
    title = f"{meaning(measure).title} over time"
    several = (
        [details("Each pair", element("div", *(_small(pair, own) for pair, own in zip(pairs, each, strict=True)), class_="each"))]
        if len(pairs) > 1
        else []
    )
    return element(
        "section",
        element("h4", title),
        element("p", f"All pairs together, {_BY[together.by]}; the band is the 95 % interval.", class_="note"),
        picture(together, f"{title}: {_spoken(together)}"),
        details("As a table", _numbers(together, f"{title}, in numbers")),
        *several,
        class_="trend",
    )


def picture(trend: Trend, label: str) -> Markup:
    """The points of a trend between 0 and 1."""
    points = [(n, point) for n, point in enumerate(trend.points) if point.value is not None]
    count = len(trend.points)
    line = " ".join(f"{_x(n, count)},{_y(point.value or 0)}" for n, point in points)
    return element(
        "svg",
        *_axes(trend.points),
        element("polygon", points=_band(points, count), class_="band"),
        element("polyline", points=line, class_="line"),
        *(_dot(n, point, count) for n, point in points),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=label,
        class_="plot",
    )


def _small(pair: tuple[str, str], trend: Trend) -> Markup:
    name = " and ".join(pair)
    if not any(point.value is not None for point in trend.points):
        return element("figure", element("figcaption", isolated(name), ": nothing to compare"))
    return element("figure", element("figcaption", isolated(name)), picture(trend, f"{name}: {_spoken(trend)}"))


def _axes(points: Sequence[Point]) -> list[Markup]:
    made = []
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        made.append(element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=_y(value), y2=_y(value), class_="grid"))
        made.append(element("text", f"{value:.2f}", x=_LEFT - 5, y=f"{float(_y(value)) + 3.5:.1f}", text_anchor="end"))
    last = len(points) - 1
    for n in sorted({0, last // 2, last}):
        anchor = "start" if n == 0 else "end" if n == last else "middle"
        x = _LEFT if n == 0 else _x(n, len(points))
        made.append(element("text", points[n].period, x=x, y=_HEIGHT - 8, text_anchor=anchor))
    return made


def _dot(n: int, point: Point, count: int) -> Markup:
    title = element("title", f"{point.period}: {_value(point)}, {point.articles:,} articles")
    return element("g", title, element("circle", cx=_x(n, count), cy=_y(point.value or 0), r=3, class_="dot"))


def _band(points: Sequence[tuple[int, Point]], count: int) -> str:
    upper = [f"{_x(n, count)},{_y(point.high)}" for n, point in points if point.high is not None]
    lower = [f"{_x(n, count)},{_y(point.low)}" for n, point in points if point.low is not None]
    return " ".join([*upper, *reversed(lower)])


def _numbers(trend: Trend, title: str) -> Markup:
    rows = [
        (named(point.period), cell("–" if point.value is None else number(point.value)), cell(_within(point)), cell(f"{point.articles:,}"))
        for point in trend.points
    ]
    return table(["", "value", "95 % interval", "articles"], rows, title=title)


def _value(point: Point) -> str:
    return "undefined" if point.value is None else f"{number(point.value)} {_within(point)}"


def _within(point: Point) -> str:
    return "–" if point.low is None or point.high is None else f"[{number(point.low)}, {number(point.high)}]"


def _spoken(trend: Trend) -> str:
    known = [point for point in trend.points if point.value is not None]
    return f"from {_value(known[0])} ({known[0].period}) to {_value(known[-1])} ({known[-1].period}) in {len(known)} points"


def _x(n: int, count: int) -> str:
    return f"{_LEFT + 6 + (_WIDTH - _LEFT - _RIGHT - 12) * (n / (count - 1) if count > 1 else 0.5):.1f}"


def _y(value: float) -> str:
    return f"{_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - min(1.0, max(0.0, value))):.1f}"
