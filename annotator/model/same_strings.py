"""The places of a string that could be marked like one that is marked already."""

from __future__ import annotations

import re

from annotator.model.annotation import AnnotationSet, Layer, Mention, State
from annotator.model.span import Span


def same_strings(text: str, annotations: AnnotationSet, wanted: str, label: str, but: Mention | None = None) -> list[Span]:
    """Where `wanted` stands on word edges, in reading order.

    Left out are the mention `but`, places that an entity somebody touched overlaps, and those that are kept as `label` already.
    """
    if not wanted:
        return []
    entities = [m for m in annotations.mentions.values() if m.layer is Layer.ENTITY and m is not but]
    touched = [f for m in entities if m.state is not State.PROPOSED for f in m.fragments]
    said = {m.fragments for m in entities if m.label == label and m.state.kept} | ({but.fragments} if but else set())
    found = (Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text))
    return [place for place in found if (place,) not in said and not any(f.overlaps(place) for f in touched)]


def proposable(text: str, annotations: AnnotationSet, wanted: str, label: str, but: Mention | None = None) -> list[Span]:
    """As `same_strings`, without the places where the label is proposed already."""
    known = {m.fragments for m in annotations.mentions.values() if m.layer is Layer.ENTITY and m.label == label}
    return [place for place in same_strings(text, annotations, wanted, label, but) if (place,) not in known]
