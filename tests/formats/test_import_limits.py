"""The limits of what is read, and the options that raise them."""

from __future__ import annotations

import json

import pytest
from commanding import Commands, entity, lines, native


def deep(levels: int) -> str:
    return '{"id": "a", "text": "x", "extra": ' + "[" * (levels - 1) + "]" * (levels - 1) + "}\n"


@pytest.mark.parametrize(
    ("content", "sentence", "option"),
    [
        (lines({"id": "a", "text": "x" * 200}), "the line is longer than 100 bytes; --max-line raises the limit", ("--max-line", "100")),
        (lines({"id": "a", "text": "x" * 11}), "text: the text has 11 characters, more than 10; --max-text raises the limit", ("--max-text", "10")),
        (lines(native("abc", entities=[entity(0, 1), entity(1, 2), entity(2, 3)])),
         "the article has 3 spans, more than 2; --max-spans raises the limit", ("--max-spans", "2")),
        (lines(native("abcdef", entities=[entity(0, 5, fragments=[{"start": n, "end": n + 1} for n in (0, 2, 4)])])),
         "the article has 3 spans, more than 2; --max-spans raises the limit", ("--max-spans", "2")),
        (deep(6), "nested deeper than 5 levels; --max-depth raises the limit", ("--max-depth", "5")),
    ],
)  # fmt: skip
def test_over_a_limit_the_limit_and_its_option_are_named(commands: Commands, content: str, sentence: str, option: tuple[str, str]) -> None:
    told = commands.load(content, *option)
    assert f"docs.jsonl:1: {sentence}" in told.err
    assert (told.code, commands.texts()) == (1, {})
    assert sentence in commands.run("check", "docs.jsonl", *option).out
    assert commands.load(content).code == 0


def test_the_limits_without_options(commands: Commands) -> None:
    assert "nested deeper than 64 levels" in commands.load(deep(65)).err
    assert commands.load(deep(64)).code == 0
    assert "nested deeper than 64 levels" in commands.load(deep(100_000)).err
    many = native("x" * 50_001, "d2", entities=[entity(n, n + 1) for n in range(50_001)])
    assert "the article has 50,001 spans, more than 50,000" in commands.load(lines(many)).err
    told = commands.load(b'{"id": "a"' + b" " * (64 * 1024 * 1024) + b"}\n" + lines({"id": "b"}).encode())
    assert "docs.jsonl:1: the line is longer than 67,108,864 bytes" in told.err
    assert "docs.jsonl:2: text: required" in told.err


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x.txt", "x.txt: /text: the text has more than 10 characters"),
        ("x.json", "x.json: the document is longer than 60 bytes"),
        ("x.csv", "x.csv:2: the line is longer than 60 bytes"),
    ],
)
def test_limits_hold_for_every_format(commands: Commands, name: str, sentence: str) -> None:
    content = {"x.csv": "id,text\na," + "y" * 80 + "\n", "x.json": json.dumps([{"id": "a", "text": "y" * 80}])}.get(name, "y" * 80)
    told = commands.load(content, "--max-line", "60", "--max-text", "10", name=name)
    assert (told.code, sentence in told.err) == (1, True), told.err
