"""A board of lines that a screen draws; says where the mouse is."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip

from annotator.tui.agreement.drawing import Ink, Line
from annotator.tui.widgets.painted import Painted


class Board(Painted):
    """Shows lines of styled pieces, and of those paints only what changed."""

    DEFAULT_CSS = "Board { height: 1fr; background: $background; color: $foreground; }"

    class Clicked(Message):
        """The mouse was clicked on a cell; `is_double` for the second click on the spot."""

        def __init__(self, x: int, y: int, is_double: bool) -> None:
            super().__init__()
            self.x, self.y, self.is_double = x, y, is_double

    class Turned(Message):
        """The wheel was turned, down (1) or up (-1)."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._look: object = None

    @property
    def ink(self) -> Ink:
        """The styles of the theme."""
        return Ink(self.palette)

    def show(self, lines: list[Line]) -> None:
        """Show these lines from the top."""
        before, self._lines = self._lines, lines
        look = (self.palette, self.size)
        is_other, self._look = look != self._look, look
        height = max(len(before), len(lines), self.size.height if is_other else 0)
        self.repaint(y for y in range(height) if is_other or _at(before, y) != _at(lines, y))

    def paint(self, y: int) -> Strip:
        """A line, filled up to the right edge."""
        return Strip(_at(self._lines, y)).adjust_cell_length(self.size.width, self.ink.base)

    def on_click(self, event: events.Click) -> None:
        """Say where."""
        self.post_message(self.Clicked(event.x, event.y, event.chain == 2))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Say which way."""
        event.stop()
        self.post_message(self.Turned(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Say which way."""
        event.stop()
        self.post_message(self.Turned(-1))


def _at(lines: list[Line], y: int) -> Line:
    return lines[y] if y < len(lines) else []
