"""How far a verb that takes long has come, on stderr, when somebody sits there."""

from __future__ import annotations

import sys
import time
from typing import Self

import click

_EVERY = 500
_WIDTH = 30


class Progress:
    """A line that is drawn anew again and again, and taken away when all is done or the verb ends early."""

    def __init__(self, *, quiet: bool) -> None:
        self._is_shown = not quiet and sys.stderr.isatty()
        self._is_drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_drawn:
            click.echo("\r\x1b[K", nl=False, err=True)

    def draw(self, line: str) -> None:
        """Draw the line in place of the one before."""
        if self._is_shown:
            self._is_drawn = True
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)


class RecordProgress(Progress):
    """Counts records, of which nobody knows how many there are."""

    def __init__(self, *, quiet: bool) -> None:
        super().__init__(quiet=quiet)
        self._count = 0

    def add(self, count: int) -> None:
        """Count records more, and say so now and then."""
        before, self._count = self._count, self._count + count
        if before // _EVERY != self._count // _EVERY:
            self.draw(f"{self._count:,} records")


class ArticleProgress(Progress):
    """A bar of articles, with how many a second."""

    def __init__(self, *, quiet: bool) -> None:
        super().__init__(quiet=quiet)
        self._begun = 0.0

    def show(self, done: int, total: int) -> None:
        """Draw the bar; the clock starts with the first call, when the pipeline is loaded."""
        self._begun = self._begun or time.monotonic()
        passed = time.monotonic() - self._begun
        rate = f", {done / passed:,.1f} articles/s" if done and passed else ""
        filled = round(_WIDTH * done / total)
        self.draw(f"{'█' * filled}{'░' * (_WIDTH - filled)} {done:,} of {total:,} articles{rate}")
