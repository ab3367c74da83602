"""The one pure function that applies an edit to an annotation set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Link, LinkKey, Mention, State, own_number
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
)
from annotator.model.errors import EditRefused
from annotator.model.set_rules import set_rule_faults


@dataclass(frozen=True, slots=True)
class Applied:
    """The set after an edit, the edit that takes it back, and the ids of the mentions it touched."""

    after: AnnotationSet
    inverse: Edit
    touched: frozenset[str]


def state_after_change(state: State) -> State:
    """The state of an item whose label, fragments or attributes a person changed."""
    return State.ADDED if state is State.ADDED else State.EDITED


def apply(annotations: AnnotationSet, edit: Edit, length: int) -> Applied:
    """The set that results from `edit`, one revision later; `length` is the text's in code points.

    Raises EditRefused, with a sentence that says why, when the result would break a rule; the
    given set is never changed.
    """
    draft = _Draft(annotations)
    inverse = draft.run(edit)
    after = draft.finished()
    for fault in set_rule_faults(after, draft.touched, draft.moved, length):
        raise EditRefused(fault)
    return Applied(after, inverse, frozenset(draft.touched))


def unchecked(annotations: AnnotationSet, edit: Edit) -> AnnotationSet:
    """The set that results from `edit`, which may break rules; for finding out what stands in an edit's way.

    Raises EditRefused when the edit names what is not there or makes what is there already.
    """
    draft = _Draft(annotations)
    draft.run(edit)
    return draft.finished()


class _Draft:
    """A set under change: private copies of its tables and the ids touched so far.

    `moved` has those touched mentions that may have become the same as another: new ones, and
    those with another label, other fragments, other roles or back from rejection.
    """

    def __init__(self, before: AnnotationSet) -> None:
        self.before = before
        self.mentions = dict(before.mentions)
        self.links = dict(before.links)
        self.status, self.reason, self.flags = before.status, before.reason, before.flags
        self.touched: set[str] = set()
        self.moved: set[str] = set()
        self._cue_links: dict[str, LinkKey] | None = None

    def finished(self) -> AnnotationSet:
        return replace(
            self.before,
            status=self.status,
            reason=self.reason,
            flags=self.flags,
            revision=self.before.revision + 1,
            next_number=self._next_number(),
            mentions=self.mentions,
            links=self.links,
        )

    def _next_number(self) -> int:
        number = max(self.before.next_number, *(own_number(name) + 1 for name in self.touched), 1)
        # a number too long to count as our own may still be the next one
        while f"m{number}" in self.mentions:
            number += 1
        return number

    def run(self, edit: Edit) -> Edit:
        """Carry the edit out and return the one that takes it back."""
        match edit:
            case Batch(edits, name):
                return Batch(tuple(reversed([self.run(part) for part in edits])), name)
            case AddMention(mention):
                self._add(mention)
                return RemoveMention(mention.id)
            case RemoveMention(mention_id):
                return AddMention(self._remove(mention_id))
            case AddLink(link):
                self._add_link(link)
                return RemoveLink(link.key)
            case RemoveLink(key):
                return AddLink(self._remove_link(key))
            case SetLinkState(key, state):
                old_state = self._link(key).state
                self.links[key] = replace(self.links[key], state=state)
                self.touched.update((key.source, key.target))
                return SetLinkState(key, old_state)
            case SetStatus(status, reason):
                undo = SetStatus(self.status, self.reason)
                self.status, self.reason = status, reason
                return undo
            case SetFlags(flags):
                undo_flags = SetFlags(self.flags)
                self.flags = tuple(sorted(set(flags)))
                return undo_flags
            case Seed():
                return self._seed(edit)
            case Refresh():
                return self._refresh(edit)
            case _:
                return self._change(edit)

    def _change(self, edit: Relabel | SetFragments | SetAttributes | SetCanonical | SetNote | SetState) -> Edit:
        old = self._mention(edit.id)
        match edit:
            case Relabel(_, label, state):
                new = replace(old, label=label, state=state or state_after_change(old.state))
                undo: Edit = Relabel(old.id, old.label, old.state)
            case SetFragments(_, fragments, state):
                new = replace(old, fragments=fragments, state=state or state_after_change(old.state))
                undo = SetFragments(old.id, old.fragments, old.state)
            case SetAttributes(_, attributes, state):
                new = replace(old, attributes=tuple(sorted(attributes)), state=state or state_after_change(old.state))
                undo = SetAttributes(old.id, old.attributes, old.state)
            case SetCanonical(_, canonical):
                new, undo = replace(old, canonical=canonical), SetCanonical(old.id, old.canonical)
            case SetNote(_, note):
                new, undo = replace(old, note=note), SetNote(old.id, old.note)
            case SetState(_, state):
                new, undo = replace(old, state=state), SetState(old.id, old.state)
        self.mentions[old.id] = new
        self.touched.add(old.id)
        if old.state is State.REJECTED or (new.label, new.fragments) != (old.label, old.fragments):
            self.moved.add(old.id)
        if new.layer is Layer.CUE and new.state is not old.state:
            self._align_cue_link(new)
        return undo

    def _align_cue_link(self, cue: Mention) -> None:
        if self._cue_links is None:
            self._cue_links = {key.target: key for key in self.links if key.role == CUE_ROLE}
        key = self._cue_links.get(cue.id)
        if key is not None:
            self.links[key] = replace(self.links[key], state=cue.state)
            self.touched.add(key.source)

    def _mention(self, mention_id: str) -> Mention:
        try:
            return self.mentions[mention_id]
        except KeyError:
            raise EditRefused(f"there is no mention {mention_id!r} in this set") from None

    def _add(self, mention: Mention) -> None:
        if mention.id in self.mentions:
            raise EditRefused(f"there is a mention {mention.id!r} already")
        self.mentions[mention.id] = replace(mention, attributes=tuple(sorted(mention.attributes)))
        self.touched.add(mention.id)
        self.moved.add(mention.id)

    def _remove(self, mention_id: str) -> Mention:
        old = self._mention(mention_id)
        del self.mentions[mention_id]
        self.touched.add(mention_id)
        return old

    def _add_link(self, link: Link) -> None:
        if link.key in self.links:
            raise EditRefused(f"{link.target!r} is {link.role} of {link.source!r} already")
        self.links[link.key] = link
        self._relinked(link.key)

    def _remove_link(self, key: LinkKey) -> Link:
        self._link(key)
        self._relinked(key)
        return self.links.pop(key)

    def _relinked(self, key: LinkKey) -> None:
        self.touched.update((key.source, key.target))
        self.moved.add(key.source)
        if key.role == CUE_ROLE:
            self._cue_links = None

    def _link(self, key: LinkKey) -> Link:
        try:
            return self.links[key]
        except KeyError:
            raise EditRefused(f"{key.target!r} is not {key.role} of {key.source!r}") from None

    def _seed(self, edit: Seed) -> Edit:
        if self.mentions or self.links:
            raise EditRefused("only an empty set can be seeded")
        undo_status = (SetStatus(self.status, self.reason), SetFlags(self.flags))
        self.status, self.reason, self.flags = edit.status, edit.reason, tuple(sorted(set(edit.flags)))
        undo = self._add_all(edit.mentions, edit.links)
        return Batch((*undo, *undo_status), "unseed")

    def _refresh(self, edit: Refresh) -> Edit:
        undo: list[Edit] = [AddLink(self._remove_link(key)) for key in edit.remove_links]
        undo = [AddMention(self._remove(mention_id)) for mention_id in edit.remove] + undo
        return Batch((*self._add_all(edit.mentions, edit.links), *undo), "take back proposals")

    def _add_all(self, mentions: Iterable[Mention], links: Iterable[Link]) -> list[Edit]:
        undo: list[Edit] = []
        for mention in mentions:
            self._add(mention)
            undo.append(RemoveMention(mention.id))
        for link in links:
            self._add_link(link)
            undo.append(RemoveLink(link.key))
        return undo[::-1]
