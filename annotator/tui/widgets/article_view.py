"""The article on screen: paints the visible lines of a layout, keeps the cursor in sight, says where the mouse is."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from annotator.model.span import Span
from annotator.tui.layout import Layout, Line, gutter_width, text_width
from annotator.tui.paint import Painter
from annotator.tui.palette import Palette
from annotator.tui.view import View
from annotator.tui.widgets.painted import Painted
from annotator.tui.wrap import Wrapped

_MARGIN = 3
_WHEEL = 3


class ArticleView(Painted):
    """Shows a `View`; knows rows and pages for the editor. Keys are the screen's business.

    It scrolls by itself: a scrolling container of Textual lays the whole screen out again whenever a
    row gets another lane.
    """

    DEFAULT_CSS = "ArticleView { background: $background; color: $foreground; }"

    class Clicked(Message):
        """The mouse was clicked on a character."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class Dragged(Message):
        """The mouse was dragged, or clicked twice, from one character to another."""

        def __init__(self, start: int, end: int) -> None:
            super().__init__()
            self.start = start
            self.end = end

    def __init__(self) -> None:
        super().__init__()
        self._painter: Painter | None = None
        self._wrapped: Wrapped | None = None
        self._strips: dict[int, list[Strip]] = {}
        self._top = 0
        self._lines: list[Line] = []
        self._thumb = range(0)
        self._goal: tuple[int, int] | None = None
        self._pressed_at: int | None = None

    @property
    def layout_shown(self) -> Layout | None:
        """The layout on screen."""
        return self._painter.layout if self._painter else None

    def show(self, view: View, touched: frozenset[str] | None) -> None:
        """Paint the view; `touched` are the mentions changed since the last one, `None` when everything may be other."""
        width = self.size.width
        if width <= 0:
            return
        wanted, palette = text_width(width), self.palette
        painter, rows = self._painter, None
        if self._wrapped is None or self._wrapped.text is not view.text or self._wrapped.width != wanted:
            self._wrapped, self._top = Wrapped(view.text, wanted), 0
            painter = None
        if painter is None or touched is None or not _is_same_picture(painter, view, palette, width):
            layout = Layout(view, width, self._wrapped)
        else:
            layout = painter.layout
            rows = _rows_to_repaint(layout, painter.view, view, touched)
        self._painter = Painter(layout, palette)
        self._reveal(layout, view)
        self._update(rows)

    def paint(self, y: int) -> Strip:
        """A line of the visible part, and at its right edge a piece of the scroll bar."""
        painter, width = self._painter, self.size.width
        if painter is None or y >= len(self._lines):
            return Strip.blank(width, painter.base if painter else self.rich_style)
        line = self._lines[y]
        strips = self._strips.get(line.row)
        if strips is None:
            strips = self._strips[line.row] = painter.row(line.row)
        text = strips[line.lane + 1] if line.lane + 1 < len(strips) else Strip([])
        edge = Segment("▐" if y in self._thumb else " ", painter.base + Style(color=painter.palette.dim))
        return Strip([*text.adjust_cell_length(width - 1, painter.base), edge], width)

    def row_above(self, offset: int) -> int:
        """The offset a row higher, in the column where going up or down began."""
        return self._moved(offset, -1)

    def row_below(self, offset: int) -> int:
        """The offset a row lower, in the column where going up or down began."""
        return self._moved(offset, 1)

    def page_above(self, offset: int) -> int:
        """The offset a page higher."""
        return self._moved(offset, -self._page())

    def page_below(self, offset: int) -> int:
        """The offset a page lower."""
        return self._moved(offset, self._page())

    def on_screen(self) -> Span:
        """The stretch of text that is on screen."""
        layout = self.layout_shown
        if layout is None or not self._lines:
            return Span(0, 0)
        rows = layout.wrapped.rows
        return Span(rows[self._lines[0].row].start, rows[self._lines[-1].row].end)

    def centre(self) -> None:
        """Move the text such that the cursor's row has its surroundings about it."""
        painter, height = self._painter, max(self.size.height, 1)
        if painter is None:
            return
        layout, before = painter.layout, -1
        while before != self._top:
            before = self._top
            self._top = max(0, min(layout.line_of(painter.view.cursor) - height // 3, layout.height - height))
            layout.settle(self._top, height)
        self._update(None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a click or a drag."""
        self._pressed_at = self._offset_under(event.x, event.y)
        if self._pressed_at is not None:
            self.post_message(self.Clicked(self._pressed_at))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is held."""
        under = self._offset_under(event.x, event.y)
        if event.button and self._pressed_at is not None and under is not None and under != self._pressed_at:
            self.post_message(self.Dragged(self._pressed_at, under))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        self._pressed_at = None

    def on_click(self, event: events.Click) -> None:
        """A second click selects the word."""
        under = self._offset_under(event.x, event.y)
        if event.chain == 2 and under is not None:
            self.post_message(self.Dragged(under, under))

    def _moved(self, offset: int, by: int) -> int:
        if self._wrapped is None:
            return offset
        row = self._wrapped.row_at(offset)
        column = self._goal[1] if self._goal is not None and self._goal[0] == offset else self._wrapped.column(offset)
        target = max(0, min(row + by, len(self._wrapped.rows) - 1))
        # rows between paragraphs hold no word to stop at
        while 0 < target < len(self._wrapped.rows) - 1 and self._wrapped.is_blank(target):
            target += 1 if by > 0 else -1
        found = self._wrapped.ink(target, column)
        self._goal = (found, column)
        return found

    def keep_goal(self, offset: int) -> None:
        """Go on from another offset in the column where going up or down began, as when the cursor snaps to a word."""
        if self._goal is not None:
            self._goal = (offset, self._goal[1])

    def _page(self) -> int:
        return max(1, self.size.height // 2 - 1)

    def _update(self, rows: set[int] | None) -> None:
        """Bring the screen up to date: `rows` look different now, `None` for all."""
        layout = self.layout_shown
        if layout is None:
            return
        if rows is None:
            self._strips.clear()
        else:
            for row in rows:
                self._strips.pop(row, None)
        height = self.size.height
        lines = [layout.line(number) for number in range(self._top, min(self._top + height, layout.height))]
        thumb = _thumb(self._top, height, layout.height)
        changed = [
            y
            for y in range(height)
            if rows is None
            or (y in thumb) != (y in self._thumb)
            or _at(lines, y) != _at(self._lines, y)
            or (y < len(lines) and lines[y].row in rows)
        ]
        self._lines, self._thumb = lines, thumb
        self.repaint(changed)

    def _reveal(self, layout: Layout, view: View) -> None:
        """Bring the cursor's row into sight, its surroundings at their true height."""
        height = max(self.size.height, 1)
        margin = min(_MARGIN, max(0, (height - 2) // 2))
        while True:
            line = layout.line_of(view.cursor)
            if line < self._top + margin:
                self._top = line - margin
            elif line + 1 > self._top + height - 1 - margin:
                self._top = line + 2 + margin - height
            self._top = max(0, min(self._top, layout.height - height))
            if not layout.settle(self._top, height):
                return

    def move_text(self, by: int) -> None:
        """Move the text by lines, the cursor stays where it is in it."""
        layout = self.layout_shown
        if layout is None:
            return
        self._top = max(0, min(self._top + by, layout.height - self.size.height))
        self._update(layout.settle(self._top, max(self.size.height, 1)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the text, not the cursor."""
        event.stop()
        self.move_text(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the text, not the cursor."""
        event.stop()
        self.move_text(-_WHEEL)

    def _offset_under(self, x: int, y: int) -> int | None:
        layout = self.layout_shown
        if layout is None or not 0 <= y < len(self._lines):
            return None
        return layout.wrapped.offset(self._lines[y].row, x - gutter_width(layout.width))


def _at(lines: list[Line], y: int) -> Line | None:
    return lines[y] if y < len(lines) else None


def _thumb(top: int, height: int, total: int) -> range:
    """The lines of the screen beside which the scroll bar's thumb stands; none when everything is in sight."""
    if total <= height:
        return range(0)
    size = max(1, height * height // total)
    first = round(top * (height - size) / max(1, total - height))
    return range(first, first + size)


def _is_same_picture(painter: Painter, view: View, palette: Palette, width: int) -> bool:
    """Whether the layout can follow to this view: only items, cursor and the like differ."""
    old = painter.view
    return painter.layout.width == width and painter.palette is palette and old.look is view.look and old.schema is view.schema


def _rows_to_repaint(layout: Layout, old: View, new: View, touched: frozenset[str]) -> set[int] | None:
    """The rows that look different in the new view, `None` for all."""
    rows = layout.change(new, touched)
    if rows is None or old.hits != new.hits or old.hints != new.hints:
        return None
    rows |= {layout.wrapped.row_at(old.cursor), layout.wrapped.row_at(new.cursor)}
    for selection in (old.selection, new.selection):
        if selection is not None:
            rows.update(layout.rows_between(selection.start, selection.end))
    return rows
