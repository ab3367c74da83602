"""Opening a store: what is refused and left as it is, how it is set up, what happens when it is busy, full or read-only."""

from __future__ import annotations

import os
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
from builders import project

from annotator.cli.main import call
from annotator.model.annotation import Layer
from annotator.model.edits import SetNote
from annotator.model.errors import Misuse, Unavailable
from annotator.store import Store, database, log
from annotator.store.network import network_file_system
from annotator.workflow.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty store, closed."""
    Store.create(tmp_path / "annotations.db").close()
    return tmp_path / "annotations.db"


def files(folder: Path) -> dict[str, bytes]:
    return {found.name: found.read_bytes() for found in folder.iterdir()}


def patched(path: Path, offset: int, number: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset : offset + 4] = struct.pack(">I", number)
    path.write_bytes(data)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00", b"SQLite format 3\x00" + bytes(200)])
def test_what_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "annotations.db"
    path.write_bytes(content)
    with pytest.raises(Unavailable):
        Store.open(path)
    assert files(tmp_path) == {"annotations.db": content}


@pytest.mark.parametrize(("offset", "number", "sentence"), [(60, 99, "format 99"), (68, 0, "no store"), (68, 7, "no store")])
def test_a_newer_store_and_a_foreign_database_are_refused_and_left_as_they_are(path: Path, offset: int, number: int, sentence: str) -> None:
    patched(path, offset, number)
    before = files(path.parent)
    with pytest.raises(Unavailable, match=sentence) as caught:
        Store.open(path)
    assert "nothing was changed" in caught.value.message
    assert files(path.parent) == before


@pytest.mark.parametrize("pragma", ["user_version = 99", "application_id = 7"])
def test_a_newer_number_that_is_only_in_the_write_ahead_log_is_seen_too(path: Path, pragma: str) -> None:
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA {pragma}")
    other.commit()
    before = files(path.parent)
    assert "annotations.db-wal" in before
    with pytest.raises(Unavailable, match="nothing was changed"):
        Store.open(path)
    after = files(path.parent)
    assert {name: after[name] for name in ("annotations.db", "annotations.db-wal")} == {
        name: before[name] for name in ("annotations.db", "annotations.db-wal")
    }
    other.close()


def test_a_newer_store_says_which_annotator_it_needs(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("UPDATE property SET value = '9.1.0'")
    other.close()
    patched(path, 60, 99)
    with pytest.raises(Unavailable, match=r"needs annotator ≥ 9\.1\.0"):
        Store.open(path)


def test_a_store_that_is_there_is_never_made_anew_and_one_that_is_not_never_by_opening(path: Path) -> None:
    with pytest.raises(Misuse):
        Store.create(path)
    with pytest.raises(Unavailable, match="there is no store"):
        Store.open(path.with_name("other.db"))
    assert not path.with_name("other.db").exists()


def test_a_store_is_strict_durable_and_keeps_its_references(path: Path) -> None:
    with Store.open(path) as store:
        pragmas = {name: store.row(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}
        assert pragmas == {"journal_mode": ("wal",), "synchronous": (2,), "foreign_keys": (1,), "busy_timeout": (400,)}
        tables = store.rows(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%'"
        )
        assert len(tables) > 8
        assert all(strict for _, strict in tables)


def test_waiting_for_others_is_told_and_ends_in_a_sentence(path: Path) -> None:
    told: list[float] = []
    with Store.open(path) as one, Store.open(path, on_busy=told.append, patience=0.5) as two:
        with one.write(), pytest.raises(Unavailable, match="locked by another process"), two.write():
            pass
        assert len(told) >= 1
        two.on_busy = lambda waited: one.db.execute("COMMIT") if one.db.conn.in_transaction else None
        one.db.execute("BEGIN IMMEDIATE")
        with two.write() as db:
            db.execute("INSERT INTO property VALUES ('a', 'b')")
        assert one.row("SELECT value FROM property WHERE name = 'a'") == ("b",)


def test_the_command_line_says_that_the_store_is_busy_and_goes_on_when_it_is_free(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with project(tmp_path, proposals=False) as made:
        folder = made.folder
    other = sqlite3.connect(folder / "annotations.db", check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    release = Timer(1.5, other.execute, ["COMMIT"])
    release.start()
    (tmp_path / "more.txt").write_text("one text more")
    assert call(["import", "--project", str(folder), str(tmp_path / "more.txt"), "-q"]) == 0
    release.join()
    other.close()
    assert capsys.readouterr().err.count("store busy, retrying") in (1, 2)


def test_a_full_disk_is_a_sentence_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        session = Session.open(made, "a1", "ann1")
        name = session.annotations.in_layer(Layer.ENTITY)[0].id
        before, rows = session.annotations, len(list(log.read(made.store, "a1", "ann1")))
        made.store.db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(Unavailable, match="full") as caught:
            session.do(SetNote(name, "x" * 50_000))
        assert caught.value.exit_code == 3
        assert "is the disk full" in caught.value.hint
        assert session.annotations == before
        assert len(list(log.read(made.store, "a1", "ann1"))) == rows
        made.store.db.execute("PRAGMA max_page_count = 1000000")
        session.do(SetNote(name, "x" * 50_000))
        assert log.replay(made.store, "a1", "ann1") == session.annotations


def test_an_import_onto_a_full_disk_ends_with_code_3_and_no_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with project(tmp_path) as made:
        folder = made.folder
    configure = database._configure

    def cramped(db: object) -> None:
        configure(db)
        db.execute("PRAGMA max_page_count = 1")

    monkeypatch.setattr(database, "_configure", cramped)
    (tmp_path / "long.txt").write_text("much " * 100_000)
    assert call(["import", "--project", str(folder), str(tmp_path / "long.txt")]) == 3
    assert "is the disk full" in capsys.readouterr().err
    monkeypatch.undo()
    assert call(["status", "--project", str(folder)]) == 0
    assert "1 articles" in capsys.readouterr().out


@contextmanager
def a_plain_user(folder: Path) -> Iterator[None]:
    """The work of somebody whom the system does not let write to the folder's files."""
    for found in (*folder.iterdir(), folder):
        found.chmod(0o555 if found.is_dir() else 0o444)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_read_only_store_is_a_sentence() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Store.create(folder / "annotations.db").close()
        before = files(folder)
        with a_plain_user(folder), pytest.raises(Unavailable) as caught:
            Store.open(folder / "annotations.db")
        assert caught.value.exit_code == 3
        assert "read-only" in caught.value.hint
        assert files(folder) == before


def test_a_network_file_system_is_refused_unless_forced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/x {tmp_path}/with\\040blank nfs4 rw 0 0\n")
    (tmp_path / "with blank" / "p").mkdir(parents=True)
    assert network_file_system(tmp_path, mounts) is None
    assert network_file_system(tmp_path / "with blank" / "p", mounts) == "nfs4"
    assert network_file_system(tmp_path, tmp_path / "no such file") is None
    monkeypatch.setattr(database, "network_file_system", lambda folder: "nfs4")
    with pytest.raises(Unavailable, match="network file system"):
        Store.create(tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()
    Store.create(tmp_path / "a.db", force_network_fs=True).close()
    with pytest.raises(Unavailable, match="network file system"):
        Store.open(tmp_path / "a.db")
    Store.open(tmp_path / "a.db", force_network_fs=True).close()
