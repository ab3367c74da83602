"""Backup, doctor and status, and what the program says without a verb."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import handmade_project, proposed

from annotator.cli.main import call
from annotator.model.annotation import State, Status
from annotator.model.edits import SetNote, SetState, SetStatus
from annotator.model.errors import Misuse
from annotator.store import Store, health, log
from annotator.store import annotations as sets
from annotator.store.database import sqlite3 as store_sqlite
from annotator.workflow.measuring import standing
from annotator.workflow.project import Project, open_project
from annotator.workflow.session import Session
from annotator.workflow.upkeep import back_up, examine


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Project]:
    pairs = [proposed("[ORG:o Red Unit] [Attack:e struck]", "e attacker o", article_id=name) for name in ("a1", "a2", "a3")]
    with handmade_project(tmp_path / "p", *pairs) as project:
        Session.open(project, "a1", "ann1").do(SetNote("o", "x"))
        yield project


def test_a_backup_of_a_store_in_use_is_a_whole_store(made: Project, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with made.store.write() as db:
        db.execute("INSERT INTO property VALUES ('a', 'b')")
    back_up(made, target)
    Session.open(made, "a2", "ann1")
    with Store.open(target) as copy:
        assert sets.load(copy, "a1", "ann1") == sets.load(made.store, "a1", "ann1")
        assert sets.load(copy, "a2", "ann1") is None
        assert list(health.integrity(copy)) == []


def test_a_backup_overwrites_nothing_and_leaves_no_half_a_file(made: Project, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"mine")
    with pytest.raises(Misuse):
        back_up(made, target)
    assert target.read_bytes() == b"mine"
    with pytest.raises(Misuse, match="is no folder"):
        back_up(made, tmp_path / "no such folder" / "copy.db")
    assert call(["backup", "--project", str(made.folder), str(target)]) == 2
    assert call(["backup", "--project", str(made.folder), str(tmp_path / "other.db")]) == 0


def tampered(made: Project, *statements: str) -> list[str]:
    """What doctor says after the statements, run without triggers and references."""
    with sqlite3.connect(made.store.path) as shell:
        names = [name for (name,) in shell.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in names:
            shell.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            shell.execute(statement)
    shell.close()
    return list(examine(made).faults)


MINE = "(SELECT id FROM annotation_set WHERE annotator = 'ann1')"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (f"UPDATE mention SET label = 'GPE' WHERE id = 'o' AND set_id = {MINE}", "ann1's work on 'a1' does not give"),
        (f"UPDATE mention SET last = 900 WHERE id = 'o' AND set_id = {MINE}", "ends after the text"),
        (f"UPDATE mention SET fragments = '[[' WHERE id = 'o' AND set_id = {MINE}", "ann1's work on 'a1' can't be read"),
        (f"DELETE FROM mention WHERE id = 'o' AND set_id = {MINE}", "points at a row of mention that is not there"),
        (f"UPDATE annotation_set SET status = 'done' WHERE id = {MINE}", "does not give the set that is stored"),
        (f"UPDATE annotation_set SET next_number = 1, revision = 7 WHERE id = {MINE}", "does not give the set that is stored"),
        ("UPDATE article_text SET text = replace(text, 'Red', 'red')", "the text of article 'a1' is not the one"),
        ("DELETE FROM edit_log WHERE revision = 1", "can't be replayed"),
        ("UPDATE edit_log SET edit = '{\"op\": \"dance\"}' WHERE revision = 2", "can't be replayed: the log holds an unknown edit"),
        ("UPDATE edit_log SET edit = 'x' WHERE revision = 2", "can't be replayed"),
    ],
)  # fmt: skip
def test_doctor_reports_every_row_that_was_tampered_with(made: Project, statement: str, sentence: str) -> None:
    assert examine(made).faults == ()
    assert any(sentence in fault for fault in tampered(made, statement))


def test_doctor_ends_with_1_when_data_is_wrong(made: Project, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--project", str(made.folder)]
    assert call(["doctor", *where]) == 0
    assert "every log replays to its set" in capsys.readouterr().out
    tampered(made, f"UPDATE mention SET label = 'GPE' WHERE id = 'o' AND set_id = {MINE}")
    assert call(["doctor", *where]) == 1
    assert "fault: the log of ann1's work on 'a1'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("version", "warns"),
    [((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False), ((3, 45, 0), True), ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 60, 0), False)],
)  # fmt: skip
def test_doctor_warns_of_an_sqlite_that_can_damage_a_store(
    made: Project, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], warns: bool
) -> None:
    monkeypatch.setattr(store_sqlite, "sqlite_version_info", version)
    assert any("rare fault" in warning for warning in examine(made).warnings) is warns


def test_status_counts_articles_mentions_edits_and_keys(made: Project, capsys: pytest.CaptureFixture[str]) -> None:
    session = Session.open(made, "a2", "ann1")
    session.key_pressed()
    session.do(SetState("o", State.REJECTED))
    session.do(SetStatus(Status.DONE))
    found = standing(made)
    assert (found.articles, found.pipeline) == (3, "en_test-1.0")
    assert sum(sum(states.values()) for states in found.proposed.values()) == 6
    work = found.work["ann1"]
    assert work.articles == {Status.NEW: 1, Status.STARTED: 1, Status.DONE: 1, Status.SKIPPED: 0}
    assert {str(layer): {str(state): n for state, n in states.items()} for layer, states in work.mentions.items()} == {
        "entity": {"proposed": 1, "rejected": 1},
        "event": {"proposed": 2},
    }
    assert (work.edits, work.keys) == (3, 1)
    assert call(["status", "--project", str(made.folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["annotators"]["ann1"]["articles"] == {"new": 1, "started": 1, "done": 1, "skipped": 0}
    assert call(["status", "--project", str(made.folder)]) == 0
    assert "newest proposals by en_test-1.0" in capsys.readouterr().out


def test_active_time_leaves_out_pauses_and_what_lies_between_sittings(made: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    at = iter(["10:00:00", "10:00:30", "10:01:00", "10:10:00", "10:10:10"])
    monkeypatch.setattr(sets, "now", lambda: f"2030-01-02T{next(at)}.000+00:00")
    session = Session.open(made, "a2", "ann2")
    session.do(SetNote("o", "after 30 s"))
    session.do(SetNote("o", "after 30 s more"))
    session.do(SetNote("o", "after a pause of nine minutes"))
    session.do(SetNote("o", "after 10 s"))
    assert len(list(log.read(made.store, "a2", "ann2"))) == 5
    assert standing(made).work["ann2"].seconds == pytest.approx(70, abs=0.1)


def test_without_a_verb_the_program_says_what_to_do_first(
    made: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert call([]) == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) == 5
    assert all(verb in told for verb in ("annotator demo", "annotator init", "annotator import", "annotator preannotate"))
    monkeypatch.chdir(made.folder)
    assert call([]) == 0
    assert "Verbs" in capsys.readouterr().out


def test_a_project_is_made_silently_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["init", str(tmp_path / "loud")]) == 0
    assert f"next: annotator import --project {tmp_path / 'loud'} PATH" in capsys.readouterr().out
    assert call(["init", str(tmp_path / "silent"), "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert sorted(path.name for path in (tmp_path / "silent").iterdir()) == ["annotations.db", "schema.yaml"]


def test_whoever_shows_the_project_is_told_while_it_waits_for_others(made: Project) -> None:
    told: list[float] = []
    with Store.open(made.store.path) as other:

        def tell(waited: float) -> None:
            told.append(waited)
            other.db.execute("ROLLBACK")

        with open_project(made.folder, on_busy=tell) as shown:
            session = Session.open(shown, "a1", "ann1")
            other.db.execute("BEGIN IMMEDIATE")
            session.do(SetNote("o", "after the wait"))
    assert len(told) == 1
    assert 0.3 < told[0] < 15
