"""From articles to exact JSONL, as the README tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import TEXT

from annotator.cli.main import call


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def slices(record: dict) -> list[tuple[str, str]]:
    """Every covered text of a record beside the slice that it should be."""
    items = [*record["entities"], *record["participants"], *record["quotes"], *record["events"]]
    items += [quote["cue"] for quote in record["quotes"] if quote["cue"]]
    items += [part for item in items for part in item.get("fragments", [])]
    return [(item["text"], record["text"][item["start"] : item["end"]]) for item in items]


def test_a_thousand_articles_come_out_exact_and_twice_the_same(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    texts = [f"😀 e\u0301 {TEXT} Number {n}." for n in range(1000)]
    source.write_text("".join(json.dumps({"id": f"x{n:04}", "text": t}) + "\n" for n, t in enumerate(texts)), encoding="utf-8")
    where = ["--project", str(tmp_path / "p")]
    assert call(["init", str(tmp_path / "p")]) == 0
    assert call(["import", *where, str(source), "-q"]) == 0
    assert call(["preannotate", *where, "--pipeline", "builtin", "-q"]) == 0
    for name in ("one", "two"):
        out = str(tmp_path / name / "out.jsonl")
        assert call(["export", *where, "--set", "model", "--include-proposed", "-o", out, "-q"]) == 0
    assert (tmp_path / "one" / "out.jsonl").read_bytes() == (tmp_path / "two" / "out.jsonl").read_bytes()
    found = lines(tmp_path / "one" / "out.jsonl")
    assert [record["text"] for record in found] == texts
    pairs = [pair for record in found for pair in slices(record)]
    assert len(pairs) > 10_000
    assert all(said == real for said, real in pairs)
    assert json.loads((tmp_path / "one" / "manifest.json").read_text())["files"]["out.jsonl"]["counts"]["articles"] == 1000


def test_the_demo_prints_a_summary_and_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(["demo", "--no-editor"]) == 0
    assert "12 articles" in capsys.readouterr().out
    assert call(["demo", "--no-editor"]) == 0
    assert call(["doctor", "--project", "annotator-demo"]) == 0
    assert call(["export", "--project", "annotator-demo"]) == 1
    assert "no gold yet" in capsys.readouterr().err


def test_an_export_comes_back_with_the_same_ids_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(["demo", "--no-editor"]) == 0
    assert call(["export", "--project", "annotator-demo", "--set", "model", "-o", "a.jsonl", "-q"]) == 0
    assert call(["check", "a.jsonl"]) == 0
    assert call(["init", "other"]) == 0
    assert call(["import", "--project", "other", "a.jsonl", "-q"]) == 0
    assert call(["export", "--project", "other", "--set", "model", "-o", "b/a.jsonl", "-q"]) == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b" / "a.jsonl").read_bytes()


def test_spacy_reads_the_docbin_with_the_same_entities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy
    from spacy.tokens import DocBin

    monkeypatch.chdir(tmp_path)
    assert call(["demo", "--no-editor"]) == 0
    for name in ("a.spacy", "b/a.spacy"):
        assert call(["export", "--project", "annotator-demo", "--set", "model", "--format", "spacy", "-o", name, "-q"]) == 0
    assert (tmp_path / "a.spacy").read_bytes() == (tmp_path / "b" / "a.spacy").read_bytes()
    docs = list(DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("en").vocab))
    assert len(docs) == 12
    assert sum(len(doc.ents) for doc in docs) > 400
    assert all(len(doc.spans["trigger"]) for doc in docs)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"id": "d", "text": "abc"', "not valid JSON"),
        ("[1, 2]", "expected an object, got array"),
        ('{"id": "d"}', "text: required"),
        ('{"text": "x"}', "id: required"),
        ('{"id": "d", "text": 5}', "expected a string, got number"),
        ('{"id": "d", "text": ""}', "empty text"),
        ('{"id": "d", "text": "a\\u0000"}', "0"),
        ('{"format": "annotator/1", "id": "d", "text": "hello", "set": {"annotator": "ann1"}, "entities": [{"label": "PERSN", "start": 0, "end": 5}]}', "PERSON"),
        ('{"format": "annotator/1", "id": "d", "text": "hello", "set": {"annotator": "ann1"}, "entities": [{"label": "PERSON", "start": -1, "end": 5}]}', "must be ≥ 0 (got -1)"),
        ('{"format": "annotator/1", "id": "d", "text": "hello", "set": {"annotator": "ann1"}, "entities": [{"label": "PERSON", "start": 0, "end": 6}]}', "past the end"),
        ('{"format": "annotator/1", "id": "d", "text": "hello", "set": {"annotator": "ann1"}, "entities": [{"label": "PERSON", "start": true, "end": 5}]}', "expected an integer"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_nothing_is_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, sentence: str) -> None:
    source = tmp_path / "docs.jsonl"
    source.write_text('{"id": "good", "text": "fine"}\n\n' + line + "\n", encoding="utf-8")
    where = ["--project", str(tmp_path / "p")]
    assert call(["init", str(tmp_path / "p")]) == 0
    assert call(["import", *where, str(source)]) == 1
    told = capsys.readouterr().err
    assert "docs.jsonl:3: " in told
    assert sentence in told
    assert call(["status", *where]) == 0
    assert "0 articles" in capsys.readouterr().out
