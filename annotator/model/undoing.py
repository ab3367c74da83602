"""Taking an edit back although newer proposals came in since it was made."""

from __future__ import annotations

from annotator.model.annotation import AnnotationSet, Layer, State
from annotator.model.applying import unchecked
from annotator.model.edits import Batch, Edit, RemoveLink, RemoveMention, apply
from annotator.model.errors import EditRefused
from annotator.model.set_rules import roles_of


def taking_back(annotations: AnnotationSet, inverse: Edit, length: int) -> Edit:
    """The edit that takes an edit back: its inverse, after the proposals that stand in the way are gone.

    Raises EditRefused when something else stands in the way, or what the edit was about is gone.
    """
    try:
        apply(annotations, inverse, length)
    except EditRefused:
        doomed = _in_the_way(annotations, unchecked(annotations, inverse))
        if not doomed:
            raise
        return Batch((*_withdrawal(annotations, doomed), inverse), "undo")
    return inverse


def _in_the_way(before: AnnotationSet, after: AnnotationSet) -> set[str]:
    """The proposals that are the same as something that the edit brings back."""
    brought = [m for name, m in after.mentions.items() if m is not before.mentions.get(name) and m.layer is not Layer.CUE]
    return {
        other.id
        for mention in brought
        for other in before.mentions.values()
        if other.state is State.PROPOSED
        and other.id != mention.id
        and mention.place == other.place
        and (mention.layer is not Layer.EVENT or roles_of(after, mention.id) == roles_of(after, other.id))
    }


def _withdrawal(annotations: AnnotationSet, doomed: set[str]) -> list[Edit]:
    """The removal of proposals with their links, cues and the participants that only they name."""
    cues = {cue.id for name in doomed if (cue := annotations.cue_of(name)) is not None}
    keys = [key for key in sorted(annotations.links) if {key.source, key.target} & (doomed | cues)]
    staying = {key.target for key in annotations.links if key not in keys}
    fillers = {key.target for key in keys if annotations.mentions[key.target].layer is Layer.PARTICIPANT}
    gone = sorted(doomed | cues | (fillers - staying))
    return [*map(RemoveLink, keys), *map(RemoveMention, gone)]
