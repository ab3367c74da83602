"""What one annotator says about one article: mentions, links and the set that holds them, as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from annotator.model.names import own_number
from annotator.model.span import Fragments, Span, extent

CUE_ROLE = "cue"
"""The role of the link from a quote to the cue that it owns."""


class Layer(StrEnum):
    """The five layers a mention can belong to, in the order in which they are shown."""

    ENTITY = "entity"
    QUOTE = "quote"
    CUE = "cue"
    EVENT = "event"
    PARTICIPANT = "participant"

    @property
    def has_roles(self) -> bool:
        """Whether mentions of the layer have roles that others fill."""
        return self in _WITH_ROLES

    @property
    def is_unlabelled(self) -> bool:
        """Whether mentions of the layer have no label, and are nothing without the quote or event they belong to."""
        return self in _UNLABELLED


_WITH_ROLES = frozenset({Layer.QUOTE, Layer.EVENT})
_UNLABELLED = frozenset({Layer.CUE, Layer.PARTICIPANT})

ITEM_LAYERS = (Layer.ENTITY, Layer.QUOTE, Layer.EVENT)
"""The layers whose mentions are looked at one by one; cues and participants go with what they belong to."""


class State(StrEnum):
    """How far a person has looked at a mention or link."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    EDITED = "edited"
    ADDED = "added"
    REJECTED = "rejected"

    @property
    def kept(self) -> bool:
        """Whether a person looked and said it is right."""
        return self in _KEPT

    @property
    def touched(self) -> bool:
        """Whether a person has looked at all."""
        return self is not State.PROPOSED


_KEPT = frozenset({State.ACCEPTED, State.EDITED, State.ADDED})


class Kind(StrEnum):
    """What sort of annotator a set is by."""

    HUMAN = "human"
    MODEL = "model"
    IMPORT = "import"
    GOLD = "gold"


class Status(StrEnum):
    """How far the work on a set has come."""

    NEW = "new"
    STARTED = "started"
    DONE = "done"
    SKIPPED = "skipped"

    @property
    def is_finished(self) -> bool:
        """Whether no more work is to come: such a set never changes by itself."""
        return self in (Status.DONE, Status.SKIPPED)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who made an item: a person's name, or `NAME-VERSION` of a pipeline with component and score."""

    annotator: str
    component: str | None = None
    score: float | None = None


Attributes = tuple[tuple[str, str | None], ...]
"""Attribute names and values, sorted by name."""


Place = tuple[Layer, str, Fragments]
"""Layer, label and fragments: what two mentions that say the same have in common."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled stretch of an article in one layer.

    `label` is the entity label, quote type or event type, and empty for cues and participants.
    `origin` is `None` when a file said nothing of it.
    """

    id: str
    layer: Layer
    label: str
    fragments: Fragments
    state: State = State.ADDED
    origin: Origin | None = None
    canonical: str | None = None
    note: str | None = None
    attributes: Attributes = ()

    @property
    def span(self) -> Span:
        """The extent from the first fragment's start to the last one's end."""
        return extent(self.fragments)

    @property
    def start(self) -> int:
        """The first code point."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """The code point after the last one."""
        return self.fragments[-1].end

    @property
    def place(self) -> Place:
        """Layer, label and fragments."""
        return (self.layer, self.label, self.fragments)

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """The order in which mentions are listed and exported: start, end, label, id."""
        return (self.start, self.end, self.label, self.id)

    def text(self, article_text: str) -> str:
        """The slice of the article from the mention's start to its end, gaps included."""
        return self.span.slice(article_text)

    def attribute(self, name: str) -> str | None:
        """The value of the attribute, or `None` when it has none."""
        return dict(self.attributes).get(name)


class LinkKey(NamedTuple):
    """What identifies a link: source mention, role, target mention; a tuple, since sets of thousands are hashed at every edit."""

    source: str
    role: str
    target: str


@dataclass(frozen=True, slots=True)
class Link:
    """A role from one mention (a quote or event) to another that fills it."""

    source: str
    role: str
    target: str
    state: State = State.ADDED
    origin: Origin | None = None

    @property
    def key(self) -> LinkKey:
        """What identifies the link."""
        return LinkKey(self.source, self.role, self.target)


Ends = Mapping[str, tuple[LinkKey, ...]]
"""The keys of the links of each mention that has any, be it source or target."""

