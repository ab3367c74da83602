"""A bar of progress on stderr."""

from __future__ import annotations

import time

import click

_OFTEN = 0.1
"""Seconds between two drawings."""


class Bar:
    """Progress through articles, with articles a second; taken away when all is done or the run ends early."""

    def __init__(self) -> None:
        self._begun = 0.0
        self._drawn = 0.0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._begun:
            click.echo("\r\x1b[K", nl=False, err=True)

    def show(self, done: int, total: int) -> None:
        """Draw the bar, a few times a second; the clock starts with the first call."""
        now = time.monotonic()
        self._begun = self._begun or now
        if now - self._drawn < _OFTEN and done < total:
            return
        self._drawn = now
        passed = now - self._begun
        rate = f", {done / passed:,.1f} articles/s" if done and passed else ""
        filled = round(30 * done / total)
        click.echo(f"\r\x1b[K{'█' * filled}{'░' * (30 - filled)} {done:,} of {total:,} articles{rate}", nl=False, err=True)
