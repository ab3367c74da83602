"""What reports of agreement consist of, whether they are printed or a page: which figures stand where, and counts as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.compare.differences import Element, Kind
from annotator.compare.results import LABEL, MICRO, ROLE
from annotator.workflow.meanings import HEADLINES, meaning

if TYPE_CHECKING:
    from annotator.compare import Result
    from annotator.workflow.agreeing import Agreement, Measured
    from annotator.workflow.disagreements import Version

TITLES = {"entity": "Entities", "quote": "Quotes", "event": "Events", "names": "Canonical names"}
HEAD = ("value", "95 % interval", "n", "articles", "annotators", "")
BOUNDARIES = "boundaries, seen from each annotator (missed: others have it; alone: nobody else of the pair has it)"
CONFUSION = "labels that met on what was matched (each pair in both rows; shading: share of the row)"
_MOST_LABELS = 12
_MATRICES = {"entity": Element.ENTITY, "quote": Element.QUOTE, "event": Element.TRIGGER}
_VIEWS = (Kind.LONGER, Kind.SHORTER, Kind.CROSSING, Kind.MISSED, Kind.ALONE)

Rows = list[list[str]]
"""A table: the head, then its rows, the first cell of each being its name."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The results of one part by where they stand: together, by label (or type), by role, by pair."""

    main: list[Result]
    labels: list[Result]
    roles: list[Result]
    pairs: list[Result]


@dataclass(frozen=True, slots=True)
class Matrix:
    """How often two labels met: the most frequent labels, the counts, each label's total, and how many rarer labels there are."""

    labels: list[str]
    counts: dict[tuple[str, str], int]
    totals: dict[str, int]
    rarer: int


def opening(found: Agreement) -> Iterator[str]:
    """Who and what was compared, a sentence each."""
    choice = found.question.choice
    state = "finished and begun" if choice.unfinished else "finished"
    names = ", ".join(f"{name} ({found.done[name]:,})" for name in found.annotators)
    yield f"{len(found.annotators)} annotators: {names}"
    against = {None: "that at least two did", "gold": "that have gold", "model": "that have proposals"}[choice.against]
    yield f"{found.articles:,} articles {against}; {state} sets, kept items; intervals: 95 %, bootstrap over articles"
    if found.question.labels:
        yield f"only {', '.join(sorted(found.question.labels))}: an item that the other labelled otherwise counts as missed"


def headlines(found: Agreement) -> list[tuple[str, Result]]:
    """What to report first: the part's title and the number."""
    return [
        (TITLES[measured.part.value], result)
        for measured in found.parts
        for result in measured.results
        if result.name in HEADLINES[measured.part] and result.variant == MICRO
    ]


def in_full(result: Result) -> str:
    """The measure's name and variant."""
    return f"{meaning(result.name).title}, {result.variant}"


def figures(found: Agreement, measured: Measured) -> Figures:
    """The part's results by where they stand; labels that nobody marked are left out."""
    sorts: Figures = Figures([], [], [], [])
    pairs = {"|".join(pair) for pair in found.shared}
    for result in measured.results:
        if result.variant.startswith((LABEL, ROLE)):
            if result.score.units:
                (sorts.labels if result.variant.startswith(LABEL) else sorts.roles).append(result)
        else:
            (sorts.pairs if result.variant in pairs else sorts.main).append(result)
    first = [result for result in sorts.pairs if result.name in HEADLINES[measured.part]]
    return Figures(sorts.main, sorts.labels, sorts.roles, first or sorts.pairs)


def short(variant: str) -> str:
    """A label's or role's name without the word before it."""
    return variant.removeprefix(LABEL).removeprefix(ROLE)


def cells(result: Result) -> list[str]:
    """Value, interval, what they rest on, and what there is to say about it, as `HEAD` names them."""
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
    return f"{round(value, 3) + 0.0:.3f}"


def meanings(results: Sequence[Result]) -> Iterator[tuple[str, str]]:
    """What each measure is called, and what it says and leaves out."""
    for name in dict.fromkeys(result.name for result in results):
        what = meaning(name)
        if what.says:
            yield what.title, f"{what.says} Leaves out: {what.leaves_out}."


