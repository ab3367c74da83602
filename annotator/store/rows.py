"""Mentions, links and sets as rows of tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from annotator.model.annotation import ITEM_LAYERS, AnnotationSet, Attributes, Kind, Layer, Link, LinkKey, Mention, Origin, State, Status
from annotator.model.span import Fragments, Span

MENTION_COLUMNS = "id, layer, label, first, last, fragments, state, made_by, component, score, canonical, note, attributes"
LINK_COLUMNS = "source, role, target, state, made_by, component, score"
SET_COLUMNS = "s.annotator, s.kind, s.status, s.reason, s.flags, s.revision, s.next_number"

# a table is read sooner than an enumeration is called
_LAYERS = {layer.value: layer for layer in Layer}
_STATES = {state.value: state for state in State}

IS_ITEM = f"layer IN ({', '.join(repr(layer.value) for layer in ITEM_LAYERS)})"
"""Whether a mention is one that is looked at by itself."""

PUT_MENTION = (
    f"INSERT INTO mention (set_id, {MENTION_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (set_id, id) DO UPDATE SET"
    " (layer, label, first, last, fragments, state, made_by, component, score, canonical, note, attributes)"
    " = (excluded.layer, excluded.label, excluded.first, excluded.last, excluded.fragments, excluded.state, excluded.made_by,"
    " excluded.component, excluded.score, excluded.canonical, excluded.note, excluded.attributes)"
)
PUT_LINK = (
    f"INSERT INTO link (set_id, {LINK_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (set_id, source, role, target) DO UPDATE SET (state, made_by, component, score)"
    " = (excluded.state, excluded.made_by, excluded.component, excluded.score)"
)


def mention_row(set_id: int, mention: Mention) -> tuple[Any, ...]:
    """The values of `PUT_MENTION`."""
    fragments = None
    if len(mention.fragments) > 1:
        fragments = json.dumps([[span.start, span.end] for span in mention.fragments], separators=(",", ":"))
    return (
        set_id,
        mention.id,
        mention.layer.value,
        mention.label,
        mention.fragments[0].start,
        mention.fragments[-1].end,
        fragments,
        mention.state.value,
        *_origin_values(mention.origin),
        mention.canonical,
        mention.note,
        _attributes_text(mention.attributes),
    )


def mention_from(row: Sequence[Any]) -> Mention:
    """The mention of a row with `MENTION_COLUMNS`."""
    name, layer, label, first, last, fragments, state, made_by, component, score, canonical, note, attributes = row
    return Mention(
        name,
        _LAYERS[layer],
        label,
        _fragments(first, last, fragments),
        _STATES[state],
        _origin(made_by, component, score),
        canonical,
        note,
        _attributes(attributes),
    )


def link_row(set_id: int, link: Link) -> tuple[Any, ...]:
    """The values of `PUT_LINK`."""
    return (set_id, link.source, link.role, link.target, link.state.value, *_origin_values(link.origin))


def link_from(row: Sequence[Any]) -> Link:
    """The link of a row with `LINK_COLUMNS`."""
    source, role, target, state, made_by, component, score = row
    return Link(source, role, target, _STATES[state], _origin(made_by, component, score))


def set_from(article_id: str, row: Sequence[Any], mentions: Iterable[Mention], links: Iterable[Link]) -> AnnotationSet:
    """The set of a row with `SET_COLUMNS` and of its items."""
    annotator, kind, status, reason, flags, revision, next_number = row
    by_key: dict[LinkKey, Link] = {link.key: link for link in links}
    return AnnotationSet(
        article_id,
        annotator,
        Kind(kind),
        Status(status),
        reason,
        tuple(json.loads(flags)),
        revision,
        next_number,
        {mention.id: mention for mention in mentions},
        by_key,
    )


def _origin_values(origin: Origin | None) -> tuple[Any, ...]:
    return (None, None, None) if origin is None else (origin.annotator, origin.component, origin.score)


# the same few attributes and origins stand in row after row


@lru_cache(maxsize=1 << 10)
def _attributes_text(attributes: Attributes) -> str | None:
    return json.dumps(dict(attributes), separators=(",", ":")) if attributes else None


@lru_cache(maxsize=1 << 10)
def _attributes(text: str | None) -> Attributes:
    return tuple(sorted(json.loads(text).items())) if text else ()


@lru_cache(maxsize=1 << 10)
def _origin(made_by: str | None, component: str | None, score: float | None) -> Origin | None:
    return None if made_by is None else Origin(made_by, component, score)


def _fragments(first: int, last: int, fragments: str | None) -> Fragments:
    return (Span(first, last),) if fragments is None else tuple(Span(*pair) for pair in pairs_from(fragments))


def pairs_from(fragments: str) -> tuple[tuple[int, int], ...]:
    """The half-open pairs of a `fragments` column that is not NULL."""
    return tuple((start, end) for start, end in json.loads(fragments))
