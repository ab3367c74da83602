"""What formats of spans leave behind of a set, counted by kind."""

from __future__ import annotations

from collections import Counter

from annotator.model.annotation import AnnotationSet


def left_behind(annotations: AnnotationSet) -> Counter[str]:
    """How many of each kind that is no stretch of text: links between mentions, attributes, names, notes, flags."""
    mentions = annotations.mentions.values()
    found = {
        "links of roles and cues to their quote or event": len(annotations.links),
        "attributes": sum(len(mention.attributes) for mention in mentions),
        "canonical names": sum(mention.canonical is not None for mention in mentions),
        "notes": sum(mention.note is not None for mention in mentions),
        "flags": len(annotations.flags),
    }
    return Counter({kind: number for kind, number in found.items() if number})
