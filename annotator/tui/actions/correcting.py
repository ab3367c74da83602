"""Accepting, rejecting, moving edges, undo: what is done to an item that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model import corrections, removals
from annotator.model.annotation import State
from annotator.model.errors import EditRefused
from annotator.model.span import Fragments, Span, merged
from annotator.model.tokens import grapheme_end, grapheme_start
from annotator.tui import walk
from annotator.tui.actions.moving import next_unseen, open_next
from annotator.tui.actions.table import action

if TYPE_CHECKING:
    from annotator.tui.editor import Editor
    from annotator.workflow.session import Changed


@action
def accept(editor: Editor) -> None:
    """Accept the current item and go to the next unseen one."""
    current = editor.current
    # a quote or event that was changed is kept, while its roles may still wait
    if current is not None and corrections.acceptance(editor.annotations, [current.id]):
        editor.do(corrections.accept(editor.annotations, [current.id]))
    if editor.index.unseen:
        next_unseen(editor)
    else:
        editor.say("everything is looked at; A finishes the article")


@action
def accept_sentence(editor: Editor) -> None:
    """Accept all that begins in the sentence."""
    sentence = editor.tokens.sentence_at(editor.cursor)
    waiting = editor.index.unseen_in(sentence.start, sentence.end) if sentence else []
    if not waiting:
        raise EditRefused("everything in this sentence is looked at")
    editor.do(corrections.accept(editor.annotations, waiting))
    editor.say(f"{len(waiting)} accepted")


@action
def accept_rest(editor: Editor) -> None:
    """Accept the rest, call the article done and open the next unfinished one."""
    editor.changed(editor.desk.finish())
    open_next(editor, "done")


@action
def reject(editor: Editor) -> None:
    """Reject or delete the current item with all that hangs on it."""
    current = editor.required()
    word = "deleted" if current.state is State.ADDED else "rejected"
    editor.leave()
    editor.do(removals.reject(editor.annotations, current.id))
    editor.say(f"{current.label or current.layer} {word}; u brings it back")


@action
def end_right(editor: Editor) -> None:
    """The end a token right."""
    _move_edge(editor, is_start=False, by=1)


@action
def end_left(editor: Editor) -> None:
    """The end a token left."""
    _move_edge(editor, is_start=False, by=-1)


@action
def start_right(editor: Editor) -> None:
    """The start a token right."""
    _move_edge(editor, is_start=True, by=1)


@action
def start_left(editor: Editor) -> None:
    """The start a token left."""
    _move_edge(editor, is_start=True, by=-1)


def _move_edge(editor: Editor, *, is_start: bool, by: int) -> None:
    mention = editor.current or (editor.active if editor.anchor is None else None) or editor.required()
    at = editor.cursor
    index = next((i for i, f in enumerate(mention.fragments) if f.start <= at < f.end), 0 if is_start else len(mention.fragments) - 1)
    old = mention.fragments[index]
    offset = _moved(editor, old.start if is_start else old.end, is_start=is_start, by=by)
    start, end = (offset, old.end) if is_start else (old.start, offset)
    if start >= end:
        raise EditRefused("there would be nothing left; x deletes it")
    new = Span(start, end)
    others: Fragments = (*mention.fragments[:index], *mention.fragments[index + 1 :])
    editor.do(corrections.set_fragments(editor.annotations, mention.id, merged((*others, new))))
    changed = editor.current or editor.active
    if changed is not None and not any(f.start <= editor.cursor < f.end for f in changed.fragments):
        editor.cursor = new.start


def _moved(editor: Editor, offset: int, *, is_start: bool, by: int) -> int:
    """The edge one unit further, kept where it is at the ends of the text."""
    if editor.by_character:
        return grapheme_end(editor.text, min(offset + 1, len(editor.text))) if by > 0 else grapheme_start(editor.text, max(offset - 1, 0))
    tokens = editor.tokens
    if is_start:
        token = tokens.after(offset) if by > 0 else tokens.before(offset)
        return token.start if token else offset
    token = tokens.ending_after(offset) if by > 0 else tokens.ending_before(offset)
    return token.end if token else offset


@action
def by_character(editor: Editor) -> None:
    """Single characters on or off, for edges and motions."""
    editor.by_character = not editor.by_character
    editor.say("edges and motions go by single characters" if editor.by_character else "edges and motions go by tokens")


@action
def undo(editor: Editor) -> None:
    """Undo here, or in the article just left."""
    editor.leave()
    changed, went_back = editor.desk.undo()
    if went_back:
        editor.open_article()
        editor.say(f"back in {editor.session.article.id}: undone")
    else:
        editor.say("undone; U does it again")
    _show_what_changed(editor, changed)


@action
def redo(editor: Editor) -> None:
    """Do again what undo took back."""
    editor.leave()
    changed = editor.session.redo()
    editor.say("done again")
    _show_what_changed(editor, changed)


def _show_what_changed(editor: Editor, changed: Changed) -> None:
    before = editor.index.annotations.mentions
    editor.changed(changed)
    table = editor.annotations.mentions
    shown = [table[name] for name in changed.touched if name in table and table[name].state is not State.REJECTED]
    if shown:
        # what is other itself rather than through its links, and an event or quote rather than the fillers that came with it
        editor.make_current(min(shown, key=lambda m: (before.get(m.id) == m, not m.layer.has_roles, walk.order(m))))
    else:
        editor.move_to(editor.cursor)
