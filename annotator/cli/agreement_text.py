"""Agreement as people read it at a prompt: what to report first, then everything, each number with its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.cli.columns import columns
from annotator.compare.differences import Element, Kind
from annotator.compare.results import MICRO
from annotator.formats.faults import printable
from annotator.workflow.meanings import HEADLINES, meaning

if TYPE_CHECKING:
    from annotator.compare import Result
    from annotator.workflow.agreeing import Agreement, Measured
    from annotator.workflow.disagreements import Place, Version

_SHADES = "·░▒▓█"
_MOST_LABELS = 12
_PLACES = 5
_HEAD = ("value", "95 % interval", "n", "articles", "annotators", "")
_TITLES = {"entity": "Entities", "quote": "Quotes", "event": "Events", "names": "Canonical names"}
_MATRICES = {"entity": Element.ENTITY, "quote": Element.QUOTE, "event": Element.TRIGGER}
_VIEWS = (Kind.LONGER, Kind.SHORTER, Kind.CROSSING, Kind.MISSED, Kind.ALONE)


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
    yield from _headlines(found)
    for measured in found.parts:
        yield ""
        yield from _part(found, measured)
    yield ""
    yield from _roles(found)
    yield from _speakers(found)
    if found.disagreements.total:
        yield f"{found.disagreements.total:,} disagreements: annotator agreement --disagreements"


def _opening(found: Agreement) -> Iterator[str]:
    choice = found.question.choice
    state = "finished and begun" if choice.unfinished else "finished"
    names = ", ".join(f"{name} ({found.done[name]:,})" for name in found.annotators)
    yield f"{len(found.annotators)} annotators: {names}"
    against = {None: "that at least two did", "gold": "that have gold", "model": "that have proposals"}[choice.against]
    yield f"{found.articles:,} articles {against}; {state} sets, kept items; intervals: 95 %, bootstrap over articles"
    if found.question.labels:
        yield f"only {', '.join(sorted(found.question.labels))}: an item that the other labelled otherwise counts as missed"
    yield from (f"warning: {warning}" for warning in found.warnings())


def _headlines(found: Agreement) -> Iterator[str]:
    rows = [
        [_TITLES[measured.part.value], meaning(result.name).title, *_cells(result)]
        for measured in found.parts
        for result in measured.results
        if result.name in HEADLINES[measured.part] and result.variant == MICRO
    ]
    yield from _table("To report", "", rows, "  ")


def _part(found: Agreement, measured: Measured) -> Iterator[str]:
    yield _TITLES[measured.part.value]
    if not any(measured.marked.values()):
        yield "  nobody marked any"
        return
    yield "  marked by " + ", ".join(f"{name} {measured.marked[name]:,}" for name in found.annotators)
    main = [result for result in measured.results if not _is_label(result) and not _is_pair(found, result)]
    yield from _table("", "variant", [[meaning(r.name).title, r.variant, *_cells(r)] for r in main], "  ")
    yield from _sentences(main)
    if measured.overlapping:
        yield f"  for uα {measured.overlapping:,} units were merged or cut, since one annotator's overlap"
    labels = [result for result in measured.results if _is_label(result) and result.score.units]
    yield from _table("  per label", "", [[r.variant.removeprefix("label "), meaning(r.name).title, *_cells(r)] for r in labels], "    ")
    pairs = _of_pairs(found, measured)
    yield from _table("  per pair", "", [[r.variant, meaning(r.name).title, *_cells(r)] for r in pairs], "    ")
    yield from _matrix(found, measured)
    yield from _boundaries(found, measured)


def _of_pairs(found: Agreement, measured: Measured) -> list[Result]:
    """The pairs' headline numbers; all where those were not asked for."""
    every = [result for result in measured.results if _is_pair(found, result)]
    return [result for result in every if result.name in HEADLINES[measured.part]] or every


def _sentences(results: Sequence[Result]) -> Iterator[str]:
    for name in dict.fromkeys(result.name for result in results):
        what = meaning(name)
        if what.says:
            yield f"    {what.title}: {what.says} Leaves out: {what.leaves_out}."


def _table(title: str, second: str, rows: list[list[str]], indent: str) -> Iterator[str]:
    """A table of numbers under its title and a head."""
    if rows:
        yield from [title] if title else []
        yield from columns([["", second, *_HEAD], *rows], indent)


def _is_label(result: Result) -> bool:
    return result.variant.startswith("label ")


