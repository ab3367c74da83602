"""Selecting text: the current item stays current while a selection grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.errors import EditRefused
from annotator.tui.actions import moving
from annotator.tui.actions.table import Action, action
from annotator.tui.editor import Mode

if TYPE_CHECKING:
    from annotator.tui.editor import Editor


def _begin(editor: Editor) -> None:
    if editor.anchor is None:
        editor.anchor = editor.unit_at(editor.cursor)
        editor.cursor = editor.anchor.start
    if editor.mode is Mode.NORMAL:
        editor.mode = Mode.SELECT


@action
def select(editor: Editor) -> None:
    """Start a selection at the cursor, or end the one there is."""
    if editor.anchor is not None:
        editor.anchor = None
        editor.mode = Mode.NORMAL if editor.role is None else editor.mode
        return
    _begin(editor)


@action
def select_sentence(editor: Editor) -> None:
    """Select the sentence, or take the next one in as well."""
    selected = editor.selection
    offset = editor.cursor if selected is None else selected.end
    sentence = editor.tokens.sentence_at(offset)
    if sentence is None:
        raise EditRefused("there is no sentence here")
    first = editor.tokens.at(sentence.start if selected is None else selected.start)
    last = editor.tokens.ending_before(sentence.end + 1)
    if first is None or last is None:
        raise EditRefused("there is no sentence here")
    editor.anchor = first
    editor.cursor = last.start
    if editor.mode is Mode.NORMAL:
        editor.mode = Mode.SELECT


def _extend(editor: Editor, motion: Action) -> None:
    _begin(editor)
    motion(editor)


@action
def extend_right(editor: Editor) -> None:
    """A token further right."""
    _extend(editor, moving.right)


@action
def extend_left(editor: Editor) -> None:
    """A token further left."""
    _extend(editor, moving.left)


@action
def extend_up(editor: Editor) -> None:
    """A row further up."""
    _extend(editor, moving.up)


@action
def extend_down(editor: Editor) -> None:
    """A row further down."""
    _extend(editor, moving.down)
