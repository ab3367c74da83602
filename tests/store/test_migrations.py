"""A store of an older format is brought up to date whole, or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from builders import MODEL, add_run, handmade_project, proposed
from sqlite_utils import Database

from annotator.model.annotation import AnnotationSet, Kind
from annotator.model.errors import Unavailable
from annotator.store import Store
from annotator.store.migrations import APPLICATION_ID, NEEDS, SCRIPTS, migrate, statements

NEXT = """
-- one more table, one more column; then a trigger, whose semicolons end no statement
CREATE TABLE extra (id INTEGER PRIMARY KEY, text TEXT NOT NULL DEFAULT 'a;b') STRICT;
ALTER TABLE release ADD COLUMN extra_id INTEGER REFERENCES extra (id);
CREATE TRIGGER extra_stays BEFORE UPDATE ON extra
BEGIN SELECT 1; SELECT RAISE(ABORT, 'no'); END;
"""
BROKEN = "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;\nCREATE TABLE release (id INTEGER) STRICT;\n"
TWO = ((*SCRIPTS, NEXT), (*NEEDS, "0.2.0"))


def opened(path: Path) -> Database:
    db = Database(sqlite3.connect(path, isolation_level=None, timeout=0.1))
    db.execute("PRAGMA journal_mode = WAL")
    return db


def shape(db: Database) -> list[tuple[str, str]]:
    return db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_a_migrated_store_is_shaped_like_a_fresh_one_and_keeps_its_rows(tmp_path: Path) -> None:
    old, fresh = opened(tmp_path / "old.db"), opened(tmp_path / "fresh.db")
    assert migrate(old) == len(SCRIPTS)
    old.execute("INSERT INTO release (name, at, manifest) VALUES ('r1', 'now', '{}')")
    assert migrate(old, *TWO) == 1
    assert migrate(fresh, *TWO) == len(SCRIPTS) + 1
    assert shape(old) == shape(fresh)
    assert old.execute("SELECT name, extra_id FROM release").fetchall() == [("r1", None)]
    assert old.execute("SELECT value FROM property WHERE name = 'needs'").fetchone() == ("0.2.0",)
    assert migrate(old, *TWO) == 0


def test_a_new_store_has_what_the_scripts_make(tmp_path: Path) -> None:
    by_scripts = opened(tmp_path / "scripts.db")
    migrate(by_scripts)
    with Store.create(tmp_path / "annotations.db") as store:
        assert shape(store.db) == shape(by_scripts)
        assert store.row("PRAGMA application_id") == (APPLICATION_ID,)
        assert store.row("PRAGMA user_version") == (len(SCRIPTS),)


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    migrate(db)
    before, dump = shape(db), list(db.conn.iterdump())
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, (*SCRIPTS, BROKEN), (*NEEDS, "0.2.0"))
    assert shape(db) == before
    assert list(db.conn.iterdump()) == dump
    assert db.execute("PRAGMA user_version").fetchone() == (len(SCRIPTS),)
    assert migrate(db, *TWO) == 1


def test_one_who_waited_for_another_migration_does_nothing_more(tmp_path: Path) -> None:
    one, two = opened(tmp_path / "a.db"), opened(tmp_path / "a.db")
    migrate(one)
    one.execute("BEGIN EXCLUSIVE")
    told: list[float] = []

    def let_go(waited: float) -> None:
        told.append(waited)
        one.execute("ROLLBACK")
        migrate(one, *TWO)

    assert migrate(two, *TWO, on_busy=let_go) == 0
    assert len(told) == 1


def test_one_who_waited_for_a_newer_annotator_changes_nothing(tmp_path: Path) -> None:
    old, new = opened(tmp_path / "a.db"), opened(tmp_path / "a.db")
    new.execute("BEGIN EXCLUSIVE")

    def upgrade(waited: float) -> None:
        new.execute("ROLLBACK")
        migrate(new, *TWO)

    with pytest.raises(Unavailable, match="newer annotator"):
        migrate(old, on_busy=upgrade)
    assert old.execute("PRAGMA user_version").fetchone() == (len(SCRIPTS) + 1,)


def test_a_store_of_the_second_format_learns_how_doubtful_its_articles_are(tmp_path: Path) -> None:
    pairs = [proposed("[ORG:o Red Unit] [Attack:e struck] Bo.", "e attacker o", article_id="a1", score=0.25)]
    pairs += [proposed("[ORG:o Red Unit] left.", article_id=name, score=score) for name, score in (("a2", None), ("a3", 0.75))]
    with handmade_project(tmp_path / "p", *pairs, proposed("Nothing.", article_id="a4")) as made:
        add_run(made, proposed("[ORG:o Red Unit] left.", article_id="a3", score=0.125)[1], AnnotationSet("a4", MODEL, Kind.MODEL))
        new = made.store.rows("SELECT name, doubt FROM article ORDER BY name")
    old = opened(tmp_path / "p" / "annotations.db")
    for statement in ("DROP INDEX article_by_doubt", "ALTER TABLE article DROP COLUMN doubt", "PRAGMA user_version = 2"):
        old.execute(statement)
    assert migrate(old) == 1
    assert old.execute("SELECT name, doubt FROM article ORDER BY name").fetchall() == new
    assert new == [("a1", 3 * 0.75 * 100 / 4), ("a2", None), ("a3", 0.875 * 100 / 3), ("a4", 0.0)]


def test_statements_end_where_sqlite_says() -> None:
    assert [found.split()[1] for found in statements(NEXT)] == ["TABLE", "TABLE", "TRIGGER"]
    with pytest.raises(ValueError, match="in the middle of a statement"):
        statements("CREATE TABLE a (b")


def test_a_store_of_the_first_format_is_upgraded_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "annotations.db"
    old = opened(path)
    migrate(old, SCRIPTS[:1], NEEDS[:1])
    old.execute("INSERT INTO release (name, at, manifest) VALUES ('r1', 'now', '{}')")
    old.close()
    with pytest.raises(Unavailable, match="older annotator"), Store.open(path, read_only=True):
        pass
    with Store.open(path) as store, Store.create(tmp_path / "fresh.db") as fresh:
        assert shape(store.db) == shape(fresh.db)
        assert store.row("SELECT name FROM release") == ("r1",)
    with Store.open(path, read_only=True) as store:
        assert store.row("SELECT name FROM release") == ("r1",)
