"""Rows of text in columns of equal width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def columns(rows: Sequence[Sequence[str]], indent: str, *, right: bool = False, left: int = 1) -> Iterator[str]:
    """The rows with two blanks between columns; with `right` all but the first `left` columns stand to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = (
            cell.rjust(width) if right and n >= left else cell.ljust(width) for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )  # fmt: skip
        yield (indent + "  ".join(cells)).rstrip()
