"""The disagreements as a list that opens: by kind, then alike ones together, then both versions side by side in their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.cli.agreement_page.markup import Markup, details, element, isolated, joined

if TYPE_CHECKING:
    from annotator.workflow.disagreements import Disagreements, Group, Place, Version
    from annotator.workflow.passages import Passage, Piece

MOST_GROUPS = 40
MOST_PLACES = 6
"""How many groups of a kind are listed, and how many places of each; the others are counted."""

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
class Kind:
    """Disagreements of one kind on one sort of thing: how many, the groups that are listed with frequency and places, how many are not."""

    element: str
    kind: str
    total: int
    groups: Sequence[tuple[Group, int, Sequence[Place]]]
    left_out: int

    @property
    def places(self) -> list[Place]:
        """Every place that is shown."""
        return [place for *_, places in self.groups for place in places]


def listed(found: Disagreements) -> list[Kind]:
    """What of the disagreements is listed: of each kind the most frequent groups, of each group the first places."""
    order = list(_ELEMENTS)
    kinds: dict[tuple[str, str], list[tuple[Group, int]]] = {}
    for group, count in found.ordered():
        kinds.setdefault((group.element, group.kind), []).append((group, count))
    made = []
    for (of, kind), groups in sorted(kinds.items(), key=lambda item: (order.index(item[0][0]), item[0][1])):
        shown = [(group, count, found.places.get(group, [])[:MOST_PLACES]) for group, count in groups[:MOST_GROUPS]]
        made.append(Kind(of, kind, sum(count for _, count in groups), shown, len(groups) - len(shown)))
    return made


def listing(found: Disagreements, kinds: Sequence[Kind], passages: Mapping[Place, Passage]) -> Markup:
    """The whole list."""
    if not found.total:
        return element("p", "no disagreements")
    if not kinds:
        return element("p", f"{found.total:,} disagreements, too many to list: annotator agreement --disagreements")
    note = element("p", f"{found.total:,} disagreements. Open a line to see both versions.", class_="note")
    return joined((note, *(_kind(kind, passages) for kind in kinds)))


def _kind(kind: Kind, passages: Mapping[Place, Passage]) -> Markup:
    summary = joined((element("b", _ELEMENTS[kind.element]), f" {_KINDS[kind.kind]} ", _count(kind.total)))
    more = f"… and {kind.left_out:,} rarer ones: annotator agreement --disagreements" if kind.left_out else None
    left = element("p", more, class_="note") if more else None
    return details(summary, *(_group(*item, passages) for item in kind.groups), left, class_="kind")


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
