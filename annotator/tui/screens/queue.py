"""The queue: every article with its status and progress, filtered by words and status."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import DataTable, Input, Static

from annotator.model.annotation import Status
from annotator.model.doubt import Order
from annotator.tui.glyphs import visible
from annotator.tui.screens.agreement import AgreementScreen
from annotator.tui.widgets.lines import VisibleInput

if TYPE_CHECKING:
    from annotator.workflow.desk import Desk, QueueRow

_MARKS = {Status.NEW: "·", Status.STARTED: "…", Status.DONE: "✓", Status.SKIPPED: "-"}
_FILTERS = (None, Status.NEW, Status.STARTED, Status.DONE, Status.SKIPPED)
_PAGE = 500
_ORDERS = {Order.UNCERTAIN: "uncertain first", Order.CERTAIN: "certain first", Order.RANDOM: "random order"}


class QueueScreen(ModalScreen[str | None]):
    """The articles of one annotator; gives the id of the one chosen, or `None`."""

    CSS = """
    QueueScreen { align: center middle; background: $background; }
    QueueScreen #head { height: 1; padding: 0 1; background: $panel; }
    QueueScreen #foot { height: 1; padding: 0 1; background: $panel; }
    QueueScreen DataTable { height: 1fr; background: $background; }
    QueueScreen Input, QueueScreen Input:focus { height: 1; border: none; padding: 0 1; background: $panel; }
    QueueScreen Input { display: none; }
    QueueScreen Input.asked { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace,Q", "leave", "back"),
        Binding("slash", "ask", "search"),
        Binding("percent_sign", "agreement", "agreement"),
        Binding("tab", "filter", "status", priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._filter: Status | None = None
        self._words = ""
        self._shown = 0
        self._room = 0

    def compose(self) -> ComposeResult:
        """Head, table, search line and foot."""
        yield Static(id="head", markup=False)
        yield DataTable(cursor_type="row", zebra_stripes=False)
        yield VisibleInput(placeholder="words in the text")
        order = "" if self._desk.ordered_by is Order.SEQUENTIAL else f"   {_ORDERS[self._desk.ordered_by]}"
        yield Static(f"enter open   / search   tab status   % agreement   esc back{order}", id="foot", markup=False)

    def on_mount(self) -> None:
        """Fill the table, the cursor on the open article."""
        table = self.query_one(DataTable)
        self._room = _room_for_titles(self.app.size.width)
        self._columns()
        self._fill()
        table.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the titles to the width."""
        room = _room_for_titles(event.size.width)
        if room != self._room:
            self._room = room
            self.query_one(DataTable).clear(columns=True)
            self._columns()
            self._fill()

    def _columns(self) -> None:
        for title in ("", "article", "title", "words", "looked at", ""):
            self.query_one(DataTable).add_column(title, key=None)

    def action_leave(self) -> None:
        """Back to the article, or out of the search line."""
        if self.query_one(Input).has_class("asked"):
            self._close_search()
        else:
            self.dismiss(None)

    def action_ask(self) -> None:
        """Ask for words."""
        line = self.query_one(Input)
        line.add_class("asked")
        line.focus()

    def action_agreement(self) -> None:
        """How far annotators agree, as this one may see it."""
        self.app.push_screen(AgreementScreen(self._desk.project, viewer=self._desk.annotator))

    def action_filter(self) -> None:
        """Show the next status only, then all again."""
        self._filter = _FILTERS[(_FILTERS.index(self._filter) + 1) % len(_FILTERS)]
        self._fill()

    @on(Input.Submitted)
    def search(self, event: Input.Submitted) -> None:
        """Show the articles whose text has the words."""
        self._words = event.value
        self._close_search()
        self._fill()

    @on(DataTable.RowSelected)
    def choose(self, event: DataTable.RowSelected) -> None:
        """Open the article of the row."""
        self.dismiss(str(event.row_key.value))

    @on(DataTable.RowHighlighted)
    def reach(self, event: DataTable.RowHighlighted) -> None:
        """Read further rows when the cursor comes near the last one."""
        if self._shown and event.cursor_row >= self._shown - 5:
            self._append()

    def _close_search(self) -> None:
        self.query_one(Input).remove_class("asked")
        self.query_one(DataTable).focus()

    def _fill(self) -> None:
        self.query_one(DataTable).clear()
        self._shown = 0
        self._append()
        counts = self._desk.counts()
        total = sum(counts.values())
        parts = [f"{counts.get(status, 0)} {status}" for status in Status]
        shown = "" if self._filter is None else f"   only {self._filter}"
        words = f"   with {self._words!r}" if self._words else ""
        done = counts.get(Status.DONE, 0)
        bar = "█" * round(20 * done / total) if total else ""
        self.query_one("#head", Static).update(
            Text(visible(f"queue of {self._desk.annotator}   {bar:░<20}  {' · '.join(parts)}{shown}{words}"))
        )

    def _append(self) -> None:
        table = self.query_one(DataTable)
        rows = self._desk.rows(text=self._words or None, status=self._filter, limit=_PAGE, offset=self._shown)
        here = self._desk.session.article.id
        for row in rows:
            table.add_row(*_cells(row, self._room), key=row.article_id)
            if row.article_id == here and not self._words:
                table.move_cursor(row=table.row_count - 1)
        self._shown += len(rows)


def _room_for_titles(width: int) -> int:
    return max(16, min(56, width - 42))


def _cells(row: QueueRow, room: int) -> tuple[Text, ...]:
    share = f"{row.looked_at}/{row.total}" if row.total else "–"
    note = " ".join(filter(None, (*row.flags, row.reason)))
    return (
        Text(_MARKS[row.status]),
        Text(visible(row.article_id)),
        Text(_shortened(visible(row.title), room)),
        Text(f"{row.words:,}", justify="right"),
        Text(share, justify="right"),
        Text(_shortened(visible(note), 24)),
    )


def _shortened(words: str, room: int) -> str:
    return words if cell_len(words) <= room else set_cell_size(words, room - 1).rstrip() + "…"
