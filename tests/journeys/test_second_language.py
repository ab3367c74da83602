"""News in German with a pipeline and a schema of the team's own: init, import, preannotate, export."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.training import Example

from annotator.cli.main import call

SCHEMA = """
format: annotator-schema/1
name: nachrichten
version: '1'
language: de
description: Menschen, Orte und Vereine in Nachrichten.
ignore: [MISC]
entities:
  MENSCH: {key: p, maps: {ontonotes: PERSON, conll: PER}}
  ORT: {key: o, maps: {ontonotes: [GPE, LOC], conll: LOC}}
  VEREIN: {key: g, maps: {ontonotes: ORG, conll: ORG}}
quotes:
  types:
    direct: {key: w, short: Rede}
  roles:
    speaker: {key: s, fill: {entities: [MENSCH, VEREIN], layers: [participant]}}
events:
  types:
    Angriff:
      key: a
      roles:
        ziel: {key: z, fill: {entities: [ORT]}}
"""
ARTICLES = {
    "b1": "Greta Maurer kam aus Lindwerder nach Hause.\n\n„Wir bleiben hier“, sagte Greta Maurer. Der Hafenbund schwieg.",
    "b2": "Der Hafenbund in Lindwerder teilte mit: „Die Fähre fährt wieder.“ Das sogenannte „Wunder“ blieb aus. He said rebels attacked.",
}
NAMES = {"Greta Maurer": "PER", "Lindwerder": "LOC", "Hafenbund": "ORG"}


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """A folder with a German pipeline whose recogniser was just trained on these articles, with labels of CoNLL."""
    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("de", meta={"name": "winzig", "version": "0.1"})
    config = {"model": {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "hidden_width": 32, "maxout_pieces": 2,
                        "extra_state_tokens": False, "use_upper": True,
                        "tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 32, "depth": 2,
                                    "embed_size": 500, "window_size": 1, "maxout_pieces": 2, "subword_features": True}}}  # fmt: skip
    nlp.add_pipe("ner", config=config)
    examples = [Example.from_dict(nlp.make_doc(text), {"entities": named(text)}) for text in ARTICLES.values()]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(120):
        nlp.update(examples, sgd=optimizer)
    nlp.to_disk(tmp_path / "winzig")
    return tmp_path / "winzig"


def named(text: str) -> list[tuple[int, int, str]]:
    return [(found.start(), found.end(), label) for name, label in NAMES.items() for found in re.finditer(name, text)]


def words(record: dict[str, Any], span: dict[str, Any]) -> str:
    fragments = span.get("fragments") or [[span["start"], span["end"]]]
    return " … ".join(record["text"][start:end] for start, end in fragments)


def test_german_news_with_a_pipeline_and_a_schema_of_ones_own(tmp_path: Path, german: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema, source, out = tmp_path / "nachrichten.yaml", tmp_path / "artikel.jsonl", tmp_path / "out.jsonl"
    schema.write_text(SCHEMA, encoding="utf-8")
    source.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in ARTICLES.items()), encoding="utf-8")
    where = ["--project", str(tmp_path / "p")]
    assert call(["init", str(tmp_path / "p"), "--schema", str(schema)]) == 0
    assert call(["import", *where, str(source), "-q"]) == 0
    capsys.readouterr()
    assert call(["preannotate", *where, "--pipeline", str(german), "--jobs", "0"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("de_winzig-0.1: 2 articles")
    assert "no place for" not in said
    assert call(["export", *where, "--set", "model", "-o", str(out), "-q"]) == 0
    found = {record["id"]: record for record in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    first, second = found["b1"], found["b2"]
    assert first["language"] == "de"
    assert {(e["label"], words(first, e)) for e in first["entities"]} == {
        ("MENSCH", "Greta Maurer"), ("ORT", "Lindwerder"), ("VEREIN", "Hafenbund"),
    }  # fmt: skip
    assert [words(first, quote) for quote in first["quotes"]] == ["„Wir bleiben hier“"]
    assert [words(second, quote) for quote in second["quotes"]] == ["„Die Fähre fährt wieder.“"]
    assert not first["events"] and not second["events"]
