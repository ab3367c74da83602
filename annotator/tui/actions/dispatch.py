"""From a key to an action, mode by mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.annotation import Layer
from annotator.model.errors import EditRefused
from annotator.model.schema import Label
from annotator.tui.actions import correcting, details, filling, making, moving, repeating, selecting  # noqa: F401  (they fill the table)
from annotator.tui.actions.table import ACTIONS
from annotator.tui.editor import Mode
from annotator.tui.keys import display

if TYPE_CHECKING:
    from annotator.tui.editor import Editor

_MOTIONS = frozenset(
    "right left up down next_sentence previous_sentence next_paragraph previous_paragraph top bottom page_up page_down"
    " leap search next_hit previous_hit select select_sentence extend_right extend_left extend_up extend_down".split()
)


def press(editor: Editor, key: str) -> str | None:
    """Do what the key means now; returns a command's name when the screen has to do it."""
    name = editor.keymap.by_key.get(key, "")
    if name == "leave":
        editor.leave()
        return None
    if name in ("quit", "palette", "help"):
        return name
    match editor.mode:
        case Mode.EVENT_TYPE | Mode.QUOTE_TYPE:
            _type_key(editor, key)
        case Mode.ROLE:
            filling.role_pressed(editor, key)
        case Mode.FILLER:
            _filler_key(editor, key, name)
        case Mode.REMOVE_ROLE | Mode.LEAP_ITEM:
            filling.hint_pressed(editor, key)
        case Mode.LEAP:
            moving.leap_pressed(editor, key)
        case Mode.DETAILS:
            details.detail_pressed(editor, key)
        case Mode.SAME if name == "accept" or key == "enter":
            repeating.mark_same(editor)
        case Mode.EVERYWHERE if name == "accept" or key == "enter":
            repeating.propose_same(editor)
        case Mode.FILLER_TEXT if key in ("enter", "space"):
            filling.fill_from_selection(editor)
        case Mode.FILLER_TEXT if name not in _MOTIONS:
            raise EditRefused("select the filler's words, then enter; esc leaves")
        case _:
            return _command(editor, key, name)
    return None


def _command(editor: Editor, key: str, name: str) -> str | None:
    if editor.mode in (Mode.SAME, Mode.EVERYWHERE):
        editor.leave()
    if name in ACTIONS:
        ACTIONS[name](editor)
        return None
    if name:
        return name
    label = entity_label(editor, key)
    if label is None:
        raise EditRefused(f"{display(key)} does nothing here; ? shows the keys")
    making.label_pressed(editor, label)
    return None


def entity_label(editor: Editor, key: str) -> Label | None:
    """The entity label that has this key."""
    return next((label for label in editor.schema.labels(Layer.ENTITY) if label.key == key), None)


def _type_key(editor: Editor, key: str) -> None:
    layer = Layer.EVENT if editor.mode is Mode.EVENT_TYPE else Layer.QUOTE
    label = next((label for label in editor.schema.labels(layer) if label.key == key), None)
    if label is None:
        raise EditRefused(f"no {layer} type has the key {display(key)}; esc leaves")
    editor.mode = Mode.NORMAL
    making.type_pressed(editor, label)


def _filler_key(editor: Editor, key: str, name: str) -> None:
    if any(hint.code.startswith(editor.typed + key) for hint in editor.hints):
        filling.hint_pressed(editor, key)
    elif name in _MOTIONS:
        filling.select_text(editor)
        ACTIONS[name](editor)
    else:
        filling.hint_pressed(editor, key)
