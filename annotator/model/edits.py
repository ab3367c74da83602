"""One change to an annotation set as data, and the one pure function that applies it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.model.annotation import (
    CUE_ROLE,
    AnnotationSet,
    Attributes,
    Layer,
    Link,
    LinkKey,
    Mention,
    State,
    Status,
    id_fault,
    own_number,
)
from annotator.model.errors import EditRefused
from annotator.model.span import Fragments, faults_of


@dataclass(frozen=True, slots=True)
class AddMention:
    """Put a new mention, id and state included, into the set."""

    mention: Mention


@dataclass(frozen=True, slots=True)
class RemoveMention:
    """Take a mention out; its links must be gone or go in the same batch."""

    id: str


@dataclass(frozen=True, slots=True)
class Relabel:
    """Give a mention another label; without `state` the state follows the table of changes."""

    id: str
    label: str
    state: State | None = None


@dataclass(frozen=True, slots=True)
class SetFragments:
    """Give a mention other fragments; without `state` the state follows the table of changes."""

    id: str
    fragments: Fragments
    state: State | None = None


@dataclass(frozen=True, slots=True)
class SetAttributes:
    """Give a mention these attributes and no others; without `state` the state follows the table of changes."""

    id: str
    attributes: Attributes
    state: State | None = None


@dataclass(frozen=True, slots=True)
class SetCanonical:
    """Give an entity or participant a canonical name, or none."""

    id: str
    canonical: str | None


@dataclass(frozen=True, slots=True)
class SetNote:
    """Write a comment on a mention, or clear it."""

    id: str
    note: str | None


@dataclass(frozen=True, slots=True)
class SetState:
    """Set the state of a mention; a cue's link has the cue's state and follows it."""

    id: str
    state: State


@dataclass(frozen=True, slots=True)
class AddLink:
    """Give a role to a mention."""

    link: Link


@dataclass(frozen=True, slots=True)
class RemoveLink:
    """Take a role away."""

    key: LinkKey


@dataclass(frozen=True, slots=True)
class SetLinkState:
    """Set the state of a link."""

    key: LinkKey
    state: State


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Say how far the work on the article is, with the reason when it is skipped."""

    status: Status
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SetFlags:
    """Replace the flags of the set."""

    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seed:
    """Fill an empty set: with a model's proposals on first opening, or with imported or adjudicated work.

    `source` says where it came from (`NAME-VERSION` of a pipeline, `import:FILE`, `adjudicate:NAME`).
    """

    source: str
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    status: Status = Status.NEW
    reason: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refresh:
    """Newer proposals for an opened, unfinished set: untouched ones go, new ones come."""

    source: str
    remove_links: tuple[LinkKey, ...] = ()
    remove: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Several edits that are done and undone as one; `name` says what for."""

    edits: tuple[Edit, ...]
    name: str = ""


Edit = (
    AddMention
    | RemoveMention
    | Relabel
    | SetFragments
    | SetAttributes
    | SetCanonical
    | SetNote
    | SetState
    | AddLink
    | RemoveLink
    | SetLinkState
    | SetStatus
    | SetFlags
    | Seed
    | Refresh
    | Batch
)


@dataclass(frozen=True, slots=True)
class Applied:
    """The set after an edit, the edit that takes it back, and the ids of the mentions it touched."""

    after: AnnotationSet
    inverse: Edit
    touched: frozenset[str]


def is_undoable(edit: Edit) -> bool:
    """Whether `u` stops at this edit; it passes over seeds and refreshes."""
    return not isinstance(edit, Seed | Refresh)


def batch(edits: Iterable[Edit], name: str = "") -> Edit:
    """One edit out of several; a single one stays itself.

    Raises EditRefused when there is nothing to do.
    """
    parts = tuple(edits)
    if not parts:
        raise EditRefused("there is nothing to change")
    return parts[0] if len(parts) == 1 else Batch(parts, name)


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
    for fault in _faults(after, draft.touched, draft.moved, length):
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
            next_number=max(self.before.next_number, *(own_number(name) + 1 for name in self.touched), 1),
            mentions=self.mentions,
            links=self.links,
        )

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


def _faults(after: AnnotationSet, touched: set[str], moved: set[str], length: int) -> Iterator[str]:
    """The rules of a set, checked on what was touched."""
    present = [after.mentions[name] for name in sorted(touched) if name in after.mentions]
    for mention in present:
        yield from _mention_faults(mention, length)
    near = [link for key, link in after.links.items() if key.source in touched or key.target in touched]
    for link in near:
        yield from _link_faults(after, link)
    yield from _cue_faults(near, present)
    yield from _duplicate_faults(after, [mention for mention in present if mention.id in moved])


def _mention_faults(mention: Mention, length: int) -> Iterator[str]:
    if fault := id_fault(mention.id):
        yield fault
    yield from faults_of(mention.fragments, length)
    unlabelled = mention.layer in (Layer.CUE, Layer.PARTICIPANT)
    if unlabelled == bool(mention.label):
        yield f"a {mention.layer} has no label" if unlabelled else f"a mention of layer {mention.layer} needs a label"
    if mention.canonical is not None and mention.layer not in (Layer.ENTITY, Layer.PARTICIPANT):
        yield "only entities and participants have a canonical name"


def _link_faults(after: AnnotationSet, link: Link) -> Iterator[str]:
    source, target = after.mentions.get(link.source), after.mentions.get(link.target)
    if source is None or target is None:
        yield f"the role {link.role} of {link.source!r} would point at nothing"
        return
    if link.source == link.target:
        yield "nothing fills a role of itself"
    if source.layer not in (Layer.QUOTE, Layer.EVENT):
        yield f"a mention of layer {source.layer} has no roles"
    if (link.role == CUE_ROLE) != (target.layer is Layer.CUE) or (link.role == CUE_ROLE and source.layer is not Layer.QUOTE):
        yield "a cue is the cue of a quote and nothing else"
    if link.state.kept and not target.state.kept:
        yield f"the filler of {link.role} is {target.state}: accept it first"
    if link.role == CUE_ROLE and link.state is not target.state:
        yield "a cue and its link have one state"


def _cue_faults(near: list[Link], present: list[Mention]) -> Iterator[str]:
    """What is wrong between quotes and cues; `near` are all links of the `present` mentions."""
    cues: dict[str, str] = {}
    owners: dict[str, str] = {}
    for link in near:
        if link.role != CUE_ROLE:
            continue
        if cues.setdefault(link.source, link.target) != link.target:
            yield "a quote has at most one cue"
        if owners.setdefault(link.target, link.source) != link.source:
            yield "a cue belongs to exactly one quote"
    if any(mention.layer is Layer.CUE and mention.id not in owners for mention in present):
        yield "a cue belongs to a quote"


def _duplicate_faults(after: AnnotationSet, moved: list[Mention]) -> Iterator[str]:
    """Two of the same; a rejected event is no hindrance, since it may come back beside another only with other roles."""
    looked_at = [m for m in moved if m.layer is not Layer.CUE and not _is_rejected_event(m)]
    starts = {mention.start for mention in looked_at}
    if not starts:
        return
    # comparing starts first spares most mentions of a long article the costly comparison
    near = [mention for mention in after.mentions.values() if mention.fragments[0].start in starts]
    for mention in looked_at:
        for other in near:
            if other.id != mention.id and same_place(mention, other) and not _is_rejected_event(other):
                yield from _clash(after, mention, other)


def same_place(left: Mention, right: Mention) -> bool:
    """Whether two mentions have the same layer, fragments and label."""
    return left.layer is right.layer and left.label == right.label and left.fragments == right.fragments


def _clash(after: AnnotationSet, mention: Mention, other: Mention) -> Iterator[str]:
    if other.layer is not Layer.EVENT:
        what = f"{other.label} {other.layer}".strip()
        yield f"there is the same {what} here already" + (" (rejected)" if other.state is State.REJECTED else "")
    elif roles_of(after, mention.id) == roles_of(after, other.id):
        yield f"there is the same {other.label} event with the same roles here already"


def roles_of(annotations: AnnotationSet, source: str) -> set[tuple[str, str]]:
    """The roles of an event or quote with the ids of what fills them, rejected ones too."""
    return {(key.role, key.target) for key in annotations.links if key.source == source}


def _is_rejected_event(mention: Mention) -> bool:
    return mention.layer is Layer.EVENT and mention.state is State.REJECTED
