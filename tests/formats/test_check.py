"""`annotator check FILE`: the JSON Schema of the record, and what a JSON Schema can't say."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from commanding import Commands, entity, lines, native
from jsonschema import Draft202012Validator

from annotator.formats.record_schema import record_schema
from annotator.model.article import text_sha256

TEXT = "Harriers shelled Marrow Bridge; two people were hurt. “We saw smoke,” Ilse Tarn of the Delta Fund told reporters, “and we ran.”"


def span(words: str, start: int = 0) -> dict:
    begin = TEXT.index(words, start)
    return {"start": begin, "end": begin + len(words), "text": words}


def item(name: str, words: str, **more: object) -> dict:
    origin = {"annotator": "en_news_sm-1.0.0", "component": "ner", "score": 0.93}
    return {"id": name, **span(words), "state": "accepted", "note": None, "origin": origin, **more}


def role(name: str, target: str) -> dict:
    return {"role": name, "target": target, "state": "added", "origin": {"annotator": "ann1"}}


def example() -> dict:
    """The record that the format's description shows, completed."""
    first, second = span("“We saw smoke,”"), span("“and we ran.”")
    cue = item("m13", "told")
    del cue["note"]
    attributes = {"polarity": "positive", "modality": "actual", "tense": "past"}
    return {
        "format": "annotator/1", "id": "wire-0001", "text": TEXT, "text_sha256": text_sha256(TEXT), "language": "en",
        "meta": {"title": "Bridge shelled", "source": "wire", "published": "2026-11-17", "url": "https://example.org/1"},
        "schema": {"name": "news-conflict", "version": "1.0", "sha256": "0" * 64},
        "set": {"annotator": "gold", "kind": "gold", "status": "done", "reason": None, "revision": 41, "flags": []},
        "entities": [
            item("m3", "Harriers", label="ORG", canonical=None, attributes={}, state="added", origin={"annotator": "ann1"}),
            item("m5", "Marrow Bridge", label="FAC", canonical=None, attributes={}),
            item("m7", "Ilse Tarn", label="PERSON", canonical="Ilse Tarn", attributes={}),
        ],
        "participants": [item("m9", "two people", canonical=None)],
        "quotes": [
            {"id": "m12", "type": "direct", "start": first["start"], "end": second["end"], "text": TEXT[first["start"] : second["end"]],
             "fragments": [first, second], "cue": cue, "roles": [role("speaker", "m7")], "attributes": {}, "note": None,
             "state": "accepted", "origin": {"annotator": "en_news_sm-1.0.0"}},
        ],
        "events": [item("m20", "shelled", type="Attack", state="edited", attributes=attributes, roles=[role("attacker", "m3"), role("target", "m9")])],
    }  # fmt: skip


def told(commands: Commands, *records: dict | str, options: tuple[str, ...] = ()) -> tuple[int, str]:
    commands.write("r.jsonl", lines(*records))
    said = commands.run("check", "r.jsonl", *options)
    assert said.err == ""
    return said.code, said.out


def test_the_schema_is_a_json_schema_of_2020_12() -> None:
    schema = record_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_the_completed_example_is_right(commands: Commands) -> None:
    Draft202012Validator(record_schema()).validate(example())
    assert told(commands, example()) == (0, "0 faults, 0 warnings\n")


def test_a_record_of_another_schema_is_a_warning_once_for_each(commands: Commands) -> None:
    made = [
        example() | {"id": f"wire-{n}", "schema": {"name": "sport", "version": version, "sha256": "0" * 64}}
        for n, version in enumerate("112")
    ]
    code, out = told(commands, *made)
    assert (code, out.splitlines()) == (
        0,
        [
            'r.jsonl:1: warning: schema: the record was made under "sport 1", and is checked against "news-conflict 1.0"',
            'r.jsonl:3: warning: schema: the record was made under "sport 2", and is checked against "news-conflict 1.0"',
            "0 faults, 2 warnings",
        ],
    )
    assert told(commands, *made, options=("--strict",))[0] == 1


