"""Where everything is: rows of text, lanes under them, bars beside them, and offsets for lines and back; pure.

Only rows that were on screen have their lanes; the height of the others is estimated, and `settle`
puts it right when they come into sight. So a key costs the same in a long article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from annotator.model.annotation import Layer, Mention, State
from annotator.tui.lanes import Badge, badges, has_badge, is_in_gutter, lanes
from annotator.tui.view import Look, View
from annotator.tui.wrap import Wrapped

BAR_WIDTH = 6
"""The cells of one column of bars: `▸Q12▐` and a blank."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of gutter beside a row: the quote, and whether this is its first row."""

    quote: Mention
    is_first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line on screen: a row of text (`lane` is -1) or a lane under it."""

    row: int
    lane: int


class Layout:
    """The lines of a view on a screen of `width` cells, gutter included; follows edits by what they touched."""

    def __init__(self, view: View, width: int, wrapped: Wrapped | None = None) -> None:
        self.view = view
        self.width = width
        self.wrapped = wrapped or Wrapped(view.text, text_width(width))
        self._lanes: dict[int, list[list[Badge]]] = {}
        self._on_row: dict[int, set[str]] = {}
        self._rows_of: dict[str, tuple[int, ...]] = {}
        self._heights = [1] * len(self.wrapped.rows)
        for mention in view.annotations.mentions.values():
            self._place(mention)
        self.first_lines = [0, *accumulate(self._heights)]
        self._bars = self._gutter()
        self._lit = self._lit_rows()

    @property
    def height(self) -> int:
        """How many lines there are, rows never seen estimated."""
        return self.first_lines[-1]

    def change(self, view: View, touched: Iterable[str]) -> set[int] | None:
        """Follow the editor to its next view; gives the rows that look different now, `None` when all may.

        `touched` are the ids of the mentions that were changed since the last view.
        """
        old, self.view = self.view, view
        rows: set[int] = set(self._lit)
        numbers_moved = quotes_moved = False
        for name in touched:
            rows.update(self._rows_of.pop(name, ()))
            before, after = old.annotations.mentions.get(name), view.annotations.mentions.get(name)
            if _place_in_numbering(before) != _place_in_numbering(after):
                numbers_moved = True
                quotes_moved |= Layer.QUOTE in {m.layer for m in (before, after) if m is not None}
            self._take_away(before)
            if after is not None:
                self._place(after)
            rows.update(self._rows_of.get(name, ()))
        self._lit = self._lit_rows()
        rows |= self._lit
        if quotes_moved:
            self._bars = self._gutter()
        if numbers_moved:
            self._lanes.clear()
        for row in rows:
            self._lanes.pop(row, None)
        self.first_lines = [0, *accumulate(self._heights)]
        return None if numbers_moved else rows

    def settle(self, first: int, count: int) -> set[int]:
        """Give the rows of `count` lines from a line on their lanes; gives the rows whose height changed for that."""
        changed: set[int] = set()
        while True:
            last = self.line(max(0, min(first + count, self.height) - 1)).row
            wrong = set()
            for row in range(self.line(max(0, min(first, self.height - 1))).row, last + 1):
                height = 1 + len(self.lanes(row))
                if self._heights[row] != height:
                    self._heights[row] = height
                    wrong.add(row)
            if not wrong:
                return changed
            changed |= wrong
            self.first_lines = [0, *accumulate(self._heights)]

    def line(self, number: int) -> Line:
        """What a line is."""
        row = bisect_right(self.first_lines, number) - 1
        return Line(row, number - self.first_lines[row] - 1)

    def line_of(self, offset: int) -> int:
        """The line of text that holds an offset."""
        return self.first_lines[self.wrapped.row_at(offset)]

    def lanes(self, row: int) -> list[list[Badge]]:
        """The lanes under a row."""
        found = self._lanes.get(row)
        if found is None:
            found = self._lanes[row] = lanes(badges(self.view, self.wrapped, row, self.mentions(row)), self.wrapped.width)
        return found

    def bars(self, row: int) -> list[Bar | None]:
        """The bars beside a row, the outer quote first; two at most."""
        return self._bars.get(row, [])

    def mentions(self, row: int) -> list[Mention]:
        """The mentions with a fragment on a row, the longest first."""
        table = self.view.annotations.mentions
        return sorted((table[name] for name in self._on_row.get(row, ())), key=lambda m: (m.start - m.end, m.id))

    def rows_between(self, start: int, end: int) -> range:
        """The rows that hold the code points `[start, end)`."""
        return range(self.wrapped.row_at(start), self.wrapped.row_at(max(start, end - 1)) + 1)

    def _place(self, mention: Mention) -> None:
        """Put a mention on its rows; a label under it makes the row higher, for the time being."""
        if mention.state is State.REJECTED:
            return
        rows = self._rows_of[mention.id] = self._rows_of_mention(mention)
        for row in rows:
            self._on_row.setdefault(row, set()).add(mention.id)
        if rows[0] not in self._lanes and self.view.look is not Look.READ and has_badge(mention, self.wrapped):
            self._heights[rows[0]] = max(2, self._heights[rows[0]])

    def _take_away(self, mention: Mention | None) -> None:
        if mention is not None:
            for row in self._rows_of_mention(mention):
                self._on_row.get(row, set()).discard(mention.id)

    def _rows_of_mention(self, mention: Mention) -> tuple[int, ...]:
        return tuple(dict.fromkeys(row for f in mention.fragments for row in self.rows_between(f.start, f.end)))

    def _lit_rows(self) -> frozenset[int]:
        """The rows that show the current and the active item and what fills its roles."""
        view, table = self.view, self.view.annotations.mentions
        fillers = [link.target for link in view.index.roles_of(view.active)] if view.active else []
        lit = [table[name] for name in (view.current, view.active, *fillers) if name and name in table]
        return frozenset(row for mention in lit for row in self.rows_between(mention.start, mention.end))

    def _gutter(self) -> dict[int, list[Bar | None]]:
        bars: dict[int, list[Bar | None]] = {}
        for quote in self.view.index.quotes():
            if not is_in_gutter(quote, self.wrapped):
                continue
            rows = self.rows_between(quote.start, quote.end)
            column = 0 if all(not bars.get(row) or bars[row][0] is None for row in rows) else 1
            for row in rows:
                beside = bars.setdefault(row, [])
                beside += [None] * (column + 1 - len(beside))
                beside[column] = Bar(quote, row == rows[0])
        return bars


def _place_in_numbering(mention: Mention | None) -> tuple[object, ...] | None:
    """What the number of a quote or event, and those of its like, depend on."""
    if mention is None or mention.state is State.REJECTED or not mention.layer.has_roles:
        return None
    return (mention.sort_key, mention.fragments)


def gutter_width(width: int) -> int:
    """How many cells the bars take beside the text."""
    return 2 * BAR_WIDTH if width >= 60 else BAR_WIDTH


def text_width(width: int) -> int:
    """How many cells are left for the text, one of them free at the right."""
    return max(10, width - gutter_width(width) - 1)