def notes(measured: Measured) -> Iterator[str]:
    """How numbers of the part came about, where it is not plain."""
    if measured.overlapping:
        yield f"for uα {measured.overlapping:,} units were merged or cut, since one annotator's overlap"
    if any(result.name.startswith("gamma") for result in measured.results):
        yield GAMMA_NOTE
    if measured.refused:
        yield f"{measured.refused:,} articles have more to align than the limit and no γ"


GAMMA_NOTE = (
    "γ: each article's best alignment of all annotators, a fragment being a unit; both samplers, since they give different values; exact"
    " whatever the number of annotators, up to 3,000,000 possible alignments an article"
)


def confusion(found: Agreement, measured: Measured) -> Matrix | None:
    """How often two labels met on what was matched; `None` with fewer than two labels."""
    element = _MATRICES.get(measured.part.value)
    table = {(x, y): count for (of, x, y), count in found.disagreements.confusion.items() if of is element and (x or y)}
    totals: dict[str, int] = {}
    for (x, _), count in table.items():
        totals[x] = totals.get(x, 0) + count
    labels = sorted(sorted(totals, key=lambda label: (-totals[label], label))[:_MOST_LABELS])
    return Matrix(labels, table, totals, len(totals) - len(labels)) if len(labels) > 1 else None


def rarer(matrix: Matrix) -> str:
    """That labels are left out; empty where none are."""
    count = matrix.rarer
    return f"{count} rarer {'label is' if count == 1 else 'labels are'} left out: --json has all" if count else ""


def boundaries(found: Agreement, measured: Measured) -> Rows:
    """How each annotator's versions lie to those of others; no rows where none differ."""
    element, views = _MATRICES.get(measured.part.value), found.disagreements.views
    counted = {name: [views[name, element, kind] for kind in _VIEWS] if element else [] for name in found.annotators}
    if not any(map(any, counted.values())):
        return []
    return [["", *(kind.value for kind in _VIEWS)], *([name, *(f"{count:,}" for count in counts)] for name, counts in counted.items())]


def roles(found: Agreement) -> Rows:
    """For each role how often both have it, or not; no rows where there is none."""
    every = found.disagreements
    names = {role for element, role in every.same if element is Element.ARGUMENT}
    names |= {role for element, role, _ in every.kinds if element is Element.ARGUMENT}
    kinds = (Kind.LABEL, Kind.LONGER, Kind.CROSSING, Kind.MISSED)
    rows = [["role", "same", "other role", "longer or shorter", "crossing", "one only"]]
    for name in sorted(names):
        counts = (every.kinds[Element.ARGUMENT, name, kind] for kind in kinds)
        rows.append([name, *(f"{count:,}" for count in (every.same[Element.ARGUMENT, name], *counts))])
    return rows if names else []


def speakers(found: Agreement) -> str:
    """How often matched quotes have the same speaker; empty where none has one."""
    same, other, missed = _pointed(found, Element.SPEAKER, Kind.OTHER, Kind.MISSED)
    if not same + other + missed:
        return ""
    return f"Speakers of matched quotes: {same:,} the same, {other:,} somebody else, {missed:,} named by one only"


def names(found: Agreement) -> str:
    """How often what both marked has the same canonical name; empty where none has one."""
    same, other, missed, spelled = _pointed(found, Element.NAME, Kind.OTHER, Kind.MISSED, Kind.SPELLED)
    if not same + other + missed + spelled:
        return ""
    return (
        f"Canonical names of what both marked: {same:,} the same, {spelled:,} spelled otherwise, {other:,} somebody else,"
        f" {missed:,} given by one only"
    )


def version_text(version: Version) -> str:
    """Whose version it is, its label and fragments; or that there is none."""
    if not version.ranges:
        return f"{version.annotator} nothing"
    spans = " ".join(f"{start}–{end}" for start, end in version.ranges)
    return f"{version.annotator} {version.label} {spans}".replace("  ", " ")


def _pointed(found: Agreement, element: Element, *kinds: Kind) -> list[int]:
    """How often both point at the same, and each kind of difference."""
    same = sum(count for (of, _), count in found.disagreements.same.items() if of is element)
    return [same, *(found.disagreements.kinds[element, "", kind] for kind in kinds)]
