"""A disagreement in its article: both annotators' work there, and which mention of each it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.compare.mentions import SPEAKER_ROLE
from annotator.model.annotation import AnnotationSet, Layer, Mention, State
from annotator.model.article import Article
from annotator.model.errors import BadData
from annotator.model.kept import ranges_of
from annotator.model.selection import Selection
from annotator.store import annotations as sets
from annotator.store import articles
from annotator.workflow.compared_sets import MODEL
from annotator.workflow.disagreements import Element, Group, Place, Version
from annotator.workflow.project import Project

_LAYERS = {Element.ENTITY: Layer.ENTITY, Element.QUOTE: Layer.QUOTE, Element.TRIGGER: Layer.EVENT, Element.CUE: Layer.CUE}
_OWNERS = {Element.CUE: Layer.QUOTE, Element.SPEAKER: Layer.QUOTE, Element.ARGUMENT: Layer.EVENT}


@dataclass(frozen=True, slots=True)
class Meant:
    """One annotator's kept work, and the ids of the mention that is meant and of the quote or event it belongs to."""

    annotations: AnnotationSet
    mention: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class BothVersions:
    """An article and what each of the two has there."""

    article: Article
    sides: tuple[Meant, Meant]


def both_versions(project: Project, group: Group, place: Place) -> BothVersions:
    """The article of a place and both annotators' kept work there, as they are now.

    Raises BadData when one of them is gone.
    """
    first, second = (_kept(project, place.article_id, version.annotator) for version in place.versions)
    if group.element is Element.NAME:
        return BothVersions(articles.get(project.store, place.article_id), (_named(first, place), _named(second, place)))
    left, right = (meant(kept, group.element, version) for kept, version in zip((first, second), place.versions, strict=True))
    # who has no version of a cue, speaker or filler may have the quote or event it is missing from
    sides = (_with_owner(left, right, group.element), _with_owner(right, left, group.element))
    return BothVersions(articles.get(project.store, place.article_id), sides)


def meant(annotations: AnnotationSet, element: Element, version: Version) -> Meant:
    """The mention with a version's fragments and label, or role, if the set has it still."""
    if not version.ranges:
        return Meant(annotations, None, None)
    if element in (Element.ARGUMENT, Element.SPEAKER):
        return _filler(annotations, element, version)
    found = next(
        (m for m in annotations.in_layer(_LAYERS[element]) if ranges_of(m.fragments) == version.ranges and m.label == version.label), None
    )
    owner = annotations.quote_of(found.id) if found and element is Element.CUE else None
    return Meant(annotations, found.id if found else None, owner.id if owner else None)


def _named(annotations: AnnotationSet, place: Place) -> Meant:
    """What both marked and only one gave a name, or each another one."""
    ranges = next(version.ranges for version in place.versions if version.ranges)
    bearers = (*annotations.in_layer(Layer.ENTITY), *annotations.in_layer(Layer.PARTICIPANT))
    found = next((m for m in bearers if ranges_of(m.fragments) == ranges), None)
    return Meant(annotations, found.id if found else None, None)


def _filler(annotations: AnnotationSet, element: Element, version: Version) -> Meant:
    """The filler of a role, and whose role it is; a speaker's fragments are those of all speakers of the quote."""
    role = SPEAKER_ROLE if element is Element.SPEAKER else version.label
    for key in sorted(annotations.links):
        target, source = annotations.mentions[key.target], annotations.mentions[key.source]
        is_it = (
            ranges_of(target.fragments) == version.ranges
            if element is Element.ARGUMENT
            else set(ranges_of(target.fragments)) <= set(version.ranges)
        )
        if key.role == role and source.layer is _OWNERS[element] and is_it:
            return Meant(annotations, target.id, source.id)
    return Meant(annotations, None, None)


def _with_owner(side: Meant, other: Meant, element: Element) -> Meant:
    if side.owner is not None or other.owner is None:
        return side
    there = other.annotations.mentions[other.owner]
    near = [m for m in side.annotations.in_layer(_OWNERS[element]) if _overlap(m, there)]
    best = max(near, key=lambda m: (_overlap(m, there), m.label == there.label, m.id), default=None)
    return Meant(side.annotations, side.mention, best.id if best else None)


def _overlap(a: Mention, b: Mention) -> int:
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.fragments for y in b.fragments)


def _kept(project: Project, article_id: str, annotator: str) -> AnnotationSet:
    if annotator == MODEL:
        proposals = sets.newest_model_set(project.store, article_id)
        found = None if proposals is None else _as_kept(proposals)
    else:
        found = sets.load(project.store, article_id, annotator)
    if found is None:
        raise BadData(f"{annotator} has no work on {article_id!r} any more", "leave and open agreement again")
    kept, _ = Selection().of(found)
    return kept


def _as_kept(proposals: AnnotationSet) -> AnnotationSet:
    """Proposals with everything accepted, since of a set only what is kept is compared."""
    return replace(
        proposals,
        annotator=MODEL,
        mentions={name: replace(mention, state=State.ACCEPTED) for name, mention in proposals.mentions.items()},
        links={key: replace(link, state=State.ACCEPTED) for key, link in proposals.links.items()},
    )
