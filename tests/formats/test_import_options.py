"""What the options of import do, and what comes in without any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanding import Commands, entity, lines, native

from annotator.model.annotation import Kind, Layer, LinkKey, Origin, State, Status
from annotator.store import annotations, articles, log, streaming
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
    source = commands.write("docs.jsonl", lines(FULL, "5"))

    def state() -> dict[Path, bytes]:
        # what SQLite lays beside a store that somebody reads holds nothing of its own
        files = [path for path in commands.folder.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal"))]
        return {path: path.read_bytes() for path in files}

    before = state()
    assert commands.run("import", source, "--dry-run").code == 1
    told = commands.run("import", source, "--dry-run", "--skip-invalid")
    assert (told.code, "would import 1, skipped 1" in told.out) == (1, True)
    source.write_text(lines(FULL), encoding="utf-8")
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


def test_a_table_s_columns_are_chosen(commands: Commands) -> None:
    told = commands.load("nr;body;date\n1;x;2026\n2;y;2027\n", name="t.csv")
    assert "t.csv:1: there is no column 'text'; --text-column names the one with the text (there are nr, body, date)" in told.err
    assert commands.load("nr;body;date\n1;x;2026\n2;y;2027\n", "--text-column", "body", "--id-column", "nr", name="t.csv").code == 0
    assert commands.texts() == {"1": "x", "2": "y"}
    with commands.open() as project:
        assert dict(articles.get(project.store, "2").meta) == {"date": "2027"}


@pytest.mark.parametrize(
    ("name", "content", "options", "sentence"),
    [
        ("t.csv", "id,text\na\n", (), "t.csv:2: expected 2 fields, got 1"),
        ("t.csv", "id,text\na,b,c\n", (), "t.csv:2: expected 2 fields, got 3"),
        ("t.csv", "id,text\na,x\x00y\n", (), "t.csv:2: text: U+0000 at character 1"),
        ("t.csv", "id,text,n\na,x,\x00\n", (), "t.csv:2: n: U+0000 at character 0"),
        ("t.csv", 'id,text\na,"x\nb,y\n', (), "t.csv:2: not a table: unexpected end of data"),
        ("t.csv", 'id,text\na,"x"y\n', (), "t.csv:2: not a table: ',' expected after '\"'"),
        ("t.csv", "id,id,text\na,b,c\n", (), "t.csv:1: two columns have one name"),
        ("t.csv", "id,text\n,x\n", (), "t.csv:2: id: must not be empty"),
        ("t.csv", "id,text\na,\n", (), "t.csv:2: text: empty text"),
        ("t.csv", "id,text\na,x\na,y\n", (), "t.csv:3: id: another text has this id at t.csv:2"),
        ("t.csv", "id,text\n", (), "t.csv: no records"),
        ("t.csv", "id,text\na,é\n".encode("latin-1"), (), "t.csv:1: not utf-8 from about here on (0xe9); --encoding names another"),
        ("t.csv", b"id,text\na,b\n", ("--encoding", "utf-16"), "not utf-16 from about here on"),
    ],
)
def test_a_bad_table_is_told_by_line(commands: Commands, name: str, content: str | bytes, options: tuple[str, ...], sentence: str) -> None:
    told = commands.load(content, *options, name=name)
    assert (told.code, sentence in told.err) == (1, True), told.err
    assert commands.texts() == {}


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("t.tsv", 'id\ttext\na\t"x, ""y"""\n', ()),
        ("t.csv", 'id,text\r\na,"x, ""y"""\r\n', ()),
        ("t.csv", 'text;id\n"x, ""y""";a\n', ()),
        ("t.csv", '\ufeffid,text\na,"x, ""y"""', ()),
        ("t.csv", 'id,text\na,"x, ""y"""\n'.encode("utf-16"), ("--encoding", "utf-16")),
        ("t.csv", 'id,text\na,"x, ""y"""\n'.encode("utf-16-le"), ("--encoding", "utf-16-le")),
        ("t.dat", 'id,text\na,"x, ""y"""\n', ("--format", "csv")),
        ("t.csv", 'text\n"x, ""y"""\n', ("--make-ids",)),
    ],
)  # fmt: skip
def test_tables_of_every_kind_are_read(commands: Commands, name: str, content: str | bytes, options: tuple[str, ...]) -> None:
    assert commands.load(content, *options, name=name).code == 0
    assert list(commands.texts().values()) == ['x, "y"']


def test_a_field_of_a_table_may_be_long(commands: Commands) -> None:
    text = "word " * 60_000
    assert commands.load(f"id,text\na,{text}\n", name="t.csv").code == 0
    assert commands.texts() == {"a": text}


