"""A format is one module in the folder of its kind; nothing else is touched."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from commanding import Commands, entity, lines, native

from annotator.formats import exporters, importers

EXPORTER = """
from annotator.formats.exporters import Exporter, Written, count

def _write(items, file, options):
    written = Written()
    for article, annotations, schema in items:
        file.write(article.text.upper().encode() + b"\\n")
        written.lost["everything but the text"] += 1
        count(written, annotations)
    return written

EXPORTER = Exporter("shout", _write)
"""
IMPORTER = """
from annotator.formats.article_fields import article
from annotator.formats.importers import Importer
from annotator.formats.record import FaultLog, Record

def _read(file, name, article_id, options):
    for number, line in enumerate(file, start=1):
        log = FaultLog(name, number)
        if not line.strip().isalpha():
            log.fault("", "not all letters")
        yield log.reading(Record(article(f"{article_id}-{number}", line.decode().strip(), options, {})), line)

IMPORTER = Importer("letters", (".letters",), _read)
"""


@pytest.fixture
def more_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Two formats more, each a file in a folder that Python looks into."""
    for package, name, code in ((exporters, "shout", EXPORTER), (importers, "letters", IMPORTER)):
        folder = tmp_path / f"{name}-folder"
        folder.mkdir()
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    yield
    for package, name in ((exporters, "shout"), (importers, "letters")):
        sys.modules.pop(f"{package.__name__}.{name}", None)


def test_every_module_is_a_format_under_its_own_name() -> None:
    assert {"jsonl", "spacy"} <= set(exporters.names())
    assert {"csv", "json", "jsonl", "text"} <= set(importers.names())
    assert [exporters.get(name).name for name in exporters.names()] == exporters.names()
    assert [importers.get(name).name for name in importers.names()] == importers.names()
    suffixes = [suffix for name in importers.names() for suffix in importers.get(name).suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_a_new_export_format_is_known_by_all(more_formats: None, commands: Commands) -> None:
    assert commands.load(lines(native("Ann left.", annotator="gold", entities=[entity()]))).code == 0
    told = commands.run("export", "--format", "shout", "-o", "out.shout")
    assert (told.code, "lost: 1 everything but the text" in told.err) == (0, True)
    assert (commands.folder / "out.shout").read_text() == "ANN LEFT.\n"
    assert commands.run("export", "--format", "shout", "--strict").code == 1


def test_a_new_import_format_keeps_every_rule(more_formats: None, commands: Commands) -> None:
    told = commands.load("one\n2\n", name="a.letters")
    assert (told.code, "a.letters:2: not all letters" in told.err, commands.texts()) == (1, True, {})
    told = commands.run("import", "a.letters", "--skip-invalid")
    assert "format: 1 letters (file)" in told.out
    assert commands.texts() == {"a-1": "one"}
    assert (commands.folder / "a.letters.rejected.jsonl").read_text() == '{"line":2,"reason":"not all letters","record":"2\\n"}\n'
    assert "2 faults" not in commands.run("check", "a.letters").out


def test_an_unknown_format_is_misuse_that_lists_those_there_are(commands: Commands) -> None:
    told = commands.run("export", "--format", "xml")
    assert (told.code, "there are: jsonl, spacy" in told.err) == (2, True)
    told = commands.load("x", "--format", "xml")
    assert (told.code, "there are: csv, json, jsonl, text" in told.err) == (2, True)
