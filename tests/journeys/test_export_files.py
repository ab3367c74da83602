"""What leaves a project, and how it is looked at: selections, provenance, the manifest, one annotation a line."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from commanding import Commands, Told, entity, lines, native

TEXT = "Rebels hit Selwick, Ann said."
ORIGIN = {"annotator": "en_test-1.0", "component": "ner", "score": 0.5}
RECORD = native(
    TEXT,
    entities=[
        entity(0, 6, "ORG", id="m1", state="accepted", origin=ORIGIN),
        entity(11, 18, "GPE", id="m2", state="proposed", origin=ORIGIN),
        entity(20, 23, "PERSON", id="m3", state="rejected", canonical="Ann Lee", note="who?"),
    ],
    participants=[{"id": "m4", "start": 24, "end": 28, "state": "proposed"}],
    quotes=[{"id": "m5", "type": "indirect", "start": 0, "end": 18, "state": "rejected", "cue": {"id": "m6", "start": 24, "end": 28, "state": "rejected"}}],
    events=[
        {"id": "m7", "type": "Attack", "start": 7, "end": 10, "state": "edited",
         "roles": [{"role": "attacker", "target": "m1", "state": "accepted", "origin": ORIGIN}, {"role": "target", "target": "m2", "state": "proposed"},
                   {"role": "target", "target": "m4", "state": "proposed"}]},
        {"id": "m8", "type": "Die", "start": 7, "end": 10, "state": "proposed", "roles": [{"role": "victim", "target": "m2", "state": "rejected"}]},
    ],
)  # fmt: skip


@pytest.fixture
def worked(commands: Commands) -> Commands:
    """A project with a set of ann1 that has items of every state, and a second article without one."""
    assert commands.load(lines(RECORD, {"id": "d2", "text": "Nothing."})).code == 0
    return commands


def export(commands: Commands, *options: str, name: str = "ann1") -> tuple[dict[str, Any], Told]:
    told = commands.run("export", "--set", name, "-o", "out.jsonl", *options)
    assert told.code == 0, told.err
    (line,) = (commands.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return json.loads(line), told


def held(record: dict[str, Any]) -> tuple[set[str], set[tuple[str, str]]]:
    """The ids of a record's mentions, and its roles."""
    layers = [record[name] for name in ("entities", "participants", "quotes", "events")]
    items = [item for layer in layers for item in layer]
    cues = [quote["cue"] for quote in record["quotes"] if quote["cue"]]
    return {i["id"] for i in (*items, *cues)}, {(r["role"], r["target"]) for i in items for r in i.get("roles", [])}


@pytest.mark.parametrize(
    ("options", "mentions", "roles"),
    [
        ((), {"m1", "m7"}, {("attacker", "m1")}),
        (("--include-proposed",), {"m1", "m2", "m4", "m7", "m8"}, {("attacker", "m1"), ("target", "m2"), ("target", "m4")}),
        (("--include-rejected",), {"m1", "m3", "m5", "m6", "m7"}, {("attacker", "m1")}),
        (("--include-proposed", "--include-rejected"), {f"m{n}" for n in range(1, 9)},
         {("attacker", "m1"), ("target", "m2"), ("target", "m4"), ("victim", "m2")}),
    ],
)  # fmt: skip
def test_an_export_holds_what_was_asked_for(worked: Commands, options: tuple[str, ...], mentions: set, roles: set) -> None:
    assert held(export(worked, *options)[0]) == (mentions, roles)


