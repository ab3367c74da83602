"""Moving the cursor, leaping and searching."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.model.errors import EditRefused
from annotator.model.span import Span
from annotator.model.tokens import grapheme_end, grapheme_start
from annotator.tui import hints, walk
from annotator.tui.actions.table import action
from annotator.tui.editor import Mode

if TYPE_CHECKING:
    from annotator.model.annotation import Mention
    from annotator.tui.editor import Editor


@action
def right(editor: Editor) -> None:
    """A token right, or a character when single characters are on."""
    if editor.by_character:
        end = grapheme_end(editor.text, editor.cursor + 1)
        if end < len(editor.text):
            editor.move_to(end)
        return
    token = editor.tokens.after(editor.cursor)
    if token:
        editor.move_to(token.start)


@action
def left(editor: Editor) -> None:
    """A token left, or a character when single characters are on."""
    if editor.by_character:
        editor.move_to(grapheme_start(editor.text, max(editor.cursor - 1, 0)))
        return
    token = editor.tokens.before(editor.cursor)
    if token:
        editor.move_to(token.start)


@action
def up(editor: Editor) -> None:
    """A row up."""
    _to_row(editor, editor.rows.row_above)


@action
def down(editor: Editor) -> None:
    """A row down."""
    _to_row(editor, editor.rows.row_below)


@action
def page_up(editor: Editor) -> None:
    """A page up."""
    _to_row(editor, editor.rows.page_above)


@action
def page_down(editor: Editor) -> None:
    """A page down."""
    _to_row(editor, editor.rows.page_below)


def _to_row(editor: Editor, step: Callable[[int], int]) -> None:
    offset = step(editor.cursor)
    if not editor.by_character and (token := editor.tokens.at(offset)):
        if token.start <= editor.cursor < offset:
            # a word longer than a row would hold the cursor for ever
            token = editor.tokens.after(editor.cursor) or token
        offset = token.start
    editor.move_to(offset)
    editor.rows.keep_goal(editor.cursor)


@action
def next_sentence(editor: Editor) -> None:
    """The next sentence's first word."""
    _to_next(editor, editor.tokens.sentences)


@action
def previous_sentence(editor: Editor) -> None:
    """The first word of the sentence, or of the one before."""
    _to_previous(editor, editor.tokens.sentences)


@action
def next_paragraph(editor: Editor) -> None:
    """The next paragraph's first word."""
    _to_next(editor, editor.tokens.paragraphs)


@action
def previous_paragraph(editor: Editor) -> None:
    """The first word of the paragraph, or of the one before."""
    _to_previous(editor, editor.tokens.paragraphs)


def _to_next(editor: Editor, spans: tuple[Span, ...]) -> None:
    following = bisect_right(spans, editor.cursor, key=_start)
    if following < len(spans):
        editor.move_to(spans[following].start)


def _to_previous(editor: Editor, spans: tuple[Span, ...]) -> None:
    preceding = bisect_left(spans, editor.cursor, key=_start) - 1
    if preceding >= 0:
        editor.move_to(spans[preceding].start)


def _start(span: Span) -> int:
    return span.start


@action
def top(editor: Editor) -> None:
    """The first word."""
    if editor.tokens.words:
        editor.move_to(editor.tokens.words[0].start)


@action
def bottom(editor: Editor) -> None:
    """The last word."""
    if editor.tokens.words:
        editor.move_to(editor.tokens.words[-1].start)


@action
def next_unseen(editor: Editor) -> None:
    """The next item nobody has looked at."""
    _walk_to(editor, editor.index.following(editor.index.unseen, _here(editor)), "everything is looked at; A finishes the article")


@action
def previous_unseen(editor: Editor) -> None:
    """The previous item nobody has looked at."""
    found = editor.index.preceding(editor.index.unseen, _here(editor))
    _walk_to(editor, found, "everything is looked at; A finishes the article")


@action
def next_item(editor: Editor) -> None:
    """The next item of any state."""
    _walk_to(editor, editor.index.following(editor.index.walk, _here(editor)), "there is no item in this article")


@action
def previous_item(editor: Editor) -> None:
    """The previous item of any state."""
    _walk_to(editor, editor.index.preceding(editor.index.walk, _here(editor)), "there is no item in this article")


@action
def next_problem(editor: Editor) -> None:
    """The next problem that the checks found, and what it is."""
    problems = editor.session.problems()
    table = editor.annotations.mentions
    found = editor.index.following(sorted({walk.order(table[p.mention_id]) for p in problems}), _here(editor))
    _walk_to(editor, found, "the checks find no problem")
    if found:
        sentences = "; ".join(p.sentence for p in problems if p.mention_id == found.id)
        editor.say(f"{found.label or found.layer}: {sentences}")


