"""A widget that paints its own lines, and of those only what changed."""

from __future__ import annotations

from collections.abc import Iterable

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from annotator.tui.palette import Palette, palette_of


class Painted(Widget):
    """The base of what is repainted at every key: lines go to the screen past Textual's render caches, which cost more than a key may."""

    ALLOW_SELECT = False
    can_focus = False

    class Resized(Message):
        """The widget has another size; what it shows has to be made for that."""

    def __init__(self) -> None:
        super().__init__()
        self._painted: dict[int, Strip] = {}
        self._painted_for: object = None

    @property
    def palette(self) -> Palette:
        """The colours of the theme."""
        return palette_of(self.app.current_theme.dark)

    def paint(self, y: int) -> Strip:
        """The line `y` of the widget, as wide as it is."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Say so: the screen knows what to show."""
        self.post_message(self.Resized())

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region: those painted before as they were, the others with the terminal's filters (no colour, for one) applied."""
        wanted = (self.size, self.palette, crop.x, crop.right)
        if wanted != self._painted_for:
            self._painted.clear()
            self._painted_for = wanted
        missing = [y for y in crop.line_range if y not in self._painted]
        filters, background = (self.get_line_filters() if missing else ()), self.background_colors[1]
        for y in missing:
            strip = self.paint(y)
            for one in filters:
                strip = strip.apply_filter(one, background)
            self._painted[y] = strip.crop(crop.x, crop.right)
        return [self._painted[y] for y in crop.line_range]

    def repaint(self, lines: Iterable[int]) -> None:
        """Paint these lines anew; nothing when there are none."""
        numbers = sorted(lines)
        for y in numbers:
            self._painted.pop(y, None)
        if numbers:
            self.refresh(*(Region(0, first, self.size.width, count) for first, count in _runs(numbers)))


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Runs of following numbers as (first, how many)."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    return runs
