"""A schema of one's own, from the file to the export, without a line of code: firms in German news."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.cli.main import call
from annotator.tui.app import AnnotatorApp

FIRMS = """
format: annotator-schema/1
name: firmen
version: '3'
language: de
description: Firmen, Leute und Übernahmen.
ignore: [LOC]
entities:
  FIRMA:
    key: o
    short: FIRMA
    colour: {dark: '#e69f00', light: '#7a5200'}
    description: Ein Unternehmen.
    examples: ['Die [Nordbau] wächst.']
    maps: {ontonotes: ORG}
  MENSCH:
    key: p
    maps: {ontonotes: PERSON}
  BETRAG: {key: z, maps: {ontonotes: [MONEY, PERCENT]}}
quotes:
  types:
    direct: {key: w, short: Rede}
  roles:
    speaker: {key: s, fill: {entities: [MENSCH, FIRMA], layers: [participant]}}
events:
  roles:
    summe: {key: b, cardinality: '?', fill: {entities: [BETRAG]}}
  types:
    Kauf:
      key: k
      roles:
        käufer: {key: k, cardinality: '+', fill: {entities: [FIRMA]}}
        ziel: {key: z, cardinality: '1', fill: {entities: [FIRMA], layers: [participant]}}
    Entlassung:
      key: e
      roles:
        firma: {key: f, fill: {entities: [FIRMA]}}
attributes:
  sicher: {layer: event, values: [ja, nein], default: ja}
"""
TEXT = "Nordbau AG kauft Ostholz.\n\n“We will pay €40 million,” said Maria Berg, and nobody was arrested in Kiel."


@pytest.fixture
def made(tmp_path: Path) -> list[str]:
    """A project under the schema with one article that the built-in pipeline has seen."""
    schema, article = tmp_path / "firmen.yaml", tmp_path / "kauf.txt"
    schema.write_text(FIRMS, encoding="utf-8")
    article.write_text(TEXT, encoding="utf-8")
    where = ["--project", str(tmp_path / "p")]
    assert call(["init", str(tmp_path / "p"), "--schema", str(schema)]) == 0
    assert call(["import", *where, str(article), "-q"]) == 0
    assert call(["preannotate", *where, "--pipeline", "builtin", "-q"]) == 0
    return where


async def press(folder: Path, *keys: str) -> None:
    """Press keys in the editor on the project's article as ann1."""
    app = AnnotatorApp(folder, "ann1")
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert app.failure is None


def exported(where: list[str], path: Path, name: str) -> dict[str, Any]:
    assert call(["export", *where, "--set", name, "--include-proposed", "-o", str(path), "-q"]) == 0
    (line,) = path.read_text(encoding="utf-8").splitlines()
    record: dict[str, Any] = json.loads(line)
    return record


def labelled(record: dict[str, Any], layer: str) -> list[tuple[str, str]]:
    return [(item.get("label") or item["type"], item["text"]) for item in record[layer]]


def test_the_pipelines_labels_go_through_the_maps_of_the_schema(made: list[str], tmp_path: Path) -> None:
    record = exported(made, tmp_path / "model.jsonl", "model")
    assert ("BETRAG", "€40 million") in labelled(record, "entities")
    assert ("MENSCH", "Maria Berg") in labelled(record, "entities")
    assert {item["label"] for item in record["entities"]} <= {"FIRMA", "MENSCH", "BETRAG"}
    assert labelled(record, "quotes") == [("direct", "“We will pay €40 million,”")]
    assert [role["role"] for role in record["quotes"][0]["roles"]] == ["speaker"]
    assert record["events"] == []


async def test_keys_labels_types_and_roles_of_the_schema_work_in_the_editor_and_reach_the_export(made: list[str], tmp_path: Path) -> None:
    await press(tmp_path / "p", "home", "shift+right", "o")
    await press(tmp_path / "p", "home", "right", "right", "right", "o")
    nearest = "a"
    await press(tmp_path / "p", "home", "right", "right", "v", "e", "k", "r", "z", nearest, "r", "k", "s")
    record = exported(made, tmp_path / "work" / "ann1.jsonl", "ann1")
    assert record["schema"]["name"] == "firmen"
    firms = {item["text"]: item["id"] for item in record["entities"] if item["label"] == "FIRMA"}
    assert list(firms) == ["Nordbau AG", "Ostholz"]
    (event,) = record["events"]
    assert (event["type"], event["text"], event["attributes"]) == ("Kauf", "kauft", {"sicher": "ja"})
    assert {(role["role"], role["target"]) for role in event["roles"]} == {("ziel", firms["Ostholz"]), ("käufer", firms["Nordbau AG"])}
    assert call(["check", *made, str(tmp_path / "work" / "ann1.jsonl")]) == 0


async def test_a_key_of_the_shipped_schema_is_no_label_here(made: list[str], tmp_path: Path) -> None:
    await press(tmp_path / "p", "home", "g", "d", "1")
    assert [item for item in exported(made, tmp_path / "o.jsonl", "ann1")["entities"] if item["text"] == "Nordbau"] == []


def test_the_export_comes_back_under_the_same_schema_and_not_under_the_shipped_one(
    made: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported(made, tmp_path / "model.jsonl", "model")
    again = ["--project", str(tmp_path / "again")]
    assert call(["init", str(tmp_path / "again"), "--schema", str(tmp_path / "firmen.yaml")]) == 0
    assert call(["import", *again, str(tmp_path / "model.jsonl"), "-q"]) == 0
    assert call(["export", *again, "--set", "model", "-o", str(tmp_path / "b" / "model.jsonl"), "-q"]) == 0
    assert (tmp_path / "b" / "model.jsonl").read_bytes() == (tmp_path / "model.jsonl").read_bytes()
    assert call(["init", str(tmp_path / "shipped")]) == 0
    capsys.readouterr()
    assert call(["import", "--project", str(tmp_path / "shipped"), str(tmp_path / "model.jsonl")]) == 1
    assert "MENSCH" in capsys.readouterr().err
