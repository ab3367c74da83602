"""Everything that one frame of the editor depends on, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import AnnotationSet
from annotator.model.schema import Schema
from annotator.model.span import Span
from annotator.tui.editor import Editor
from annotator.tui.hints import Hint
from annotator.tui.index import Index


class Look(StrEnum):
    """How the text is drawn: with lanes, in colours alone, or with brackets round the current item and its fillers."""

    HYBRID = "hybrid"
    READ = "read"
    EXPLAIN = "explain"


@dataclass(frozen=True, slots=True)
class View:
    """What is on screen: `current` and `active` are mention ids, `hits` what a search found, `problems` faults of the current item.

    `index` belongs to the newest view alone, since it follows the edits.
    """

    text: str
    annotations: AnnotationSet
    index: Index
    schema: Schema
    current: str | None
    active: str | None
    cursor: int
    selection: Span | None
    hints: tuple[Hint, ...]
    hits: tuple[Span, ...]
    look: Look = Look.HYBRID
    problems: tuple[str, ...] = ()


def view_of(editor: Editor, look: Look) -> View:
    """The view of an editor as it stands."""
    return View(
        editor.text,
        editor.annotations,
        editor.index,
        editor.schema,
        editor.current.id if editor.current else None,
        editor.active.id if editor.active else None,
        editor.cursor,
        editor.selection,
        editor.hints,
        editor.hits,
        look,
        tuple(fault.sentence for fault in editor.session.problems_of(editor.current.id)) if editor.current else (),
    )
