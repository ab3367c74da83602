"""What the components for quotes and events leave on a Doc: plain values, so that a Doc travels between processes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NotRequired, TypedDict

from spacy.tokens import Doc, Span

Target = str | list[Any]
"""A key of another proposal, or `["ent", start, end, label]`."""


class RoleLink(TypedDict):
    """A role and what fills it; `score`, here and of a proposal, is the chance that a person accepts it."""

    role: str
    target: Target
    score: NotRequired[float]


class Proposal(TypedDict):
    """What a component proposes: `key` is unique in the Doc, `fragments` are `[start, end]` in characters.

    `canonical` is the name that a participant's pronoun stands for.
    """

    layer: str
    key: str
    label: str
    fragments: list[list[int]]
    component: str
    score: NotRequired[float]
    attributes: dict[str, str | None]
    links: list[RoleLink]
    canonical: NotRequired[str]


_STORE = "annotator.proposals"
_PARTICIPANTS = "annotator.participants"


def proposals(doc: Doc) -> list[Proposal]:
    """Every proposal on the Doc, in the order in which they were made."""
    found: list[Proposal] = doc.user_data.setdefault(_STORE, [])
    return found


def propose(doc: Doc, layer: str, label: str, fragments: Iterable[tuple[int, int]], component: str) -> Proposal:
    """Add a proposal and return it, for its links and attributes to be filled in."""
    made: Proposal = {
        "layer": layer,
        "key": f"{layer[0]}{len(proposals(doc))}",
        "label": label,
        "fragments": [list(pair) for pair in fragments],
        "component": component,
        "attributes": {},
        "links": [],
    }
    proposals(doc).append(made)
    return made


def participant(doc: Doc, start: int, end: int, component: str) -> Proposal:
    """The participant on these characters, made when there is none yet."""
    places: dict[tuple[int, int], Proposal] = doc.user_data.setdefault(_PARTICIPANTS, {})
    if (start, end) not in places:
        places[start, end] = propose(doc, "participant", "", [(start, end)], component)
    return places[start, end]


def target_of(doc: Doc, span: Span, component: str) -> Target:
    """What a role points at: the entity when the span is one, else a participant on it."""
    if _is_entity(doc, span):
        return ["ent", span.start_char, span.end_char, span[0].ent_type_]
    return participant(doc, span.start_char, span.end_char, component)["key"]


def _is_entity(doc: Doc, span: Span) -> bool:
    """Whether the span is one of `doc.ents`, asked of its tokens, since spaCy makes all entities anew each time."""
    if not len(span) or span[0].ent_iob_ != "B" or (span.end < len(doc) and doc[span.end].ent_iob_ == "I"):
        return False
    return all(token.ent_iob_ == "I" for token in span[1:])


def link(source: Proposal, role: str, target: Target) -> None:
    """Give the source a role, once."""
    made: RoleLink = {"role": role, "target": target}
    if made not in source["links"]:
        source["links"].append(made)