def test_a_folder_is_read_by_its_paths_and_a_clash_of_ids_is_a_fault(commands: Commands) -> None:
    commands.write("in/a.txt", "one")
    commands.write("in/sub/a.txt", "two")
    commands.write("in/.hidden.txt", "three")
    commands.write("in/picture.png", "four")
    told = commands.run("import", "in")
    assert told.code == 0
    assert "passed over 2 files" in told.err
    assert commands.texts() == {"a": "one", "sub/a": "two"}
    commands.write("in/a.text", "five")
    told = commands.run("import", "in")
    assert (told.code, "id: another text has this id" in told.err) == (1, True)
    commands.write("in/a.text", "one")
    assert "is there already at in/a.text, with the same text" in commands.run("import", "in").err
    assert len(commands.texts()) == 2


def test_an_empty_folder_has_nothing_to_import(commands: Commands) -> None:
    (commands.folder / "empty").mkdir()
    told = commands.run("import", "empty")
    assert (told.code, "no records to import" in told.err) == (1, True)


def test_a_file_s_name_that_is_not_utf_8_makes_no_id(commands: Commands) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    try:
        commands.write(name, "x")
    except (OSError, UnicodeError):
        pytest.skip("the file system keeps names in UTF-8")
    told = commands.run("import", commands.folder)
    assert (told.code, "the file's name is not UTF-8: lone surrogate U+DCE9 at character 3" in told.err) == (1, True)


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        (lines({"id": "a", "text": "x"}), (), {"a": "x"}),
        (json.dumps([{"id": "a", "text": "x"}]), (), {"a": "x"}),
        (json.dumps({"id": "a", "text": "x"}, indent=1), (), {"a": "x"}),
        ("id,text\na,x\n", ("--format", "csv"), {"a": "x"}),
        ("plain", ("--format", "text"), {"stdin": "plain"}),
    ],
)
def test_stdin_is_read_twice_and_its_format_guessed(commands: Commands, content: str, options: tuple[str, ...], expected: dict) -> None:
    assert commands.pipe(content.encode(), *options).code == 0
    assert commands.texts() == expected


def test_stdin_of_no_format_is_misuse(commands: Commands) -> None:
    told = commands.pipe(b"plain words")
    assert (told.code, "say it with --format: csv, json, jsonl, text" in told.err) == (2, True)
    told = commands.pipe(b"5\n" + lines({"id": "a", "text": "x"}).encode(), "--format", "jsonl", "--skip-invalid")
    assert (told.code, "stdin:1: expected an object" in told.err) == (1, True)
    assert (commands.folder / "stdin.rejected.jsonl").exists()
    assert commands.texts() == {"a": "x"}


@pytest.mark.parametrize("name", ["a.json", "a.dat"])
def test_json_lines_under_another_name_are_known_by_their_first_line(commands: Commands, name: str) -> None:
    told = commands.load(lines({"id": "a", "text": "x"}, {"id": "b", "text": "y"}), name=name)
    assert (told.code, "format: 1 jsonl (file)" in told.out) == (0, True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('[{"id": "a", "text": "x"}, 5]', "d.json: /1: expected an object, got number"),
        ('[{"id": "a", "text": ""}]', "d.json: /0/text: empty text"),
        ('[{"id": "a",\n "text": }]', "d.json:2: not valid JSON: expected a value at column 10"),
        ("5", "d.json: expected an array of objects, got number"),
        (json.dumps([native(TEXT, entities=[entity(-1)])]), "d.json: /0/entities/0/start: must be ≥ 0 (got -1)"),
        ('{"a": ' * 100_000, "nested deeper than 64 levels"),
    ],
)
def test_a_json_document_is_told_by_pointer(commands: Commands, content: str, sentence: str) -> None:
    told = commands.load(content, name="d.json")
    assert (told.code, sentence in told.err) == (1, True), told.err[-300:]


@pytest.mark.parametrize("name", ["no-such", "hex", "rot13"])
def test_an_encoding_that_is_none_is_misuse(commands: Commands, name: str) -> None:
    assert commands.load(lines({"id": "a", "text": "x"}), "--encoding", name).code == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "cp1252", "utf-8-sig", "UTF-8", "shift_jis"])
def test_json_lines_of_a_named_encoding_are_read(commands: Commands, encoding: str) -> None:
    text = "日本" if encoding == "shift_jis" else "é"
    content = lines({"id": "a", "text": text}, {"id": "b", "text": "x"}).encode(encoding)
    assert commands.load(content, "--encoding", encoding).code == 0
    assert commands.texts() == {"a": text, "b": "x"}


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
