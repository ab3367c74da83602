"""Another pipeline proposes: what changes is told, what somebody touched stays, and the report counts what is stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanding import Commands, lines
from pipelines import package, ruler_folder

from annotator.model import corrections, removals
from annotator.model.annotation import Layer, Status
from annotator.model.edits import Refresh, SetCanonical, SetNote, SetStatus
from annotator.model.errors import EditRefused
from annotator.model.refreshing import Refreshed
from annotator.model.span import Span
from annotator.store import log
from annotator.workflow.preannotating import PreannotationReport, preannotate
from annotator.workflow.project import Project
from annotator.workflow.proposal_report import proposal_report
from annotator.workflow.session import Session
from annotator.workflow.spreading import propose_elsewhere

PAGE = (Path(__file__).parents[2] / "docs" / "proposals.md").read_text(encoding="utf-8")
TEXT = "Ann Lee of Red Unit left Selwick. Bob Ray of Nordbank and Tom Oak in Ister on Monday with Max Elm."
ONE = {"Ann Lee": "PERSON", "Red Unit": "ORG", "Selwick": "GPE", "Bob Ray": "ORG", "Nordbank": "ORG", "Monday": "DATE", "Max Elm": "PERSON"}
TWO = {
    "Ann Lee": "PERSON",
    "Red Unit": "GPE",
    "Selwick": "GPE",
    "Bob Ray": "PERSON",
    "Tom Oak": "PERSON",
    "Ister": "GPE",
    "Nordbank": "ORG",
}


@pytest.fixture
def made(commands: Commands):
    commands.load(lines(*({"id": name, "text": TEXT} for name in ("a1", "a2", "a3", "a4"))))
    with commands.open() as project:
        proposes(project, commands.folder / "one", ONE, "1.0")
        yield project


def proposes(project: Project, folder: Path, labels: dict[str, str], version: str) -> PreannotationReport:
    rules = folder if folder.exists() else ruler_folder(folder, labels, version=version)
    return preannotate(project, pipeline=str(rules), jobs=0)


def at(session: Session, words: str) -> str:
    return next(m.id for m in session.annotations.in_layer(Layer.ENTITY) if m.text(TEXT) == words)


def entities(session: Session) -> set[tuple[str, str, str, str]]:
    """Words, label, state and maker of every entity."""
    found = session.annotations.in_layer(Layer.ENTITY)
    return {(m.text(TEXT), m.label, str(m.state), m.origin.annotator if m.origin else "") for m in found}


def corrected(project: Project) -> Session:
    """a1 opened by ann1, who accepts one proposal, relabels one, rejects one and adds one."""
    session = Session.open(project, "a1", "ann1")
    session.do(corrections.accept(session.annotations, [at(session, "Ann Lee")]))
    session.do(corrections.relabel(session.annotations, at(session, "Bob Ray"), "PERSON", project.schema))
    session.do(removals.reject(session.annotations, at(session, "Nordbank")))
    place = (Span(TEXT.index("Tom Oak"), TEXT.index("Tom Oak") + 7),)
    session.do(corrections.add(session.annotations, Layer.ENTITY, "ORG", place, project.schema, "ann1"))
    return session


def test_the_whole_journey_keeps_what_was_touched_and_replaces_the_rest(made: Project, commands: Commands) -> None:
    before = corrected(made).annotations
    touched = {m for m in before.mentions.values() if m.state.touched}
    proposes(made, commands.folder / "two", TWO, "2.0")
    later = Session.open(made, "a1", "ann1")
    assert later.refreshed == Refreshed("en_rules-2.0", new=3, gone=3, changed=0, kept=4)
    assert later.refreshed.sentence() == "newer proposals by en_rules-2.0: 3 new, 3 gone, 4 of yours kept"
    assert touched <= set(later.annotations.mentions.values()), "touched ones are the very same, ids and origin too"
    old, new = "en_rules-1.0", "en_rules-2.0"
    assert entities(later) == {
        ("Ann Lee", "PERSON", "accepted", old),
        ("Bob Ray", "PERSON", "edited", old),
        ("Nordbank", "ORG", "rejected", old),
        ("Tom Oak", "ORG", "added", "ann1"),
        ("Red Unit", "GPE", "proposed", new),
        ("Selwick", "GPE", "proposed", new),
        ("Tom Oak", "PERSON", "proposed", new),
        ("Ister", "GPE", "proposed", new),
    }
    assert isinstance([*log.read(made.store, "a1", "ann1")][-1].edit, Refresh)
    assert log.replay(made.store, "a1", "ann1") == later.annotations


def test_undo_passes_over_the_refresh_down_to_the_seed_and_a_rejected_item_can_come_back(made: Project, commands: Commands) -> None:
    corrected(made)
    proposes(made, commands.folder / "two", TWO, "2.0")
    later = Session.open(made, "a1", "ann1")
    later.undo()
    assert ("Tom Oak", "ORG", "added", "ann1") not in entities(later)
    later.undo()
    assert ("Nordbank", "ORG", "proposed", "en_rules-1.0") in entities(later)
    later.undo()
    later.undo()
    assert {state for _, _, state, _ in entities(later)} == {"proposed"}
    assert {maker for *_, maker in entities(later)} == {"en_rules-1.0", "en_rules-2.0"}
    with pytest.raises(EditRefused):
        later.undo()
    assert log.replay(made.store, "a1", "ann1") == later.annotations


def test_a_third_run_proposes_nothing_again_that_was_rejected(made: Project, commands: Commands) -> None:
    corrected(made)
    for number, version in enumerate(("2.0", "3.0")):
        proposes(made, commands.folder / version, TWO | {"Monday": "DATE"} if number else TWO, version)
        found = entities(Session.open(made, "a1", "ann1"))
        assert [item for item in found if item[0] == "Nordbank"] == [("Nordbank", "ORG", "rejected", "en_rules-1.0")]
    assert ("Monday", "DATE", "proposed", "en_rules-3.0") in found


def test_what_a_person_named_noted_or_searched_for_stays_though_it_is_still_proposed(made: Project, commands: Commands) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(SetCanonical(at(session, "Max Elm"), "Maximilian Elm"))
    session.do(SetNote(at(session, "Monday"), "which?"))
    propose_elsewhere(made, "ann1", "in Ister", "LOC", but="a2")
    proposes(made, commands.folder / "two", TWO, "2.0")
    later = Session.open(made, "a1", "ann1")
    old = {(words, maker) for words, _, _, maker in entities(later) if maker != "en_rules-2.0"}
    assert old == {("Max Elm", "en_rules-1.0"), ("Monday", "en_rules-1.0"), ("in Ister", "ann1")}
    assert later.annotations.mentions[at(later, "Max Elm")].canonical == "Maximilian Elm"


@pytest.mark.parametrize("status", [Status.DONE, Status.SKIPPED])
def test_a_finished_set_never_changes(made: Project, commands: Commands, status: Status) -> None:
    session = corrected(made)
    session.do(SetStatus(status))
    report = proposes(made, commands.folder / "two", TWO, "2.0")
    assert Session.open(made, "a1", "ann1").annotations == session.annotations
    assert report.changes is not None and report.changes.waiting.sets == 0


def test_the_run_tells_what_is_new_gone_and_the_same_and_what_waits_in_open_sets(made: Project, commands: Commands) -> None:
    corrected(made)
    Session.open(made, "a2", "ann2")
    changes = proposes(made, commands.folder / "two", TWO, "2.0").changes
    assert changes is not None
    assert (changes.articles, changes.differing) == (4, 4)
    by_label = {(row.layer, row.label): (row.new, row.gone, row.same) for row in changes.labels if row.layer == "entity"}
    assert by_label == {
        ("entity", "PERSON"): (8, 4, 4), ("entity", "ORG"): (0, 8, 4), ("entity", "GPE"): (8, 0, 4), ("entity", "DATE"): (0, 4, 0),
    }  # fmt: skip
    waits = changes.waiting
    assert (waits.sets, waits.annotators, waits.new, waits.gone, waits.kept) == (2, 2, 3 + 4, 3 + 4, 4)
    Session.open(made, "a1", "ann1")
    again = proposes(made, commands.folder / "three", TWO, "2.1").changes
    assert again is not None
    assert (again.articles, again.differing) == (4, 0)
    assert {row.new + row.gone for row in again.labels} == {0}


def test_a_first_run_and_one_with_nothing_to_do_change_nothing(made: Project, commands: Commands) -> None:
    assert proposes(made, commands.folder / "one", ONE, "1.0").changes is None
    proposes(made, commands.folder / "two", TWO, "2.0")
    report = proposes(made, commands.folder / "one", ONE, "1.0")
    assert (report.articles, report.pipeline, report.newest) == (0, "en_rules-1.0", "en_rules-2.0")


def test_the_prompt_prints_the_changes_and_says_when_others_are_newer(made: Project, commands: Commands) -> None:
    corrected(made)
    two = ruler_folder(commands.folder / "two", TWO, version="2.0")
    told = commands.run("preannotate", "--pipeline", two, "--jobs", "0").out
    assert "4 of 4 articles get other proposals than before" in told
    assert "1 unfinished sets of 1 annotators change when they are opened: 3 items new, 3 gone; 4 that somebody touched stay" in told
    assert [line.split() for line in told.splitlines() if line.startswith("  entity  ORG")] == [["entity", "ORG", "0", "8", "4"]]
    printed = "\n".join(f"    {line}" for line in told.splitlines()[-7:])
    assert printed in PAGE, "the page of the docs shows this"
    told = commands.run("preannotate", "--pipeline", commands.folder / "one", "--jobs", "0").out
    assert "annotators get the newer proposals of en_rules-2.0; --again lets en_rules-1.0 propose anew" in told


def test_the_report_counts_what_is_stored_also_when_nothing_was_left_to_do(made: Project, commands: Commands) -> None:
    labels = ONE | {"left": "WHATEVER", "Tom Oak": "ORDINAL"}
    rules = ruler_folder(commands.folder / "more", labels, name="more")
    first = json.loads(commands.run("preannotate", "--pipeline", rules, "--jobs", "0", "--report", "--json").out)
    again = json.loads(commands.run("preannotate", "--pipeline", rules, "--jobs", "0", "--report", "--json").out)
    assert (first["articles"], again["articles"]) == (4, 0)
    assert again["report"] == first["report"]
    report = first["report"]
    assert (report["pipeline"], report["articles"], report["words"]) == ("en_more-3.1", 4, 4 * 21)
    counts = {(row["layer"], row["label"]): row["proposals"] for row in report["labels"]}
    assert counts["entity", "ORG"] == 12 and counts["entity", "PERSON"] == 8
    assert (report["unmapped"], report["ignored"], report["dropped"]) == ({"WHATEVER": 4}, {"ORDINAL": 4}, {})
    assert report["seconds"] > 0
    told = commands.run("preannotate", "--pipeline", rules, "--jobs", "0", "--report").out
    assert next(line.split() for line in told.splitlines() if line.startswith("  entity  ORG")) == ["entity", "ORG", "12", "3.00"]
    assert "words/s" in told and "labels the schema has no place for: 4 WHATEVER" in told
    assert "mean score" not in told


def test_the_report_has_mean_scores_where_the_pipeline_has_scores_and_roles(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(commands.folder / "packages"))
    name = package(commands.folder / "packages", "en_scored", "scored")
    commands.load(lines({"id": "a1", "text": "Reuters asked Ann Lee. Officials said: “We stay in Selwick.”"}))
    report = json.loads(commands.run("preannotate", "--pipeline", name, "--jobs", "0", "--report", "--json").out)["report"]
    scores = {(row["layer"], row["label"]): row["score"] for row in report["labels"]}
    assert (scores["entity", "PERSON"], scores["entity", "ORG"]) == (0.625, 0.75)
    assert scores["role", "speaker"] is None
    assert "mean score" in commands.run("preannotate", "--pipeline", name, "--jobs", "0", "--report").out


def test_a_stopped_run_can_be_reported_on(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(commands.folder / "packages"))
    name = package(commands.folder / "packages", "en_fragile", "fragile")
    commands.load(lines(*({"id": f"a{n:03}", "text": "It explodes." if n == 69 else "Ann said: “No.”"} for n in range(70))))
    assert commands.run("preannotate", "--pipeline", name, "--jobs", "0").code == 3
    with commands.open() as project:
        report = proposal_report(project, "en_en_fragile-2.0")
    assert 0 < report.articles < 70, "the batches before the one that failed"
    assert {row.label: row.proposals for row in report.labels if row.layer == "quote"} == {"direct": report.articles}
    assert report.seconds > 0
