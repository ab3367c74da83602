"""The sidebar: quotes, events with their roles, and all that is known of the current item."""

from __future__ import annotations

from functools import cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from annotator.tui.palette import Palette
from annotator.tui.sidebar_lines import SideLine, details, lists
from annotator.tui.view import View
from annotator.tui.widgets.painted import Painted


class Sidebar(Painted):
    """Lists above, details of the current item below; a click on a list's line jumps there."""

    DEFAULT_CSS = "Sidebar { background: $panel; color: $foreground; }"

    class Picked(Message):
        """A line of the lists was clicked."""

        def __init__(self, mention_id: str) -> None:
            super().__init__()
            self.mention_id = mention_id

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[SideLine] = []
        self._below: list[SideLine] = []
        self._lines: list[SideLine | None] = []
        self._look: object = None
        self._wanted: set[str | None] = set()
        self._top = 0

    def show(self, view: View) -> None:
        """Show quotes, events and the current item of a view."""
        self._shown, self._below = lists(view), details(view, max(10, self.size.width - 2))
        # on a low screen the lists keep their part: what the label means stands in the help as well
        del self._below[max(7, self.size.height * 2 // 5) :]
        self._wanted = {view.current, view.active} - {None}
        self._scroll_to_active()
        before, look = self._lines, (self.palette, self.size)
        self._lines = [self._line(y) for y in range(self.size.height)]
        is_other = look != self._look
        self._look = look
        self.repaint(y for y, line in enumerate(self._lines) if is_other or y >= len(before) or before[y] != line)

    def paint(self, y: int) -> Strip:
        """One line: of the lists, or of the details at the lower edge."""
        palette, width = self.palette, self.size.width
        base = Style(color=palette.text, bgcolor=palette.panel)
        line = self._lines[y] if y < len(self._lines) else None
        if line is None:
            return Strip.blank(width, base)
        tones = _tones(palette)
        room = width - 1 - (cell_len(line.aside) + 2 if line.aside else 0)
        text = Strip([Segment(" ", base), *(Segment(piece, base + tones.get(tone, base)) for piece, tone in line.pieces)])
        aside = [Segment(f" {line.aside} ", base + tones["dim"])] if line.aside else []
        segments = [*text.adjust_cell_length(room + 1, base), *aside]
        if line.is_current:
            segments = list(Segment.apply_style(segments, post_style=Style(color=palette.text, bgcolor=palette.selection)))
        return Strip(segments, width)

    def on_click(self, event: events.Click) -> None:
        """Jump to the clicked line's mention."""
        line = self._line(event.y)
        if line is not None and line.mention_id:
            self.post_message(self.Picked(line.mention_id))

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
        active = next((i for i, line in enumerate(self._shown) if line.mention_id in self._wanted), 0)
        if not self._top <= active < self._top + max(1, room - 2):
            self._top = max(0, active - room // 3)
        self._top = max(0, min(self._top, len(self._shown) - room))


@cache
def _tones(palette: Palette) -> dict[str, Style]:
    """The styles of the tones; made once, since they are asked for at every line of every key."""
    return {
        "dim": Style(color=palette.dim),
        "quote": Style(color=palette.quote),
        "indirect": Style(color=palette.indirect_quote),
        "event": Style(color=palette.event),
        "bold": Style(bold=True),
    }
