"""What a person does to a set, as the edit that does it: accept, reject, relabel, move an edge, make, fill a role.

Every function is pure: it looks at a set and returns an edit, or raises EditRefused with a
sentence for the person. `by` is the annotator's name, the origin of what is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.model.annotation import (
    CUE_ROLE,
    AnnotationSet,
    Attributes,
    Layer,
    Link,
    LinkKey,
    Mention,
    Origin,
    State,
    Status,
)
from annotator.model.edits import (
    AddLink,
    AddMention,
    Edit,
    Relabel,
    SetAttributes,
    SetFragments,
    SetLinkState,
    SetState,
    SetStatus,
    batch,
)
from annotator.model.errors import EditRefused
from annotator.model.removals import link_removal, rejection
from annotator.model.schema import Role, Schema
from annotator.model.span import Fragments, Span, merged, without


def accept(annotations: AnnotationSet, ids: Iterable[str]) -> Edit:
    """Accept the mentions, with the proposed links, cues and fillers of quotes and events among them."""
    return batch(acceptance(annotations, ids), "accept")


def acceptance(annotations: AnnotationSet, ids: Iterable[str]) -> list[Edit]:
    """The edits of `accept`, fillers before the links that name them; empty when all is kept already."""
    states: dict[str, None] = {}
    links: dict[LinkKey, None] = {}
    waiting = list(ids)
    seen: set[str] = set()
    while waiting:
        mention = annotations.mentions[waiting.pop(0)]
        if mention.id in seen:
            continue
        seen.add(mention.id)
        if not mention.state.kept:
            states[mention.id] = None
        if not mention.layer.has_roles:
            continue
        for link in annotations.links_from(mention.id):
            target = annotations.mentions[link.target]
            if link.state is State.PROPOSED and target.state is not State.REJECTED:
                if link.role != CUE_ROLE:
                    links[link.key] = None
                waiting.append(link.target)
    return [
        *(SetState(name, State.ACCEPTED) for name in states),
        *(SetLinkState(key, State.ACCEPTED) for key in links),
    ]


def finish(annotations: AnnotationSet, ids: Iterable[str]) -> Edit:
    """Accept the mentions, and what is still proposed about kept quotes and events, and say that the article is done, as one edit."""
    sources = {key.source for key, link in annotations.links.items() if link.state is State.PROPOSED}
    kept = sorted(name for name in sources if annotations.mentions[name].state.kept)
    return batch([*acceptance(annotations, [*ids, *kept]), SetStatus(Status.DONE)], "done")


def relabel(annotations: AnnotationSet, mention_id: str, label: str, schema: Schema) -> Edit:
    """Give the mention another label; the same label again accepts it.

    Links of roles that the new type does not have go in the same edit.
    """
    mention = annotations.mentions[mention_id]
    if mention.label == label:
        if mention.state.kept:
            raise EditRefused(f"this is {label} already")
        return accept(annotations, [mention_id])
    if schema.label(mention.layer, label) is None:
        raise EditRefused(f"the schema has no {mention.layer} label {label!r}")
    twin = find(annotations, mention.layer, label, mention.fragments)
    if twin is not None and mention.layer is not Layer.EVENT:
        return _become(annotations, mention, twin)
    return batch([*_lost_roles(annotations, mention, label, schema), Relabel(mention_id, label)], "relabel")


def _lost_roles(annotations: AnnotationSet, mention: Mention, label: str, schema: Schema) -> list[Edit]:
    new = schema.label(mention.layer, label)
    known = {role.name for role in new.roles} | {CUE_ROLE} if new else {CUE_ROLE}
    lost = [link for link in annotations.links_from(mention.id) if link.role not in known and link.state is not State.REJECTED]
    return [edit for link in lost for edit in link_removal(annotations, link.key)]


def set_fragments(annotations: AnnotationSet, mention_id: str, fragments: Fragments) -> Edit:
    """Give the mention other fragments; where the same one was rejected before, that one comes back instead."""
    mention = annotations.mentions[mention_id]
    if mention.fragments == fragments:
        raise EditRefused("there is nothing to change")
    twin = find(annotations, mention.layer, mention.label, fragments)
    if twin is not None and mention.layer not in (Layer.EVENT, Layer.CUE):
        return _become(annotations, mention, twin)
    return SetFragments(mention_id, fragments)


def add_fragment(annotations: AnnotationSet, mention_id: str, span: Span) -> Edit:
    """Add a stretch to an entity or quote; what touches becomes one fragment."""
    mention = annotations.mentions[mention_id]
    return set_fragments(annotations, mention_id, merged((*mention.fragments, span)))


def add(annotations: AnnotationSet, layer: Layer, label: str, fragments: Fragments, schema: Schema, by: str) -> Edit:
    """Make an entity, quote or event, or accept the one that is there."""
    twin = find(annotations, layer, label, fragments)
    if twin is not None and not twin.state.kept:
        return accept(annotations, [twin.id])
    if twin is not None and (layer is not Layer.EVENT or not annotations.links_from(twin.id)):
        raise EditRefused(f"this is {label} already")
    return AddMention(_made(annotations, layer, label, fragments, by, schema.default_attributes(layer)))


def mark_cue(annotations: AnnotationSet, quote_id: str, fragments: Fragments, by: str) -> Edit:
    """Make the stretch the cue of the quote, in place of the one it has."""
    _require(annotations, quote_id, Layer.QUOTE)
    cue = annotations.cue_of(quote_id)
    if cue is None:
        cue = _made(annotations, Layer.CUE, "", fragments, by)
        return batch([AddMention(cue), AddLink(Link(quote_id, CUE_ROLE, cue.id, State.ADDED, Origin(by)))], "cue")
    if cue.fragments == fragments:
        return accept(annotations, [cue.id]) if not cue.state.kept else _nothing("this is the cue already")
    return SetFragments(cue.id, fragments)


def split_quote(annotations: AnnotationSet, quote_id: str, offset: int, text: str, by: str) -> Edit:
    """Two quotes out of one at the offset; both keep type and roles, the first keeps the cue; blanks at the cut go."""
    quote = _require(annotations, quote_id, Layer.QUOTE)
    left = without(quote.fragments, Span(offset, quote.end)) if offset < quote.end else quote.fragments
    right = without(quote.fragments, Span(quote.start, offset)) if offset > quote.start else quote.fragments
    left, right = _without_blanks(left, text), _without_blanks(right, text)
    if not left or not right or left == quote.fragments:
        raise EditRefused("put the cursor inside the quote, where the second one begins")
    second = _made(annotations, Layer.QUOTE, quote.label, right, by, quote.attributes)
    roles = [link for link in annotations.links_from(quote_id) if link.state is not State.REJECTED and link.role != CUE_ROLE]
    made = [replace(link, source=second.id) if link.state is State.PROPOSED else _copied(link, second.id, by) for link in roles]
    copies = [AddLink(link) for link in made]
    return batch([SetFragments(quote_id, left), AddMention(second), *copies], "split")


def _copied(link: Link, source: str, by: str) -> Link:
    return Link(source, link.role, link.target, State.ADDED, Origin(by))


def _without_blanks(fragments: Fragments, text: str) -> Fragments:
    """The fragments, each without blanks at its ends; those of blanks alone are left out."""
    return tuple(span for span in (fragment.stripped(text) for fragment in fragments) if len(span))


def fill_role(annotations: AnnotationSet, source_id: str, role: Role, target_id: str, by: str) -> Edit:
    """Give the role to a mention that is there; it is accepted with it. A role for one filler changes hands."""
    target = annotations.mentions[target_id]
    if target.layer is Layer.CUE:
        raise EditRefused("a cue fills no role")
    key = LinkKey(source_id, role.name, target_id)
    known = annotations.links.get(key)
    if known is not None and known.state.kept:
        raise EditRefused(f"this is the {role.name} already")
    link = SetLinkState(key, State.ACCEPTED) if known else AddLink(Link(*key, State.ADDED, Origin(by)))
    parts = [*_handed_over(annotations, source_id, role, target_id), *acceptance(annotations, [target_id]), link]
    return batch(parts, role.name)


def fill_role_with_text(annotations: AnnotationSet, source_id: str, role: Role, fragments: Fragments, by: str) -> Edit:
    """Give the role to a stretch of text: to a fitting mention of exactly that stretch, else to a participant."""
    source = annotations.mentions[source_id]
    for mention in _exactly_at(annotations, fragments):
        if mention.id != source.id and mention.state is not State.REJECTED and role.fill.accepts(mention):
            return fill_role(annotations, source_id, role, mention.id, by)
    known = find(annotations, Layer.PARTICIPANT, "", fragments)
    if known is not None:
        return fill_role(annotations, source_id, role, known.id, by)
    participant = _made(annotations, Layer.PARTICIPANT, "", fragments, by)
    link = AddLink(Link(source_id, role.name, participant.id, State.ADDED, Origin(by)))
    return batch([*_handed_over(annotations, source_id, role, participant.id), AddMention(participant), link], role.name)


def _handed_over(annotations: AnnotationSet, source_id: str, role: Role, target_id: str) -> list[Edit]:
    """Taking a role for one filler away from who has it."""
    if role.cardinality.most != 1:
        return []
    holders = [
        link
        for link in annotations.links_from(source_id)
        if link.role == role.name and link.target != target_id and link.state is not State.REJECTED
    ]
    return [edit for link in holders for edit in link_removal(annotations, link.key)]


def set_attribute(annotations: AnnotationSet, mention_id: str, name: str, value: str | None) -> Edit:
    """Give an attribute a value."""
    mention = annotations.mentions[mention_id]
    attributes = dict(mention.attributes)
    if name in attributes and attributes[name] == value:
        raise EditRefused(f"{name} is {value} already")
    return SetAttributes(mention_id, tuple(sorted((attributes | {name: value}).items())))


def find(annotations: AnnotationSet, layer: Layer, label: str, fragments: Fragments) -> Mention | None:
    """The mention of this layer, label and fragments, of whatever state; an unkept one before a kept one."""
    found = [m for m in _exactly_at(annotations, fragments) if m.layer is layer and m.label == label]
    return min(found, key=lambda m: (m.state.kept, m.sort_key), default=None)


def _exactly_at(annotations: AnnotationSet, fragments: Fragments) -> list[Mention]:
    """The mentions of exactly these fragments, in the order in which mentions are listed."""
    names = annotations.starts.get(fragments[0].start, ()) if fragments else ()
    found = (annotations.mentions[name] for name in names)
    return sorted((m for m in found if m.fragments == fragments), key=lambda m: m.sort_key)


def _become(annotations: AnnotationSet, mention: Mention, twin: Mention) -> Edit:
    """The mention goes and its twin, which says the same already, takes its roles."""
    if twin.state.kept:
        raise EditRefused(f"the same {twin.label or twin.layer} is here already")
    moved: dict[LinkKey, Edit] = {}
    for link in (*annotations.links_from(mention.id), *annotations.links_to(mention.id)):
        source = twin.id if link.source == mention.id else link.source
        target = twin.id if link.target == mention.id else link.target
        if link.state is State.REJECTED or link.role == CUE_ROLE or source == target:
            continue
        key = LinkKey(source, link.role, target)
        if key not in annotations.links:
            state = State.ADDED if link.state.kept else link.state
            moved[key] = AddLink(Link(*key, state, link.origin))
        elif link.state.kept:
            moved[key] = SetLinkState(key, State.ACCEPTED)
    going = rejection(annotations, mention.id, spare={key.target for key in moved})
    return batch([*going, *acceptance(annotations, [twin.id]), *moved.values()], "relabel")


def _made(
    annotations: AnnotationSet,
    layer: Layer,
    label: str,
    fragments: Fragments,
    by: str,
    attributes: Attributes = (),
) -> Mention:
    return Mention(annotations.next_id(), layer, label, fragments, State.ADDED, Origin(by), attributes=attributes)


def _require(annotations: AnnotationSet, mention_id: str, layer: Layer) -> Mention:
    mention = annotations.mentions[mention_id]
    if mention.layer is not layer:
        raise EditRefused(f"this is no {layer}")
    return mention


def _nothing(sentence: str) -> Edit:
    raise EditRefused(sentence)
