"""A project's own rules of events: new types proposed in a real run, resumed when the rules change, refused with all faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli.main import call
from annotator.model.annotation import Layer
from annotator.store import annotations as sets
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import open_project

SCHEMA = """
format: annotator-schema/1
name: labour
version: '1'
language: en
description: Courts and walkouts.
entities:
  ORG: {key: o}
  GPE: {key: g}
  DATE: {key: d}
  NORP: {key: y}
events:
  roles:
    time: {key: h, fill: {entities: [DATE]}}
  types:
    CourtRuling:
      key: c
      roles:
        court: {key: c, fill: {entities: [ORG], layers: [participant]}}
        party: {key: p, fill: {entities: [ORG, GPE], layers: [participant]}}
    Walkout:
      key: w
      roles:
        workers: {key: w, fill: {entities: [NORP], layers: [participant]}}
        place: {key: l, fill: {entities: [GPE], layers: [participant]}}
attributes:
  polarity: {layer: event, values: [positive, negative], default: positive}
"""
RULES = """
[CourtRuling]
verbs = rule, overturn
nouns = ruling, verdict
needs rule = against, for, that
role court = subject, by, possessive
role party = against, object

[Walkout]
verbs = walk out/walked out
nouns = strike, walkout
role workers = subject, by, of, possessive
"""
TEXT = "The court ruled against the airline on Tuesday. Miners walked out in Poland. Rail workers called a strike. They rule the country."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project under the schema, with its rules and one article."""
    (tmp_path / "labour.yaml").write_text(SCHEMA, encoding="utf-8")
    (tmp_path / "a1.txt").write_text(TEXT, encoding="utf-8")
    where = str(tmp_path / "p")
    assert call(["init", where, "--schema", str(tmp_path / "labour.yaml")]) == 0
    assert call(["import", "--project", where, str(tmp_path / "a1.txt"), "-q"]) == 0
    (tmp_path / "p" / "events.ini").write_text(RULES, encoding="utf-8")
    return tmp_path / "p"


def events(folder: Path) -> tuple[str, set[tuple[str, str, frozenset[str]]]]:
    """The newest model's name, and type, trigger and roles of what it proposes."""
    with open_project(folder) as project:
        found = sets.newest_model_set(project.store, "a1")
    assert found is not None
    made = set()
    for event in found.in_layer(Layer.EVENT):
        roles = frozenset(f"{link.role}: {found.mentions[link.target].text(TEXT)}" for link in found.links_from(event.id))
        made.add((event.label, event.text(TEXT), roles))
    return found.annotator, made


def test_types_of_ones_own_are_proposed_by_worker_processes(folder: Path) -> None:
    assert call(["preannotate", "--project", str(folder), "--pipeline", "builtin", "--jobs", "1", "-q"]) == 0
    name, found = events(folder)
    assert found == {
        ("CourtRuling", "ruled", frozenset({"court: The court", "party: the airline", "time: Tuesday"})),
        ("Walkout", "walked out", frozenset({"workers: Miners", "place: Poland"})),
        ("Walkout", "strike", frozenset({"workers: Rail workers"})),
    }
    assert name.startswith("en_news_sm-1.0.0-events.")


def test_changed_rules_are_another_version_and_unchanged_ones_pass_over_what_is_done(folder: Path) -> None:
    with open_project(folder) as project:
        first = preannotate(project, pipeline="builtin", jobs=0)
        again = preannotate(project, pipeline="builtin", jobs=0)
    (folder / "events.ini").write_text(RULES.replace("walk out/walked out", "walk out/walked out, call"), encoding="utf-8")
    with open_project(folder) as project:
        changed = preannotate(project, pipeline="builtin", jobs=0)
    (folder / "events.ini").unlink()
    with open_project(folder) as project:
        without = preannotate(project, pipeline="builtin", jobs=0)
    assert (first.articles, again.articles, changed.articles, without.articles) == (1, 0, 1, 1)
    assert again.pipeline == first.pipeline
    assert len({first.pipeline, changed.pipeline, without.pipeline}) == 3
    assert without.pipeline == "en_news_sm-1.0.0"


def test_faults_of_the_rules_stop_the_run_and_are_all_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "events.ini").write_text("[Walkout]\nrole boss = subject\nwords = strike\n[Attack]\n", encoding="utf-8")
    assert call(["preannotate", "--project", str(folder), "--pipeline", "builtin", "-q"]) == 1
    said = capsys.readouterr().err
    assert "events.ini:2: the schema's Walkout has no role 'boss'" in said
    assert "events.ini:3: unknown key 'words'" in said
    assert "events.ini:4: the schema has no event type 'Attack'" in said
    with open_project(folder) as project:
        assert sets.newest_model_set(project.store, "a1") is None


def test_check_tells_the_faults_of_the_rules(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["check", "--project", str(folder)]) == 0
    (folder / "events.ini").write_bytes(b"[Walkout]\nverbs = caf\xe9\n")
    capsys.readouterr()
    assert call(["check", "--project", str(folder), "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert finding["where"].endswith("events.ini:2")
    assert call(["check", "--project", str(folder), str(folder / "events.ini")]) == 1