def test_the_example_goes_through_a_store(commands: Commands) -> None:
    assert commands.load(lines(example())).code == 0
    assert commands.run("export", "-o", "out.jsonl").code == 0
    out = json.loads((commands.folder / "out.jsonl").read_text(encoding="utf-8"))
    assert out | {"schema": None} == example() | {"schema": None}


def test_every_key_of_the_example_is_known_and_others_are_not() -> None:
    validator = Draft202012Validator(record_schema())
    places = [[], ["schema"], ["set"], ["entities", 0], ["participants", 0], ["quotes", 0], ["quotes", 0, "cue"], ["quotes", 0, "fragments", 0],
              ["quotes", 0, "roles", 0], ["events", 0], ["events", 0, "roles", 0], ["entities", 0, "origin"]]  # fmt: skip
    for place in places:
        record = example()
        part: Any = record
        for step in place:
            part = part[step]
        part["colour"] = "red"
        assert not validator.is_valid(record), place


def change(path: str, value: object) -> Callable[[dict], None]:
    """Put a value at a path such as `entities.0.start`; `...` takes the key away."""

    def put(record: dict) -> None:
        *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
        part: Any = record
        for step in steps:
            part = part[step]
        if value is ...:
            del part[last]
        else:
            part[last] = value

    return put


def swap(path: str) -> Callable[[dict], None]:
    def put(record: dict) -> None:
        part: Any = record
        for step in path.split("."):
            part = part[int(step) if step.isdecimal() else step]
        part.reverse()

    return put


def more_items(record: dict) -> None:
    record["participants"].append(copy.deepcopy(record["participants"][0]) | {"id": "m10"})


