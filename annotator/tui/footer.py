"""What the bottom line and the choice panel say: the keys of the current mode, from the keymap and the schema."""

from __future__ import annotations

from annotator.model.annotation import Layer
from annotator.tui.actions import details, filling
from annotator.tui.editor import Editor, Mode
from annotator.tui.keys import Keymap

KeyWord = tuple[str, str]
"""A key as a person reads it and the word beside it."""


def footer(editor: Editor) -> list[KeyWord]:
    """The keys worth showing now, the most useful first; the last one, help or the way out, is shown whatever the width."""
    keymap = editor.keymap
    if editor.question is not None:
        return [("enter", "take it"), ("esc", "leave")]
    match editor.mode:
        case Mode.SELECT:
            return [_labels(editor), *_words(keymap, "event quote role cue fragment select_sentence leap leave")]
        case Mode.EVENT_TYPE:
            return [("", "event type?"), *_words(keymap, "leave")]
        case Mode.QUOTE_TYPE:
            return [("", "quote type?"), *_words(keymap, "leave")]
        case Mode.ROLE:
            return [("", f"role of {_active(editor)}?"), *_words(keymap, "leave")]
        case Mode.FILLER:
            return [("a–z", f"who is the {_role(editor)}?"), ("←→ v f", "select text instead"), *_words(keymap, "leave")]
        case Mode.FILLER_TEXT:
            return [("enter", f"this is the {_role(editor)}"), ("←→ v V f", "select"), *_words(keymap, "leave")]
        case Mode.REMOVE_ROLE:
            return [("a–z", "which role goes?"), *_words(keymap, "leave")]
        case Mode.LEAP:
            return [("a–z", "first letters of the word, then its hint"), *_words(keymap, "leave")]
        case Mode.LEAP_ITEM:
            return [("a–z", "the item's hint"), *_words(keymap, "leave")]
        case Mode.SAME:
            return [("space", "mark them"), *_words(keymap, "leave")]
        case Mode.EVERYWHERE:
            return [("space", "propose them"), *_words(keymap, "leave")]
        case Mode.DETAILS:
            return [("a–z", "change"), ("enter", "done"), *_words(keymap, "leave")]
    return _normal(editor)


def _normal(editor: Editor) -> list[KeyWord]:
    current, keymap = editor.current, editor.keymap
    shown: list[KeyWord] = _words(keymap, "next_unseen")
    if current is not None:
        if not current.state.kept:
            shown += _words(keymap, "accept")
        shown += [_labels(editor)] if current.layer is Layer.ENTITY else []
        shown += [(f"{_key(keymap, 'end_left')} {_key(keymap, 'end_right')}", "end"), *_words(keymap, "reject")]
        if current.layer.has_roles:
            shown += _words(keymap, "role details")
        if current.layer is Layer.QUOTE:
            shown += _words(keymap, "cue split")
    else:
        shown += [_labels(editor)]
    shown += _words(keymap, "select event quote undo leap accept_rest palette help")
    return shown


def choices(editor: Editor) -> list[tuple[str, str, str]]:
    """The `(key, name, description)` rows of the choice panel; empty when the mode offers none."""
    match editor.mode:
        case Mode.EVENT_TYPE:
            return [(t.key, t.name, t.guide.description) for t in editor.schema.event_types]
        case Mode.QUOTE_TYPE:
            return [(t.key, t.name, t.guide.description) for t in editor.schema.quote_types]
        case Mode.ROLE if editor.active is not None:
            return [(r.key, f"{r.name} {r.cardinality}", r.guide.description) for r in editor.schema.roles_of(editor.active)]
        case Mode.REMOVE_ROLE if editor.active is not None:
            table, text = editor.annotations.mentions, editor.text
            links = filling.removable(editor, editor.active)
            return [(h.code, key.role, table[key.target].text(text)) for h, key in zip(editor.hints, links, strict=False)]
        case Mode.DETAILS if editor.current is not None:
            current = editor.current
            return [
                (key, f"{a.name}: {current.attribute(a.name) or '–'}", " · ".join((*a.values, *([] if a.default else ["–"]))))
                for key, a in details.attribute_keys(editor)
            ]
    return []


def _words(keymap: Keymap, names: str) -> list[KeyWord]:
    return [(_key(keymap, name), keymap.commands[name].word) for name in names.split()]


def _key(keymap: Keymap, name: str) -> str:
    return keymap.commands[name].shown.split(" ")[0]


def _labels(editor: Editor) -> KeyWord:
    keys = [label.key for label in editor.schema.entities]
    return ("".join(keys[:4]) + ("…" if len(keys) > 4 else ""), "label")


def _active(editor: Editor) -> str:
    return editor.active.label if editor.active else "?"


def _role(editor: Editor) -> str:
    return editor.role.name if editor.role else "?"
