"""Tables whose cells are shaded: pairs by labels, and which labels met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.cli import agreement_parts as parts
from annotator.cli.agreement_page.markup import Markup, cell, element, isolated, joined, named, table
from annotator.workflow.meanings import meaning

if TYPE_CHECKING:
    from annotator.workflow.agreement_cells import Cells

STEPS = 10
SHADES = 5
_MOST_LABELS = 30


def heat_map(cells: Cells) -> Markup | None:
    """A measure's value for each pair and label, coloured from low to high; `None` where there is nothing."""
    labels = cells.labels()[:_MOST_LABELS]
    if not labels:
        return None
    rows = []
    for pair in [None, *cells.pairs]:
        name = "all pairs" if pair is None else " – ".join(pair)
        rows.append((named(name), *(_heat(cells, pair, label) for label in [None, *labels])))
    title = f"{meaning(cells.aspect.measure).title} by pair and {cells.aspect.labels}"
    left = len(cells.labels()) - len(labels)
    note = joined((_scale(), f" Without a number: neither marked any.{f' {left} rarer left out.' if left else ''}"))
    return table(["", "all", *(isolated(label) for label in labels)], rows, title=title, note=note, class_="heat")


def _heat(cells: Cells, pair: tuple[str, str] | None, label: str | None) -> Markup:
    counts = cells.counts(pair, label)
    score = counts.f1
    if score.value is None:
        return cell("", title="nobody marked any")
    return cell(f"{score.value:.2f}", class_=f"h{round(STEPS * score.value)}", title=f"n {counts.n_a + counts.n_b:,}")


def _scale() -> Markup:
    steps = (element("span", f"{step / STEPS:.1f}", class_=f"h{step}") for step in range(0, STEPS + 1, 2))
    return element("span", *steps, class_="scale")


def confusion(matrix: parts.Matrix, caption: str) -> Markup:
    """How often two labels met, shaded by the share of the row."""
    rows = [(named(x), *(_met(matrix, x, y) for y in matrix.labels)) for x in matrix.labels]
    left = element("p", parts.rarer(matrix), class_="note") if matrix.rarer else None
    title, note = _parted(caption)
    return joined((table(["", *(isolated(label) for label in matrix.labels)], rows, title=title, note=note, class_="heat"), left))


def _met(matrix: parts.Matrix, x: str, y: str) -> Markup:
    count = matrix.counts.get((x, y), 0)
    if not count:
        return cell("·", class_="zero")
    share = count / matrix.totals[x]
    return cell(f"{count:,}", class_=f"s{min(SHADES - 1, int(SHADES * share))}", title=f"{share:.0%} of the row")


def plain(rows: parts.Rows, caption: str, *, is_titled: bool = True) -> Markup | None:
    """A table of counts; `None` without rows."""
    if not rows:
        return None
    head, *body = rows
    title, note = _parted(caption)
    cells = [(named(first), *map(cell, rest)) for first, *rest in body]
    return table([head[0] or None, *head[1:]], cells, title=title, note=note, is_titled=is_titled)


def _parted(caption: str) -> tuple[str, str | None]:
    """A title, and the note in brackets behind it."""
    title, _, note = caption.partition(" (")
    return title[:1].upper() + title[1:], note.rstrip(")") or None
