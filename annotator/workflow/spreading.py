"""Proposing a string that was marked in one article wherever it stands in the corpus, in one annotator's own sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.model.annotation import AnnotationSet, Attributes, Layer, Mention, Origin, State
from annotator.model.edits import AddMention, Edit, batch
from annotator.model.same_strings import proposable
from annotator.model.span import Span
from annotator.store import annotations as sets
from annotator.store import articles
from annotator.workflow.bare_serving import to_begin_with
from annotator.workflow.project import Project
from annotator.workflow.session import Session

COMPONENT = "same strings"
"""What the origin of such a proposal names beside the annotator."""

Places = Mapping[str, Sequence[Span]]
"""Where a string could be proposed, by article id in the order of import."""


def find_elsewhere(project: Project, annotator: str, wanted: str, label: str, *, but: str) -> Places:
    """Where `wanted` could be proposed in articles other than `but`; finished and skipped ones are left as they are."""
    found = {article_id: _places(project, annotator, article_id, wanted, label) for article_id in _holding(project, wanted, but)}
    return {article_id: places for article_id, places in found.items() if places}


def propose_elsewhere(project: Project, annotator: str, wanted: str, label: str, *, but: str) -> int:
    """Propose the label where `find_elsewhere` finds `wanted`, one logged edit an article; returns how many proposals were made."""
    made = 0
    for article_id in find_elsewhere(project, annotator, wanted, label, but=but):
        session = Session.open(project, article_id, annotator)
        # opening may have brought newer proposals, which may say the same already
        spans = proposable(session.article.text, session.annotations, wanted, label)
        if spans:
            session.propose(proposals(session.annotations, spans, label, project.schema.default_attributes(Layer.ENTITY)))
            made += len(spans)
    return made


def proposals(annotations: AnnotationSet, spans: Sequence[Span], label: str, attributes: Attributes) -> Edit:
    """The edit that proposes an entity at each place, in the name of the set's annotator."""
    origin = Origin(annotations.annotator, COMPONENT)
    return batch(
        [
            AddMention(Mention(annotations.next_id(i), Layer.ENTITY, label, (span,), State.PROPOSED, origin, attributes=attributes))
            for i, span in enumerate(spans)
        ],
        COMPONENT,
    )


def _holding(project: Project, wanted: str, but: str) -> Iterator[str]:
    return (article_id for article_id in articles.holding(project.store, wanted) if article_id != but)


def _places(project: Project, annotator: str, article_id: str, wanted: str, label: str) -> list[Span]:
    own = sets.load(project.store, article_id, annotator)
    if own is not None and own.status.is_finished:
        return []
    if own is None:
        # what the set will be when it is first opened
        waiting = to_begin_with(project, article_id, annotator)
        own = waiting.annotations if waiting else AnnotationSet(article_id, annotator)
    return proposable(articles.get(project.store, article_id).text, own, wanted, label)
