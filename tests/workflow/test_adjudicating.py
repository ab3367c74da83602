"""Finished sets become gold, each in one logged edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import handmade_project, proposed

from annotator.cli.main import call
from annotator.model.annotation import AnnotationSet, Kind, State, Status
from annotator.model.edits import Seed, SetNote, SetState, SetStatus, batch
from annotator.model.errors import BadData
from annotator.store import annotations as sets
from annotator.store import health, log
from annotator.workflow.adjudicating import accept_as_gold
from annotator.workflow.desk import Desk
from annotator.workflow.project import Project
from annotator.workflow.session import Session

MARKS = "[ORG:o Red Unit] [Attack:e struck] [GPE:g Ister]"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Project]:
    pairs = [proposed(MARKS, "e attacker o", "e target g", article_id=name) for name in ("a1", "a2", "a3")]
    with handmade_project(tmp_path / "p", *pairs) as project:
        yield project


def finished(made: Project, name: str, article: str) -> Session:
    desk = Desk.open(made, name, article)
    desk.session.do(SetState("g", State.REJECTED))
    desk.finish()
    return desk.session


def gold(made: Project, article: str) -> AnnotationSet | None:
    return sets.load(made.store, article, "gold")


def test_only_finished_sets_become_gold_and_only_what_was_kept(made: Project) -> None:
    finished(made, "ann1", "a1")
    Session.open(made, "a2", "ann1").do(SetNote("o", "later"))
    Session.open(made, "a3", "ann1").do(SetStatus(Status.SKIPPED, "a list"))
    report = accept_as_gold(made, "ann1")
    assert (report.made, report.unfinished, report.differing) == (1, 1, 0)
    found = gold(made, "a1")
    assert found is not None
    assert (found.kind, found.status, set(found.mentions)) == (Kind.GOLD, Status.DONE, {"o", "e"})
    assert {(key.role, key.target) for key in found.links} == {("attacker", "o")}
    assert gold(made, "a2") is None
    (row,) = log.read(made.store, "a1", "gold")
    assert isinstance(row.edit, Seed)
    assert row.edit.source == "adjudicate:ann1"
    assert list(health.integrity(made.store)) == []


def test_a_cue_and_a_participant_whose_quote_was_not_kept_stay_out_of_gold(tmp_path: Path) -> None:
    pair = proposed("[direct:q “No,”] [participant:f she] [cue:c said]", "q cue c", "q speaker f")
    with handmade_project(tmp_path / "p", pair) as made:
        session = Session.open(made, "a1", "ann1")
        session.do(batch([SetState("c", State.ACCEPTED), SetState("f", State.ACCEPTED), SetStatus(Status.DONE)]))
        report = accept_as_gold(made, "ann1")
        assert (report.made, report.left_out) == (1, 1)
        found = gold(made, "a1")
        assert found is not None
        assert dict(found.mentions) == {}


def test_accepting_twice_changes_nothing(made: Project) -> None:
    finished(made, "ann1", "a1")
    accept_as_gold(made, "ann1")
    before = gold(made, "a1")
    report = accept_as_gold(made, "ann1")
    assert (report.made, report.unchanged) == (0, 1)
    assert gold(made, "a1") == before


def test_other_gold_stays_unless_it_is_to_be_replaced(made: Project) -> None:
    finished(made, "ann1", "a1")
    accept_as_gold(made, "ann1")
    before = gold(made, "a1")
    Session.open(made, "a1", "ann2")
    Desk.open(made, "ann2", "a1").finish()
    assert accept_as_gold(made, "ann2").differing == 1
    assert gold(made, "a1") == before
    assert accept_as_gold(made, "ann2", replace_gold=True).replaced == 1
    after = gold(made, "a1")
    assert after is not None
    assert set(after.mentions) == {"o", "e", "g"}
    assert len(list(log.read(made.store, "a1", "gold"))) == 2
    assert log.replay(made.store, "a1", "gold") == after
    session = Session.open(made, "a1", "gold")
    session.undo()
    assert before is not None
    assert session.annotations.mentions == before.mentions


def test_somebody_without_a_finished_set_is_a_sentence(made: Project) -> None:
    Session.open(made, "a1", "ann1")
    with pytest.raises(BadData, match="ann1 has no finished set"):
        accept_as_gold(made, "ann1")


def test_the_verb_counts_what_it_did(made: Project, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--project", str(made.folder)]
    finished(made, "ann1", "a1")
    assert call(["adjudicate", *where, "--accept", "ann1"]) == 0
    assert "gold made 1, replaced 0, unchanged 0" in capsys.readouterr().out
    Desk.open(made, "ann2", "a1").finish()
    assert call(["adjudicate", *where, "--accept", "ann2"]) == 0
    assert "1 articles have other gold already" in capsys.readouterr().err
    assert call(["adjudicate", *where, "--accept", "ann3"]) == 1
    assert call(["export", *where, "-o", str(made.folder / "gold.jsonl"), "-q"]) == 0
    assert (made.folder / "gold.jsonl").read_text(encoding="utf-8").count("\n") == 1
