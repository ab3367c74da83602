"""Edits, mentions and links as plain JSON values and back, for the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.model.annotation import Layer, Link, LinkKey, Mention, Origin, State, Status
from annotator.model.edits import (
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
from annotator.model.span import Fragments, Span

Data = dict[str, Any]


def edit_data(edit: Edit) -> Data:
    """The edit as a JSON object whose `op` names it."""
    match edit:
        case AddMention(mention):
            return {"op": "add", "mention": mention_data(mention)}
        case RemoveMention(mention_id):
            return {"op": "remove", "id": mention_id}
        case Relabel(mention_id, label, state):
            return _with_state({"op": "relabel", "id": mention_id, "label": label}, state)
        case SetFragments(mention_id, fragments, state):
            return _with_state({"op": "fragments", "id": mention_id, "fragments": _pairs(fragments)}, state)
        case SetAttributes(mention_id, attributes, state):
            return _with_state({"op": "attributes", "id": mention_id, "attributes": dict(attributes)}, state)
        case SetCanonical(mention_id, canonical):
            return {"op": "canonical", "id": mention_id, "canonical": canonical}
        case SetNote(mention_id, note):
            return {"op": "note", "id": mention_id, "note": note}
        case SetState(mention_id, state):
            return {"op": "state", "id": mention_id, "state": str(state)}
        case AddLink(link):
            return {"op": "link", "link": link_data(link)}
        case RemoveLink(key):
            return {"op": "unlink", "key": _key_data(key)}
        case SetLinkState(key, state):
            return {"op": "link_state", "key": _key_data(key), "state": str(state)}
        case SetStatus(status, reason):
            return {"op": "status", "status": str(status), "reason": reason}
        case SetFlags(flags):
            return {"op": "flags", "flags": list(flags)}
        case Seed():
            return {
                "op": "seed",
                "source": edit.source,
                "mentions": [mention_data(m) for m in edit.mentions],
                "links": [link_data(link) for link in edit.links],
                "status": str(edit.status),
                "reason": edit.reason,
                "flags": list(edit.flags),
            }
        case Refresh():
            return {
                "op": "refresh",
                "source": edit.source,
                "remove_links": [_key_data(key) for key in edit.remove_links],
                "remove": list(edit.remove),
                "mentions": [mention_data(m) for m in edit.mentions],
                "links": [link_data(link) for link in edit.links],
            }
        case Batch(edits, name):
            return {"op": "batch", "name": name, "edits": [edit_data(part) for part in edits]}


def edit_from(data: Mapping[str, Any]) -> Edit:
    """The edit that `edit_data` wrote.

    Raises ValueError for an unknown `op`, KeyError for a missing field.
    """
    match data["op"]:
        case "add":
            return AddMention(mention_from(data["mention"]))
        case "remove":
            return RemoveMention(data["id"])
        case "relabel":
            return Relabel(data["id"], data["label"], _state(data))
        case "fragments":
            return SetFragments(data["id"], _fragments(data["fragments"]), _state(data))
        case "attributes":
            return SetAttributes(data["id"], tuple(sorted(data["attributes"].items())), _state(data))
        case "canonical":
            return SetCanonical(data["id"], data["canonical"])
        case "note":
            return SetNote(data["id"], data["note"])
        case "state":
            return SetState(data["id"], State(data["state"]))
        case "link":
            return AddLink(link_from(data["link"]))
        case "unlink":
            return RemoveLink(LinkKey(*data["key"]))
        case "link_state":
            return SetLinkState(LinkKey(*data["key"]), State(data["state"]))
        case "status":
            return SetStatus(Status(data["status"]), data["reason"])
        case "flags":
            return SetFlags(tuple(data["flags"]))
        case "seed":
            return Seed(data["source"], _mentions(data), _links(data), Status(data["status"]), data["reason"], tuple(data["flags"]))
        case "refresh":
            keys = tuple(LinkKey(*key) for key in data["remove_links"])
            return Refresh(data["source"], keys, tuple(data["remove"]), _mentions(data), _links(data))
        case "batch":
            return Batch(tuple(edit_from(part) for part in data["edits"]), data["name"])
        case other:
            raise ValueError(f"the log holds an unknown edit {other!r}")


def mention_data(mention: Mention) -> Data:
    """The mention as a JSON object without its empty fields."""
    data: Data = {
        "id": mention.id,
        "layer": str(mention.layer),
        "label": mention.label,
        "fragments": _pairs(mention.fragments),
        "state": str(mention.state),
        "origin": origin_data(mention.origin),
        "canonical": mention.canonical,
        "note": mention.note,
        "attributes": dict(mention.attributes),
    }
    return {name: value for name, value in data.items() if value not in (None, "", {})}


def mention_from(data: Mapping[str, Any]) -> Mention:
    """The mention that `mention_data` wrote."""
    return Mention(
        data["id"],
        Layer(data["layer"]),
        data.get("label", ""),
        _fragments(data["fragments"]),
        State(data["state"]),
        origin_from(data.get("origin")),
        data.get("canonical"),
        data.get("note"),
        tuple(sorted(data.get("attributes", {}).items())),
    )


def link_data(link: Link) -> Data:
    """The link as a JSON object."""
    data: Data = {"key": _key_data(link.key), "state": str(link.state)}
    return data if link.origin is None else data | {"origin": origin_data(link.origin)}


def link_from(data: Mapping[str, Any]) -> Link:
    """The link that `link_data` wrote."""
    source, role, target = data["key"]
    return Link(source, role, target, State(data["state"]), origin_from(data.get("origin")))


def origin_data(origin: Origin | None) -> Data | None:
    """The origin as a JSON object without its empty fields."""
    if origin is None:
        return None
    data = {"annotator": origin.annotator, "component": origin.component, "score": origin.score}
    return {name: value for name, value in data.items() if value is not None}


def origin_from(data: Mapping[str, Any] | None) -> Origin | None:
    """The origin that `origin_data` wrote."""
    return None if data is None else Origin(data["annotator"], data.get("component"), data.get("score"))


def _with_state(data: Data, state: State | None) -> Data:
    return data if state is None else data | {"state": str(state)}


def _state(data: Mapping[str, Any]) -> State | None:
    return State(data["state"]) if "state" in data else None


def _key_data(key: LinkKey) -> list[str]:
    return [key.source, key.role, key.target]


def _pairs(fragments: Fragments) -> list[list[int]]:
    return [[span.start, span.end] for span in fragments]


def _fragments(pairs: Sequence[Sequence[int]]) -> Fragments:
    return tuple(Span(start, end) for start, end in pairs)


def _mentions(data: Mapping[str, Any]) -> tuple[Mention, ...]:
    return tuple(mention_from(item) for item in data["mentions"])


def _links(data: Mapping[str, Any]) -> tuple[Link, ...]:
    return tuple(link_from(item) for item in data["links"])
