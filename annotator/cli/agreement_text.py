"""Agreement as people read it at a prompt: what to report first, then everything, each number with its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.cli import agreement_parts as parts
from annotator.cli.columns import columns
from annotator.formats.faults import printable
from annotator.workflow.meanings import meaning

if TYPE_CHECKING:
    from annotator.compare import Result
    from annotator.workflow.agreeing import Agreement, Measured
    from annotator.workflow.disagreements import Place

_SHADES = "·░▒▓█"
_PLACES = 5
_LABEL_WIDTH = 10


def report_lines(found: Agreement) -> Iterator[str]:
    """The whole report."""
    for line in _report(found):
        yield printable(line)


def disagreement_lines(found: Agreement) -> Iterator[str]:
    """Every group of disagreements, the most frequent first, with the first few places of each."""
    for line in (*_opening(found), "", *_groups(found)):
        yield printable(line)


def _report(found: Agreement) -> Iterator[str]:
    yield from _opening(found)
    yield ""
    first = [[title, parts.in_full(result), *parts.cells(result)] for title, result in parts.headlines(found)]
    yield from _table("To report", "", first, "  ")
    for measured in found.parts:
        yield ""
        yield from _part(found, measured)
    if not found.is_narrowed:
        yield from _counts(found)


def _counts(found: Agreement) -> Iterator[str]:
    """What is counted and has no layer of its own."""
    yield ""
    if rows := parts.roles(found):
        yield "Roles of matched triggers"
        yield from columns(rows, "  ", right=True)
        yield ""
    for sentence in filter(None, (parts.speakers(found), parts.names(found))):
        yield sentence
        yield ""
    if found.disagreements.total:
        yield f"{found.disagreements.total:,} disagreements: annotator agreement --disagreements"


def _opening(found: Agreement) -> Iterator[str]:
    yield from parts.opening(found)
    yield from (f"warning: {warning}" for warning in found.warnings())


def _part(found: Agreement, measured: Measured) -> Iterator[str]:
    yield parts.TITLES[measured.part.value]
    if not any(measured.marked.values()):
        yield "  nobody marked any"
        return
    yield "  marked by " + ", ".join(f"{name} {measured.marked[name]:,}" for name in found.annotators)
    figures = parts.figures(found, measured)
    yield from _table("", "variant", [[meaning(r.name).title, r.variant, *parts.cells(r)] for r in figures.main], "  ")
    yield from (f"    {title}: {sentence}" for title, sentence in parts.meanings([*figures.main, *figures.labels, *figures.roles]))
    yield from (f"  {note}" for note in parts.notes(measured))
    for title, results in (("per label", figures.labels), ("per role", figures.roles), ("per pair", figures.pairs)):
        yield from _table(f"  {title}", "", _named(results), "    ")
    if not found.is_narrowed:
        yield from _tables(found, measured)


def _tables(found: Agreement, measured: Measured) -> Iterator[str]:
    """The part's tables of counts."""
    yield from _matrix(found, measured)
    if rows := parts.boundaries(found, measured):
        yield f"  {parts.BOUNDARIES}"
        yield from columns(rows, "    ", right=True)


def _named(results: Sequence[Result]) -> list[list[str]]:
    return [[parts.short(result.variant), meaning(result.name).title, *parts.cells(result)] for result in results]


def _table(title: str, second: str, rows: list[list[str]], indent: str) -> Iterator[str]:
    """A table of numbers under its title and a head."""
    if rows:
        yield from [title] if title else []
        yield from columns([["", second, *parts.HEAD], *rows], indent)


def _matrix(found: Agreement, measured: Measured) -> Iterator[str]:
    """How often two labels met on what was matched, shaded by the share of the row."""
    matrix = parts.confusion(found, measured)
    if matrix is None:
        return
    yield f"  {parts.CONFUSION}"
    rows = [["", *(label[:_LABEL_WIDTH] for label in matrix.labels)]]
    rows += [[x, *(_shaded(matrix.counts.get((x, y), 0), matrix.totals[x]) for y in matrix.labels)] for x in matrix.labels]
    yield from columns(rows, "    ", right=True)
    if left := parts.rarer(matrix):
        yield f"    {left}"


def _shaded(count: int, total: int) -> str:
    if not count:
        return _SHADES[0]
    return f"{count:,}{_SHADES[1 + min(3, int(4 * count / total))]}"


def _groups(found: Agreement) -> Iterator[str]:
    every = found.disagreements
    if not every.groups:
        yield "no disagreements"
    for group, count in every.ordered():
        yield f"{group.element} {group.kind}: {group.what}: {count:,}"
        places = every.places.get(group, [])
        yield from (f"    {_place(place)}" for place in places[:_PLACES])
        if len(places) > _PLACES:
            yield f"    … and {len(places) - _PLACES:,} more: --json or --csv has all"


def _place(place: Place) -> str:
    return f"{place.article_id} {place.start}–{place.end}: " + ", ".join(map(parts.version_text, place.versions))
