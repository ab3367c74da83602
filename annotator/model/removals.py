"""What goes when a mention or link goes: its links, a quote's cue, participants left without a role."""

from __future__ import annotations

from collections.abc import Collection

from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Link, LinkKey, State
from annotator.model.edits import Edit, RemoveLink, RemoveMention, SetLinkState, SetState, batch
from annotator.model.errors import EditRefused


def reject(annotations: AnnotationSet, mention_id: str) -> Edit:
    """Reject what somebody proposed, or remove what a person added, with all that hangs on it."""
    if annotations.mentions[mention_id].state is State.REJECTED:
        raise EditRefused("this is rejected already")
    return batch(rejection(annotations, mention_id), "reject")


def remove_role(annotations: AnnotationSet, key: LinkKey) -> Edit:
    """Take a role away; a participant left without a role goes with it."""
    link = annotations.links.get(key)
    if link is None or link.state is State.REJECTED:
        raise EditRefused("this role is not there")
    return batch(link_removal(annotations, key), "remove role")


def rejection(annotations: AnnotationSet, mention_id: str, spare: Collection[str] = ()) -> list[Edit]:
    """The edits of `reject`; participants in `spare` stay even without a role."""
    mention = annotations.mentions[mention_id]
    links = [*annotations.links_from(mention_id), *annotations.links_to(mention_id)]
    removed = mention.state is State.ADDED
    doomed = [mention]
    cue = annotations.cue_of(mention_id) if mention.layer is Layer.QUOTE else None
    if cue is not None:
        doomed.append(cue)
    goes = {m.id for m in doomed if removed or m.state is State.ADDED}
    parts: list[Edit] = []
    for link in links:
        if link.source in goes or link.target in goes or link.state is State.ADDED:
            parts.append(RemoveLink(link.key))
        elif link.state is not State.REJECTED and link.role != CUE_ROLE:
            parts.append(SetLinkState(link.key, State.REJECTED))
    removed_links = {part.key for part in parts if isinstance(part, RemoveLink)}
    parts += _orphans(annotations, [link for link in links if link.source == mention_id], removed_links, spare)
    for item in reversed(doomed):
        if item.id in goes:
            parts.append(RemoveMention(item.id))
        elif item.state is not State.REJECTED:
            parts.append(SetState(item.id, State.REJECTED))
    return parts


def link_removal(annotations: AnnotationSet, key: LinkKey) -> list[Edit]:
    """The edits of `remove_role`."""
    link = annotations.links[key]
    if key.role == CUE_ROLE:
        return rejection(annotations, key.target)
    gone: Edit = RemoveLink(key) if link.state is State.ADDED else SetLinkState(key, State.REJECTED)
    return [gone, *_orphans(annotations, [link], {key} if link.state is State.ADDED else (), ())]


def _orphans(annotations: AnnotationSet, going: list[Link], removed: Collection[LinkKey], spare: Collection[str]) -> list[Edit]:
    """The end of the participants that fill no role once these links are removed or rejected."""
    keys = {link.key for link in going}
    parts: list[Edit] = []
    for name in dict.fromkeys(link.target for link in going):
        filler = annotations.mentions[name]
        if filler.layer is not Layer.PARTICIPANT or name in spare or filler.state is State.REJECTED:
            continue
        others = [link for link in annotations.links_to(name) if link.key not in keys]
        if any(link.state is not State.REJECTED for link in others):
            continue
        held = others or any(link.target == name and link.key not in removed for link in going)
        if not held:
            parts.append(RemoveMention(name))
        else:
            parts.append(SetState(name, State.REJECTED))
    return parts
