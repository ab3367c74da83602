"""The store's file: opening it, refusing what is no store, and the one door for writing."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence, Sized
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import sqlite3 as sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed

from annotator.model.errors import Misuse, Unavailable
from annotator.store.migrations import APPLICATION_ID, SCRIPTS, migrate
from annotator.store.network import network_file_system
from annotator.store.waiting import PATIENCE, STEP, OnBusy, begin, is_busy

_MAGIC = b"SQLite format 3\x00"
_OLDEST_SQLITE = (3, 37, 0)
_DISK = ("full", "readonly", "unable to open", "disk I/O")

Transaction = Database
"""What `Store.write` gives to those who save several things at once."""


class Store:
    """An open store; a context manager. It belongs to the thread and process that opened it.

    `on_busy` may be set at any time and is told while a write waits for others.
    """

    def __init__(self, path: Path, db: Database, on_busy: OnBusy | None, patience: float = PATIENCE) -> None:
        self.path = path
        self.db = db
        self.on_busy = on_busy
        self._patience = patience

    @classmethod
    def create(cls, path: Path, *, force_network_fs: bool = False) -> Store:
        """A new, empty store at `path`.

        Raises Misuse when something is there already, Unavailable when it can't be written.
        """
        if path.exists():
            raise Misuse(f"{path} is there already", "open it, or choose another folder")
        _refuse_network(path, force_network_fs)
        with translated(path):
            db = _connect(path, "rwc")
            try:
                _configure(db)
                migrate(db)
            except BaseException:
                db.close()
                raise
        return cls(path, db, None)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        force_network_fs: bool = False,
        on_busy: OnBusy | None = None,
        patience: float = PATIENCE,
    ) -> Store:
        """The store at `path`, brought to the newest format.

        `patience` is how many seconds a write waits for others. Raises Unavailable when it is not
        there, no store, made by a newer annotator, damaged, on a network file system, or locked.
        """
        _refuse_what_is_no_store(path)
        _refuse_network(path, force_network_fs)
        with translated(path):
            db = _connect(path, "ro" if read_only else "rw")
            try:
                if read_only:
                    db.execute("PRAGMA query_only = ON")
                    _refuse_older(path, db)
                else:
                    _configure(db)
                    migrate(db, on_busy=on_busy, patience=patience)
            except BaseException:
                db.close()
                raise
        return cls(path, db, on_busy, patience)

    def close(self) -> None:
        """Close the file; the store can't be used any more."""
        self.db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def write(self) -> Iterator[Database]:
        """One transaction that has the right to write from its first statement; what raises inside leaves no trace.

        Raises Unavailable when the store stays locked, the disk is full or the file can't be written.
        """
        with translated(self.path):
            begin(self.db, "IMMEDIATE", self.on_busy, self._patience)
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                # a full disk may have rolled back already
                if self.db.conn.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query.

        Raises Unavailable when the file can't be read.
        """
        with translated(self.path):
            found: list[tuple[Any, ...]] = self.db.execute(sql, values).fetchall()
            return found

    def row(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or `None`.

        Raises Unavailable when the file can't be read.
        """
        with translated(self.path):
            found: tuple[Any, ...] | None = self.db.execute(sql, values).fetchone()
            return found


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file into a sentence and a hint.

    Raises Unavailable.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise Unavailable(f"{path} is locked by another process", "wait until it is done, then try again") from error
        is_about_the_disk = any(word in str(error) for word in _DISK)
        hint = "is the disk full, or the file or its folder read-only?" if is_about_the_disk else ""
        raise Unavailable(f"{path}: {error}", hint) from error
    except sqlite3.IntegrityError as error:
        raise Unavailable(f"{path} refused a change: {error}", "annotator doctor says whether the store is sound") from error
    except sqlite3.DatabaseError as error:
        raise Unavailable(f"{path} can't be read: {error}", "restore a copy made with annotator backup") from error


def _connect(path: Path, mode: str) -> Database:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise Unavailable(
            f"SQLite {sqlite3.sqlite_version} is too old, 3.37 is needed", "use a newer Python, or: pip install pysqlite3-binary"
        )
    # mode=rw never makes a file, so that one deleted in between is not replaced by an empty store
    return Database(sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE))


def _configure(db: Database) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    # the door waits by itself, in steps of this length, so that people can be told
    db.execute(f"PRAGMA busy_timeout = {int(STEP * 1000)}")


def _refuse_what_is_no_store(path: Path) -> None:
    """Look at the first 100 bytes, before SQLite touches anything."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise Unavailable(f"there is no store at {path}", "make a project: annotator init DIR") from None
    except OSError as error:
        raise Unavailable(f"{path} can't be read: {error.strerror}") from error
    if not head:
        raise Unavailable(f"{path} is empty, which no store is", "restore a copy made with annotator backup")
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise Unavailable(f"{path} is no SQLite file", "restore a copy made with annotator backup")
    (version,) = struct.unpack(">I", head[60:64])
    (application,) = struct.unpack(">I", head[68:72])
    if application != APPLICATION_ID and not Path(f"{path}-wal").exists():
        raise Unavailable(f"{path} is an SQLite file, but no store of annotator; nothing was changed")
    if application == APPLICATION_ID and version > len(SCRIPTS):
        raise _newer(path, version)
    if Path(f"{path}-wal").exists():
        # the newest header may still be in the write-ahead log; a reader changes neither of the two files
        with translated(path), closing(_connect(path, "ro")) as db:
            _refuse_by_pragma(path, db)


def _refuse_by_pragma(path: Path, db: Database) -> None:
    if int(db.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise Unavailable(f"{path} is an SQLite file, but no store of annotator; nothing was changed")
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > len(SCRIPTS):
        raise _newer(path, version)


def _refuse_older(path: Path, db: Database) -> None:
    """A reader can't bring a store up to date."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version < len(SCRIPTS):
        raise Unavailable(f"{path} was made by an older annotator (format {version})", "bring it up to date: annotator status")


def _newer(path: Path, version: int) -> Unavailable:
    needs = "a newer one"
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            row = connection.execute("SELECT value FROM property WHERE name = 'needs'").fetchone()
        except sqlite3.DatabaseError:
            row = None  # a format that keeps this elsewhere; the number alone must do
    if row:
        needs = f"≥ {row[0]}"
    return Unavailable(
        f"this store needs annotator {needs} (format {version}, this one reads {len(SCRIPTS)}); nothing was changed",
        "upgrade: pip install --upgrade annotator",
    )


def _refuse_network(path: Path, force: bool) -> None:
    kind = None if force else network_file_system(path.parent)
    if kind is not None:
        raise Unavailable(
            f"{path.parent} is on a network file system ({kind}), where SQLite can lose work",
            "keep the project on a local disk, or take the risk with --force-network-fs",
        )


def marks(values: Sized) -> str:
    """As many question marks as there are values, for `IN (…)`."""
    return ", ".join("?" * len(values))
