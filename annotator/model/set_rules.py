"""The rules that every annotation set keeps, whatever edit is applied to it."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Link, Mention, Place, State, roles_by_source
from annotator.model.names import id_fault
from annotator.model.span import faults_of


def set_rule_faults(after: AnnotationSet, touched: set[str], moved: set[str], length: int) -> Iterator[str]:
    """The rules that a changed set breaks, looked for in what was touched; `length` is the text's in code points."""
    present = [after.mentions[name] for name in sorted(touched) if name in after.mentions]
    for mention in present:
        yield from _mention_faults(mention, length)
    near = [after.links[key] for key in sorted({key for name in touched for key in after.ends.get(name, ())})]
    for link in near:
        yield from _link_faults(after, link)
    yield from _cue_faults(near, present)
    filling = {link.target for link in near}
    if any(mention.layer is Layer.PARTICIPANT and mention.id not in filling for mention in present):
        yield "a participant fills at least one role"
    yield from _duplicate_faults(after, [mention for mention in present if mention.id in moved])


def _mention_faults(mention: Mention, length: int) -> Iterator[str]:
    if fault := id_fault(mention.id):
        yield fault
    yield from faults_of(mention.fragments, length)
    unlabelled = mention.layer.is_unlabelled
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
    if not source.layer.has_roles:
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
    near: dict[Place, list[Mention]] = {}
    for start in {mention.start for mention in looked_at}:
        for other in (after.mentions[name] for name in after.starts.get(start, ())):
            near.setdefault(other.place, []).append(other)
    for mention in looked_at:
        for other in near[mention.place]:
            if other.id != mention.id and not _is_rejected_event(other):
                yield from _clash(after, mention, other)


def _clash(after: AnnotationSet, mention: Mention, other: Mention) -> Iterator[str]:
    if other.layer is not Layer.EVENT:
        what = f"{other.label} {other.layer}".strip()
        yield f"there is the same {what} here already" + (" (rejected)" if other.state is State.REJECTED else "")
    elif roles_of(after, mention.id) == roles_of(after, other.id):
        yield f"there is the same {other.label} event with the same roles here already"


def roles_of(annotations: AnnotationSet, source: str) -> frozenset[tuple[str, str]]:
    """The roles of an event or quote with the ids of what fills them, rejected ones too."""
    return roles_by_source(annotations.ends.get(source, ())).get(source, frozenset())


def _is_rejected_event(mention: Mention) -> bool:
    return mention.layer is Layer.EVENT and mention.state is State.REJECTED
