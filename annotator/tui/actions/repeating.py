"""Marking every same string like the current entity: in the article, or as proposals in the whole corpus."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.model import corrections
from annotator.model.annotation import Layer, Mention, State
from annotator.model.edits import AddMention, Edit, batch
from annotator.model.errors import EditRefused
from annotator.model.same_strings import proposable
from annotator.model.same_strings import same_strings as same_places
from annotator.model.span import Span
from annotator.tui.actions.table import action
from annotator.tui.editor import Mode

if TYPE_CHECKING:
    from annotator.tui.editor import Editor


@action
def same_strings(editor: Editor) -> None:
    """Show how many same strings could be marked like the current entity."""
    current = _entity(editor)
    places = _places(editor, current)
    wanted = current.text(editor.text)
    if not places:
        raise EditRefused(f"every other {wanted!r} is {current.label} already, or none is left")
    _wait(editor, Mode.SAME, places)
    editor.say(f"{len(places)} more {wanted!r} here, as {current.label}?")


@action
def same_everywhere(editor: Editor) -> None:
    """Show how many same strings of the whole corpus could be proposed like the current entity."""
    current = _entity(editor)
    wanted = current.text(editor.text)
    here = proposable(editor.text, editor.annotations, wanted, current.label, current)
    elsewhere = editor.desk.same_elsewhere(wanted, current.label)
    count, articles = len(here) + sum(map(len, elsewhere.values())), len(elsewhere) + bool(here)
    if not count:
        raise EditRefused(f"no article left has a {wanted!r} that is not {current.label} or looked at")
    _wait(editor, Mode.EVERYWHERE, here)
    editor.say(f"{count} more {wanted!r} in {articles} article{'s'[: articles > 1]}, as {current.label}?")


def mark_same(editor: Editor) -> None:
    """Mark the same strings like the current entity, in one edit."""
    current = _entity(editor)
    places = _places(editor, current)
    editor.leave()
    annotations = editor.annotations
    parts: list[Edit] = []
    made = 0
    for place in places:
        known = _untouched_at(editor, place)
        if known is not None and known.label != current.label:
            parts.append(corrections.relabel(annotations, known.id, current.label, editor.schema))
            continue
        edit = corrections.add(annotations, Layer.ENTITY, current.label, (place,), editor.schema, editor.desk.annotator)
        parts.append(_renumbered(edit, annotations.next_id(made)))
        made += 1
    editor.do(batch(parts, "same strings"))
    editor.say(f"{len(places)} marked {current.label}; u takes them back")


def propose_same(editor: Editor) -> None:
    """Propose the same strings in every article of the annotator that is not finished."""
    current = _entity(editor)
    wanted = current.text(editor.text)
    here = proposable(editor.text, editor.annotations, wanted, current.label, current)
    editor.leave()
    changed, made = editor.desk.propose_everywhere(wanted, current.label, here)
    if changed is not None:
        editor.changed(changed)
    editor.say(f"{made} proposed as {current.label}; u in an article takes its own back")


def _wait(editor: Editor, mode: Mode, places: list[Span]) -> None:
    current = _entity(editor)
    editor.hits, editor.search_term = tuple(places), current.text(editor.text)
    editor.mode = mode


def _places(editor: Editor, current: Mention) -> list[Span]:
    return same_places(editor.text, editor.annotations, current.text(editor.text), current.label, current)


def _renumbered(edit: Edit, new_id: str) -> Edit:
    """An addition under another id, since several are made from one set."""
    return AddMention(replace(edit.mention, id=new_id)) if isinstance(edit, AddMention) else edit


def _entity(editor: Editor) -> Mention:
    current = editor.current
    if current is None or current.layer is not Layer.ENTITY:
        raise EditRefused("put the cursor on an entity first")
    return current


def _untouched_at(editor: Editor, place: Span) -> Mention | None:
    """The proposed entity of exactly this stretch."""
    return next(
        (m for m in editor.index.starting_in(place.start, place.end) if _is_untouched(m) and m.fragments == (place,)),
        None,
    )


def _is_untouched(mention: Mention) -> bool:
    return mention.layer is Layer.ENTITY and mention.state is State.PROPOSED
