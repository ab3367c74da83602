"""One annotator at work on one article: opening, saving, undo over days and proposals, two windows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import add_run, handmade_project, key, marked, proposed, tiny_schema

from annotator.model import corrections, removals
from annotator.model.annotation import Kind, Layer, State, Status
from annotator.model.edits import Refresh, Seed, SetCanonical, SetFlags, SetNote, SetState, SetStatus
from annotator.model.errors import BadData, EditRefused, StaleRevision
from annotator.model.history import Action
from annotator.model.replacement import same_content
from annotator.store import annotations as sets
from annotator.store import log, schemas
from annotator.store.streaming import stream
from annotator.workflow.importing import import_files
from annotator.workflow.project import Project, init_project, open_project
from annotator.workflow.session import Session

MARKS = "[ORG:o Red Unit] [Attack:e struck] [GPE:g Ister]"


@pytest.fixture
def made(tmp_path: Path):
    with handmade_project(tmp_path / "p", proposed(MARKS, "e attacker o"), marked("Nothing here.", article_id="a2")) as project:
        yield project


def rows(made: Project, name: str = "ann1") -> list[log.LogRow]:
    return list(log.read(made.store, "a1", name))


def run_anew(made: Project, marks: str, *links: str) -> None:
    add_run(made, proposed(marks, *links)[1])


def test_the_first_opening_seeds_and_logs_it(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    (row,) = rows(made)
    assert isinstance(row.edit, Seed)
    assert (row.revision, session.annotations.revision, session.annotations.status) == (1, 1, Status.NEW)
    assert set(session.annotations.mentions) == {"o", "e", "g"}
    assert Session.open(made, "a2", "ann1").annotations.mentions == {}
    with pytest.raises(BadData):
        Session.open(made, "a3", "ann1")


def test_opening_again_adds_nothing_whatever_was_changed_meanwhile(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(corrections.relabel(session.annotations, "o", "PERSON", made.schema))
    session.do(removals.reject(session.annotations, "g"))
    again = Session.open(made, "a1", "ann1")
    assert again.annotations == session.annotations
    assert not again.refreshed


def test_newer_proposals_come_once_as_one_logged_edit(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(SetState("o", State.ACCEPTED))
    run_anew(made, "[ORG:o Red Unit] struck [PERSON:g Ister]")
    later = Session.open(made, "a1", "ann1")
    assert later.refreshed
    assert isinstance(rows(made)[-1].edit, Refresh)
    assert sorted(m.label for m in later.annotations.mentions.values()) == ["ORG", "PERSON"]
    count = len(rows(made))
    later.do(corrections.relabel(later.annotations, later.annotations.in_layer(Layer.ENTITY)[1].id, "GPE", made.schema))
    assert not Session.open(made, "a1", "ann1").refreshed
    assert len(rows(made)) == count + 1


def test_newer_proposals_that_change_nothing_are_seen_once(made: Project) -> None:
    Session.open(made, "a1", "ann1")
    run_anew(made, MARKS, "e attacker o")
    session = Session.open(made, "a1", "ann1")
    assert len(rows(made)) == 1
    session.do(corrections.relabel(session.annotations, "o", "PERSON", made.schema))
    assert not Session.open(made, "a1", "ann1").refreshed


@pytest.mark.parametrize("status", [Status.DONE, Status.SKIPPED])
def test_newer_proposals_wait_while_an_article_is_finished(made: Project, status: Status) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(SetStatus(status))
    run_anew(made, "[PERSON:g Ister]")
    again = Session.open(made, "a1", "ann1")
    assert again.annotations == session.annotations
    again.do(SetStatus(Status.STARTED))
    assert Session.open(made, "a1", "ann1").refreshed


def test_proposals_older_than_imported_work_stay_away(made: Project) -> None:
    _, mine = marked("[PERSON:p Red] Unit", annotator="ann3")
    from annotator.model.edits import apply
    from annotator.model.proposals import seed_from

    seed = seed_from(mine)
    empty = replace(mine, mentions={}, links={}, next_number=1)
    sets.commit(made.store, None, apply(empty, seed, 30), seed, schema=made.schema)
    assert set(Session.open(made, "a1", "ann3").annotations.mentions) == {"p"}
    run_anew(made, MARKS)
    assert Session.open(made, "a1", "ann3").refreshed


def test_work_imported_beside_its_proposals_stays_as_it_is(tmp_path: Path) -> None:
    text = {"format": "annotator/1", "id": "b1", "text": "Red Unit left"}
    ann1 = {**text, "set": {"annotator": "ann1", "status": "started"}, "entities": [{"id": "m1", "label": "PERSON", "start": 0, "end": 8}]}
    model = {
        **text,
        "set": {"annotator": "en_test-1.0", "kind": "model"},
        "entities": [{"id": "m1", "label": "ORG", "start": 0, "end": 8, "state": "proposed"}],
    }
    source = tmp_path / "both.jsonl"
    source.write_text(f"{json.dumps(ann1)}\n{json.dumps(model)}\n", encoding="utf-8")
    with init_project(tmp_path / "q") as both:
        import_files(both, [source])
        assert [m.label for m in Session.open(both, "b1", "ann1").annotations.mentions.values()] == ["PERSON"]
        assert [m.label for m in Session.open(both, "b1", "ann2").annotations.mentions.values()] == ["ORG"]


def test_a_failed_edit_changes_neither_value_nor_store(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    before = session.annotations
    with pytest.raises(EditRefused):
        session.do(SetNote("nobody", "x"))
    assert session.annotations is before
    assert len(rows(made)) == 1


def test_the_first_edit_starts_the_article_and_its_undo_makes_it_new(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    begun = session.annotations
    session.do(SetNote("o", "x"))
    assert session.annotations.status is Status.STARTED
    session.undo()
    assert same_content(session.annotations, begun)


def test_status_reason_and_flags_are_edits_like_others(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(SetStatus(Status.SKIPPED, "a list of results"))
    session.toggle_flag("second look")
    session.do(SetFlags(("b", "a", "b")))
    stored = sets.load(made.store, "a1", "ann1")
    assert stored is not None
    assert (stored.status, stored.reason, stored.flags) == (Status.SKIPPED, "a list of results", ("a", "b"))
    session.undo()
    session.toggle_flag("second look")
    session.undo()
    session.undo()
    session.undo()
    assert (session.annotations.status, session.annotations.reason, session.annotations.flags) == (Status.NEW, None, ())


def test_undo_reaches_back_over_a_restart_and_redo_goes_forward_again(tmp_path: Path, made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    begun = session.annotations
    session.do(SetNote("o", "one"))
    session.do(corrections.accept(session.annotations, ["e"]))
    ended = session.annotations
    with open_project(made.folder) as tomorrow:
        again = Session.open(tomorrow, "a1", "ann1")
        again.undo()
        again.undo()
        assert same_content(again.annotations, begun)
        with pytest.raises(EditRefused, match="nothing to undo"):
            again.undo()
        later = Session.open(tomorrow, "a1", "ann1")
        later.redo()
        later.redo()
        assert same_content(later.annotations, ended)
        with pytest.raises(EditRefused, match="nothing to redo"):
            later.redo()
    assert [(row.action, row.of) for row in rows(made)[3:]] == [(Action.UNDO, 3), (Action.UNDO, 2), (Action.REDO, 2), (Action.REDO, 3)]


def test_a_refresh_is_passed_over_by_undo_and_ends_redo(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(SetState("o", State.ACCEPTED))
    session.do(SetState("g", State.ACCEPTED))
    session.undo()
    run_anew(made, "[ORG:o Red Unit] [Attack:e struck]")
    later = Session.open(made, "a1", "ann1")
    with pytest.raises(EditRefused, match="nothing to redo"):
        later.redo()
    later.undo()
    assert later.annotations.mentions["o"].state is State.PROPOSED
    with pytest.raises(EditRefused):
        later.undo()


def test_undo_makes_room_where_newer_proposals_stand_in_its_way(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(corrections.relabel(session.annotations, "o", "PERSON", made.schema))
    run_anew(made, MARKS, "e attacker o")
    later = Session.open(made, "a1", "ann1")
    assert sorted(m.label for m in later.annotations.in_layer(Layer.ENTITY)) == ["GPE", "ORG", "PERSON"]
    later.undo()
    assert sorted(m.label for m in later.annotations.in_layer(Layer.ENTITY)) == ["GPE", "ORG"]
    assert later.annotations.mentions["o"].state is State.PROPOSED
    later.redo()
    assert later.annotations.mentions["o"].label == "PERSON"
    assert log.replay(made.store, "a1", "ann1") == later.annotations


def test_undo_passes_over_what_went_with_a_refresh(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(SetState("g", State.ACCEPTED))
    session.do(SetCanonical("o", "Red Unit of Ister"))
    session.do(SetCanonical("o", None))
    run_anew(made, "[PERSON:x struck]")
    later = Session.open(made, "a1", "ann1")
    assert "o" not in later.annotations.mentions
    later.undo()
    assert later.annotations.mentions["g"].state is State.PROPOSED
    with pytest.raises(EditRefused):
        later.undo()


def test_an_id_is_not_used_again_after_undo_and_restart(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    edit = corrections.add(session.annotations, Layer.ENTITY, "DATE", (session.annotations.mentions["g"].span,), made.schema, "ann1")
    first = session.do(edit).annotations.next_number
    session.undo()
    assert Session.open(made, "a1", "ann1").annotations.next_number == first


def test_a_second_window_is_refused_and_reads_again(made: Project) -> None:
    one, two = Session.open(made, "a1", "ann1"), Session.open(made, "a1", "ann1")
    one.do(SetNote("o", "one"))
    with pytest.raises(StaleRevision):
        two.do(SetNote("g", "two"))
    assert two.annotations == one.annotations
    assert two.history.to_undo == one.history.to_undo
    two.do(SetNote("g", "two"))
    stored = sets.load(made.store, "a1", "ann1")
    assert stored is not None
    assert (stored.mentions["o"].note, stored.mentions["g"].note) == ("one", "two")


def test_two_windows_that_open_an_article_at_once_share_its_seed(made: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    load, opened = sets.load, []

    def late(store, article_id, annotator):
        found = load(store, article_id, annotator)
        if not opened:
            opened.append(True)
            opened.append(Session.open(made, article_id, annotator))
        return found

    monkeypatch.setattr(sets, "load", late)
    session = Session.open(made, "a1", "ann1")
    assert session.annotations == opened[1].annotations
    assert len(rows(made)) == 1


def test_annotators_do_not_see_each_other(made: Project) -> None:
    Session.open(made, "a1", "ann1").do(SetState("o", State.ACCEPTED))
    assert Session.open(made, "a1", "ann2").annotations.mentions["o"].state is State.PROPOSED
    assert sets.load(made.store, "a1", "ann1") != sets.load(made.store, "a1", "ann2")


def test_every_row_of_the_log_says_who_proposed_and_how_many_keys_it_took(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    for _ in range(3):
        session.key_pressed()
    session.do(corrections.accept(session.annotations, ["e"]))
    session.do(SetNote("o", "x"))
    seed, accepted, noted = rows(made)
    assert seed.edit.source == "en_test-1.0"
    assert (accepted.keys, noted.keys) == (3, 0)
    assert accepted.session == noted.session != ""
    assert accepted.at <= noted.at


def test_every_set_keeps_the_schema_it_was_made_with_and_a_vanished_label_stays_editable(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    Session.open(made, "a1", "ann2")
    tiny = replace(tiny_schema(), sha256="0" * 64, text="tiny", entities=tiny_schema().entities[:1])
    newer = replace(made, schema=tiny)
    later = Session.open(newer, "a1", "ann1")
    assert later.annotations == session.annotations
    assert {fault.sentence for fault in later.problems()} >= {"the schema has no entity label 'ORG'"}
    later.do(SetNote("o", "still there"))
    later.do(corrections.relabel(later.annotations, "o", "PERSON", tiny))
    kept = {found.annotator: schema.name for _, found, schema in stream(made.store)}
    assert kept == {"ann1": "tiny", "ann2": "news-conflict"}
    assert [row.name for row in schemas.known(made.store)] == ["news-conflict", "tiny"]


def test_gold_opened_in_the_editor_is_gold(made: Project) -> None:
    assert Session.open(made, "a1", "gold").annotations.kind is Kind.GOLD
    assert key("e attacker o") in Session.open(made, "a1", "gold").annotations.links
