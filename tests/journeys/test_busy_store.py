"""Somebody else writes: the editor says so and waits, and no key is lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from builders import project
from terminal import Terminal

from annotator.store import annotations
from annotator.tui import walk
from annotator.workflow.project import open_project


def test_a_busy_store_is_waited_for_in_sight(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        folder = made.folder
    with Terminal("annotate", "--project", str(folder), "--as", "ann1", folder=tmp_path) as editor:
        editor.until("looked at 0 of")
        other = sqlite3.connect(folder / "annotations.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        editor.press("x")
        editor.until("store busy, retrying")
        assert "rejected" not in editor.text
        other.execute("ROLLBACK")
        other.close()
        editor.until("rejected; u brings it back")
        editor.press("\x11")
        assert editor.ended() == 0
    with open_project(folder) as made:
        stored = annotations.load(made.store, "a1", "ann1")
    assert stored is not None
    assert walk.progress(stored)[0] >= 1
