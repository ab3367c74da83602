"""Forty-eight inputs that are wrong or nearly so, and what the command line does with each."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any

import pytest
from commanding import Commands, entity, lines, native

from annotator.formats.schema_yaml import read_schema
from annotator.model.annotation import Layer

GOOD = {"id": "good", "text": "fine"}
TEXT = "hello world"


def one(**fields: object) -> dict:
    """A native record of an eleven-character text with one entity of these fields."""
    return native(TEXT, entities=[{"label": "PERSON", **fields}])


def event(**fields: object) -> dict:
    """A native record with an entity m1 and an event m2."""
    return native(TEXT, entities=[entity(0, 5, id="m1")], events=[{"id": "m2", "type": "Attack", "start": 6, "end": 11, **fields}])


def fragments(*pairs: tuple[int, int], start: int = 0, end: int = 9) -> dict:
    parts = [{"start": left, "end": right} for left, right in pairs]
    return native(TEXT, entities=[entity(start, end, fragments=parts)])


BAD = [
    ("A01", '{"id": "d3", "text": "abc"', "docs.jsonl:3: not valid JSON: expected ',' or '}' at column 27"),
    ("A02", "{'id': 'x'}", "docs.jsonl:3: not valid JSON: expected a key in double quotes at column 2"),
    ("A03", '{"id": "a", "text": "x"} {"id": "b", "text": "y"}', "docs.jsonl:3: extra data after the object at column 26"),
    ("A05 array", "[1,2]", "docs.jsonl:3: expected an object, got array"),
    ("A05 string", '"abc"', "docs.jsonl:3: expected an object, got string"),
    ("A05 number", "5", "docs.jsonl:3: expected an object, got number"),
    ("A05 null", "null", "docs.jsonl:3: expected an object, got null"),
    ("A13", {"id": "d"}, "docs.jsonl:3: text: required"),
    ("A14", {"text": "x"}, "docs.jsonl:3: id: required; --make-ids makes one"),
    ("A15 number", {"id": "d", "text": 5}, "docs.jsonl:3: text: expected a string, got number"),
    ("A15 null", {"id": "d", "text": None}, "docs.jsonl:3: text: expected a string, got null"),
    ("A15 array", {"id": "d", "text": ["a"]}, "docs.jsonl:3: text: expected a string, got array"),
    ("A16", {"id": 7, "text": "x"}, "docs.jsonl:3: id: expected a string, got number; --ids-as-string takes it as one (got 7)"),
    ("A17", {"id": "d", "text": ""}, "docs.jsonl:3: text: empty text"),
    ("A18", GOOD, "docs.jsonl:3: id: is there already at docs.jsonl:1, with the same text (got 'good')"),
    ("A19", {"id": "good", "text": "other"}, "another text has this id at docs.jsonl:1 (sha256 d14a58ba… there, d9298a10… here)"),
    ("A21", one(start=-1, end=5), "docs.jsonl:3: entities[0].start: must be ≥ 0 (got -1)"),
    ("A22", one(start=0, end=12), "docs.jsonl:3: entities[0].end: 12 is past the end of the text (11 characters)"),
    ("A23", one(start=9, end=4), "docs.jsonl:3: entities[0]: start 9 > end 4"),
    ("A24", one(start=4, end=4), "docs.jsonl:3: entities[0]: start 4 = end 4: an empty span"),
    ("A25", one(start=3.0, end=5), "docs.jsonl:3: entities[0].start: expected an integer, got 3.0"),
    ("A26 fraction", one(start=3.7, end=5), "docs.jsonl:3: entities[0].start: expected an integer, got 3.7"),
    ("A26 string", one(start="3", end=5), "docs.jsonl:3: entities[0].start: expected an integer, got '3'"),
    ("A26 null", one(start=None, end=5), "docs.jsonl:3: entities[0].start: expected an integer, got null"),
    ("A27", one(start=True, end=5), "docs.jsonl:3: entities[0].start: expected an integer, got true"),
    ("A29", one(start=99999999999999999999, end=5), "entities[0].start: 99999999999999999999 is past the end of the text"),
    ("A29 64 bits", one(start=0, end=2**63), "entities[0].end: 9223372036854775808 is past the end of the text"),
    ("A30", one(start=0), "docs.jsonl:3: entities[0].end: required"),
    ("A31", native("Zoë ran home", entities=[entity(5, 8, text="ran")]),
     'docs.jsonl:3: entities[0]: text at 5–8 is "an " ≠ "ran"; these look like UTF-8 byte offsets: try --offsets byte'),
    ("A32", native("😀 Ann left", entities=[entity(3, 6, text="Ann")]),
     'entities[0]: text at 3–6 is "nn " ≠ "Ann"; these look like UTF-16 offsets: try --offsets utf16'),
    ("A34", native("Zoe\u0308 ran home", entities=[entity(4, 7, text="ran")]),
     'entities[0]: text at 4–7 is " ra" ≠ "ran"; the text is not NFC and the offsets are of its NFC form'),
    ("A35", native(TEXT, entities=[entity(0, 5, "PERSN")]), "entities[0].label: the schema has no entity label \"PERSN\"; did you mean PERSON?"),
    ("A36", native(TEXT, sentiments=[entity(0, 5)]),
     "sentiments: unknown key (the layers are entities, participants, quotes, events; what else there is goes into meta)"),
    ("A37", native(TEXT, entities=[entity(0, 5, "person")]), "\"person\" (upper and lower case count); did you mean PERSON?"),
    ("A38", event(roles=[{"role": "attacker", "target": "m1"}, {"role": "attacker", "target": "m9"}]),
     'docs.jsonl:3: events[0].roles[1].target: no mention "m9" in this article'),
    ("A40", native(TEXT, entities=[entity(0, 5, id="m1"), entity(6, 11, id="m1")]),
     'docs.jsonl:3: entities[1].id: "m1" is the id of entities[0] already'),
    ("A41", native(TEXT, entities=[entity(0, 5), entity(0, 5)]),
     "docs.jsonl:3: entities[1]: the same PERSON entity as entities[0]; --dedupe keeps one"),
    ("A42 unsorted", fragments((8, 9), (0, 3)), "entities[0].fragments[1]: fragments must be sorted by start"),
    ("A42 overlapping", fragments((0, 5), (3, 8), end=8), "entities[0].fragments[1]: fragments must not overlap"),
    ("A42 touching", fragments((0, 3), (3, 5), end=5), "the fragment touches the one before: make them one fragment"),
    ("A42 empty", fragments(), "entities[0].fragments: a mention needs at least one fragment"),
    ("A48 NUL in text", '{"id": "d", "text": "ab\\u0000"}', "docs.jsonl:3: text: U+0000 at character 2"),
    ("A48 surrogate in text", '{"id": "d", "text": "\\ud800x"}', "docs.jsonl:3: text: lone surrogate U+D800 at character 0"),
    ("A48 in id", '{"id": "d\\udfff", "text": "x"}', "docs.jsonl:3: id: lone surrogate U+DFFF at character 1"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "sentence"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_record_is_named_with_its_line_and_nothing_is_imported(commands: Commands, record: dict | str, sentence: str) -> None:
    told = commands.load(lines(GOOD, "", record))
    assert sentence in told.err
    assert told.err.startswith("docs.jsonl:3: ")
    assert told.err.endswith("\nannotator: nothing was imported\n")
    assert "Traceback" not in told.err
    assert told.code == 1
    assert commands.texts() == {}


def test_a28_an_exponent_makes_a_float(commands: Commands) -> None:
    record = lines(one(start=0, end=5)).replace('"start": 0', '"start": 1e3')
    told = commands.load(record)
    assert (told.code, commands.texts()) == (1, {})
    assert "docs.jsonl:1: entities[0].start: expected an integer, got 1000.0" in told.err


@pytest.mark.parametrize("content", ['[{"id": "a", "text": "x"}, {"id": "b", "text": "y"}]', '[\n {"id": "a", "text": "x"}\n]'])
def test_a04_an_array_in_a_jsonl_file_is_told_what_it_is(commands: Commands, content: str) -> None:
    told = commands.load(content)
    assert "docs.jsonl:1: this is a JSON array; use --format json or one object per line" in told.err
    assert (told.code, commands.texts()) == (1, {})
    assert commands.load(content, "--format", "json").code == 0
    assert commands.texts()["a"] == "x"


def test_a06_blank_lines_are_skipped_and_counted(commands: Commands) -> None:
    assert commands.load(lines(GOOD, "", "  ", {"id": "b", "text": "y"}, "")).code == 0
    assert commands.texts() == {"good": "fine", "b": "y"}
    assert "docs.jsonl:4: " in commands.load(lines({"id": "c", "text": "z"}, "", "", "5", "")).err


def test_a07_the_last_line_needs_no_newline(commands: Commands) -> None:
    assert commands.load(lines(GOOD).rstrip("\n")).code == 0
    assert commands.texts() == {"good": "fine"}


@pytest.mark.parametrize("name", ["docs.jsonl", "docs.json", "docs.csv"])
def test_a08_an_empty_file_is_no_success(commands: Commands, name: str) -> None:
    told = commands.load("", name=name)
    assert told.code == 1
    assert f"{name}: no records" in told.err


def test_a08_an_empty_text_file_is_an_empty_text(commands: Commands) -> None:
    told = commands.load("", name="a.txt")
    assert told.code == 1
    assert "a.txt: /text: empty text" in told.err


@pytest.mark.parametrize(
    ("name", "content"), [("d.jsonl", lines(GOOD)), ("d.json", lines(GOOD)), ("d.csv", "id,text\ngood,fine\n"), ("good.txt", "fine")]
)
def test_a09_a_byte_order_mark_is_no_part_of_the_data(commands: Commands, name: str, content: str) -> None:
    assert commands.load(b"\xef\xbb\xbf" + content.encode(), name=name).code == 0
    assert commands.texts() == {"good": "fine"}


def test_a10_line_ends_of_the_file_are_not_those_of_the_text(commands: Commands) -> None:
    content = lines({"id": "a", "text": "one\r\ntwo\r\n"}, {"id": "b", "text": "x\u2028y\x85z"}).replace("}\n", "}\r\n")
    assert commands.load(content).code == 0
    assert commands.texts() == {"a": "one\r\ntwo\r\n", "b": "x\u2028y\x85z"}


def test_a11_latin_1_is_told_by_its_byte_and_read_when_said(commands: Commands) -> None:
    content = '{"id": "a", "text": "café"}\n'.encode("latin-1")
    told = commands.load(content)
    assert "docs.jsonl:1: not UTF-8 at byte 25 (0xe9); if the file is Latin-1 use --encoding latin-1" in told.err
    assert (told.code, commands.texts()) == (1, {})
    assert commands.load(content, "--encoding", "latin-1").code == 0
    assert commands.texts() == {"a": "café"}


@pytest.mark.parametrize("name", ["docs.jsonl", "docs.json", "docs.csv", "docs.txt"])
def test_a12_utf_16_is_named_and_read_when_said(commands: Commands, name: str) -> None:
    content = {"docs.csv": "id,text\ndocs,é\n", "docs.txt": "é"}.get(name, '{"id": "docs", "text": "é"}\n').encode("utf-16")
    told = commands.load(content, name=name)
    assert f"{name}:1: this file is UTF-16; use --encoding utf-16" in told.err
    assert (told.code, commands.texts()) == (1, {})
    assert commands.load(content, "--encoding", "utf-16", name=name).code == 0
    assert commands.texts() == {"docs": "é"}


def test_a14_made_ids_are_the_same_every_time(commands: Commands) -> None:
    assert commands.load(lines({"text": "x"}), "--make-ids").code == 0
    assert commands.texts() == {"2d711642b726b044": "x"}
    assert "0 new articles, 1 unchanged" in commands.load(lines({"text": "x"}), "--make-ids").out


def test_a16_two_ids_that_print_alike_never_come_in(commands: Commands) -> None:
    content = lines({"id": 7, "text": "x"}, {"id": "7", "text": "y"})
    assert "docs.jsonl:1: id: expected a string" in commands.load(content).err
    told = commands.load(content, "--ids-as-string")
    assert "docs.jsonl:2: id: another text has this id at docs.jsonl:1" in told.err
    assert commands.texts() == {}
    assert commands.load(lines({"id": 7, "text": "x"}), "--ids-as-string").code == 0
    assert commands.texts() == {"7": "x"}


def test_a17_a_blank_text_is_imported_with_a_warning(commands: Commands) -> None:
    told = commands.load(lines({"id": "a", "text": " \n"}))
    assert told.code == 0
    assert "warning: docs.jsonl:1: text: the text is blank" in told.err
    assert commands.texts() == {"a": " \n"}


def test_a19_the_text_of_a_stored_article_is_never_replaced(commands: Commands) -> None:
    assert commands.load(lines(GOOD)).code == 0
    told = commands.load(lines({"id": "good", "text": "other"}), "--replace")
    assert "another text has this id in the store (sha256 d14a58ba… there, d9298a10… here); texts are never replaced" in told.err
    assert (told.code, commands.texts()) == (1, {"good": "fine"})


def test_a20_the_same_text_under_two_ids_is_a_warning(commands: Commands) -> None:
    told = commands.load(lines({"id": "d1", "text": "x"}, {"id": "d2", "text": "x"}))
    assert told.code == 0
    assert "warning: docs.jsonl:2: text: duplicate of d1" in told.err
    assert "text: duplicate of d1" in commands.load(lines({"id": "d3", "text": "x"})).err
    assert set(commands.texts()) == {"d1", "d2", "d3"}


@pytest.mark.parametrize(
    ("text", "start", "end", "unit"), [("Zoë ran home", 5, 8, "byte"), ("😀 ran home", 3, 6, "utf16"), ("😀 ran home", 5, 8, "byte")]
)
def test_a31_and_a32_offsets_of_other_units_are_converted_when_said(commands: Commands, text: str, start: int, end: int, unit: str) -> None:
    assert commands.load(lines(native(text, entities=[entity(start, end, text="ran")])), "--offsets", unit).code == 0
    found = commands.set_of("d1", "ann1")
    assert found is not None
    assert [mention.text(text) for mention in found.mentions.values()] == ["ran"]


@pytest.mark.parametrize(
    ("text", "start", "unit", "sentence"),
    [
        ("Zoë ran", 3, "byte", "entities[0].start: byte 3 is inside a character"),
        ("😀 ran", 1, "utf16", "UTF-16 unit 1 is inside a character"),
    ],
)
def test_a33_an_offset_inside_a_character_is_refused(commands: Commands, text: str, start: int, unit: str, sentence: str) -> None:
    told = commands.load(lines(native(text, entities=[entity(start, 7)])), "--offsets", unit)
    assert sentence in told.err
    assert (told.code, commands.texts()) == (1, {})


def test_a39_a_role_can_t_point_into_another_article(commands: Commands) -> None:
    first = native(TEXT, "d1", entities=[entity(0, 5, id="m7")])
    second = native(TEXT, "d2", events=[{"type": "Attack", "start": 0, "end": 5, "roles": [{"role": "attacker", "target": "m7"}]}])
    told = commands.load(lines(first, second))
    assert 'docs.jsonl:2: events[0].roles[0].target: no mention "m7" in this article' in told.err
    assert (told.code, commands.texts()) == (1, {})


def test_a41_events_on_one_trigger_are_the_same_only_with_the_same_roles(commands: Commands) -> None:
    def attack(*roles: dict) -> dict:
        return {"type": "Attack", "start": 6, "end": 11, "roles": list(roles)}

    role = {"role": "attacker", "target": "m1"}
    person = entity(0, 5, id="m1")
    assert commands.load(lines(native(TEXT, entities=[person], events=[attack(), attack(role)]))).code == 0
    told = commands.load(lines(native(TEXT, "d2", entities=[person], events=[attack(role), attack(role)])))
    assert "events[1]: the same Attack event as events[0]" in told.err
    told = commands.load(lines(native(TEXT, "d2", entities=[person], events=[attack(role), attack(role)])), "--dedupe")
    assert (told.code, "merged 1 duplicates" in told.out) == (0, True)
    found = commands.set_of("d2", "ann1")
    assert found is not None
    assert len(found.in_layer(Layer.EVENT)) == 1


def test_a43_labels_of_a_schema_are_the_words_that_stand_there() -> None:
    data = b"format: annotator-schema/1\nname: x\nversion: 1_000\nentities:\n  NO: {key: y}\n  YES: {key: d}\n  ON: {key: t}\n"
    read = read_schema(data, "schema.yaml")
    assert [label.name for label in read.entities] == ["NO", "YES", "ON"]
    assert [label.key for label in read.entities] == ["y", "d", "t"]
    assert read.version == "1_000"


SCHEMA = "format: annotator-schema/1\nname: x\nversion: '1'\nentities:\n  TEAM: {key: t}\n"


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ("  012: {key: d}\n", "entities.012"),
        ("  2024-01-01: {key: d}\n", "entities.2024-01-01"),
        ("  ~: {key: d}\n", "entities.~"),
        ("  TEAM: {key: d}\n", "entities.TEAM: stands here a second time; the first is on line 5"),
        ("  X: !!python/object/apply:os.system ['touch ran']\n", "tags are not allowed"),
        ("  X: &a {key: d}\n  Y: *a\n", "anchors are not allowed"),
    ],
    ids=["A43 number", "A43 date", "A43 null", "A44", "A45", "alias"],
)
def test_a43_to_a45_a_bad_schema_is_told_by_line(commands: Commands, added: str, sentence: str) -> None:
    commands.write("project/schema.yaml", SCHEMA + added)
    told = commands.run("check", commands.project / "schema.yaml")
    assert told.code == 1
    assert "schema.yaml:6: " in told.out and sentence in told.out
    told = commands.load(lines(GOOD))
    assert told.code == 1
    assert "schema.yaml:6: " in told.err and sentence in told.err
    assert not (commands.folder / "ran").exists()


def test_a46_what_is_no_plain_file_is_misuse(commands: Commands) -> None:
    os.mkfifo(commands.folder / "pipe.jsonl")
    commands.write("file.txt", "x")
    for path, sentence in [
        ("missing.jsonl", "missing.jsonl: there is no such file"),
        ("pipe.jsonl", "pipe.jsonl is no plain file"),
        ("/dev/zero", "/dev/zero is no plain file"),
        ("file.txt/x.jsonl", "Not a directory"),
        ("n" * 300 + ".jsonl", "File name too long"),
    ]:
        told = commands.run("import", path)
        assert (told.code, sentence in told.err) == (2, True), told.err
    assert commands.texts() == {}


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a46_an_unreadable_file_is_misuse(commands: Commands) -> None:
    commands.write("a.jsonl", lines(GOOD)).chmod(0)
    told = commands.run("import", "a.jsonl")
    assert (told.code, "Permission denied" in told.err) == (2, True)


def test_a46_the_system_s_reason_is_told_for_a_file_that_can_t_be_opened(commands: Commands) -> None:
    path = commands.write("a.jsonl", lines(GOOD))
    really_open = Path.open

    def refuse(self: Path, *given: Any, **named: Any) -> Any:
        if self.name == "a.jsonl":
            raise PermissionError(13, "Permission denied", str(self))
        return really_open(self, *given, **named)

    commands.monkeypatch.setattr(Path, "open", refuse)
    told = commands.run("import", path)
    assert (told.code, "a.jsonl: Permission denied" in told.err) == (2, True)


def test_a47_a_store_of_a_newer_annotator_is_left_as_it_is(commands: Commands) -> None:
    store = commands.project / "annotations.db"
    data = bytearray(store.read_bytes())
    data[60:64] = struct.pack(">I", 99)
    store.write_bytes(data)
    told = commands.load(lines(GOOD))
    assert told.code == 3
    assert "this store needs annotator" in told.err and "nothing was changed" in told.err
    assert store.read_bytes() == bytes(data)
    assert sorted(path.name for path in commands.project.iterdir()) == ["annotations.db", "schema.yaml"]
