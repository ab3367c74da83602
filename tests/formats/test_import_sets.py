"""Annotation sets of native records: whose they are, what is kept of them, and what happens to work that is there."""

from __future__ import annotations

import json

import pytest
from commanding import Commands, entity, lines, native

from annotator.model.annotation import Kind, LinkKey, Origin, State, Status
from annotator.store import annotations, log
from annotator.workflow.session import Session

TEXT = "Ann left Selwick."


PERSON = entity(0, 3, id="m5", state="edited", origin={"annotator": "ann2", "score": 0.5})


FULL = native(
    "Rebels hit Selwick, Ann said.",
    annotator=None,
    entities=[entity(0, 6, "ORG", id="m3", state="accepted"), entity(20, 23, id="m7", canonical="Ann Lee", note="who?", state="added")],
    participants=[{"id": "m8", "start": 11, "end": 18, "state": "accepted"}],
    quotes=[{"id": "q:1", "type": "indirect", "start": 0, "end": 18, "state": "accepted", "cue": {"id": "c1", "start": 24, "end": 28, "state": "accepted"},
             "roles": [{"role": "speaker", "target": "m7", "state": "edited"}]}],
    events=[{"id": "m20", "type": "Attack", "start": 7, "end": 10, "attributes": {"polarity": "negative", "modality": "planned", "tense": None}, "state": "proposed",
             "roles": [{"role": "attacker", "target": "m3", "state": "rejected"}, {"role": "target", "target": "m8", "state": "proposed"}]}],
) | {"set": {"annotator": "ann2", "kind": "human", "status": "skipped", "reason": "too short", "revision": 41, "flags": ["b", "a"]}}  # fmt: skip


def test_a_set_keeps_its_name_states_ids_and_all_that_is_noted(commands: Commands) -> None:
    assert commands.load(lines(FULL)).code == 0
    found = commands.set_of("d1", "ann2")
    assert found is not None
    assert (found.kind, found.status, found.reason, found.flags, found.revision) == (
        Kind.HUMAN,
        Status.SKIPPED,
        "too short",
        ("a", "b"),
        41,
    )
    assert {m.id: m.state for m in found.mentions.values()} == {
        "m3": State.ACCEPTED, "m7": State.ADDED, "m8": State.ACCEPTED, "q:1": State.ACCEPTED, "c1": State.ACCEPTED, "m20": State.PROPOSED,
    }  # fmt: skip
    assert {key: link.state for key, link in found.links.items()} == {
        LinkKey("q:1", "cue", "c1"): State.ACCEPTED,
        LinkKey("q:1", "speaker", "m7"): State.EDITED,
        LinkKey("m20", "attacker", "m3"): State.REJECTED,
        LinkKey("m20", "target", "m8"): State.PROPOSED,
    }
    assert (found.mentions["m7"].canonical, found.mentions["m7"].note) == ("Ann Lee", "who?")
    assert dict(found.mentions["m20"].attributes) == {"polarity": "negative", "modality": "planned", "tense": None}


def test_new_ids_start_above_every_imported_one(commands: Commands) -> None:
    assert commands.load(lines(FULL)).code == 0
    found = commands.set_of("d1", "ann2")
    assert found is not None
    assert found.next_id() == "m21"


def test_absent_ids_are_made_above_those_that_are_there(commands: Commands) -> None:
    assert commands.load(lines(native(entities=[entity(), entity(9, 16, "GPE", id="m4")]))).code == 0
    found = commands.set_of("d1", "ann1")
    assert found is not None
    assert {m.id: m.label for m in found.mentions.values()} == {"m4": "GPE", "m5": "PERSON"}


def test_absent_states_are_accepted_and_absent_attributes_the_schema_s(commands: Commands) -> None:
    assert commands.load(lines(native(events=[{"type": "Attack", "start": 0, "end": 3}]))).code == 0
    found = commands.set_of("d1", "ann1")
    assert found is not None
    (event,) = found.mentions.values()
    assert (event.state, found.status) == (State.ACCEPTED, Status.DONE)
    assert dict(event.attributes) == {"polarity": "positive", "modality": "actual", "tense": None}


def test_work_can_be_taken_in_under_another_name(commands: Commands) -> None:
    assert commands.load(lines(FULL), "--set", "ann9").code == 0
    assert commands.set_of("d1", "ann2") is None
    found = commands.set_of("d1", "ann9")
    assert found is not None
    assert (found.kind, found.status, found.reason, found.revision) == (Kind.HUMAN, Status.SKIPPED, "too short", 1)
    assert found.mentions["m3"].state is State.ACCEPTED


def test_a_record_without_a_set_needs_a_name(commands: Commands) -> None:
    bare = native(annotator=None, entities=[entity()])
    told = commands.load(lines(bare))
    assert "docs.jsonl:1: set: required; or --set NAME says whose annotations these are" in told.err
    assert (told.code, commands.texts()) == (1, {})
    assert commands.load(lines(bare), "--set", "gold").code == 0
    found = commands.set_of("d1", "gold")
    assert found is not None
    assert found.kind is Kind.GOLD


