"""The one pure function that applies an edit to an annotation set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.model.annotation import CUE_ROLE, AnnotationSet, Ends, Layer, Link, LinkKey, Mention, Starts, State
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
from annotator.model.names import own_number
from annotator.model.set_rules import set_rule_faults


@dataclass(frozen=True, slots=True)
class Applied:
    """The set after an edit, the edit that takes it back, the ids of the mentions it touched and the keys of the links it changed."""

    after: AnnotationSet
    inverse: Edit
    touched: frozenset[str]
    relinked: frozenset[LinkKey] = frozenset()


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
    return Applied(after, inverse, frozenset(draft.touched), frozenset(draft.relinked))


def unchecked(annotations: AnnotationSet, edit: Edit) -> AnnotationSet:
    """The set that results from `edit`, which may break rules; for finding out what stands in an edit's way.

    Raises EditRefused when the edit names what is not there or makes what is there already.
    """
    draft = _Draft(annotations)
    draft.run(edit)
    return draft.finished()


class _Draft:
    """A set under change: its tables, copied when they are changed first, and what was changed so far.

    `moved` has those touched mentions that may have become the same as another: new ones, and
    those with another label, other fragments, other roles or back from rejection.
    """

    def __init__(self, before: AnnotationSet) -> None:
        self.before = before
        self.mentions = before.mentions
        self.links = before.links
        self.status, self.reason, self.flags = before.status, before.reason, before.flags
        self.touched: set[str] = set()
        self.moved: set[str] = set()
        self.relinked: set[LinkKey] = set()
        self._own_mentions: dict[str, Mention] | None = None
        self._own_links: dict[LinkKey, Link] | None = None

    def finished(self) -> AnnotationSet:
        after = replace(
            self.before,
            status=self.status,
            reason=self.reason,
            flags=self.flags,
            revision=self.before.revision + 1,
            next_number=self._next_number(),
            mentions=self.mentions,
            links=self.links,
        )
        return after.with_known(self._ends(), self._starts())

    def _put_mention(self, name: str, mention: Mention | None) -> None:
        if self._own_mentions is None:
            self.mentions = self._own_mentions = dict(self.before.mentions)
        if mention is None:
            del self._own_mentions[name]
        else:
            self._own_mentions[name] = mention
        self.touched.add(name)

    def _put_link(self, key: LinkKey, link: Link | None) -> None:
        if self._own_links is None:
            self.links = self._own_links = dict(self.before.links)
        if link is None:
            del self._own_links[key]
        else:
            self._own_links[key] = link
        self.relinked.add(key)
        self.touched.update((key.source, key.target))

    def _ends(self) -> Ends:
        """The links of each mention as they are now, found from how they were."""
        changed = [key for key in sorted(self.relinked) if (key in self.links) != (key in self.before.links)]
        if not changed:
            return self.before.ends
        ends = dict(self.before.ends)
        for key in changed:
            for name in {key.source, key.target}:
                keys = ends.get(name, ())
                ends[name] = (*keys, key) if key in self.links else tuple(k for k in keys if k != key)
        return ends

    def _starts(self) -> Starts:
        """The mentions at each start as they are now, found from how they were."""
        starts: dict[int, tuple[str, ...]] | None = None
        for name in sorted(self.touched):
            old, new = _start(self.before.mentions.get(name)), _start(self.mentions.get(name))
            if old == new:
                continue
            starts = dict(self.before.starts) if starts is None else starts
            if old is not None:
                starts[old] = tuple(other for other in starts[old] if other != name)
            if new is not None:
                starts[new] = (*starts.get(new, ()), name)
        return self.before.starts if starts is None else starts

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
                old_link = self._link(key)
                self._put_link(key, replace(old_link, state=state))
                return SetLinkState(key, old_link.state)
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
        self._put_mention(old.id, new)
        if old.state is State.REJECTED or (new.label, new.fragments) != (old.label, old.fragments):
            self.moved.add(old.id)
        if new.layer is Layer.CUE and new.state is not old.state:
            self._align_cue_link(new)
        return undo

    def _align_cue_link(self, cue: Mention) -> None:
        known = (*self.before.ends.get(cue.id, ()), *self.relinked)
        for key in known:
            if key.target == cue.id and key.role == CUE_ROLE and key in self.links:
                self._put_link(key, replace(self.links[key], state=cue.state))
                return

    def _mention(self, mention_id: str) -> Mention:
        try:
            return self.mentions[mention_id]
        except KeyError:
            raise EditRefused(f"there is no mention {mention_id!r} in this set") from None

    def _add(self, mention: Mention) -> None:
        if mention.id in self.mentions:
            raise EditRefused(f"there is a mention {mention.id!r} already")
        self._put_mention(mention.id, replace(mention, attributes=tuple(sorted(mention.attributes))))
        self.moved.add(mention.id)

    def _remove(self, mention_id: str) -> Mention:
        old = self._mention(mention_id)
        self._put_mention(mention_id, None)
        return old

    def _add_link(self, link: Link) -> None:
        if link.key in self.links:
            raise EditRefused(f"{link.target!r} is {link.role} of {link.source!r} already")
        self._put_link(link.key, link)
        self.moved.add(link.source)

    def _remove_link(self, key: LinkKey) -> Link:
        old = self._link(key)
        self._put_link(key, None)
        self.moved.add(key.source)
        return old

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


def _start(mention: Mention | None) -> int | None:
    """Where a mention starts; `None` when there is none, or it has no fragment, which no rule lets pass."""
    return mention.fragments[0].start if mention is not None and mention.fragments else None