def _is_pair(found: Agreement, result: Result) -> bool:
    return tuple(result.variant.split("|")) in found.shared


def _cells(result: Result) -> list[str]:
    """Value, interval, and what they rest on."""
    score, interval = result.score, result.interval
    rests = [f"{score.units:,.0f}", f"{result.articles:,}", str(result.annotators)]
    pairs = [f"{result.undefined_pairs} pairs undefined"] if result.undefined_pairs else []
    if score.value is None:
        return ["–", "–", *rests, "; ".join([f"undefined: {score.reason}", *pairs])]
    dropped = [f"{interval.undefined:,} of {interval.resamples:,} resamples undefined"] if interval.undefined else []
    few = ["few articles"] if interval.few_articles else []
    within = "–" if interval.low is None or interval.high is None else f"[{number(interval.low)}, {number(interval.high)}]"
    return [number(score.value), within, *rests, "; ".join([*pairs, *dropped, *few])]


def number(value: float) -> str:
    """Three decimals, as agreement is printed."""
    return f"{value + 0.0:.3f}"


def _matrix(found: Agreement, measured: Measured) -> Iterator[str]:
    """How often two labels met on what was matched, shaded by the share of the row."""
    element = _MATRICES.get(measured.part.value)
    table = {(x, y): count for (of, x, y), count in found.disagreements.confusion.items() if of is element and (x or y)}
    totals = {x: sum(count for (row, _), count in table.items() if row == x) for x, _ in table}
    labels = sorted(sorted(totals, key=lambda label: (-totals[label], label))[:_MOST_LABELS])
    if len(labels) < 2:
        return
    yield "  labels that met on what was matched (each pair in both rows; shading: share of the row)"
    rows = [["", *(label[:10] for label in labels)]]
    rows += [[x, *(_shaded(table.get((x, y), 0), totals[x]) for y in labels)] for x in labels]
    yield from columns(rows, "    ", right=True)
    if len(totals) > len(labels):
        yield f"    {len(totals) - len(labels)} rarer labels: see --json"


def _shaded(count: int, total: int) -> str:
    if not count:
        return _SHADES[0]
    return f"{count:,}{_SHADES[1 + min(3, int(4 * count / total))]}"


def _boundaries(found: Agreement, measured: Measured) -> Iterator[str]:
    """How each annotator's versions lie to those of others."""
    element, views = _MATRICES.get(measured.part.value), found.disagreements.views
    counted = {name: [views[name, element, kind] for kind in _VIEWS] if element else [] for name in found.annotators}
    if any(map(any, counted.values())):
        yield "  boundaries, seen from each annotator (missed: others have it; alone: nobody else of the pair has it)"
        rows = [["", *(kind.value for kind in _VIEWS)], *([name, *(f"{count:,}" for count in counts)] for name, counts in counted.items())]
        yield from columns(rows, "    ", right=True)


def _roles(found: Agreement) -> Iterator[str]:
    """For each role how often both have it, or not."""
    every = found.disagreements
    names = {role for element, role in every.same if element is Element.ARGUMENT}
    names |= {role for element, role, _ in every.kinds if element is Element.ARGUMENT}
    kinds = (Kind.LABEL, Kind.LONGER, Kind.CROSSING, Kind.MISSED)
    rows = [["role", "same", "other role", "longer or shorter", "crossing", "one only"]]
    for name in sorted(names):
        counts = (every.kinds[Element.ARGUMENT, name, kind] for kind in kinds)
        rows.append([name, *(f"{count:,}" for count in (every.same[Element.ARGUMENT, name], *counts))])
    if names:
        yield "Roles of matched triggers"
        yield from columns(rows, "  ", right=True)
        yield ""


def _speakers(found: Agreement) -> Iterator[str]:
    every = found.disagreements
    same = sum(count for (element, _), count in every.same.items() if element is Element.SPEAKER)
    other, missed = (every.kinds[Element.SPEAKER, "", kind] for kind in (Kind.OTHER, Kind.MISSED))
    if same + other + missed:
        yield f"Speakers of matched quotes: {same:,} the same, {other:,} somebody else, {missed:,} named by one only"
        yield ""


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
    return f"{place.article_id} {place.start}–{place.end}: " + ", ".join(map(_version, place.versions))


def _version(version: Version) -> str:
    if not version.ranges:
        return f"{version.annotator} nothing"
    spans = " ".join(f"{start}–{end}" for start, end in version.ranges)
    return f"{version.annotator} {version.label} {spans}".replace("  ", " ")
