"""The store's formats: how a new store is made and how an older one is brought up to date."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.db import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed, and then its exceptions

from annotator.model.errors import Unavailable
from annotator.store.waiting import PATIENCE, OnBusy, begin

APPLICATION_ID = 0x616E6E74
"""`annt` in the header of every store."""

SCRIPTS = tuple(Path(__file__).with_name(f"v{number}.sql").read_text(encoding="utf-8") for number in (1, 2, 3))
"""Script N brings a store from format N to N + 1; the first makes one."""

NEEDS = ("0.1.0", "0.1.0", "0.1.0")
"""The oldest annotator that reads each format, in the same order."""


def migrate(
    db: Database,
    scripts: tuple[str, ...] = SCRIPTS,
    needs: tuple[str, ...] = NEEDS,
    *,
    on_busy: OnBusy | None = None,
    patience: float = PATIENCE,
) -> int:
    """Bring the store to the newest format and return how many scripts ran; others are kept out meanwhile."""
    if _format(db) == len(scripts):
        return 0
    begin(db, "EXCLUSIVE", on_busy, patience)
    try:
        # another process may have done it while this one waited
        first = _format(db)
        if first > len(scripts):
            raise Unavailable("a newer annotator has just upgraded this store; nothing was changed", "upgrade annotator here too")
        for script in scripts[first:]:
            for statement in statements(script):
                db.execute(statement)
        db.execute("INSERT INTO property VALUES ('needs', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", [needs[-1]])
        db.execute(f"PRAGMA user_version = {len(scripts)}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("COMMIT")
    except BaseException:
        # a full disk may have rolled back already
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        raise
    return len(scripts) - first


def statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit before the first one."""
    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        if not pending and (not line.strip() or line.startswith("--")):
            continue
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if pending.strip():
        raise ValueError(f"the script ends in the middle of a statement: {pending[:60]!r}")
    return found


def _format(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
