"""Files that are wrong as a whole: their encoding, what they hold, what they are; and schemas and stores."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any

import pytest
from commanding import Commands, lines

from annotator.formats.schema_yaml import read_schema

GOOD = {"id": "good", "text": "fine"}


@pytest.mark.parametrize("content", ['[{"id": "a", "text": "x"}, {"id": "b", "text": "y"}]', '[\n {"id": "a", "text": "x"}\n]'])
def test_an_array_in_a_jsonl_file_is_told_what_it_is(commands: Commands, content: str) -> None:
    told = commands.load(content)
    assert "docs.jsonl:1: this is a JSON array; use --format json or one object per line" in told.err
    assert (told.code, commands.texts()) == (1, {})
    assert commands.load(content, "--format", "json").code == 0
    assert commands.texts()["a"] == "x"


def test_blank_lines_are_skipped_and_counted(commands: Commands) -> None:
    assert commands.load(lines(GOOD, "", "  ", {"id": "b", "text": "y"}, "")).code == 0
    assert commands.texts() == {"good": "fine", "b": "y"}
    assert "docs.jsonl:4: " in commands.load(lines({"id": "c", "text": "z"}, "", "", "5", "")).err


def test_the_last_line_needs_no_newline(commands: Commands) -> None:
    assert commands.load(lines(GOOD).rstrip("\n")).code == 0
    assert commands.texts() == {"good": "fine"}


@pytest.mark.parametrize("name", ["docs.jsonl", "docs.json", "docs.csv"])
def test_an_empty_file_is_no_success(commands: Commands, name: str) -> None:
    told = commands.load("", name=name)
    assert told.code == 1
    assert f"{name}: no records" in told.err


def test_an_empty_text_file_is_an_empty_text(commands: Commands) -> None:
    told = commands.load("", name="a.txt")
    assert told.code == 1
    assert "a.txt: /text: empty text" in told.err


@pytest.mark.parametrize(
    ("name", "content"), [("d.jsonl", lines(GOOD)), ("d.json", lines(GOOD)), ("d.csv", "id,text\ngood,fine\n"), ("good.txt", "fine")]
)
def test_a_byte_order_mark_is_no_part_of_the_data(commands: Commands, name: str, content: str) -> None:
    assert commands.load(b"\xef\xbb\xbf" + content.encode(), name=name).code == 0
    assert commands.texts() == {"good": "fine"}


def test_line_ends_of_the_file_are_not_those_of_the_text(commands: Commands) -> None:
    content = lines({"id": "a", "text": "one\r\ntwo\r\n"}, {"id": "b", "text": "x\u2028y\x85z"}).replace("}\n", "}\r\n")
    assert commands.load(content).code == 0
    assert commands.texts() == {"a": "one\r\ntwo\r\n", "b": "x\u2028y\x85z"}


def test_latin_1_is_told_by_its_byte_and_read_when_said(commands: Commands) -> None:
    content = '{"id": "a", "text": "café"}\n'.encode("latin-1")
    told = commands.load(content)
    assert "docs.jsonl:1: not UTF-8 at byte 25 (0xe9); if the file is Latin-1 use --encoding latin-1" in told.err
    assert (told.code, commands.texts()) == (1, {})
    assert commands.load(content, "--encoding", "latin-1").code == 0
    assert commands.texts() == {"a": "café"}


@pytest.mark.parametrize("name", ["docs.jsonl", "docs.json", "docs.csv", "docs.txt"])
def test_utf_16_is_named_and_read_when_said(commands: Commands, name: str) -> None:
    content = {"docs.csv": "id,text\ndocs,é\n", "docs.txt": "é"}.get(name, '{"id": "docs", "text": "é"}\n').encode("utf-16")
    told = commands.load(content, name=name)
    assert f"{name}:1: this file is UTF-16; use --encoding utf-16" in told.err
    assert (told.code, commands.texts()) == (1, {})
    assert commands.load(content, "--encoding", "utf-16", name=name).code == 0
    assert commands.texts() == {"docs": "é"}


def test_labels_of_a_schema_are_the_words_that_stand_there() -> None:
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
    ids=["number", "date", "null", "key twice", "tag", "alias"],
)
def test_a_bad_schema_is_told_by_line(commands: Commands, added: str, sentence: str) -> None:
    commands.write("project/schema.yaml", SCHEMA + added)
    told = commands.run("check", commands.project / "schema.yaml")
    assert told.code == 1
    assert "schema.yaml:6: " in told.out and sentence in told.out
    told = commands.load(lines(GOOD))
    assert told.code == 1
    assert "schema.yaml:6: " in told.err and sentence in told.err
    assert not (commands.folder / "ran").exists()


def test_what_is_no_plain_file_is_misuse(commands: Commands) -> None:
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
def test_an_unreadable_file_is_misuse(commands: Commands) -> None:
    commands.write("a.jsonl", lines(GOOD)).chmod(0)
    told = commands.run("import", "a.jsonl")
    assert (told.code, "Permission denied" in told.err) == (2, True)


def test_the_system_s_reason_is_told_for_a_file_that_can_t_be_opened(commands: Commands) -> None:
    path = commands.write("a.jsonl", lines(GOOD))
    really_open = Path.open

    def refuse(self: Path, *given: Any, **named: Any) -> Any:
        if self.name == "a.jsonl":
            raise PermissionError(13, "Permission denied", str(self))
        return really_open(self, *given, **named)

    commands.monkeypatch.setattr(Path, "open", refuse)
    told = commands.run("import", path)
    assert (told.code, "a.jsonl: Permission denied" in told.err) == (2, True)


def test_a_store_of_a_newer_annotator_is_left_as_it_is(commands: Commands) -> None:
    store = commands.project / "annotations.db"
    data = bytearray(store.read_bytes())
    data[60:64] = struct.pack(">I", 99)
    store.write_bytes(data)
    told = commands.load(lines(GOOD))
    assert told.code == 3
    assert "this store needs annotator" in told.err and "nothing was changed" in told.err
    assert store.read_bytes() == bytes(data)
    assert sorted(path.name for path in commands.project.iterdir()) == ["annotations.db", "schema.yaml"]
