"""The numbers that quotes and events have on screen, in reading order: Q1, I2, 1, 2."""

from __future__ import annotations

from annotator.model.annotation import AnnotationSet, Layer, State

_INDIRECT = "indirect"


def numbering(annotations: AnnotationSet) -> dict[str, str]:
    """The sign of every quote (`Q3`, of indirect ones `I3`) and event (`3`) by mention id; rejected ones have none."""
    signs: dict[str, str] = {}
    for layer in (Layer.QUOTE, Layer.EVENT):
        shown = (m for m in annotations.in_layer(layer) if m.state is not State.REJECTED)
        for number, mention in enumerate(shown, start=1):
            letter = "" if layer is Layer.EVENT else "I" if mention.label == _INDIRECT else "Q"
            signs[mention.id] = f"{letter}{number}"
    return signs
