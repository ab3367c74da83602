"""The store keeps its promises."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

import pytest
from builders import TEXT, project

from annotator.model.annotation import Layer
from annotator.model.edits import SetNote, apply
from annotator.model.errors import StaleRevision, Unavailable
from annotator.store import Store, annotations, health, log
from annotator.workflow.session import Session


def test_the_log_of_a_set_replays_to_the_tables(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        session = Session.open(made, "a1", "ann1")
        first = session.annotations.in_layer(Layer.ENTITY)[0]
        session.do(SetNote(first.id, "a note"))
        session.undo()
        session.redo()
        assert log.replay(made.store, "a1", "ann1") == annotations.load(made.store, "a1", "ann1") == session.annotations
        assert list(health.integrity(made.store)) == []


def test_a_stale_revision_is_refused(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        session = Session.open(made, "a1", "ann1")
        before = session.annotations
        name = before.in_layer(Layer.ENTITY)[0].id
        edit = SetNote(name, "mine")
        session.do(edit)
        with pytest.raises(StaleRevision):
            annotations.commit(made.store, before, apply(before, edit, len(TEXT)), edit, schema=made.schema)


def test_undo_works_after_a_restart(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        session = Session.open(made, "a1", "ann1")
        before = session.annotations.mentions
        session.do(SetNote(session.annotations.in_layer(Layer.ENTITY)[0].id, "x"))
        again = Session.open(made, "a1", "ann1")
        again.undo()
        assert again.annotations.mentions == before


def test_texts_and_the_log_never_change(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        Session.open(made, "a1", "ann1")
        for statement in (
            "UPDATE article_text SET text = 'x'",
            "DELETE FROM article",
            "UPDATE edit_log SET keys = 9",
            "DELETE FROM edit_log",
        ):
            with pytest.raises(Unavailable), made.store.write() as db:
                db.execute(statement)


def test_a_newer_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        path = made.store.path
    data = bytearray(path.read_bytes())
    data[60:64] = struct.pack(">I", 99)
    path.write_bytes(data)
    with pytest.raises(Unavailable, match="nothing was changed"):
        Store.open(path)
    assert path.read_bytes() == bytes(data)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00"])
def test_what_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "annotations.db"
    path.write_bytes(content)
    with pytest.raises(Unavailable):
        Store.open(path)
    assert path.read_bytes() == content


def test_the_view_is_readable_in_the_shell(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        path = made.store.path
    rows = sqlite3.connect(path).execute("SELECT label, words FROM annotations WHERE layer = 'entity'").fetchall()
    assert ("GPE", "Selwick") in rows
