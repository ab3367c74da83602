"""One change to an annotation set as data: every kind of edit, and the batch that undoes as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model.annotation import Attributes, Link, LinkKey, Mention, State, Status
from annotator.model.errors import EditRefused
from annotator.model.span import Fragments


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
