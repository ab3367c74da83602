"""What is said of faults: all at once, at most twenty, and nothing of a file raw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commanding import Commands, entity, lines, native

GOOD = {"id": "good", "text": "fine"}


def test_twenty_faults_are_printed_and_all_stand_in_the_report(commands: Commands) -> None:
    told = commands.load("5\n" * 33)
    said = [line for line in told.err.splitlines() if "docs.jsonl:" in line]
    assert [line.rsplit("docs.jsonl:", 1)[1].split(":")[0] for line in said] == [str(n) for n in range(1, 21)]
    found = re.search(r"… and 13 more; see (\S+)", told.err)
    assert found
    report = Path(found[1])
    assert report.read_text(encoding="utf-8").splitlines() == [f"docs.jsonl:{n}: expected an object, got number" for n in range(1, 34)]
    report.unlink()


def test_twenty_faults_need_no_report(commands: Commands) -> None:
    told = commands.load("5\n" * 20)
    assert told.err.count("expected an object") == 20
    assert "more" not in told.err


def test_faults_of_all_files_are_told_at_once(commands: Commands) -> None:
    commands.write("in/a.jsonl", "5\n")
    commands.write("in/b.jsonl", lines(GOOD))
    commands.write("in/c.csv", "id,text\nx\n")
    told = commands.run("import", commands.folder / "in")
    assert "in/a.jsonl:1: expected an object" in told.err
    assert "in/c.csv:2: expected 2 fields, got 1" in told.err
    assert commands.texts() == {}


def test_a_value_is_shown_escaped_and_cut(commands: Commands) -> None:
    told = commands.load(lines({"format": "\x1b[31m\u202e\x9b" + "x" * 500, "id": "a", "text": "b"}))
    assert 'docs.jsonl:1: format: expected "annotator/1" (got \'\\x1b[31m\\u202e\\x9bxxx' in told.err
    assert max(map(len, told.err.splitlines())) < 160
    assert "\x1b" not in told.err and "\u202e" not in told.err and "\x9b" not in told.err


@pytest.mark.parametrize("sign", ["\x1b[2J", "\u202e", "\x9b31m", "\x07", "\x7f", "\u2066"])
def test_nothing_of_a_file_reaches_the_terminal_raw(commands: Commands, sign: str) -> None:
    name = f"a{sign}.jsonl"
    bad = [
        {sign: 1, "format": "annotator/1", "id": "x", "text": "y"},
        native("abc", entities=[entity(0, 3, sign)]),
        native("abc", entities=[entity(0, 1, id=sign, text=sign)]),
        native("abc", annotator=sign),
        {"id": f"d{sign}", "text": ""},
        f'{{"id": "{sign}}}',
        native(
            "abc", events=[{"type": "Attack", "start": 0, "end": 1, "attributes": {sign: sign}, "roles": [{"role": sign, "target": sign}]}]
        ),
    ]
    said = [commands.load(lines(*bad), name=name), commands.run("check", name), commands.show(name)]
    said.append(commands.load(f"id,{sign}\n", name=f"a{sign}.csv"))
    said.append(commands.run("import", f"missing{sign}.jsonl"))
    said.append(commands.run("check", f"missing{sign}.jsonl"))
    said.append(commands.load(lines(bad[1]), "--skip-invalid", name=name))
    said.append(
        commands.load(lines(native("abc", f"i{sign}", annotator="ann1", entities=[entity(0, 3, note=sign, canonical=sign)])), name=name)
    )
    said.append(commands.show(name))
    assert [told.code for told in said] == [1, 1, 1, 1, 2, 2, 1, 0, 0]
    for told in said:
        assert sign not in told.out + told.err


def test_the_stored_text_keeps_what_is_escaped_on_screen(commands: Commands) -> None:
    text = "a\x1b[31m\u202e\x07\x7f\x9bb"
    assert commands.load(lines({"id": "a", "text": text})).code == 0
    assert commands.texts() == {"a": text}
