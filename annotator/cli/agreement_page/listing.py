"""The disagreements as a list that opens: by kind, then alike ones together, then both versions side by side in their sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from annotator.cli.agreement_page.markup import Markup, details, element, isolated, joined

if TYPE_CHECKING:
    from annotator.workflow.disagreements import Disagreements, Group, Place, Version
    from annotator.workflow.passages import Passage, Piece

MOST_GROUPS = 400
MOST_PLACES = 10
"""How many groups are listed, and of each how many places; the others are counted."""

_KINDS = {
    "label": "another label",
    "longer": "one is longer",
    "crossing": "boundaries cross",
    "missed": "marked by one only",
    "other": "somebody else",
    "spelled": "spelled otherwise",
}
_ELEMENTS = {
    "entity": "Entities",
    "quote": "Quotes",
    "cue": "Cues",
    "speaker": "Speakers",
    "trigger": "Event triggers",
    "argument": "Roles",
    "name": "Canonical names",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """The groups that are listed, with their frequency and the places that are shown."""

    groups: Sequence[tuple[Group, int, Sequence[Place]]]
    left_out: int

    @property
    def places(self) -> list[Place]:
        """Every place that is shown."""
        return [place for *_, places in self.groups for place in places]


def listed(found: Disagreements) -> Listed:
    """What of the disagreements is listed: the most frequent groups, the first places of each."""
    every = found.ordered()
    shown = [(group, count, found.places.get(group, [])[:MOST_PLACES]) for group, count in every[:MOST_GROUPS]]
    return Listed(shown, len(every) - len(shown))


def listing(found: Disagreements, shown: Listed, passages: Mapping[Place, Passage]) -> Markup:
    """The whole list."""
    if not found.total:
        return element("p", "no disagreements")
    if not found.groups:
        return element("p", f"{found.total:,} disagreements, too many to list: annotator agreement --disagreements")
    by_kind: Callable[[tuple[Group, int, Sequence[Place]]], tuple[str, str]] = lambda item: (item[0].element, item[0].kind)  # noqa: E731
    order = list(_ELEMENTS)
    ordered = sorted(shown.groups, key=lambda item: (order.index(item[0].element), item[0].kind, -item[1], item[0]))
    kinds = [_kind(key, list(items), passages) for key, items in groupby(ordered, key=by_kind)]
    more = f"; {shown.left_out:,} rarer kinds are left out: annotator agreement --disagreements" if shown.left_out else ""
    return joined((element("p", f"{found.total:,} disagreements{more}. Open a line to see both versions.", class_="note"), *kinds))


def _kind(key: tuple[str, str], items: Sequence[tuple[Group, int, Sequence[Place]]], passages: Mapping[Place, Passage]) -> Markup:
    of, kind = key
    total = sum(count for _, count, _ in items)
    summary = joined((element("b", _ELEMENTS[of]), f" {_KINDS[kind]} ", _count(total)))
    return details(summary, *(_group(*item, passages) for item in items), class_="kind")


def _group(group: Group, count: int, places: Sequence[Place], passages: Mapping[Place, Passage]) -> Markup:
    summary = joined((isolated(group.what), " ", _count(count)))
    more = count - len(places)
    left = element("p", f"… and {more:,} more: annotator agreement --disagreements --json", class_="note") if more else None
    return details(summary, *(_place(place, passages.get(place)) for place in places), left, class_="group")


def _count(count: int) -> Markup:
    return element("span", f"{count:,}", class_="count")


def _place(place: Place, passage: Passage | None) -> Markup:
    title = element("h5", isolated(place.article_id), element("small", f" {place.start}–{place.end}"))
    language = passage.language if passage else None
    sides = zip(place.versions, (passage.first, passage.second) if passage else ((), ()), strict=True)
    return element("article", title, element("div", *(_version(*side, language) for side in sides), class_="sides"), class_="place")


def _version(version: Version, pieces: Iterable[Piece], language: str | None) -> Markup:
    label = element("span", isolated(version.label), class_="label") if version.label else None
    nothing = None if version.ranges else element("span", "nothing", class_="label none")
    words = joined(element("mark", piece) if marked else Markup(isolated(piece)) for piece, marked in pieces)
    return element(
        "div",
        element("h6", isolated(version.annotator), " ", label, nothing),
        element("p", words, lang=language or None, dir="auto"),
        class_="side",
    )
