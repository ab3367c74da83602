"""Filling and removing the roles of the active event or quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model import corrections, removals
from annotator.model.annotation import Layer, LinkKey, Mention
from annotator.model.edits import Edit
from annotator.model.errors import EditRefused
from annotator.model.schema import Role
from annotator.tui import hints, walk
from annotator.tui.actions.table import action
from annotator.tui.editor import Mode
from annotator.tui.keys import display

if TYPE_CHECKING:
    from annotator.tui.editor import Editor


@action
def role(editor: Editor) -> None:
    """Wait for a role of the active event or quote."""
    source = _active(editor)
    if not editor.schema.roles_of(source):
        raise EditRefused(f"{source.label} has no roles in this schema")
    editor.mode = Mode.ROLE


def role_pressed(editor: Editor, key: str) -> None:
    """The role was chosen: the selection, or the current filler, gets it; else hints over what fits."""
    source = _active(editor)
    chosen = next((r for r in editor.schema.roles_of(source) if r.key == key), None)
    if chosen is None:
        raise EditRefused(f"{source.label} has no role with the key {display(key)}; esc leaves")
    editor.mode = Mode.NORMAL
    current = editor.current
    if editor.selection is not None:
        _fill_text(editor, source, chosen)
    elif current is not None and current.id != source.id and current.layer is not Layer.CUE:
        _do(editor, corrections.fill_role(editor.annotations, source.id, chosen, current.id, editor.desk.annotator), chosen, current)
    else:
        _offer(editor, source, chosen)


def _offer(editor: Editor, source: Mention, chosen: Role) -> None:
    """Hints over the fitting fillers in sight, nearest first."""
    visible = editor.rows.on_screen()
    filled = {link.target for link in editor.annotations.links_from(source.id) if link.role == chosen.name and link.state.kept}
    fitting = [
        m
        for m in editor.index.starting_in(visible.start, visible.end)
        if chosen.fill.accepts(m) and m.id not in filled and m.id != source.id
    ]
    fitting.sort(key=lambda m: (abs(m.start - source.start), walk.order(m)))
    editor.role = chosen
    if not fitting:
        select_text(editor)
        editor.say(f"nothing in sight fits {chosen.name}: select its words")
        return
    editor.mode, editor.typed = Mode.FILLER, ""
    editor.hints = hints.over(hints.places_apart(fitting))


def select_text(editor: Editor) -> None:
    """Give up the hints: the filler is to be selected as plain text."""
    editor.mode, editor.hints, editor.typed = Mode.FILLER_TEXT, (), ""


def fill_from_selection(editor: Editor) -> None:
    """The selection, or the token under the cursor, fills the role that waits."""
    if editor.role is None:
        raise EditRefused("no role is waiting")
    _fill_text(editor, _active(editor), editor.role)


def _fill_text(editor: Editor, source: Mention, chosen: Role) -> None:
    fragments = editor.stretch()
    edit = corrections.fill_role_with_text(editor.annotations, source.id, chosen, fragments, editor.desk.annotator)
    _do(editor, edit, chosen, source)


def _do(editor: Editor, edit: Edit, chosen: Role, stay: Mention) -> None:
    """Fill the role and stay on `stay`; the source remains active."""
    source = _active(editor)
    editor.leave()
    editor.do(edit)
    found = editor.annotations.mentions.get(stay.id)
    if found is not None:
        editor.make_current(found)
    editor.active_id = source.id
    editor.say(f"{source.label}: {chosen.name} filled")


@action
def remove_role(editor: Editor) -> None:
    """Hints over the fillers of the active event or quote; the only one goes at once."""
    source = _active(editor)
    links = removable(editor, source)
    if not links:
        raise EditRefused(f"this {source.label} has no filled role")
    if len(links) == 1:
        _remove(editor, links[0])
        return
    editor.mode, editor.typed = Mode.REMOVE_ROLE, ""
    table = editor.annotations.mentions
    editor.hints = hints.over([(table[key.target].start, key) for key in links])


def removable(editor: Editor, source: Mention) -> list[LinkKey]:
    """The filled roles of the source, by role and place."""
    table = editor.annotations.mentions
    return [link.key for link in sorted(editor.index.roles_of(source.id), key=lambda k: (k.role, walk.order(table[k.target])))]


def _remove(editor: Editor, key: LinkKey) -> None:
    source = _active(editor)
    editor.leave()
    editor.do(removals.remove_role(editor.annotations, key))
    editor.make_current(source)
    editor.say(f"{source.label}: {key.role} removed; u brings it back")


def hint_pressed(editor: Editor, key: str) -> None:
    """A letter of a hint: the place is chosen when it is the whole code."""
    typed = editor.typed + key
    left = [hint for hint in editor.hints if hint.code.startswith(typed)]
    if not left:
        raise EditRefused("no hint begins with this; esc leaves")
    if left[0].code != typed:
        editor.typed = typed
        return
    _choose(editor, left[0])


def _choose(editor: Editor, hint: hints.Hint) -> None:
    target, chosen = hint.target, editor.role
    if isinstance(target, LinkKey):
        _remove(editor, target)
    elif editor.mode is Mode.LEAP_ITEM:
        editor.pick(target)
    elif chosen is not None:
        source = _active(editor)
        edit = corrections.fill_role(editor.annotations, source.id, chosen, target, editor.desk.annotator)
        _do(editor, edit, chosen, source)


def _active(editor: Editor) -> Mention:
    active = editor.active
    if active is None:
        raise EditRefused("no event or quote is active: go to one with n, or make one with e or q")
    return active
