"""Reading order: which item comes next, and which one the cursor is on."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.model.annotation import AnnotationSet, Layer, Mention, State

LOOKED_AT = (Layer.ENTITY, Layer.QUOTE, Layer.EVENT)
"""The layers that `tab` visits; cues and participants are looked at with their quote or event."""

_RANK = {Layer.QUOTE: 0, Layer.EVENT: 1, Layer.ENTITY: 2, Layer.CUE: 3, Layer.PARTICIPANT: 4}


def order(mention: Mention) -> tuple[int, int, int, str]:
    """The place of an item in the walk: by start, then layer, then end."""
    return (mention.start, _RANK[mention.layer], mention.end, mention.id)


def items(annotations: AnnotationSet) -> list[Mention]:
    """Every item that is not rejected, in walking order."""
    return sorted((m for m in annotations.mentions.values() if m.state is not State.REJECTED), key=order)


def unseen(annotations: AnnotationSet) -> list[Mention]:
    """The items that nobody has looked at, in walking order."""
    found = (m for m in annotations.mentions.values() if m.state is State.PROPOSED and m.layer in LOOKED_AT)
    return sorted(found, key=order)


def next_of(candidates: Iterable[Mention], here: tuple[int, int, int, str]) -> Mention | None:
    """The first candidate after this place, else the first of all."""
    listed = sorted(candidates, key=order)
    return next((m for m in listed if order(m) > here), listed[0] if listed else None)


def previous_of(candidates: Iterable[Mention], here: tuple[int, int, int, str]) -> Mention | None:
    """The last candidate before this place, else the last of all."""
    listed = sorted(candidates, key=order, reverse=True)
    return next((m for m in listed if order(m) < here), listed[0] if listed else None)


def item_at(annotations: AnnotationSet, offset: int) -> Mention | None:
    """The item the cursor is on: the shortest of what covers the offset; a quote only where a fragment of it begins."""
    found = [
        m
        for m in annotations.mentions.values()
        if m.state is not State.REJECTED
        and any(f.start <= offset < f.end for f in m.fragments)
        and (m.layer is not Layer.QUOTE or any(f.start == offset for f in m.fragments))
    ]
    return min(found, key=lambda m: (m.layer is Layer.QUOTE, sum(len(f) for f in m.fragments), order(m)), default=None)


def progress(annotations: AnnotationSet) -> tuple[int, int]:
    """How many items a person has looked at, and how many there are; rejected ones count as looked at."""
    listed = [m for m in annotations.mentions.values() if m.layer in LOOKED_AT]
    return sum(m.state.touched for m in listed), len(listed)
