"""Everything that changes an annotation set: the edits as values, and the function that applies them."""

from __future__ import annotations

from annotator.model.applying import Applied, apply
from annotator.model.edit_values import (
    AddLink,
    AddMention,
    Batch,
    Edit,
    Refresh,
    Relabel,
    RemoveLink,
    RemoveMention,
    Seed,
    SetAttributes,
    SetCanonical,
    SetFlags,
    SetFragments,
    SetLinkState,
    SetNote,
    SetState,
    SetStatus,
    batch,
    is_undoable,
)

__all__ = [
    "AddLink",
    "AddMention",
    "Applied",
    "Batch",
    "Edit",
    "Refresh",
    "Relabel",
    "RemoveLink",
    "RemoveMention",
    "Seed",
    "SetAttributes",
    "SetCanonical",
    "SetFlags",
    "SetFragments",
    "SetLinkState",
    "SetNote",
    "SetState",
    "SetStatus",
    "apply",
    "batch",
    "is_undoable",
]
