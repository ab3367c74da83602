"""The article on screen: paints the visible lines of a layout, keeps the cursor in sight, says where the mouse is."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.model.span import Span
from annotator.tui.layout import Layout, gutter_width, text_width
from annotator.tui.paint import Painter
from annotator.tui.palette import Palette, palette_of
from annotator.tui.view import View
from annotator.tui.wrap import Wrapped

_MARGIN = 3


class ArticleView(ScrollView):
    """Shows a `View`; knows rows and pages for the editor. Keys are the screen's business."""

    DEFAULT_CSS = "ArticleView { background: $background; color: $foreground; }"
    ALLOW_SELECT = False
    can_focus = False

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
        self._goal: tuple[int, int] | None = None
        self._pressed_at: int | None = None

    @property
    def layout_shown(self) -> Layout | None:
        """The layout on screen."""
        return self._painter.layout if self._painter else None

    def show(self, view: View, touched: frozenset[str] | None) -> None:
        """Paint the view; `touched` are the mentions changed since the last one, `None` when everything may be other."""
        width = self.scrollable_content_region.width or self.size.width
        if width <= 0:
            return
        wanted, palette = text_width(width), palette_of(self.app.current_theme.dark)
        painter = self._painter
        if self._wrapped is None or self._wrapped.text is not view.text or self._wrapped.width != wanted:
            self._wrapped = Wrapped(view.text, wanted)
            self.scroll_to(0, 0, animate=False, force=True)
            painter = None
        if painter is None or touched is None or not _is_same_picture(painter, view, palette, width):
            layout = Layout(view, width, self._wrapped)
            self._strips.clear()
        else:
            layout = painter.layout
            self._forget(_rows_to_repaint(layout, painter.view, view, touched))
        self._painter = Painter(layout, palette)
        self._reveal(layout, view)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the visible part."""
        painter = self._painter
        if painter is None:
            return Strip.blank(self.size.width, self.rich_style)
        number = y + self.scroll_offset.y
        if number >= painter.layout.height:
            return Strip.blank(self.size.width, painter.base)
        line = painter.layout.line(number)
        strips = self._strips.get(line.row)
        if strips is None:
            strips = self._strips[line.row] = painter.row(line.row)
        # a row never seen may be estimated higher than it is
        strip = strips[line.lane + 1] if line.lane + 1 < len(strips) else Strip.blank(self.size.width, painter.base)
        return strip.crop_extend(0, self.size.width, painter.base)

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
        if layout is None or not layout.height:
            return Span(0, 0)
        first = layout.line(min(self.scroll_offset.y, layout.height - 1)).row
        last = layout.line(min(self.scroll_offset.y + max(self.size.height, 1), layout.height) - 1).row
        return Span(layout.wrapped.rows[first].start, layout.wrapped.rows[last].end)

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
        while 0 < target < len(self._wrapped.rows) - 1 and self._wrapped.rows[target].start == self._wrapped.rows[target].end:
            target += 1 if by > 0 else -1
        found = self._wrapped.offset(target, column)
        self._goal = (found, column)
        return found

    def keep_goal(self, offset: int) -> None:
        """Go on from another offset in the column where going up or down began, as when the cursor snaps to a word."""
        if self._goal is not None:
            self._goal = (offset, self._goal[1])

    def _page(self) -> int:
        return max(1, self.size.height // 2 - 1)

    def _forget(self, rows: set[int] | None) -> None:
        if rows is None:
            self._strips.clear()
            return
        for row in rows:
            self._strips.pop(row, None)

    def _reveal(self, layout: Layout, view: View) -> None:
        """Bring the cursor's row into sight, its surroundings at their true height."""
        height = max(self.size.height, 1)
        margin = min(_MARGIN, max(0, (height - 2) // 2))
        top = self.scroll_offset.y
        while True:
            line = layout.line_of(view.cursor)
            if line < top + margin:
                top = line - margin
            elif line + 1 > top + height - 1 - margin:
                top = line + 2 + margin - height
            top = max(0, min(top, layout.height - height))
            if not layout.settle(top, height):
                break
        self.virtual_size = Size(layout.width, layout.height)
        if top != self.scroll_offset.y:
            self.scroll_to(0, top, animate=False, force=True)

    def _offset_under(self, x: int, y: int) -> int | None:
        layout = self.layout_shown
        number = y + self.scroll_offset.y
        if layout is None or number >= layout.height:
            return None
        row = layout.line(number).row
        return layout.wrapped.offset(row, x - gutter_width(layout.width))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Repaint when the wheel scrolls."""
        super().watch_scroll_y(old_value, new_value)
        layout = self.layout_shown
        if layout is not None and layout.settle(round(new_value), max(self.size.height, 1)):
            self.virtual_size = Size(layout.width, layout.height)
        self.refresh(Region(0, 0, self.size.width, self.size.height))


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
