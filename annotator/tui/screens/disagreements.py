"""Every disagreement by kind and frequency, narrowed down by keys; enter shows the place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from annotator.tui.agreement.commands import GROUPS, bindings
from annotator.tui.agreement.drawing import window
from annotator.tui.agreement.listing import FILTERS, Listing, Wanted
from annotator.tui.agreement.listing_lines import listing_head, listing_lines
from annotator.tui.screens.board_screen import BoardScreen
from annotator.tui.screens.place import PlaceScreen
from annotator.tui.widgets.board import Board
from annotator.tui.widgets.lines import Answer, BottomLine, PromptLine

if TYPE_CHECKING:
    from annotator.workflow.project import Project

_HEAD = 2
_WHEEL = 3


class DisagreementsScreen(BoardScreen[None]):
    """The groups of a listing, at first those that are wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(GROUPS)]
    SHOWN_KEYS = GROUPS

    def __init__(self, project: Project, listing: Listing, wanted: Wanted) -> None:
        super().__init__()
        self._project, self._listing = project, listing
        self._cursor = self._first = 0
        listing.narrow(wanted)

    def compose(self) -> ComposeResult:
        """Also the line in which words are asked for."""
        yield from super().compose()
        yield PromptLine()

    def draw(self) -> None:
        """The groups around the cursor."""
        board, listing = self.query_one(Board), self._listing
        width, rows = self.size.width, self._rows()
        self._cursor = max(0, min(self._cursor, len(listing.groups) - 1))
        self._first = window(self._cursor, len(listing.groups), rows, self._first)
        head = listing_head(listing, width, board.ink)
        board.show([*head, *listing_lines(listing, self._cursor, self._first, rows, width, board.ink)])
        place = f"{self._cursor + 1:,} of {len(listing.groups):,}" if listing.groups else ""
        self.draw_frame("disagreements", place)

    def _rows(self) -> int:
        return max(1, self.query_one(Board).size.height - _HEAD)

    def _move(self, by: int) -> None:
        self._cursor += by
        self.again()

    def action_up(self) -> None:
        """A group up."""
        self._move(-1)

    def action_down(self) -> None:
        """A group down."""
        self._move(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._move(-self._rows())

    def action_page_down(self) -> None:
        """A page down."""
        self._move(self._rows())

    def action_first(self) -> None:
        """The most frequent group."""
        self._move(-self._cursor)

    def action_last(self) -> None:
        """The rarest group."""
        self._move(len(self._listing.groups))

    def action_element(self) -> None:
        """The next layer."""
        self._filter("element", 1)

    def action_kind(self) -> None:
        """The next kind."""
        self._filter("kind", 1)

    def action_label(self) -> None:
        """The next label."""
        self._filter("label", 1)

    def action_pair(self) -> None:
        """The next pair."""
        self._filter("pair", 1)

    def action_element_back(self) -> None:
        """The layer before."""
        self._filter("element", -1)

    def action_kind_back(self) -> None:
        """The kind before."""
        self._filter("kind", -1)

    def action_label_back(self) -> None:
        """The label before."""
        self._filter("label", -1)

    def action_pair_back(self) -> None:
        """The pair before."""
        self._filter("pair", -1)

    def _filter(self, name: str, by: int) -> None:
        self._narrow(FILTERS[name](self._listing, by))

    def _narrow(self, wanted: Wanted) -> None:
        self._listing.narrow(wanted)
        self._cursor = self._first = 0
        self.again()

    def action_everything(self) -> None:
        """All again."""
        self._narrow(Wanted())

    def action_search(self) -> None:
        """Ask for words."""
        self.query_one(BottomLine).display = False
        self.query_one(PromptLine).ask("words", self._listing.wanted.words)

    @on(Input.Submitted)
    def _searched(self, event: Input.Submitted) -> None:
        event.stop()
        self._close_prompt()
        self._narrow(replace(self._listing.wanted, words=event.value.strip()))

    @on(Answer.Left)
    def _close_prompt(self) -> None:
        self.query_one(PromptLine).close()
        self.query_one(BottomLine).display = True
        self.set_focus(None)

    def action_open(self) -> None:
        """The first place of the group."""
        if self._listing.groups:
            number = self._listing.firsts[self._cursor]
            self.app.push_screen(PlaceScreen(self._project, self._listing, number), self._back_from)

    def _back_from(self, number: int | None) -> None:
        """Stand on the group whose place was looked at last."""
        if number is not None:
            self._cursor = self._listing.group_of(number)
            self.again()

    def action_leave(self) -> None:
        """Back to the figures, or out of the line for words."""
        if self.query_one(PromptLine).display:
            self._close_prompt()
        else:
            self.dismiss(None)

    @on(Board.Clicked)
    def _clicked(self, event: Board.Clicked) -> None:
        number = self._first + event.y - _HEAD
        if event.y >= _HEAD and number < len(self._listing.groups):
            self._move(number - self._cursor)
            if event.is_double:
                self.action_open()

    @on(Board.Turned)
    def _turned(self, event: Board.Turned) -> None:
        self._move(_WHEEL * event.by)

    def on_resize(self, event: events.Resize) -> None:
        """The rows are as many as there is room for."""
        self.call_after_refresh(self.draw)
