"""The editor without a screen: where the cursor is, which item is current, what mode, and what a key does to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from annotator.model.annotation import AnnotationSet, Layer, Mention, State
from annotator.model.edits import Edit
from annotator.model.errors import AnnotatorError, EditRefused
from annotator.model.schema import Role, Schema
from annotator.model.span import Span
from annotator.model.tokens import Tokens, grapheme_end, grapheme_start
from annotator.tui.hints import Hint
from annotator.tui.index import Index
from annotator.tui.keys import Keymap

if TYPE_CHECKING:
    from annotator.workflow.desk import Desk
    from annotator.workflow.session import Changed, Session


class Mode(StrEnum):
    """What keys mean at the moment."""

    NORMAL = "normal"
    SELECT = "select"
    EVENT_TYPE = "event type"
    QUOTE_TYPE = "quote type"
    ROLE = "role"
    FILLER = "filler"
    FILLER_TEXT = "filler text"
    REMOVE_ROLE = "remove role"
    LEAP = "leap"
    LEAP_ITEM = "leap to item"
    SAME = "same strings"
    EVERYWHERE = "same strings everywhere"
    DETAILS = "details"


class Rows(Protocol):
    """What the editor needs to know of the text as it is wrapped on screen."""

    def row_above(self, offset: int) -> int:
        """The offset a row higher, in the goal column."""

    def row_below(self, offset: int) -> int:
        """The offset a row lower, in the goal column."""

    def page_above(self, offset: int) -> int:
        """The offset a page higher."""

    def page_below(self, offset: int) -> int:
        """The offset a page lower."""

    def keep_goal(self, offset: int) -> None:
        """Keep the goal column though the cursor went on to `offset`."""

    def on_screen(self) -> Span:
        """The stretch of text that is on screen."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence on the bottom line; `is_refusal` when the key did nothing."""

    text: str
    is_refusal: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A line of text asked for; `answer` gets what was typed."""

    title: str
    initial: str
    answer: Callable[[str], None]


class Editor:
    """One annotator's editor on one desk; `press` is the way in, the attributes are what a screen shows."""

    def __init__(self, desk: Desk, keymap: Keymap, rows: Rows) -> None:
        self.desk = desk
        self.keymap = keymap
        self.rows = rows
        self.by_character = False
        self.search_term = ""
        self.message: Message | None = None
        self.question: Question | None = None
        self.touched: frozenset[str] | None = None
        """The mentions changed since the screen last looked; `None` when everything may have changed."""
        self.open_article()

    @property
    def session(self) -> Session:
        """The work on the open article."""
        return self.desk.session

    @property
    def annotations(self) -> AnnotationSet:
        """The set as it is saved."""
        return self.session.annotations

    @property
    def schema(self) -> Schema:
        """The schema of the project."""
        return self.session.schema

    @property
    def tokens(self) -> Tokens:
        """The words and sentences of the open article."""
        return self.session.tokens

    @property
    def text(self) -> str:
        """The text of the open article."""
        return self.session.article.text

    @property
    def current(self) -> Mention | None:
        """The current item."""
        return self._mention(self.current_id)

    def required(self) -> Mention:
        """The current item.

        Raises EditRefused when there is none.
        """
        current = self.current
        if current is None:
            raise EditRefused("no item is current: tab or n goes to one")
        return current

    @property
    def active(self) -> Mention | None:
        """The active event or quote: the one that was current last."""
        return self._mention(self.active_id)

    @property
    def selection(self) -> Span | None:
        """The selected stretch: from the unit where it began to the one under the cursor, both whole."""
        if self.anchor is None:
            return None
        here = self.unit_at(self.cursor)
        return Span(min(self.anchor.start, here.start), max(self.anchor.end, here.end))

    def unit_at(self, offset: int) -> Span:
        """The token under the offset, or the grapheme when single characters are on."""
        if self.by_character:
            start = grapheme_start(self.text, min(offset, max(len(self.text) - 1, 0)))
            return Span(start, grapheme_end(self.text, start + 1))
        token = self.tokens.at(offset)
        if token is None:
            raise EditRefused("there is no word in this article")
        return token

    def open_article(self) -> None:
        """Start on the desk's open article, at the first unseen item."""
        self.mode = Mode.NORMAL
        self.anchor: Span | None = None
        self.hints: tuple[Hint, ...] = ()
        self.typed = ""
        self.role: Role | None = None
        self.current_id: str | None = None
        self.active_id: str | None = None
        self.last_id: str | None = None
        self.cursor = 0
        self.hits: tuple[Span, ...] = ()
        self.touched = None
        self.index = Index(self.annotations)
        first = self.index.following(self.index.unseen, (0, -1, 0, ""))
        if first is not None:
            self.make_current(first)
        else:
            word = self.tokens.at(0)
            self.move_to(word.start if word else 0)
        if self.session.refreshed:
            self.say(self.session.refreshed.sentence())
            self.session.refreshed = None
        elif not self.annotations.mentions and self.session.is_bare:
            self.say("no proposals here, on purpose: mark what you find yourself")

    def press(self, key: str) -> str | None:
        """Do what the key means in this mode; returns the name of a command that is the screen's to do.

        Keys are Textual's names, printable ones the character itself. A refused edit becomes a message.
        """
        from annotator.tui.actions import dispatch

        self.session.key_pressed()
        self.message = None
        try:
            return dispatch.press(self, key)
        except AnnotatorError as error:
            self.tell(error)
        return None

    def answered(self, text: str | None) -> None:
        """Give the asked-for line (`None`: the question was left) to who asked."""
        question, self.question = self.question, None
        if question is None or text is None:
            return
        try:
            question.answer(text)
        except AnnotatorError as error:
            self.tell(error)

    def tell(self, error: AnnotatorError) -> None:
        """Say why nothing was done; what is no mere refusal may have read the set again."""
        if not isinstance(error, EditRefused):
            self.index, self.touched = Index(self.annotations), None
        self.say("; ".join(filter(None, (error.message, error.hint))), is_refusal=True)

    def do(self, edit: Edit) -> Changed:
        """Apply and save an edit, and keep current and active item sound."""
        return self.changed(self.session.do(edit))

    def changed(self, changed: Changed) -> Changed:
        """Take note of what an edit touched."""
        self.index.update(changed.annotations, changed.touched)
        if self.touched is not None:
            self.touched |= changed.touched
        self.anchor = None
        if self._mention(self.current_id) is None:
            self.current_id = None
        if self._mention(self.active_id) is None:
            self.active_id = None
        return changed

    def say(self, text: str, *, is_refusal: bool = False) -> None:
        """Put a sentence on the bottom line until the next key."""
        self.message = Message(text, is_refusal)

    def ask(self, title: str, answer: Callable[[str], None], initial: str = "") -> None:
        """Ask for a line of text."""
        self.question = Question(title, initial, answer)

    def leave(self) -> None:
        """Back to the normal mode, without selection and hints."""
        self.mode, self.anchor, self.hints, self.typed, self.role = Mode.NORMAL, None, (), "", None

    def move_to(self, offset: int) -> None:
        """Put the cursor there; without a selection the item under it becomes current."""
        self.cursor = max(0, min(offset, max(len(self.text) - 1, 0)))
        if self.anchor is None and self.mode in (Mode.NORMAL, Mode.LEAP):
            found = self.index.item_at(self.cursor)
            self._set_current(found)

    def make_current(self, mention: Mention) -> None:
        """Put the cursor at the item's start and make it current."""
        self.anchor = None
        self.cursor = mention.start
        self._set_current(mention)

    def pick(self, mention_id: str) -> None:
        """Make a mention current by its id, as a click in the sidebar does."""
        mention = self._mention(mention_id)
        if mention is not None:
            self.leave()
            self.make_current(mention)

    def select_range(self, start: int, end: int) -> None:
        """Select the units from one offset to another, as dragging with the mouse does."""
        if self.mode not in (Mode.NORMAL, Mode.SELECT, Mode.FILLER_TEXT):
            self.leave()
        self.anchor = self.unit_at(start)
        if self.mode is Mode.NORMAL:
            self.mode = Mode.SELECT
        self.cursor = max(0, min(end, max(len(self.text) - 1, 0)))

    def stretch(self) -> tuple[Span, ...]:
        """The selection, else the token under the cursor, as fragments without blanks at the ends."""
        span = (self.selection or self.unit_at(self.cursor)).stripped(self.text)
        if not len(span):
            raise EditRefused("there is only blank space here")
        return (span,)

    def _set_current(self, mention: Mention | None) -> None:
        self.current_id = mention.id if mention else None
        if mention is None:
            return
        if mention.layer.has_roles:
            self.active_id = mention.id
        elif mention.layer is Layer.CUE and (quote := self.annotations.quote_of(mention.id)):
            self.active_id = quote.id
        if mention.layer in (Layer.QUOTE, Layer.ENTITY):
            self.last_id = mention.id

    def _mention(self, mention_id: str | None) -> Mention | None:
        found = self.annotations.mentions.get(mention_id or "")
        return None if found is None or found.state is State.REJECTED else found
