"""Agreement as one page that needs nothing else: no script, no other file, and nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from annotator.cli import agreement_parts as parts
from annotator.cli.agreement_bias import opening, tables
from annotator.cli.agreement_page.figures import cards, meanings, numbers
from annotator.cli.agreement_page.grids import confusion, heat_map, plain
from annotator.cli.agreement_page.listing import Kind, listed, listing
from annotator.cli.agreement_page.markup import Markup, document, element, joined
from annotator.cli.agreement_page.trends import trend
from annotator.workflow.bias_meaning import sentences

if TYPE_CHECKING:
    from annotator.workflow.agreeing import Agreement, Measured
    from annotator.workflow.agreement_view import Sight
    from annotator.workflow.bias import Bias
    from annotator.workflow.disagreements import Place
    from annotator.workflow.passages import Passage

__all__ = ["Kind", "bias_page", "listed", "page"]

Section = tuple[str, str, Markup]
"""A part of the page: its place (`#entity`), its title, what is in it."""


def page(sight: Sight, shown: Sequence[Kind], passages: Mapping[Place, Passage]) -> str:
    """The page: what `annotator agreement` prints, heat maps, trends, and the list of disagreements with their passages."""
    found = sight.agreement
    sections = list(_sections(sight, shown, passages))
    schemas = [f"schemas: {', '.join(found.chosen.schemas)}"] if found.chosen.schemas else []
    return _document("Agreement of annotators", [*parts.opening(found), *schemas], found.warnings(), sections)


def bias_page(found: Bias) -> str:
    """The page of what `annotator agreement --bias` prints."""
    made = [
        (f"table{n}", heading, grid) for n, (heading, rows) in enumerate(tables(found)) if (grid := plain(rows, heading, is_titled=False))
    ]
    said = joined(element("p", sentence) for sentence in sentences(found))
    return _document("Work with proposals and without", opening(found), found.warnings(), [*made, ("meaning", "What it means", said)])


def _document(title: str, said: Iterable[str], warnings: Sequence[str], sections: Sequence[Section]) -> str:
    links = element("nav", *(element("a", name, href=f"#{place}") for place, name, _ in sections), aria_label="Parts of this page")
    body = (element("section", element("h2", name), inside, id=place) for place, name, inside in sections)
    items = [element("li", warning) for warning in warnings]
    box = element("aside", element("h2", "Warnings"), element("ul", *items), class_="warnings") if items else None
    head = element("header", element("h1", title), *(element("p", sentence) for sentence in said), box)
    style = files(__name__).joinpath("style.css").read_text(encoding="utf-8")
    return document(title, style, policy(style), joined((head, links, element("main", *body))))


def policy(style: str) -> str:
    """What a browser may load for the page: its own style, known by its digest, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _sections(sight: Sight, shown: Sequence[Kind], passages: Mapping[Place, Passage]) -> Iterator[Section]:
    found = sight.agreement
    if first := parts.headlines(found):
        yield "report", "To report", cards(first)
    for measured in found.parts:
        yield measured.part.value, parts.TITLES[measured.part.value], _part(sight, measured)
    if not found.is_narrowed and (roles := plain(parts.roles(found), "roles of matched triggers")):
        yield "roles", "Roles", roles
    yield "disagreements", "Disagreements", listing(found.disagreements, shown, passages)


def _part(sight: Sight, measured: Measured) -> Markup:
    found = sight.agreement
    if not any(measured.marked.values()):
        return element("p", "nobody marked any")
    figures = parts.figures(found, measured)
    marked = ", ".join(f"{name} {measured.marked[name]:,}" for name in found.annotators)
    return joined(
        (
            element("p", f"marked by {marked}"),
            *(element("p", sentence) for sentence in _counted(found, measured) if sentence and not found.is_narrowed),
            numbers("All together", figures.main),
            meanings([*figures.main, *figures.labels, *figures.roles]),
            *(element("p", note, class_="note") for note in parts.notes(measured)),
            numbers("Per label", figures.labels, by_name=True),
            numbers("Per role", figures.roles, by_name=True),
            numbers("Per pair", figures.pairs, by_name=True),
            *_pictures(sight, measured),
            *([] if found.is_narrowed else [_confusion(found, measured), plain(parts.boundaries(found, measured), parts.BOUNDARIES)]),
        )
    )


def _counted(found: Agreement, measured: Measured) -> list[str]:
    """Counts that have no table, in the part they belong to."""
    return (
        [{"quote": parts.speakers, "names": parts.names}[measured.part.value](found)] if measured.part.value in ("quote", "names") else []
    )


def _pictures(sight: Sight, measured: Measured) -> Iterator[Markup | None]:
    """Heat maps and trends of the numbers that are still in the report."""
    shown = {result.name for result in measured.results}
    for name, cells in sight.cells.items():
        if name in shown and cells.aspect.part is measured.part:
            yield heat_map(cells)
            yield trend(name, sight.trends[name], cells.pairs)


def _confusion(found: Agreement, measured: Measured) -> Markup | None:
    matrix = parts.confusion(found, measured)
    return None if matrix is None else confusion(matrix, parts.CONFUSION)
