"""What became of proposals: counted from states and origins, under the label with which they came."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import MODEL, add_run, handmade_project, proposed

from annotator.cli.main import call
from annotator.model import corrections, removals
from annotator.model.annotation import AnnotationSet, Layer, Origin, Status
from annotator.model.edits import SetAttributes, SetStatus
from annotator.model.span import Span
from annotator.store import annotations as sets
from annotator.store import runs
from annotator.workflow.bare_serving import Bare, choose
from annotator.workflow.project import Project
from annotator.workflow.proposal_quality import Change, Group, Outcome, ProposalQuality, Tallied, band_name, proposal_quality
from annotator.workflow.session import Session
from annotator.workflow.spreading import propose_elsewhere

MARKS = "[PERSON:p Ann Lee] of [ORG:o Red Unit] [Attack:e struck] [GPE:g Ister] near [GPE:h Selwick] and [ORG:n Nordbank] in [DATE:d May], with Bob Ray."
TEXT, _ = proposed(MARKS)


def scored(annotations: AnnotationSet, **scores: float | None) -> AnnotationSet:
    """The proposals with these scores."""
    changed = {name: replace(annotations.mentions[name], origin=Origin(MODEL, "ner", score)) for name, score in scores.items()}
    return replace(annotations, mentions={**annotations.mentions, **changed})


@pytest.fixture
def made(tmp_path: Path):
    article, model = proposed(MARKS, "e attacker o", "e target g", "e place h")
    ready = scored(model, p=0.95, o=1.0, g=0.2, h=0.19, n=-0.5, d=None)
    others = [(replace(article, id=name), replace(ready, article_id=name)) for name in ("a2", "a3", "a4")]
    with handmade_project(tmp_path / "project", (article, ready), *others) as project:
        yield project


def added(session: Session, words: str, label: str) -> None:
    start = TEXT.text.index(words)
    session.do(
        corrections.add(session.annotations, Layer.ENTITY, label, (Span(start, start + len(words)),), session.schema, session.annotator)
    )


def correct(made: Project, name: str = "ann1", article: str = "a1") -> Session:
    """p accepted, o relabelled, g with another boundary, h rejected, n relabelled and then rejected, d accepted by finishing, one missed."""
    session = Session.open(made, article, name)
    session.do(corrections.accept(session.annotations, ["p"]))
    session.do(corrections.relabel(session.annotations, "o", "PERSON", made.schema))
    session.do(
        corrections.set_fragments(
            session.annotations, "g", (Span(session.annotations.mentions["g"].start, session.annotations.mentions["g"].end - 1),)
        )
    )
    session.do(removals.reject(session.annotations, "h"))
    session.do(corrections.relabel(session.annotations, "n", "GPE", made.schema))
    session.do(removals.reject(session.annotations, "n"))
    added(session, "Bob Ray", "PERSON")
    return session


def finish(session: Session) -> None:
    waiting = [m.id for m in session.annotations.mentions.values() if not m.state.touched]
    session.do(corrections.finish(session.annotations, waiting))


def by_label(found: ProposalQuality, layer: str = "entity") -> dict[str, Tallied]:
    summed = found.by(lambda group: group._replace(annotator="", pipeline="", band=-1))
    return {group.label: tallied for group, tallied in summed.items() if group.layer == layer}


def counts(tallied: Tallied) -> dict[str, int]:
    return {str(outcome): count for outcome, count in tallied.outcomes.items() if count}


def test_every_proposal_counts_under_the_label_with_which_it_came(made: Project) -> None:
    finish(correct(made))
    found = by_label(proposal_quality(made))
    assert {label: counts(tallied) for label, tallied in found.items()} == {
        "PERSON": {"accepted": 1, "missed": 1},
        "ORG": {"edited": 1, "rejected": 1},
        "GPE": {"edited": 1, "rejected": 1},
        "DATE": {"accepted": 1},
    }
    assert dict(found["ORG"].changes) == {Change.LABEL: 1}
    assert dict(found["GPE"].changes) == {Change.BOUNDARY: 1}
    assert (found["PERSON"].precision, found["PERSON"].recall) == (1.0, 0.5)
    assert (found["GPE"].precision, found["GPE"].rate(Outcome.REJECTED), found["GPE"].recall) == (0.0, 0.5, 0.0)


def test_roles_and_attributes_are_counted_too(made: Project) -> None:
    session = correct(made)
    event = session.annotations.mentions["e"]
    session.do(SetAttributes("e", tuple((name, "possible" if name == "modality" else value) for name, value in event.attributes)))
    place = next(role for role in made.schema.label(Layer.EVENT, "Attack").roles if role.name == "instrument")
    session.do(corrections.fill_role_with_text(session.annotations, "e", place, (Span(9, 12),), "ann1"))
    finish(session)
    found = proposal_quality(made)
    (event_type,) = by_label(found, "event").values()
    assert (counts(event_type), dict(event_type.changes)) == ({"edited": 1}, {Change.ATTRIBUTE: 1})
    roles = {role: counts(tallied) for role, tallied in by_label(found, "role").items()}
    assert roles == {"attacker": {"accepted": 1}, "target": {"accepted": 1}, "place": {"rejected": 1}, "instrument": {"missed": 1}}


def test_what_was_changed_and_changed_back_is_edited_as_its_state_says(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(corrections.relabel(session.annotations, "p", "ORG", made.schema))
    session.do(corrections.relabel(session.annotations, "p", "PERSON", made.schema))
    session.do(SetStatus(Status.DONE))
    person = by_label(proposal_quality(made))["PERSON"]
    assert (counts(person), dict(person.changes)) == ({"edited": 1}, {Change.BACK: 1})


def test_scores_are_put_into_five_bands_and_those_without_apart(made: Project) -> None:
    finish(correct(made))
    bands = proposal_quality(made).by(lambda group: Group("", "", group.layer, "", group.band))
    entities = {band_name(group.band): counts(tallied) for group, tallied in bands.items() if group.layer == "entity" and tallied.proposals}
    assert entities == {
        "0.0–0.2": {"rejected": 2},
        "0.2–0.4": {"edited": 1},
        "0.8–1.0": {"accepted": 1, "edited": 1},
        "none": {"accepted": 1, "missed": 1},
    }


def test_finished_sets_count_and_begun_ones_on_request_but_bare_ones_never(made: Project) -> None:
    correct(made)
    found = proposal_quality(made)
    assert (found.groups, found.sets, found.left_out) == ({}, {}, {"unfinished": 1})
    begun = by_label(proposal_quality(made, unfinished=True))
    assert counts(begun["DATE"]) == {"untouched": 1}
    assert (begun["DATE"].precision, begun["DATE"].looked_at) == (None, 0)
    choose(made, Bare(1))
    bare = Session.open(made, "a2", "ann1")
    added(bare, "Bob Ray", "PERSON")
    bare.do(SetStatus(Status.DONE))
    found = proposal_quality(made, unfinished=True)
    assert (found.left_out, found.sets) == ({"bare": 1}, {"ann1": 1})
    assert counts(by_label(found)["PERSON"]) == {"accepted": 1, "missed": 1}


def test_each_pipeline_answers_for_its_own_and_the_newest_misses_nothing_it_would_have_proposed(made: Project) -> None:
    session = Session.open(made, "a1", "ann1")
    session.do(corrections.accept(session.annotations, ["p"]))
    added(session, "Bob Ray", "PERSON")
    added(session, "Unit", "ORG")
    _, newer = proposed("[PERSON:p Ann Lee] of Red Unit struck Ister near Selwick and [GPE:n Nordbank] in May, with [PERSON:b Bob Ray].")
    title = "en_new-2.0"
    moved = {name: replace(m, origin=Origin(title, "ner", 0.7)) for name, m in newer.mentions.items()}
    run_id = runs.begin(made.store, name="en_new", version="2.0", detail={})
    sets.add_model_sets(made.store, run_id, [replace(newer, annotator=title, mentions=moved)], schema=made.schema)
    later = Session.open(made, "a1", "ann1")
    finish(later)
    found = proposal_quality(made).by(lambda group: Group("", group.pipeline, "", "", -1))
    assert {group.pipeline: counts(tallied) for group, tallied in found.items()} == {
        MODEL: {"accepted": 1},
        title: {"accepted": 1, "missed": 1},
    }


def test_what_a_persons_own_search_proposed_is_missed_once_it_is_kept(made: Project) -> None:
    propose_elsewhere(made, "ann1", "Bob Ray", "PERSON", but="a1")
    for name in ("a2", "a3"):
        session = Session.open(made, name, "ann1")
        for mention in session.annotations.in_layer(Layer.ENTITY):
            if mention.text(TEXT.text) == "Bob Ray" and name == "a3":
                session.do(removals.reject(session.annotations, mention.id))
        finish(session)
    assert counts(by_label(proposal_quality(made))["PERSON"]) == {"accepted": 2, "missed": 1}


def test_a_set_whose_pipeline_proposed_nothing_counts_what_it_missed(tmp_path: Path) -> None:
    article, model = proposed("Bob Ray left.")
    with handmade_project(tmp_path / "project", (article, model)) as made:
        add_run(made, model)
        session = Session.open(made, "a1", "ann1")
        session.do(corrections.add(session.annotations, Layer.ENTITY, "PERSON", (Span(0, 7),), made.schema, "ann1"))
        session.do(SetStatus(Status.DONE))
        found = proposal_quality(made)
    assert {group.pipeline: counts(tallied) for group, tallied in found.groups.items()} == {MODEL: {"missed": 1}}


def test_the_tables_json_and_csv_say_the_same(made: Project, capsys: pytest.CaptureFixture[str]) -> None:
    finish(correct(made))
    finish(correct(made, "ann2"))
    where = ["status", "--proposals", "--project", str(made.folder)]
    capsys.readouterr()
    assert call(where) == 0
    told = capsys.readouterr().out
    assert "finished sets that were begun with proposals: ann1 (1), ann2 (1)" in told
    rows = [line.split() for line in told.splitlines()]
    assert ["ORG", "4", "0", "0%", "2", "50%", "2", "50%", "0", "0", "0.00", "0.00", "2", "0", "0"] in rows
    assert ["entity", "0.2–0.4", "2", "0", "0%", "2", "100%", "0", "0%", "0", "0.00"] in rows
    assert call([*where, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (org,) = [row for row in data["groups"] if (row["label"], row["band"]) == ("ORG", "0.8–1.0")]
    assert (org["proposals"], org["edited"], org["edited_label"], org["pipeline"], org["annotator"]) == (2, 2, 2, MODEL, None)
    assert call([*where, "--csv", "--by-annotator"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    mine = [row for row in table if (row["annotator"], row["label"], row["band"]) == ("ann2", "ORG", "0.8–1.0")]
    assert [(row["proposals"], row["edited_label"], row["acceptance"]) for row in mine] == [("1", "1", "0.0")]
    assert call([*where, "--by-annotator"]) == 0
    assert f"{MODEL}, corrected by ann2" in capsys.readouterr().out


@pytest.mark.parametrize("options", [["--csv"], ["--unfinished"], ["--by-annotator"], ["--proposals", "--csv", "--json"]])
def test_options_that_do_not_go_together_are_refused(made: Project, options: list[str]) -> None:
    assert call(["status", "--project", str(made.folder), *options]) == 2


def test_a_project_in_which_nobody_finished_anything_says_what_to_do(made: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["status", "--proposals", "--project", str(made.folder)]) == 0
    assert "finish articles with A" in capsys.readouterr().out