Starts = Mapping[int, tuple[str, ...]]
"""The ids of the mentions that start at each code point where any does."""


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """All mentions and links of one annotator on one article; an immutable value.

    `mentions` and `links` must not be changed in place: `replace` the set instead.
    `revision` counts the edits; `next_number` is the number of the next own id, never reused.
    """

    article_id: str
    annotator: str
    kind: Kind = Kind.HUMAN
    status: Status = Status.NEW
    reason: str | None = None
    flags: tuple[str, ...] = ()
    revision: int = 0
    next_number: int = 1
    mentions: Mapping[str, Mention] = field(default_factory=dict)
    links: Mapping[LinkKey, Link] = field(default_factory=dict)
    _ends: Ends | None = field(default=None, init=False, repr=False, compare=False)
    _starts: Starts | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def ends(self) -> Ends:
        """The links of each mention, found once."""
        if self._ends is None:
            object.__setattr__(self, "_ends", _ends_of(self.links))
        return self._ends or {}

    @property
    def starts(self) -> Starts:
        """The mentions at each start, found once."""
        if self._starts is None:
            object.__setattr__(self, "_starts", _starts_of(self.mentions))
        return self._starts or {}

    def with_known(self, ends: Ends, starts: Starts) -> AnnotationSet:
        """The same set, spared looking for what is known already."""
        object.__setattr__(self, "_ends", ends)
        object.__setattr__(self, "_starts", starts)
        return self

    def in_layer(self, layer: Layer) -> list[Mention]:
        """The mentions of one layer in reading order."""
        return sorted((m for m in self.mentions.values() if m.layer is layer), key=lambda m: m.sort_key)

    def links_from(self, mention_id: str) -> list[Link]:
        """The links whose source this is, sorted by role and target; the cue's link is among them."""
        return [self.links[key] for key in sorted(self.ends.get(mention_id, ())) if key.source == mention_id]

    def links_to(self, mention_id: str) -> list[Link]:
        """The links that name this mention as filler or cue, sorted by source and role."""
        return [self.links[key] for key in sorted(self.ends.get(mention_id, ())) if key.target == mention_id]

    def cue_of(self, quote_id: str) -> Mention | None:
        """The cue that the quote owns, of whatever state."""
        for key in self.ends.get(quote_id, ()):
            if key.source == quote_id and key.role == CUE_ROLE:
                return self.mentions[key.target]
        return None

    def quote_of(self, cue_id: str) -> Mention | None:
        """The quote that owns the cue."""
        for key in self.ends.get(cue_id, ()):
            if key.target == cue_id and key.role == CUE_ROLE:
                return self.mentions[key.source]
        return None

    def kept(self) -> Iterator[Mention]:
        """The mentions that a person looked at and found right."""
        return (m for m in self.mentions.values() if m.state.kept)

    def next_id(self, offset: int = 0) -> str:
        """The id that the next mention made here gets (`offset` more for a batch that makes several)."""
        return f"m{self.next_number + offset}"

    def with_items(self, mentions: Mapping[str, Mention], links: Mapping[LinkKey, Link]) -> AnnotationSet:
        """The same set with other mentions and links; the id counter rises above every own id in them."""
        number = max((own_number(name) + 1 for name in mentions), default=1)
        return replace(self, mentions=mentions, links=links, next_number=max(self.next_number, number))


def _ends_of(links: Mapping[LinkKey, Link]) -> Ends:
    found: dict[str, list[LinkKey]] = {}
    for key in links:
        found.setdefault(key.source, []).append(key)
        found.setdefault(key.target, []).append(key)
    return {name: tuple(keys) for name, keys in found.items()}


def _starts_of(mentions: Mapping[str, Mention]) -> Starts:
    found: dict[int, list[str]] = {}
    for mention in mentions.values():
        for fragment in mention.fragments[:1]:
            found.setdefault(fragment.start, []).append(mention.id)
    return {start: tuple(names) for start, names in found.items()}


def roles_by_source(keys: Iterable[LinkKey]) -> dict[str, frozenset[tuple[str, str]]]:
    """The roles of each mention that has any, with the ids of what fills them."""
    roles: dict[str, set[tuple[str, str]]] = {}
    for key in keys:
        roles.setdefault(key.source, set()).add((key.role, key.target))
    return {source: frozenset(pairs) for source, pairs in roles.items()}
