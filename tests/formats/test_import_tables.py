"""Tables: their columns, their signs, and what is said of bad ones."""

from __future__ import annotations

import pytest
from commanding import Commands

from annotator.store import articles


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
