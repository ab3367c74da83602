"""Agreement on events, by the criteria of ACE (Ahn 2006; Li, Ji & Huang 2013, §4.1), as F1 of sets.

Trigger identification: trigger fragments; classification: and type. Argument identification: event type and
argument fragments; classification: and role. The bound variants add the trigger, so that arguments of two
events of one type are told apart. Being sets, events that share trigger and type count once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from annotator.compare.matching import Edge, Ranges, matching
from annotator.compare.mentions import Event
from annotator.compare.score import Counts

Key = tuple[Hashable, ...]


def trigger_id(event: Event) -> Iterable[Key]:
    """The trigger."""
    return [(event.trigger,)]


def trigger_cls(event: Event) -> Iterable[Key]:
    """Trigger and type."""
    return [(event.trigger, event.type)]


def argument_id(event: Event) -> Iterable[Key]:
    """Event type and fragments of each argument."""
    return [(event.type, argument.ranges) for argument in event.arguments]


def argument_cls(event: Event) -> Iterable[Key]:
    """Event type, fragments and role of each argument."""
    return [(event.type, argument.ranges, argument.role) for argument in event.arguments]


def argument_id_trigger_bound(event: Event) -> Iterable[Key]:
    """Trigger, event type and fragments of each argument."""
    return [(event.trigger, *key) for key in argument_id(event)]


def argument_cls_trigger_bound(event: Event) -> Iterable[Key]:
    """Trigger, event type, fragments and role of each argument."""
    return [(event.trigger, *key) for key in argument_cls(event)]


CRITERIA: dict[str, Callable[[Event], Iterable[Key]]] = {
    criterion.__name__: criterion
    for criterion in (trigger_id, trigger_cls, argument_id, argument_cls, argument_id_trigger_bound, argument_cls_trigger_bound)
}


def event_f1(a: Sequence[Event], b: Sequence[Event]) -> dict[str, Counts]:
    """The counts of every criterion in `CRITERIA`, in one article."""
    return shared_keys(keys_of(a), keys_of(b))


def keys_of(events: Sequence[Event]) -> dict[str, set[Key]]:
    """What of the events each criterion compares."""
    return {name: {key for event in events for key in criterion(event)} for name, criterion in CRITERIA.items()}


def shared_keys(a: Mapping[str, set[Key]], b: Mapping[str, set[Key]]) -> dict[str, Counts]:
    """The counts of every criterion from `keys_of` both annotators."""
    return {name: Counts(len(a[name] & b[name]), len(a[name]), len(b[name]), 1) for name in CRITERIA}


def best_match_f1(a: Sequence[Event], b: Sequence[Event]) -> Counts:
    """Soft F1 over whole events: each matched with at most one, worth the F1 of trigger-with-type and bound arguments.

    Events match where trigger or type and an argument are shared; `tp` is the greatest sum of worths.
    """
    return best_match([parts_of(event) for event in a], [parts_of(event) for event in b])


def best_match(a: Sequence[frozenset[Key]], b: Sequence[frozenset[Key]]) -> Counts:
    """The same from `parts_of` every event."""
    edges = [
        Edge(i, j, 2 * len(x & y) / (len(x) + len(y))) for i, x in enumerate(a) for j, y in enumerate(b) if x & y
    ]  # fmt: skip
    return Counts(sum(edge.weight for edge in sorted(matching(edges), key=lambda edge: edge.weight)), len(a), len(b), 1)


def matched_triggers(a: Sequence[Event], b: Sequence[Event]) -> list[tuple[str, str]]:
    """The two types of every trigger that both marked; of several types on one trigger equal ones pair first, then in order."""
    types_a, types_b = _types(a), _types(b)
    return [pair for trigger in sorted(types_a.keys() & types_b.keys()) for pair in _paired(types_a[trigger], types_b[trigger])]


def _types(events: Iterable[Event]) -> dict[Ranges, set[str]]:
    types: dict[Ranges, set[str]] = {}
    for event in events:
        types.setdefault(event.trigger, set()).add(event.type)
    return types


def _paired(left: set[str], right: set[str]) -> list[tuple[str, str]]:
    same = [(name, name) for name in sorted(left & right)]
    return same + list(zip(sorted(left - right), sorted(right - left), strict=False))


def parts_of(event: Event) -> frozenset[Key]:
    """Trigger with type, and every argument with type and role."""
    return frozenset(
        [("trigger", event.trigger, event.type)] + [(event.type, argument.role, argument.ranges) for argument in event.arguments]
    )