FAULTS: dict[str, tuple[Callable[[dict], None], str]] = {
    "version": (change("format", "annotator/2"), "format: this tool reads version 1 of the record, not version 2 (got 'annotator/2')"),
    "no text": (change("text", ...), "text: required"),
    "type": (change("entities.0.start", "0"), "entities[0].start: expected an integer, got '0'"),
    "unknown key": (change("events.0.colour", "red"), "events[0].colour: unknown key"),
    "slice": (change("entities.0.text", "Harrier"), 'entities[0]: text at 0–8 is "Harriers" ≠ "Harrier"'),
    "slice of a fragment": (change("quotes.0.fragments.1.text", "“and we ran”"), "quotes[0].fragments[1]: text at"),
    "sha256": (change("text_sha256", "0" * 64), "text_sha256: is not the SHA-256 of this text"),
    "sha256 that is none": (change("text_sha256", "abc"), "text_sha256: is not the SHA-256 of this text"),
    "id": (change("entities.1.id", "m 5"), "entities[1].id: an id is 1–64 letters, digits"),
    "id twice": (change("entities.1.id", "m3"), 'entities[1].id: "m3" is the id of entities[0] already'),
    "reference": (change("events.0.roles.0.target", "m99"), 'events[0].roles[0].target: no mention "m99" in this article'),
    "cue as filler": (change("events.0.roles.0.target", "m13"), 'events[0].roles[0].target: "m13" is a cue, which fills no role'),
    "cue as role": (change("quotes.0.roles.0.role", "cue"), 'quotes[0].roles[0].role: a cue stands under "cue", not among the roles'),
    "state": (change("entities.0.state", "seen"), "entities[0].state: expected one of proposed, accepted, edited, added, rejected (got 'seen')"),
    "kept role of a rejected filler": (change("participants.0.state", "rejected"), "events[0].roles[1]: the role is added"),
    "score": (change("entities.1.origin.score", "high"), "entities[1].origin.score: expected a number, got string"),
    "origin": (change("entities.1.origin.annotator", ...), "entities[1].origin.annotator: required"),
    "attribute": (change("events.0.attributes.tense", "someday"), "events[0].attributes.tense: tense can't be so"),
    "label": (change("entities.0.label", "ORGS"), "did you mean ORG?"),
    "role": (change("events.0.roles.0.role", "atacker"), "did you mean attacker?"),
    "entities out of order": (swap("entities"), "entities[1]: out of order: sorted by start, end, label or type, id it stands before entities[0]"),
    "roles out of order": (swap("events.0.roles"), "events[0].roles[1]: out of order: sorted by role, target it stands before events[0].roles[0]"),
    "flags out of order": (change("set.flags", ["b", "a"]), "set.flags[1]: out of order"),
    "duplicate": (more_items, "participants[1]: the same participant as participants[0]"),
    "empty fragments": (change("quotes.0.fragments", []), "quotes[0].fragments: a mention needs at least one fragment"),
    "revision": (change("set.revision", 2**53 + 1), "set.revision: the number is out of range"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_once_with_its_place(commands: Commands, name: str) -> None:
    edit, sentence = FAULTS[name]
    record = example()
    edit(record)
    code, out = told(commands, record)
    assert code == 1
    assert f"r.jsonl:1: fault: {sentence}" in out or (sentence.startswith("did you mean") and sentence in out), out
    assert "1 faults, " in out, out


WARNINGS: dict[str, tuple[Callable[[dict], None], str]] = {
    "cardinality": (lambda r: r["events"].append({"type": "Meet", **span("hurt")}), "m21 Meet 48–52: participant takes 2-*, has 0"),
    "filler": (change("events.0.roles.0.target", "m12"), "m20 Attack 9–16: attacker can't be filled by direct"),
    "blank": (
        lambda r: r["entities"].insert(1, entity(16, 30, "FAC", id="m30", state="added")),
        "m30 FAC 16–30: begins or ends with a blank",
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_fails_only_under_strict(commands: Commands, name: str) -> None:
    edit, sentence = WARNINGS[name]
    record = example()
    edit(record)
    code, out = told(commands, record)
    assert (code, f"r.jsonl:1: warning: {sentence}" in out) == (0, True), out
    assert told(commands, record, options=("--strict",))[0] == 1
    assert commands.load(lines(record)).code == 0
    assert commands.run("check").code == 0
    assert commands.run("check", "--strict").code == 1


def test_lines_are_held_against_each_other(commands: Commands) -> None:
    first, second = native("one", "d1", "ann2"), native("one", "d1", "ann1")
    assert "r.jsonl:2: fault: out of order: lines are sorted by id and annotator" in told(commands, first, second)[1]
    assert told(commands, second, first)[0] == 0
    assert "r.jsonl:2: fault: id: this record is there already; its article is on line 1" in told(commands, first, first)[1]
    assert "r.jsonl:2: fault: id: another text has this id on line 1" in told(commands, second, native("two", "d1", "ann2"))[1]
    plain = [{"id": "b", "text": "x"}, {"id": "a", "text": "y"}]
    assert told(commands, *plain)[0] == 0


def test_a_record_that_import_would_ask_a_name_for_is_right(commands: Commands) -> None:
    assert told(commands, native("Ann", annotator=None, entities=[entity()]))[0] == 0


def test_twenty_findings_are_printed_and_json_has_all(commands: Commands) -> None:
    code, out = told(commands, *["5"] * 30)
    assert (code, out.count("fault: expected an object")) == (1, 20)
    assert "… and 10 more; see " in out
    assert "30 faults, 0 warnings" in out
    found = json.loads(commands.run("check", "r.jsonl", "--json").out)
    assert len(found) == 30
    assert found[29] == {"severity": "fault", "where": "r.jsonl:30", "sentence": "expected an object, got number"}


def test_what_can_t_be_read_is_misuse(commands: Commands) -> None:
    for name in ("missing.jsonl", "missing.yaml", "/dev/zero"):
        assert commands.run("check", name).code == 2


def test_without_files_the_project_is_checked(commands: Commands) -> None:
    assert commands.load(lines(example())).code == 0
    assert commands.run("check").out == "0 faults, 0 warnings\n"
    schema = commands.project / "schema.yaml"
    schema.write_text(re.sub(r"\bFAC\b", "FACILITY", schema.read_text(encoding="utf-8")), encoding="utf-8")
    told = commands.run("check")
    assert told.code == 1
    assert "wire-0001/gold: fault: m5 FAC 17–30: the schema has no entity label 'FAC'" in told.out
