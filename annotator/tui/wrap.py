"""Breaking a text into rows of a width in cells; pure, once per text and width."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from annotator.tui.glyphs import Cell, cells, is_simple


@dataclass(frozen=True, slots=True)
class Row:
    """The code points `[start, end)` on one row; `is_simple` when each is one cell."""

    start: int
    end: int
    is_simple: bool


class Wrapped:
    """A text in rows no wider than `width` cells; together the rows and the line ends between them are the text."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(width, 2)
        self.rows: list[Row] = []
        offset = 0
        for line in text.split("\n"):
            self.rows += _rows(line, offset, self.width)
            offset += len(line) + 1

    @cached_property
    def starts(self) -> list[int]:
        """The first offset of each row."""
        return [row.start for row in self.rows]

    def row_at(self, offset: int) -> int:
        """The number of the row that holds the offset; a line end belongs to the row before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def cells(self, number: int) -> list[Cell]:
        """The graphemes of a row from left to right."""
        row = self.rows[number]
        stretch = self.text[row.start : row.end]
        if row.is_simple and stretch.isprintable():
            return [Cell(row.start + i, row.start + i + 1, c, 1) for i, c in enumerate(stretch)]
        found = cells(stretch, row.start)
        if stretch.endswith("\r") and self.text[row.end : row.end + 1] == "\n":
            # the two are one line break
            found[-1] = Cell(row.end - 1, row.end, " ", 1)
        return found

    def ink(self, number: int, column: int) -> int:
        """As `offset`, but of the white space in a row the nearest character before it, else the first one behind it."""
        row, at = self.rows[number], self.offset(number, column)
        before = self.text[row.start : at + 1].rstrip()
        if before:
            return at if len(before) > at - row.start else self.offset(number, self.column(row.start + len(before) - 1))
        return row.end - len(self.text[at : row.end].lstrip()) if not self.is_blank(number) else at

    def is_blank(self, number: int) -> bool:
        """Whether a row has nothing to stop at."""
        row = self.rows[number]
        return not self.text[row.start : row.end].strip()

    def column(self, offset: int) -> int:
        """The column, from 0, at which the offset stands in its row."""
        number = self.row_at(offset)
        row = self.rows[number]
        if row.is_simple:
            return min(offset, row.end) - row.start
        column = 0
        for cell in self.cells(number):
            if cell.end > offset:
                break
            column += cell.width
        return column

    def offset(self, number: int, column: int) -> int:
        """The offset nearest to a column of a row, at the start of a grapheme."""
        row = self.rows[number]
        last = max(row.start, row.end - 1)
        if row.is_simple:
            return min(row.start + max(column, 0), last)
        at = 0
        for cell in self.cells(number):
            if at + cell.width > column:
                return cell.start
            at += cell.width
        found = self.cells(number)
        return found[-1].start if found else row.start


def _rows(line: str, offset: int, width: int) -> list[Row]:
    simple = is_simple(line)
    if simple and len(line) <= width:
        return [Row(offset, offset + len(line), True)]
    return _simple_rows(line, offset, width) if simple else _other_rows(line, offset, width)


def _simple_rows(line: str, offset: int, width: int) -> list[Row]:
    rows, start = [], 0
    while len(line) - start > width:
        blank = line.rfind(" ", start, start + width)
        end = blank + 1 if blank > start else start + width
        rows.append(Row(offset + start, offset + end, True))
        start = end
    rows.append(Row(offset + start, offset + len(line), True))
    return rows


def _other_rows(line: str, offset: int, width: int) -> list[Row]:
    rows: list[Row] = []
    start, used, breakable, used_there = offset, 0, -1, 0
    for cell in cells(line, offset):
        while used + cell.width > width and start < cell.start:
            end = breakable if breakable > start else cell.start
            rows.append(Row(start, end, False))
            used = used - used_there if breakable > start else 0
            start, breakable, used_there = end, -1, 0
        used += cell.width
        if cell.drawn == " ":
            breakable, used_there = cell.end, used
    rows.append(Row(start, offset + len(line), False))
    return rows
