"""Attributes, canonical name, comment, flag and skip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model import corrections
from annotator.model.annotation import Layer
from annotator.model.edits import SetCanonical, SetNote
from annotator.model.errors import EditRefused
from annotator.model.schema import Attribute
from annotator.tui.actions.moving import open_next
from annotator.tui.actions.table import action
from annotator.tui.editor import Mode

if TYPE_CHECKING:
    from annotator.tui.editor import Editor


@action
def details(editor: Editor) -> None:
    """Open the attributes of the current item."""
    current = editor.required()
    if not editor.schema.attributes_of(current.layer):
        raise EditRefused(f"{current.label or current.layer} has no attributes; @ names it, c comments on it")
    editor.mode = Mode.DETAILS


def attribute_keys(editor: Editor) -> list[tuple[str, Attribute]]:
    """The attributes of the current item, each with the first letter of its name that is free."""
    current = editor.required()
    taken: dict[str, Attribute] = {}
    for attribute in editor.schema.attributes_of(current.layer):
        letter = next((c for c in (*attribute.name, *"abcdefghijklmnopqrstuvwxyz") if c not in taken), "")
        taken[letter] = attribute
    return list(taken.items())


def detail_pressed(editor: Editor, key: str) -> None:
    """An attribute's letter: its next value; enter leaves."""
    if key in ("enter", "space"):
        editor.leave()
        return
    chosen = dict(attribute_keys(editor)).get(key)
    if chosen is None:
        raise EditRefused("press an attribute's letter; esc leaves")
    current = editor.required()
    values: list[str | None] = [*chosen.values, *([None] if chosen.default is None else [])]
    now = current.attribute(chosen.name)
    following = values[(values.index(now) + 1) % len(values)] if now in values else values[0]
    editor.do(corrections.set_attribute(editor.annotations, current.id, chosen.name, following))
    editor.say(f"{chosen.name}: {following or 'not known'}")


@action
def canonical(editor: Editor) -> None:
    """Ask for the canonical name of the current entity or participant."""
    current = editor.required()
    if current.layer not in (Layer.ENTITY, Layer.PARTICIPANT):
        raise EditRefused("only entities and participants have a canonical name")
    initial = current.canonical or current.text(editor.text)
    editor.ask("canonical name", lambda text: _set_canonical(editor, current.id, text), initial)


def _set_canonical(editor: Editor, mention_id: str, text: str) -> None:
    editor.do(SetCanonical(mention_id, text.strip() or None))


@action
def comment(editor: Editor) -> None:
    """Ask for a comment on the current item."""
    current = editor.required()
    editor.ask("comment", lambda text: _set_note(editor, current.id, text), current.note or "")


def _set_note(editor: Editor, mention_id: str, text: str) -> None:
    editor.do(SetNote(mention_id, text.strip() or None))


@action
def flag(editor: Editor) -> None:
    """Flag the article for somebody to look at, or take the flag away."""
    editor.changed(editor.session.toggle_flag("flagged"))
    editor.say("flagged" if "flagged" in editor.annotations.flags else "flag taken away")


@action
def skip(editor: Editor) -> None:
    """Ask why the article is skipped, then open the next unfinished one."""
    editor.ask("skip this article because", lambda text: _skip(editor, text))


def _skip(editor: Editor, reason: str) -> None:
    editor.changed(editor.desk.skip(reason))
    open_next(editor, "skipped")