@pytest.mark.parametrize("name", ["model", "a b", "", "\x1b[1m", "x" * 65])
def test_a_name_that_no_annotator_can_have_is_misuse(commands: Commands, name: str) -> None:
    told = commands.load(lines(native()), "--set", name)
    assert told.code == 2 if name else told.code in (0, 2)
    assert "\x1b" not in told.err


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ({"annotator": "gold", "kind": "human"}, 'set.annotator: "gold" is reserved and can\'t be of kind human'),
        ({"annotator": "ann1", "kind": "gold"}, 'set.annotator: a set of kind gold has the annotator "gold"'),
        ({"annotator": "model", "kind": "model"}, "set.annotator: a model's set is named NAME-VERSION"),
        ({"annotator": "ann1", "kind": "robot"}, "set.kind: expected one of human, model, import, gold (got 'robot')"),
        ({"annotator": "ann1", "revision": -1}, "set.revision: must be ≥ 0 (got -1)"),
        ({"annotator": "ann1", "flags": "x"}, "set.flags: expected an array of strings"),
        ({"annotator": "ann1", "colour": "red"}, "set.colour: unknown key"),
        ({}, "set.annotator: required"),
    ],
)
def test_a_set_s_header_is_checked(commands: Commands, header: dict, sentence: str) -> None:
    told = commands.load(lines(native(annotator=None) | {"set": header}))
    assert (told.code, f"docs.jsonl:1: {sentence}" in told.err) == (1, True), told.err


def test_as_proposals_makes_every_item_one_to_be_looked_at(commands: Commands) -> None:
    done = FULL | {"set": {"annotator": "ann2", "status": "done"}}
    assert commands.load(lines(done), "--as-proposals").code == 0
    found = commands.set_of("d1", "ann2")
    assert found is not None
    assert {m.state for m in found.mentions.values()} | {link.state for link in found.links.values()} == {State.PROPOSED}
    assert found.status is Status.NEW


def test_other_work_of_the_same_name_is_refused_or_replaced_in_one_logged_edit(commands: Commands) -> None:
    assert commands.load(lines(native(TEXT, entities=[PERSON, entity(9, 16, "GPE", id="m6")]))).code == 0
    before = commands.set_of("d1", "ann1")
    changed = lines(native(TEXT, entities=[PERSON | {"label": "ORG"}, entity(4, 8, "GPE", id="m9")]))
    told = commands.load(changed)
    assert "docs.jsonl:1: set: ann1 has other work on this article in the store; --replace takes the file's" in told.err
    assert (told.code, commands.set_of("d1", "ann1")) == (1, before)
    told = commands.load(changed, "--replace")
    assert (told.code, "sets: 0 new, 0 unchanged, 1 replaced" in told.out) == (0, True)
    with commands.open() as project:
        found = annotations.load(project.store, "d1", "ann1")
        assert found is not None and before is not None
        assert {(m.id, m.label) for m in found.mentions.values()} == {("m5", "ORG"), ("m9", "GPE")}
        assert found.revision == before.revision + 1
        assert log.replay(project.store, "d1", "ann1") == found
        session = Session.open(project, "d1", "ann1")
        session.undo()
        assert session.annotations.mentions == before.mentions


def test_proposals_of_a_model_are_never_replaced(commands: Commands) -> None:
    def proposal(label: str) -> str:
        return lines(native(TEXT, annotator=None, entities=[entity(label=label)]) | {"set": {"annotator": "en-1.0", "kind": "model"}})

    assert commands.load(proposal("PERSON")).code == 0
    told = commands.load(proposal("ORG"), "--replace")
    assert (told.code, "en-1.0 has other work on this article in the store" in told.err, "--replace takes" in told.err) == (1, True, False)


def test_duplicates_are_merged_with_their_roles_when_asked(commands: Commands) -> None:
    record = native(
        TEXT,
        entities=[entity(0, 3, id="m1"), entity(0, 3, id="m2")],
        events=[
            {
                "id": "m3",
                "type": "Attack",
                "start": 4,
                "end": 8,
                "roles": [{"role": "attacker", "target": "m1"}, {"role": "target", "target": "m2"}],
            }
        ],
    )
    assert "entities[1]: the same PERSON entity as entities[0]" in commands.load(lines(record)).err
    told = commands.load(lines(record), "--dedupe")
    assert (told.code, "merged 1 duplicates" in told.out) == (0, True)
    found = commands.set_of("d1", "ann1")
    assert found is not None
    assert {(key.role, key.target) for key in found.links} == {("attacker", "m1"), ("target", "m1")}
    assert set(found.mentions) == {"m1", "m3"}


def test_the_report_can_be_had_as_json(commands: Commands) -> None:
    told = commands.load(lines(FULL, "5"), "--skip-invalid", "--json")
    report = json.loads(told.out)
    assert (report["imported"], report["skipped"], report["new"]) == (1, 1, 1)
    assert report["faults"] == {"count": 1, "first": ["docs.jsonl:2: expected an object, got number"], "report": None}
    assert report["mentions"] == {"cue": 1, "entity": 2, "event": 1, "participant": 1, "quote": 1}
    assert report["rejected"] == ["docs.jsonl.rejected.jsonl"]


def test_origins_are_kept(commands: Commands) -> None:
    assert commands.load(lines(native(TEXT, entities=[PERSON]))).code == 0
    found = commands.set_of("d1", "ann1")
    assert found is not None
    assert found.mentions["m5"].origin == Origin("ann2", None, 0.5)
