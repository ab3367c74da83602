"""Waiting for the right to write while others have it, so that people can be told."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlite_utils import Database
from sqlite_utils.db import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed, and then its exceptions

PATIENCE = 15.0
"""Seconds that a write waits for others before it gives up."""

STEP = 0.4
"""Seconds that SQLite waits by itself before `OnBusy` is told once more."""

OnBusy = Callable[[float], None]
"""Told how many seconds the store has been waited for, every `STEP` seconds, in the thread that waits."""


def begin(db: Database, kind: str, on_busy: OnBusy | None, patience: float = PATIENCE) -> None:
    """Begin an `IMMEDIATE` or `EXCLUSIVE` transaction, waiting while others write.

    Raises OperationalError when the store stays locked.
    """
    waiting_since = time.monotonic()
    while True:
        try:
            db.execute(f"BEGIN {kind}")
            return
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - waiting_since
            if not is_busy(error) or waited > patience:
                raise
            if on_busy is not None:
                on_busy(waited)


def is_busy(error: Exception) -> bool:
    """Whether SQLite says that somebody else has the lock."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in str(error)
