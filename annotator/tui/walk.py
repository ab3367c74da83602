"""Reading order: which item comes before which, and which one the cursor is on."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.model.annotation import ITEM_LAYERS, AnnotationSet, Layer, Mention, State

_RANK = {Layer.QUOTE: 0, Layer.EVENT: 1, Layer.ENTITY: 2, Layer.CUE: 3, Layer.PARTICIPANT: 4}

Order = tuple[int, int, int, str]
"""The place of an item in the walk: start, rank of its layer, end, id."""


def order(mention: Mention) -> Order:
    """The place of an item in the walk: by start, then layer, then end."""
    return (mention.fragments[0].start, _RANK[mention.layer], mention.fragments[-1].end, mention.id)


def item_at(mentions: Iterable[Mention], offset: int) -> Mention | None:
    """The item the cursor is on: the shortest of what covers the offset; a quote only where a fragment of it begins."""
    found = [
        m
        for m in mentions
        if m.state is not State.REJECTED
        and any(f.start <= offset < f.end for f in m.fragments)
        and (m.layer is not Layer.QUOTE or any(f.start == offset for f in m.fragments))
    ]
    return min(found, key=lambda m: (m.layer is Layer.QUOTE, sum(len(f) for f in m.fragments), order(m)), default=None)


def progress(annotations: AnnotationSet) -> tuple[int, int]:
    """How many items a person has looked at, and how many there are; rejected ones count as looked at."""
    listed = [m for m in annotations.mentions.values() if m.layer in ITEM_LAYERS]
    return sum(m.state.touched for m in listed), len(listed)
