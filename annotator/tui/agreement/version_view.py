"""One annotator's side of a disagreement as the editor's view: brackets under what is meant, its words lit; pure."""

from __future__ import annotations

from annotator.model.schema import Schema
from annotator.model.span import Span
from annotator.tui.glyphs import visible
from annotator.tui.index import Index
from annotator.tui.view import Look, View
from annotator.workflow.both_versions import BothVersions
from annotator.workflow.disagreements import Place, Version


def version_view(both: BothVersions, place: Place, side: int, schema: Schema, look: Look) -> View:
    """The view of the first (0) or second (1) annotator, the words in question lit in both."""
    mine, meant = place.versions[side], both.sides[side]
    lit = mine if mine.ranges else place.versions[1 - side]
    return View(
        both.article.text,
        meant.annotations,
        Index(meant.annotations),
        schema,
        meant.mention,
        meant.owner,
        place.start,
        None,
        (),
        tuple(Span(start, end) for start, end in lit.ranges),
        look,
    )


def version_words(version: Version) -> tuple[str, str]:
    """Whose version it is, and what it is: `GPE  Gaza City  13–22`, or that there is none."""
    if not version.ranges:
        return visible(version.annotator), "has nothing here"
    spans = " ".join(f"{start}–{end}" for start, end in version.ranges)
    words = " ".join(version.text.split())
    return visible(version.annotator), visible("   ".join(filter(None, (version.label, words, spans))))
