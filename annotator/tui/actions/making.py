"""Making entities, quotes and events, and changing what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model import corrections
from annotator.model.annotation import Layer, Mention
from annotator.model.edits import Edit
from annotator.model.errors import EditRefused
from annotator.model.quotations import quotations
from annotator.model.schema import Label
from annotator.model.span import Fragments, Span
from annotator.tui.actions.table import action
from annotator.tui.editor import Mode

if TYPE_CHECKING:
    from annotator.tui.editor import Editor


def label_pressed(editor: Editor, label: Label) -> None:
    """Mark the selection, relabel the current entity, or mark the token under the cursor."""
    current = editor.current
    if editor.selection is None and current is not None and current.layer is Layer.ENTITY:
        editor.do(corrections.relabel(editor.annotations, current.id, label.name, editor.schema))
        _follow(editor, Layer.ENTITY, label.name, current.fragments)
        return
    fragments = editor.stretch()
    _make(editor, Layer.ENTITY, label, fragments)


def type_pressed(editor: Editor, label: Label) -> None:
    """Make an event or quote of this type, or change the type of the current one."""
    current = editor.current
    if editor.selection is None and current is not None and current.layer is label.layer:
        before = len(editor.index.roles_of(current.id))
        editor.do(corrections.relabel(editor.annotations, current.id, label.name, editor.schema))
        _follow(editor, label.layer, label.name, current.fragments)
        lost = before - len(editor.index.roles_of(current.id))
        if lost:
            editor.say(f"{lost} roles that {label.name} has not went; u brings them back")
        return
    _make(editor, label.layer, label, _trigger(editor) if label.layer is Layer.EVENT else _content(editor))


def _trigger(editor: Editor) -> Fragments:
    """The selection, the current item's fragments, or the token under the cursor."""
    current = editor.current
    if editor.selection is None and current is not None and current.layer is Layer.ENTITY:
        return current.fragments
    return editor.stretch()


def _content(editor: Editor) -> Fragments:
    """The selection, else what stands between the quotation marks around the cursor, marks included."""
    if editor.selection is not None:
        return editor.stretch()
    paragraph = editor.tokens.paragraph_at(editor.cursor)
    if paragraph is not None:
        for quotation in quotations(paragraph.slice(editor.text)):
            span = Span(paragraph.start + quotation.start, paragraph.start + quotation.end)
            if span.start <= editor.cursor < span.end:
                return (span,)
    raise EditRefused("select the quote first: v and a motion, or V for the sentence")


def _make(editor: Editor, layer: Layer, label: Label, fragments: Fragments) -> None:
    edit = corrections.add(editor.annotations, layer, label.name, fragments, editor.schema, editor.desk.annotator)
    editor.leave()
    editor.do(edit)
    _follow(editor, layer, label.name, fragments)


def _follow(editor: Editor, layer: Layer, label: str, fragments: Fragments) -> None:
    """Make what was made or changed current."""
    found = _newest(editor, layer, label, fragments)
    if found is not None:
        editor.make_current(found)


def _newest(editor: Editor, layer: Layer, label: str, fragments: Fragments) -> Mention | None:
    """The last made of the mentions that say this, since two events may share a trigger."""
    annotations = editor.annotations
    names = annotations.starts.get(fragments[0].start, ())
    same = [m for m in map(annotations.mentions.__getitem__, names) if (m.layer, m.label, m.fragments) == (layer, label, fragments)]
    return next((m for m in reversed(same) if m.state.kept), None)


@action
def event(editor: Editor) -> None:
    """Wait for the type of an event."""
    _wait(editor, Mode.EVENT_TYPE, Layer.EVENT)


@action
def quote(editor: Editor) -> None:
    """Wait for the type of a quote."""
    _wait(editor, Mode.QUOTE_TYPE, Layer.QUOTE)


def _wait(editor: Editor, mode: Mode, layer: Layer) -> None:
    if not editor.schema.labels(layer):
        raise EditRefused(f"this schema has no {layer} types")
    editor.mode = mode


@action
def cue(editor: Editor) -> None:
    """The selection or token becomes the cue of the active quote."""
    quote_mention = _active_quote(editor)
    fragments = editor.stretch()
    edit = corrections.mark_cue(editor.annotations, quote_mention.id, fragments, editor.desk.annotator)
    _do_and_stay(editor, edit, quote_mention)


@action
def fragment(editor: Editor) -> None:
    """The selection becomes one more fragment of the current quote or entity."""
    if editor.selection is None:
        raise EditRefused("select the further part first: v and a motion")
    mention = editor.current
    if mention is None or mention.layer not in (Layer.QUOTE, Layer.ENTITY):
        mention = editor.annotations.mentions.get(editor.last_id or "") or editor.active
    if mention is None or mention.layer not in (Layer.QUOTE, Layer.ENTITY):
        raise EditRefused("no quote or entity is current")
    edit = corrections.add_fragment(editor.annotations, mention.id, editor.stretch()[0])
    _do_and_stay(editor, edit, mention)


@action
def split(editor: Editor) -> None:
    """Two quotes out of the active one, at the cursor."""
    quote_mention = _active_quote(editor)
    edit = corrections.split_quote(editor.annotations, quote_mention.id, editor.cursor, editor.text, editor.desk.annotator)
    at = editor.cursor
    editor.leave()
    editor.do(edit)
    editor.move_to(at)


def _do_and_stay(editor: Editor, edit: Edit, mention: Mention) -> None:
    """Do it and keep the quote or entity current."""
    editor.leave()
    editor.do(edit)
    changed = editor.annotations.mentions.get(mention.id)
    if changed is not None:
        editor.make_current(changed)


def _active_quote(editor: Editor) -> Mention:
    active = editor.active
    if active is None or active.layer is not Layer.QUOTE:
        raise EditRefused("no quote is active: go to one with n, or make one with q")
    return active
