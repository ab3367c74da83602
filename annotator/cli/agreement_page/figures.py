"""Numbers of agreement as cards and tables: the value, its interval drawn, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.cli import agreement_parts as parts
from annotator.cli.agreement_page.markup import Markup, cell, details, element, isolated, joined, named, table
from annotator.workflow.meanings import meaning

if TYPE_CHECKING:
    from annotator.compare import Result


def cards(found: Sequence[tuple[str, Result]]) -> Markup:
    """What to report first, large."""
    return element("div", *(_card(title, result) for title, result in found), class_="cards")


def numbers(title: str, results: Sequence[Result], *, by_name: bool = False) -> Markup | None:
    """A table of results; `by_name` puts the variant (a label, a pair) before the measure."""
    if not results:
        return None
    rows = []
    for result in results:
        value, within, *rests, note = parts.cells(result)
        names = (parts.short(result.variant), meaning(result.name).title)
        rows.append((_named(*(names if by_name else names[::-1])), cell(value, class_="value"), cell(bar(result)), cell(within),
                     *(cell(each) for each in rests), cell(note or None, class_="note")))  # fmt: skip
    value, *rests, _ = parts.HEAD
    unseen = (element("span", words, class_="unseen") for words in ("what", "drawn from 0 to 1", "remarks"))
    what, drawn, remarks = unseen
    return table([what, value, drawn, *rests, remarks], rows, title=title, class_="numbers")


def _named(first: str, second: str) -> Markup:
    return named(joined((isolated(first), " ", element("small", isolated(second)))))


def bar(result: Result) -> Markup | None:
    """The value as a point and its interval as a line, from 0 to 1; `None` where there is no value."""
    score, interval = result.score, result.interval
    if score.value is None:
        return None
    line = [element("line", x1="0%", x2="100%", y1="50%", y2="50%", class_="grid")]
    if interval.low is not None and interval.high is not None:
        line.append(element("line", x1=_at(interval.low), x2=_at(interval.high), y1="50%", y2="50%", class_="within"))
    dot = element("circle", cx=_at(score.value), cy="50%", r=3.5, class_="dot")
    return element("svg", *line, dot, class_="bar", aria_hidden="true")


def meanings(results: Sequence[Result]) -> Markup:
    """What each number says and what it leaves out."""
    terms = [joined((element("dt", title), element("dd", sentence))) for title, sentence in parts.meanings(results)]
    return details("What these numbers say, and what they leave out", element("dl", *terms))


def _card(title: str, result: Result) -> Markup:
    value, within, units, articles, annotators, note = parts.cells(result)
    what = meaning(result.name)
    return element(
        "article",
        element("h3", title, element("small", parts.in_full(result))),
        element("p", value, class_="large" if result.score.value is not None else "large none"),
        bar(result),
        element("p", f"95 % interval {within}" if within != "–" else "no interval", class_="interval"),
        element("p", f"n {units} · {articles} articles · {annotators} annotators" + (f" · {note}" if note else ""), class_="rests"),
        element("p", f"{what.says} Leaves out: {what.leaves_out}.", class_="note"),
        class_="card",
    )


def _at(value: float) -> str:
    return f"{100 * min(1.0, max(0.0, value)):.1f}%"
