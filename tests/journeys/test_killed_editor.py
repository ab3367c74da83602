"""The editor is killed in the middle of a burst of keys; what it showed as done is done."""

from __future__ import annotations

import re
from pathlib import Path

from builders import TEXT, project
from terminal import Terminal

from annotator.cli.main import call
from annotator.store import annotations, log
from annotator.tui import walk
from annotator.workflow.project import open_project
from annotator.workflow.session import Session

LOOKED_AT = r"looked at (\d+) of \d+"


def test_everything_shown_as_looked_at_survives_kill_9(tmp_path: Path) -> None:
    with project(tmp_path, *(" ".join([TEXT, f"Part {n}."] * 6) for n in range(2))) as made:
        folder = made.folder
    with Terminal("annotate", "--project", str(folder), "--as", "ann1", folder=tmp_path) as editor:
        editor.until(LOOKED_AT)
        for _ in range(20):
            editor.press(" x")
            editor.read(0.02)
        editor.until(r"looked at (?:[6-9]|\d\d) of")
        editor.press(" x" * 10)
        editor.read(0.01)
        editor.kill()
        shown = [int(number) for number in re.findall(LOOKED_AT, editor.text)]
    assert shown == sorted(shown)
    assert max(shown) >= 6
    with open_project(folder) as made:
        stored = annotations.load(made.store, "a1", "ann1")
        assert stored is not None
        looked_at, total = walk.progress(stored)
        assert max(shown) <= looked_at < total
        assert log.replay(made.store, "a1", "ann1") == stored
        session = Session.open(made, "a1", "ann1")
        session.undo()
        assert walk.progress(session.annotations)[0] < looked_at
    assert call(["doctor", "--project", str(folder)]) == 0


def test_without_a_verb_the_editor_opens_in_a_project(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        folder = made.folder
    with Terminal(folder=folder) as editor:
        editor.until(LOOKED_AT)
        assert "a1" in editor.text


def test_the_editor_ends_when_its_terminal_is_gone(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        folder = made.folder
    with Terminal("annotate", "--project", str(folder), "--as", "ann1", folder=tmp_path) as editor:
        editor.until(LOOKED_AT)
        editor.hang_up()
        editor.ended(20)
    assert call(["doctor", "--project", str(folder)]) == 0
