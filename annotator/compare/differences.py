"""Where two annotators differ in an article, one difference at a time: what was meant, and how it differs.

Equal fragments and labels are no difference and are set aside first; what is left is matched one-to-one with
the most Dice. A matched pair that differs in label and in fragments makes two differences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from annotator.compare.matching import Ranges, common_length, length_of, match_mentions
from annotator.compare.mentions import Event, Marked, Quote
from annotator.compare.quotes import same_speaker


class Kind(StrEnum):
    """How two versions differ, seen from the first annotator."""

    LABEL = "label"
    LONGER = "longer"
    SHORTER = "shorter"
    CROSSING = "crossing"
    MISSED = "missed"
    ALONE = "alone"
    OTHER = "other"
    SPELLED = "spelled"

    @property
    def mirrored(self) -> Kind:
        """The same, seen from the second annotator."""
        return _MIRRORED.get(self, self)


_MIRRORED = {Kind.LONGER: Kind.SHORTER, Kind.SHORTER: Kind.LONGER, Kind.MISSED: Kind.ALONE, Kind.ALONE: Kind.MISSED}


Owners = tuple[str, ...]


class Element(StrEnum):
    """What the two versions are versions of."""

    ENTITY = "entity"
    QUOTE = "quote"
    CUE = "cue"
    SPEAKER = "speaker"
    TRIGGER = "trigger"
    ARGUMENT = "argument"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions of one thing; `None` where that annotator has none.

    `owners` are the labels or types, sorted, of the entity, quote or event that it is or belongs to.
    """

    element: Element
    kind: Kind
    a: Marked | None
    b: Marked | None
    owners: Owners


class Same(NamedTuple):
    """What both annotators have: an element, its label (role, type; empty for cues and speakers), its owners."""

    element: Element
    label: str
    owners: Owners


@dataclass(slots=True)
class Differences:
    """What differs in an article, and how often what is the same."""

    found: list[Difference] = field(default_factory=list)
    same: Counter[Same] = field(default_factory=Counter)


def entity_differences(a: Sequence[Marked], b: Sequence[Marked]) -> Differences:
    """Entities: other labels, other fragments, and those that one of the two has not."""
    out = Differences()
    _compare(Element.ENTITY, a, b, out)
    return out


def quote_differences(a: Sequence[Quote], b: Sequence[Quote]) -> Differences:
    """Quotes by their content; of matched ones also cue and speaker."""
    out = Differences()
    for i, j in _compare(Element.QUOTE, _contents(a), _contents(b), out):
        owners = _owners(a[i].type, b[j].type)
        _compare(Element.CUE, _one(a[i].cue), _one(b[j].cue), out, owners)
        _speakers(a[i], b[j], out, owners)
    return out


def event_differences(a: Sequence[Event], b: Sequence[Event]) -> Differences:
    """Events by trigger; of matched ones also the arguments. Events of one trigger and type count as one."""
    out = Differences()
    left, right = _merged(a), _merged(b)
    first, second = sorted(left), sorted(right)
    for i, j in _compare(Element.TRIGGER, first, second, out):
        _compare(Element.ARGUMENT, left[first[i]], right[second[j]], out, _owners(first[i].label, second[j].label))
    return out


def name_differences(a: Sequence[Marked], b: Sequence[Marked]) -> Differences:
    """Canonical names (as labels) of what both marked with the same fragments: another name, or one that only one gave.

    A name is only *spelled* otherwise where both give theirs to the same of these mentions: who is who is agreed.
    """
    out = Differences()
    left, right = dict(a), dict(b)
    shared = sorted(left.keys() & right.keys())
    in_left, in_right = _sharing(left, shared), _sharing(right, shared)
    for ranges in shared:
        x, y = left[ranges], right[ranges]
        if x and x == y:
            out.same[Same(Element.NAME, "", ())] += 1
        elif x and y:
            kind = Kind.SPELLED if in_left[x] == in_right[y] else Kind.OTHER
            out.found.append(Difference(Element.NAME, kind, Marked(ranges, x), Marked(ranges, y), ()))
        elif x or y:
            kind, named = (Kind.ALONE, Marked(ranges, x)) if x else (Kind.MISSED, Marked(ranges, y))
            out.found.append(Difference(Element.NAME, kind, named if x else None, None if x else named, ()))
    return out


