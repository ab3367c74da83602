"""Where articles come from: folders, stdin, files of one format under the name of another, encodings."""

from __future__ import annotations

import json

import pytest
from commanding import Commands, entity, lines, native


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
        (json.dumps([native(entities=[entity(-1)])]), "d.json: /0/entities/0/start: must be ≥ 0 (got -1)"),
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
