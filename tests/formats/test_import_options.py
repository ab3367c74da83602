"""What the options of import do, and what comes in as metadata without any."""

from __future__ import annotations

from pathlib import Path

import pytest
from commanding import Commands, entity, lines, native

from annotator.model.annotation import Layer
from annotator.store import articles, streaming

TEXT = "Ann left Selwick."


def test_labels_and_roles_can_be_renamed(commands: Commands) -> None:
    record = native(
        TEXT,
        entities=[entity(0, 3, "PER", id="m1")],
        events=[{"type": "ATTACK", "start": 4, "end": 8, "roles": [{"role": "agent", "target": "m1"}]}],
    )
    assert commands.load(lines(record)).code == 1
    assert commands.load(lines(record), "--map", "PER=PERSON", "--map", "ATTACK=Attack", "--map", "role:agent=attacker").code == 0
    found = commands.set_of("d1", "ann1")
    assert found is not None
    assert sorted(m.label for m in found.mentions.values()) == ["Attack", "PERSON"]
    assert {key.role for key in found.links} == {"attacker"}
    assert commands.load(lines(record), "--map", "PER").code == 2


def test_unknown_labels_are_added_to_the_schema_when_asked(commands: Commands) -> None:
    before = (commands.project / "schema.yaml").read_text(encoding="utf-8")
    record = native(
        TEXT,
        entities=[entity(0, 3, "ANIMAL", id="m1"), entity(9, 16, "VESSEL")],
        quotes=[{"type": "thought", "start": 0, "end": 8}],
        events=[{"type": "Sail", "start": 4, "end": 8, "roles": [{"role": "captain", "target": "m1"}, {"role": "place", "target": "m1"}]}],
    )
    assert commands.load(lines(record)).err.count("the schema has no") == 4
    told = commands.load(lines(record), "--unknown-labels", "add", "--dry-run")
    assert "would add to schema.yaml: entity ANIMAL, entity VESSEL, event Sail, quote thought" in told.out
    assert (commands.project / "schema.yaml").read_text(encoding="utf-8") == before
    told = commands.load(lines(record), "--unknown-labels", "add")
    assert (told.code, "added to schema.yaml: entity ANIMAL" in told.out) == (0, True), told.err
    after = (commands.project / "schema.yaml").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    with commands.open() as project:
        schema = project.schema
        assert schema.label(Layer.ENTITY, "ANIMAL") and schema.label(Layer.ENTITY, "VESSEL") and schema.label(Layer.QUOTE, "thought")
        sail = schema.label(Layer.EVENT, "Sail")
        assert sail is not None
        assert [role.name for role in sail.roles if role.name in ("captain", "place")] == ["captain", "place"]
        ((_, _, used),) = streaming.stream(project.store)
        assert used.sha256 == schema.sha256
    assert commands.run("check").code == 0
    assert "1 unchanged" in commands.load(lines(record)).out


@pytest.mark.parametrize("label", ["no blanks", "", "x" * 65, "a:b", "-"])
def test_what_can_t_be_a_label_is_not_added(commands: Commands, label: str) -> None:
    assert commands.load(lines(native(entities=[entity(label=label)])), "--unknown-labels", "add").code == 1
    assert commands.texts() == {}


def test_more_labels_than_there_are_keys_are_refused(commands: Commands) -> None:
    many = [entity(n, n + 1, f"L{n}") for n in range(40)]
    told = commands.load(lines(native("x" * 40, entities=many)), "--unknown-labels", "add")
    assert (told.code, "no key is free for 40 more labels of layer entity" in told.err) == (1, True)
    assert commands.texts() == {}


def test_a_dry_run_writes_nothing_at_all(commands: Commands) -> None:
    source = commands.write("docs.jsonl", lines(native(entities=[entity()]), "5"))

    def state() -> dict[Path, bytes]:
        # what SQLite lays beside a store that somebody reads holds nothing of its own
        files = [path for path in commands.folder.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal"))]
        return {path: path.read_bytes() for path in files}

    before = state()
    assert commands.run("import", source, "--dry-run").code == 1
    told = commands.run("import", source, "--dry-run", "--skip-invalid")
    assert (told.code, "would import 1, skipped 1" in told.out) == (1, True)
    source.write_text(lines(native(entities=[entity()])), encoding="utf-8")
    before[source] = source.read_bytes()
    told = commands.run("import", source, "--dry-run")
    assert (told.code, "would import 1 new articles, 0 unchanged" in told.out) == (0, True)
    assert state() == before


def test_keys_that_are_not_ours_become_metadata(commands: Commands) -> None:
    task = {
        "text": "Ann left",
        "id": "p",
        "spans": [{"start": -5, "end": 999, "label": "X"}],
        "_input_hash": -123,
        "meta": {"source": "wire"},
        "answer": "accept",
    }
    clash = {"text": "x", "id": "q", "source": "a", "meta": {"source": "b"}}
    doccano = {"id": "r", "text": "y", "label": [[0, 1, "ORG"]], "Comments": []}
    assert commands.load(lines(task, clash, doccano)).code == 0
    with commands.open() as project:
        assert dict(articles.get(project.store, "p").meta) == {
            "spans": task["spans"], "_input_hash": -123, "source": "wire", "answer": "accept",
        }  # fmt: skip
        assert dict(articles.get(project.store, "q").meta) == {"source": "a", "meta": {"source": "b"}}
        assert dict(articles.get(project.store, "r").meta) == {"label": [[0, 1, "ORG"]], "Comments": []}
        assert list(streaming.stream(project.store)) == []


@pytest.mark.parametrize("number", ["1e999", "NaN", "Infinity", "-Infinity", str(2**64), "9" * 5000])
def test_numbers_that_can_t_be_written_again_are_refused(commands: Commands, number: str) -> None:
    told = commands.load(f'{{"id": "a", "text": "x", "n": {number}}}\n')
    assert (told.code, "docs.jsonl:1: " in told.err, commands.texts()) == (1, True, {})


def test_a_key_that_stands_twice_is_refused(commands: Commands) -> None:
    told = commands.load('{"id": "a", "text": "x", "text": "y"}\n')
    assert 'docs.jsonl:1: the key "text" stands twice in one object' in told.err