def _here(editor: Editor) -> walk.Order:
    current = editor.current
    return walk.order(current) if current and current.start == editor.cursor else (editor.cursor, -1, 0, "")


def _walk_to(editor: Editor, found: Mention | None, otherwise: str) -> None:
    if found is None:
        raise EditRefused(otherwise)
    editor.leave()
    editor.make_current(found)


@action
def next_article(editor: Editor) -> None:
    """Open the next article."""
    editor.desk.step(1)
    editor.open_article()


@action
def previous_article(editor: Editor) -> None:
    """Open the previous article."""
    editor.desk.step(-1)
    editor.open_article()


def open_next(editor: Editor, done: str) -> None:
    """Open the next unfinished article and say what was `done` with the one just left."""
    name, following = editor.session.article.id, editor.desk.next_unfinished()
    if following is None:
        editor.say(f"{done}; this was the last unfinished article")
        return
    editor.desk.go_to(following)
    editor.open_article()
    editor.say(f"{name} is {done}; u takes it back")


@action
def leap(editor: Editor) -> None:
    """Wait for the first letters of a word."""
    editor.mode, editor.typed, editor.hints = Mode.LEAP, "", ()


def leap_pressed(editor: Editor, key: str) -> None:
    """A letter of the word, or of a hint over one that matches."""
    chosen = [hint for hint in editor.hints if hint.code and hint.code == key]
    if chosen:
        _land(editor, chosen[0].offset)
        return
    if len(key) != 1:
        editor.leave()
        return
    longer = [hint for hint in editor.hints if hint.code.startswith(key)]
    if longer and editor.typed:
        editor.hints = tuple(hints.Hint(h.code[1:], h.offset, h.target) for h in longer)
        return
    editor.typed += key
    visible = editor.rows.on_screen()
    words = [(span.start, span.slice(editor.text)) for span in editor.tokens.within(visible)]
    editor.hints = hints.leap(words, editor.typed)
    if not editor.hints:
        typed = editor.typed
        editor.leave()
        raise EditRefused(f"no word in sight begins with {typed!r}")
    if len(editor.hints) == 1:
        _land(editor, editor.hints[0].offset)


def _land(editor: Editor, offset: int) -> None:
    editor.hints, editor.typed = (), ""
    editor.mode = Mode.NORMAL if editor.anchor is None else Mode.SELECT
    if editor.role is not None:
        editor.mode = Mode.FILLER_TEXT
    editor.move_to(offset)


@action
def leap_item(editor: Editor) -> None:
    """Hints over the items on screen."""
    visible = editor.rows.on_screen()
    shown = editor.index.starting_in(visible.start, visible.end)
    if not shown:
        raise EditRefused("there is no item in sight")
    editor.mode, editor.typed = Mode.LEAP_ITEM, ""
    editor.hints = hints.over(hints.places_apart(shown))


@action
def search(editor: Editor) -> None:
    """Ask for words to search."""
    editor.ask("search", lambda text: _search(editor, text), editor.search_term)


def _search(editor: Editor, text: str) -> None:
    editor.search_term = text
    flags = 0 if any(c.isupper() for c in text) else re.IGNORECASE
    editor.hits = tuple(Span(*m.span()) for m in re.finditer(re.escape(text), editor.text, flags)) if text else ()
    if not editor.hits:
        raise EditRefused(f"{text!r} is not in this article")
    _to_hit(editor, next((hit for hit in editor.hits if hit.start >= editor.cursor), editor.hits[0]))


@action
def next_hit(editor: Editor) -> None:
    """The next search hit."""
    _need_hits(editor)
    _to_hit(editor, next((hit for hit in editor.hits if hit.start > editor.cursor), editor.hits[0]))


@action
def previous_hit(editor: Editor) -> None:
    """The previous search hit."""
    _need_hits(editor)
    _to_hit(editor, next((hit for hit in reversed(editor.hits) if hit.start < editor.cursor), editor.hits[-1]))


def _need_hits(editor: Editor) -> None:
    if not editor.hits and editor.search_term:
        _search(editor, editor.search_term)
    if not editor.hits:
        raise EditRefused("search first: /")


def _to_hit(editor: Editor, hit: Span) -> None:
    editor.move_to(hit.start)
    editor.say(f"{editor.hits.index(hit) + 1} of {len(editor.hits)} for {editor.search_term!r}")
