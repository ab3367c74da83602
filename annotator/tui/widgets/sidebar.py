"""The sidebar: quotes, events with their roles, and all that is known of the current item."""

from __future__ import annotations

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.tui.palette import Palette, palette_of
from annotator.tui.sidebar_lines import SideLine, details, lists
from annotator.tui.view import View


class Sidebar(ScrollView):
    """Lists above, details of the current item below; a click on a list's line jumps there."""

    DEFAULT_CSS = "Sidebar { background: $panel; color: $foreground; scrollbar-size: 0 0; }"
    ALLOW_SELECT = False
    can_focus = False

    class Picked(Message):
        """A line of the lists was clicked."""

        def __init__(self, mention_id: str) -> None:
            super().__init__()
            self.mention_id = mention_id

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[SideLine] = []
        self._below: list[SideLine] = []
        self._top = 0

    def show(self, view: View) -> None:
        """Show quotes, events and the current item of a view."""
        self._shown, self._below = lists(view), details(view)
        self._scroll_to_active()
        self.virtual_size = Size(self.size.width, self.size.height)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line: of the lists, or of the details at the lower edge."""
        palette, width = self._palette(), self.size.width
        base = Style(color=palette.text, bgcolor=palette.panel)
        line = self._line(y)
        if line is None:
            return Strip.blank(width, base)
        colour = {
            "dim": palette.dim,
            "quote": palette.quote,
            "indirect": palette.indirect_quote,
            "event": palette.event,
        }
        style = base + Style(color=colour.get(line.tone, palette.text), bold=line.is_bold, reverse=line.is_current)
        return Strip([Segment(set_cell_size(" " + line.text, width), style)])

    def on_click(self, event: events.Click) -> None:
        """Jump to the clicked line's mention."""
        line = self._line(event.y)
        if line is not None and line.mention_id:
            self.post_message(self.Picked(line.mention_id))

    def _palette(self) -> Palette:
        return palette_of(self.app.current_theme.dark)

    def _lists_height(self) -> int:
        return max(0, self.size.height - len(self._below))

    def _line(self, y: int) -> SideLine | None:
        room = self._lists_height()
        if y < room:
            index = y + self._top
            return self._shown[index] if index < len(self._shown) else None
        index = y - room
        return self._below[index] if index < len(self._below) else None

    def _scroll_to_active(self) -> None:
        room = self._lists_height()
        active = next((i for i, line in enumerate(self._shown) if line.is_current or line.is_active), 0)
        if not self._top <= active < self._top + max(1, room - 2):
            self._top = max(0, active - room // 3)
        self._top = max(0, min(self._top, len(self._shown) - room))
