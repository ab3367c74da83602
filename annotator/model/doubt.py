"""How unsure a model is of what it proposes for an article, and the orders of work that follow from it."""

from __future__ import annotations

from enum import StrEnum

from annotator.model.annotation import CUE_ROLE, ITEM_LAYERS, AnnotationSet


class Order(StrEnum):
    """In which order an annotator goes through the articles.

    `uncertain` begins with the most doubtful one and `certain` with the least; articles of which no proposal
    has a score come last in both. `random` is each annotator's own, the same whenever they come back.
    """

    SEQUENTIAL = "sequential"
    UNCERTAIN = "uncertain"
    CERTAIN = "certain"
    RANDOM = "random"


def expected_wrong(annotations: AnnotationSet) -> float | None:
    """How many proposals are expected to be wrong: the sum of what each one's score lacks of 1.

    Counted are entities, quotes, events and their links but those to cues, as far as they have a
    score. `None` when none has one though there are proposals; 0 when nothing is proposed at all.
    """
    scores = [m.origin.score for m in annotations.mentions.values() if m.layer in ITEM_LAYERS and m.origin]
    scores += [link.origin.score for link in annotations.links.values() if link.role != CUE_ROLE and link.origin]
    known = [score for score in scores if score is not None]
    if not known:
        return None if annotations.mentions else 0.0
    return sum(1.0 - score for score in known)