def test_a_role_whose_end_is_left_out_is_left_out_and_counted(worked: Commands) -> None:
    record, told = export(worked, "--include-rejected")
    assert ("victim", "m2") not in held(record)[1]
    assert "lost: 1 roles whose other end is left out" in told.err
    manifest = json.loads((worked.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"]["out.jsonl"]["lost"] == {"roles whose other end is left out": 1}
    assert worked.run("export", "--set", "ann1", "--include-rejected", "--strict").code == 1
    assert "lost" not in export(worked)[1].err


def test_provenance_is_left_out_when_asked(worked: Commands) -> None:
    options = ("--include-proposed", "--include-rejected")
    assert '"origin"' in json.dumps(export(worked, *options)[0])
    bare, _ = export(worked, *options, "--no-provenance")
    assert '"origin"' not in json.dumps(bare)
    assert held(bare)[0] == {f"m{n}" for n in range(1, 9)}
    assert worked.run("check", "out.jsonl").code == 0


def test_articles_without_the_set_are_counted(worked: Commands) -> None:
    assert "without a set of ann1: 1 articles, left out" in export(worked)[1].err
    told = worked.run("export", "--set", "ann1", "--json", "-o", "out.jsonl")
    assert json.loads(told.out)["articles_without_set"] == 1


@pytest.mark.parametrize(
    ("name", "sentence"), [("gold", "no gold yet"), ("model", "no proposals yet"), ("ann7", "ann7 has no set in this project")]
)
def test_a_set_that_is_not_there_is_told_and_nothing_is_written(worked: Commands, name: str, sentence: str) -> None:
    told = worked.run("export", "--set", name, "-o", "new/out.jsonl")
    assert (told.code, sentence in told.err) == (1, True)
    assert list((worked.folder / "new").glob("*")) == []


def test_the_manifest_keeps_the_entries_of_other_files(worked: Commands) -> None:
    export(worked)
    assert worked.run("export", "--set", "ann1", "--include-proposed", "-o", "more.jsonl").code == 0
    export(worked, "--no-provenance")
    files = json.loads((worked.folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert set(files) == {"out.jsonl", "more.jsonl"}
    assert files["more.jsonl"]["include_proposed"] is True
    assert files["out.jsonl"]["provenance"] is False
    for name, entry in files.items():
        assert entry["sha256"] == hashlib.sha256((worked.folder / name).read_bytes()).hexdigest()
        assert entry["counts"]["articles"] == 1
        assert entry["schema"]["name"] == "news-conflict"


def test_a_manifest_of_something_else_is_not_overwritten(worked: Commands) -> None:
    other = worked.write("manifest.json", '{"name": "an app"}')
    told = worked.run("export", "--set", "ann1", "-o", "out.jsonl")
    assert (told.code, "manifest.json is there already and is no manifest" in told.err) == (1, True)
    assert other.read_text() == '{"name": "an app"}'
    assert not (worked.folder / "out.jsonl").exists()


def test_the_same_bytes_go_to_a_file_and_to_stdout(worked: Commands) -> None:
    import subprocess
    import sys

    export(worked)
    command = [sys.executable, "-m", "annotator", "export", "--project", str(worked.project), "--set", "ann1"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert done.stdout == (worked.folder / "out.jsonl").read_bytes()
    assert b"exported 1 articles" in done.stderr


def test_annotations_are_shown_one_a_line(worked: Commands) -> None:
    export(worked, "--include-proposed", "--include-rejected")
    told = worked.show("out.jsonl")
    assert told.code == 0
    assert [line.removeprefix("d1/ann1\t") for line in told.out.splitlines()] == [
        "set\tnew",
        "0-6\tentity\tORG\taccepted\tRebels",
        "0-18\tquote\tindirect\trejected\tRebels hit Selwick",
        "  cue → 24-28 said\trejected",
        "7-10\tevent\tAttack\tedited\thit\tmodality=actual\tpolarity=positive\ttense=",
        "  attacker → 0-6 Rebels\taccepted",
        "  target → 11-18 Selwick\tproposed",
        "  target → 24-28 said\tproposed",
        "7-10\tevent\tDie\tproposed\thit\tmodality=actual\tpolarity=positive\ttense=",
        "  victim → 11-18 Selwick\trejected",
        "11-18\tentity\tGPE\tproposed\tSelwick",
        "20-23\tentity\tPERSON\trejected\tAnn\tcanonical=Ann Lee\tnote=who?",
        "24-28\tcue\t\trejected\tsaid",
        "24-28\tparticipant\t\tproposed\tsaid",
    ]


def test_one_changed_annotation_is_one_changed_line(worked: Commands) -> None:
    export(worked)
    before = worked.show("out.jsonl").out.splitlines()
    changed = json.loads((worked.folder / "out.jsonl").read_text(encoding="utf-8"))
    changed["entities"][0]["label"] = "NORP"
    worked.write("out.jsonl", lines(changed))
    after = worked.show("out.jsonl").out.splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("d1/ann1\t0-6\tentity\tORG\taccepted\tRebels", "d1/ann1\t0-6\tentity\tNORP\taccepted\tRebels"),
    ]


def test_a_bad_line_is_told_and_the_others_shown(worked: Commands) -> None:
    worked.write("mixed.jsonl", lines({"id": "a", "text": "x"}, "5"))
    told = worked.show("mixed.jsonl")
    assert (told.code, told.out, told.err) == (1, "a/-\t1 characters\n", "mixed.jsonl:2: expected an object, got number\n")