def _sharing(names: Mapping[Ranges, str], shared: Sequence[Ranges]) -> dict[str, list[Ranges]]:
    """Which of the shared mentions have each name."""
    found: dict[str, list[Ranges]] = {}
    for ranges in shared:
        found.setdefault(names[ranges], []).append(ranges)
    return found


def _compare(
    element: Element, a: Sequence[Marked], b: Sequence[Marked], out: Differences, owners: Owners | None = None
) -> list[tuple[int, int]]:
    """Note what differs, and return which of a is which of b; without `owners` everything belongs to itself."""
    if not a and not b:
        return []
    equal, left, right = _set_aside(a, b)
    for label, count in Counter(a[i].label for i, _ in equal).items():
        out.same[Same(element, label, owners or (label,))] += count
    found = match_mentions([a[i] for i in left], [b[j] for j in right]) if left and right else []
    near = [(left[x], right[y]) for x, y in found]
    for i, j in near:
        both = owners or _owners(a[i].label, b[j].label)
        out.found += [Difference(element, kind, a[i], b[j], both) for kind in _kinds(a[i], b[j])]
    for i in sorted(set(left) - {i for i, _ in near}):
        out.found.append(Difference(element, Kind.ALONE, a[i], None, owners or (a[i].label,)))
    for j in sorted(set(right) - {j for _, j in near}):
        out.found.append(Difference(element, Kind.MISSED, None, b[j], owners or (b[j].label,)))
    return equal + near


def _set_aside(a: Sequence[Marked], b: Sequence[Marked]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Which of a is equal to which of b, and the numbers of the others."""
    at = {item: j for j, item in enumerate(b)}
    equal, left = [], []
    for i, item in enumerate(a):
        j = at.pop(item, None)
        if j is None:
            left.append(i)
        else:
            equal.append((i, j))
    return equal, left, list(at.values())


def _owners(*labels: str) -> Owners:
    return tuple(sorted(set(labels)))


def _kinds(a: Marked, b: Marked) -> list[Kind]:
    kinds = [Kind.LABEL] if a.label != b.label else []
    return kinds if a.ranges == b.ranges else [*kinds, boundary(a.ranges, b.ranges)]


def boundary(a: Ranges, b: Ranges) -> Kind:
    """How the first of two overlapping, unequal stretches lies to the second: longer, shorter or crossing."""
    shared = common_length(a, b)
    if shared == length_of(b):
        return Kind.LONGER
    return Kind.SHORTER if shared == length_of(a) else Kind.CROSSING


def _speakers(a: Quote, b: Quote, out: Differences, owners: Owners) -> None:
    if not a.source and not b.source:
        return
    if same_speaker(a, b):
        out.same[Same(Element.SPEAKER, "", owners)] += 1
        return
    left, right = (Marked(quote.source, "") if quote.source else None for quote in (a, b))
    kind = Kind.OTHER if left and right else Kind.ALONE if left else Kind.MISSED
    out.found.append(Difference(Element.SPEAKER, kind, left, right, owners))


def _merged(events: Sequence[Event]) -> dict[Marked, list[Marked]]:
    """The arguments (role as label) of each trigger with type."""
    found: dict[Marked, set[Marked]] = {}
    for event in events:
        found.setdefault(Marked(event.trigger, event.type), set()).update(Marked(ranges, role) for role, ranges in event.arguments)
    return {trigger: sorted(arguments) for trigger, arguments in found.items()}


def _contents(quotes: Sequence[Quote]) -> list[Marked]:
    return [Marked(quote.content, quote.type) for quote in quotes]


def _one(ranges: Ranges) -> list[Marked]:
    return [Marked(ranges, "")] if ranges else []
