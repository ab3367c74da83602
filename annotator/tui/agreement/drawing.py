"""Lines of styled pieces, cut to a width: what a board shows."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from annotator.tui.glyphs import visible
from annotator.tui.palette import Palette

Line = list[Segment]


@dataclass(frozen=True, slots=True)
class Ink:
    """The styles of a palette by what they are for."""

    palette: Palette

    @property
    def base(self) -> Style:
        """Plain text on the background."""
        return Style(color=self.palette.text, bgcolor=self.palette.background)

    @property
    def dim(self) -> Style:
        """What stands beside the point."""
        return self.base + Style(color=self.palette.dim)

    @property
    def strong(self) -> Style:
        """Titles and what the cursor is on."""
        return self.base + Style(bold=True)

    @property
    def warning(self) -> Style:
        """What makes figures weaker."""
        return self.base + Style(color=self.palette.event)

    @property
    def chosen(self) -> Style:
        """The row under the cursor."""
        return Style(color=self.palette.text, bgcolor=self.palette.selection, bold=True)

    @property
    def cursor(self) -> Style:
        """The cell under the cursor."""
        return Style(color=self.palette.background, bgcolor=self.palette.cursor, bold=True)


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """The text made visible and as wide as that; a longer one ends in `…`."""
    shown = visible(text)
    if cell_len(shown) > width:
        shown = set_cell_size(shown, max(0, width - 1)).rstrip() + "…" if width else ""
    blank = " " * max(0, width - cell_len(shown))
    return blank + shown if right else shown + blank


def folded(text: str, width: int) -> list[str]:
    """The text in lines of whole words."""
    lines, line = [], ""
    for word in visible(text).split():
        if line and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def window(cursor: int, count: int, room: int, first: int = 0) -> int:
    """The first of `count` rows to show in `room` rows such that the cursor is among them, moved as little as can be."""
    first = min(first, cursor)
    first = max(first, cursor - room + 1)
    return max(0, min(first, count - room))
