"""Where everything is: rows of text, lanes under them, bars beside them, and offsets for lines and back; pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from annotator.model.annotation import Layer, Mention, State
from annotator.tui.lanes import Badge, badges, is_in_gutter, lanes
from annotator.tui.numbering import numbering
from annotator.tui.view import View
from annotator.tui.wrap import Wrapped

BAR_WIDTH = 5
"""The cells of one column of bars: `Q12▐` and a blank."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of gutter beside a row: the quote's id, its sign (on its first row only) and whether it is indirect."""

    mention_id: str
    sign: str
    is_indirect: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line on screen: a row of text (`lane` is -1) or a lane under it."""

    row: int
    lane: int


class Layout:
    """The lines of one view on a screen of `width` cells, gutter included."""

    def __init__(self, view: View, width: int, wrapped: Wrapped | None = None) -> None:
        self.view = view
        self.width = width
        self.numbers = numbering(view.annotations)
        self.wrapped = wrapped or Wrapped(view.text, text_width(width))
        self._lanes = {row: lanes(found, self.wrapped.width) for row, found in badges(view, self.wrapped, self.numbers).items()}
        heights = [1 + len(self._lanes.get(row, ())) for row in range(len(self.wrapped.rows))]
        self.first_lines = [0, *accumulate(heights)]
        self._bars = self._gutter()
        self._on_row = self._mentions_by_row()

    @property
    def height(self) -> int:
        """How many lines there are."""
        return self.first_lines[-1]

    def line(self, number: int) -> Line:
        """What a line is."""
        row = bisect_right(self.first_lines, number) - 1
        return Line(row, number - self.first_lines[row] - 1)

    def line_of(self, offset: int) -> int:
        """The line of text that holds an offset."""
        return self.first_lines[self.wrapped.row_at(offset)]

    def badges(self, line: Line) -> list[Badge]:
        """What stands on a lane."""
        return self._lanes[line.row][line.lane]

    def bars(self, row: int) -> list[Bar | None]:
        """The bars beside a row, the outer quote first; two at most."""
        return self._bars.get(row, [])

    def mentions(self, row: int) -> list[Mention]:
        """The mentions with a fragment on a row, the longest first."""
        return self._on_row.get(row, [])

    def _mentions_by_row(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        shown = (m for m in self.view.annotations.mentions.values() if m.state is not State.REJECTED)
        for mention in sorted(shown, key=lambda m: (m.start - m.end, m.id)):
            rows = {row for f in mention.fragments for row in range(self.wrapped.row_at(f.start), self.wrapped.row_at(f.end - 1) + 1)}
            for row in rows:
                found.setdefault(row, []).append(mention)
        return found

    def _gutter(self) -> dict[int, list[Bar | None]]:
        bars: dict[int, list[Bar | None]] = {}
        for quote in self.view.annotations.in_layer(Layer.QUOTE):
            if quote.state is State.REJECTED or not is_in_gutter(quote, self.wrapped):
                continue
            first, last = self.wrapped.row_at(quote.start), self.wrapped.row_at(quote.end - 1)
            column = 0 if all(not bars.get(row) or bars[row][0] is None for row in range(first, last + 1)) else 1
            for row in range(first, last + 1):
                beside = bars.setdefault(row, [])
                beside += [None] * (column + 1 - len(beside))
                sign = self.numbers[quote.id] if row == first else ""
                beside[column] = Bar(quote.id, sign, self.numbers[quote.id].startswith("I"))
        return bars


def gutter_width(width: int) -> int:
    """How many cells the bars take beside the text."""
    return 2 * BAR_WIDTH if width >= 60 else BAR_WIDTH


def text_width(width: int) -> int:
    """How many cells are left for the text, one of them free at the right."""
    return max(10, width - gutter_width(width) - 1)
