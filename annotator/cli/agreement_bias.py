"""`annotator agreement --bias`: work with proposals against work without, as text, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from annotator.cli.agreement_parts import Rows, number
from annotator.cli.columns import columns
from annotator.cli.csv_rows import csv_text
from annotator.formats.faults import printable

if TYPE_CHECKING:
    from annotator.compare import Estimate
    from annotator.workflow.bias import Bias, Contrast

CSV_COLUMNS = (
    "topic", "layer", "measure", "side", "value", "low", "high", "level", "units", "articles", "undefined_resamples", "reason",
)  # fmt: skip


def text_lines(found: Bias) -> Iterator[str]:
    """The whole report."""
    for line in _report(found):
        yield printable(line)


def _report(found: Bias) -> Iterator[str]:
    from annotator.workflow.bias_meaning import sentences

    yield from opening(found)
    yield from (f"warning: {warning}" for warning in found.warnings())
    for heading, rows in tables(found):
        yield ""
        yield heading
        yield from columns(rows, "  ")
    yield ""
    yield from sentences(found)


def opening(found: Bias) -> Iterator[str]:
    """Whose sets were begun in which way, a sentence each."""
    from annotator.workflow.bias import Side

    for side in (Side.WITH, Side.WITHOUT):
        names = ", ".join(f"{name} ({count:,})" for name, count in sorted(found.sets[side].items()))
        yield f"{sum(found.sets[side].values()):,} sets begun {side} proposals: {names}"
    state = "finished and begun" if found.unfinished else "finished"
    yield f"{state} sets, kept items; intervals: 95 %, paired bootstrap over articles"


def tables(found: Bias) -> Iterator[tuple[str, Rows]]:
    """What is contrasted, a table a topic under its heading."""
    from annotator.workflow.bias import Topic

    titles = {
        Topic.PAIRS: ("Agreement of two annotators", ("both with", "one of each", "both without")),
        Topic.MODEL: ("Agreement with the proposals, seen or held back", ("with", "without")),
        Topic.WORK: ("The work", ("with", "without")),
    }
    for topic, (heading, sides) in titles.items():
        rows = [_cells(contrast) for contrast in found.contrasts if contrast.topic is topic]
        if rows:
            yield heading, [["", *sides, "with − without", "articles"], *rows]


def _cells(contrast: Contrast) -> list[str]:
    from annotator.workflow.bias_meaning import signed, title

    digits = 3 if contrast.part else 1
    sides = [_value(each, digits) for each in contrast.sides.values()]
    score, interval = contrast.difference.score, contrast.difference.interval
    difference = "–"
    if score.value is not None:
        difference = signed(score.value, digits)
        if interval.low is not None and interval.high is not None:
            difference += f" [{signed(interval.low, digits)}, {signed(interval.high, digits)}]"
    return [title(contrast), *sides, difference, " | ".join(f"{each.articles:,}" for each in contrast.sides.values())]


def _value(estimate: Estimate, digits: int) -> str:
    if estimate.score.value is None:
        return f"– ({estimate.score.reason})"
    return number(estimate.score.value) if digits == 3 else f"{estimate.score.value:.{digits}f}"


def json_text(found: Bias) -> str:
    """Everything as one object; text from files is escaped to ASCII."""
    from annotator.workflow.bias_meaning import sentences

    data = {
        "sets": {side: dict(counts) for side, counts in found.sets.items()},
        "left_out": found.left_out,
        "unfinished": found.unfinished,
        "warnings": found.warnings(),
        "sentences": sentences(found),
        "contrasts": [_data(contrast) for contrast in found.contrasts],
    }
    return json.dumps(data, indent=2, sort_keys=True) + "\n"


def numbers_csv(found: Bias) -> str:
    """A row a number: each side of every measure, then the differences."""
    return csv_text(CSV_COLUMNS, (_row(contrast, side, each) for contrast in found.contrasts for side, each in _numbers(contrast)))


def _numbers(contrast: Contrast) -> Iterator[tuple[str, Estimate]]:
    yield from contrast.sides.items()
    yield "difference with − without", contrast.difference
    if contrast.to_mixed is not None:
        yield "difference with − one of each", contrast.to_mixed


def _row(contrast: Contrast, side: str, estimate: Estimate) -> list[Any]:
    score, interval = estimate.score, estimate.interval
    return [
        str(contrast.topic),
        str(contrast.part or ""),
        contrast.measure,
        str(side),
        score.value,
        interval.low,
        interval.high,
        interval.level,
        score.units,
        estimate.articles,
        interval.undefined,
        score.reason,
    ]


def _data(contrast: Contrast) -> dict[str, Any]:
    numbers = {side: dict(zip(CSV_COLUMNS[4:], _row(contrast, side, each)[4:], strict=True)) for side, each in _numbers(contrast)}
    return {"topic": contrast.topic, "layer": contrast.part, "measure": contrast.measure, "sides": numbers}
