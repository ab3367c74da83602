"""`annotator agreement` on a project with several annotators and missing articles, its figures computed by hand."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from commanding import Commands, lines, native
from compared import ANN, CITY, SAID, THREE, file_of, records, said

from annotator.cli.main import call
from annotator.workflow.agreeing import Part


def measured(commands: Commands, *options: str) -> dict[str, Any]:
    told = commands.run("agreement", "--json", *options)
    assert told.code == 0, told.err
    found: dict[str, Any] = json.loads(told.out)
    return found


def one(found: dict[str, Any], layer: str, measure: str, variant: str) -> dict[str, Any]:
    (row,) = [r for r in found["layers"][layer]["measures"] if (r["measure"], r["variant"]) == (measure, variant)]
    return row


def frequencies(found: dict[str, Any]) -> dict[tuple[str, str, str], int]:
    return {(d["element"], d["kind"], d["what"]): d["count"] for d in found["disagreements"]}


@pytest.fixture
def three(commands: Commands) -> Commands:
    assert commands.load(file_of()).code == 0
    return commands


def test_figures_are_those_that_one_computes_by_hand(three: Commands) -> None:
    found = measured(three)
    # ann1|ann2: 2 of 3 and 4, ann1|ann3: 1 of 2 and 2, ann2|ann3: 0 of 3 and 2
    micro = one(found, "entity", "span_f1_exact", "micro")
    assert micro["value"] == pytest.approx(6 / 16)
    assert (micro["units"], micro["articles"], micro["annotators"], micro["undefined_pairs"]) == (16, 3, 3, 0)
    assert micro["interval"]["low"] <= micro["value"] <= micro["interval"]["high"]
    assert one(found, "entity", "span_f1_exact", "macro over pairs")["value"] == pytest.approx((4 / 7 + 1 / 2 + 0) / 3)
    assert one(found, "entity", "span_f1_exact", "ann1|ann2")["value"] == pytest.approx(4 / 7)
    assert one(found, "entity", "span_f1_exact", "ann1|ann2")["articles"] == 2
    assert one(found, "entity", "span_f1_exact", "label PERSON")["value"] == pytest.approx(4 / 8)
    assert one(found, "entity", "span_f1_exact", "label GPE")["value"] == pytest.approx(2 / 6)
    assert found["layers"]["entity"]["exact_f1_per_article"] == {"d1": pytest.approx(4 / 12), "d2": pytest.approx(2 / 3), "d3": 0}
    assert one(found, "entity", "span_f1_exact", "label LOC")["value"] == 0
    assert found["annotators"] == {"ann1": {"articles": 2}, "ann2": {"articles": 3}, "ann3": {"articles": 2}}


def test_what_is_undefined_has_a_reason(three: Commands) -> None:
    found = measured(three)
    quotes = one(found, "quote", "quote_f1_exact", "micro")
    assert (quotes["value"], quotes["reason"], quotes["undefined_pairs"]) == (None, "neither annotator marked anything", 3)
    for layer in found["layers"].values():
        assert all((row["value"] is None) == bool(row["reason"]) for row in layer["measures"])


def test_disagreements_are_grouped_by_kind_and_frequency(three: Commands) -> None:
    found = measured(three, "--disagreements")
    assert frequencies(found) == {
        ("entity", "label", "GPE/LOC on Gaza City"): 2,
        ("entity", "longer", "PERSON: Ann | Ann Lee"): 2,
        ("entity", "missed", "GPE: Gaza"): 2,
    }
    views = {(row["annotator"], row["kind"]): row["count"] for row in found["boundaries"] if row["kind"] != "label"}
    assert views == {
        ("ann1", "longer"): 1, ("ann2", "longer"): 1, ("ann3", "shorter"): 2, ("ann1", "missed"): 1, ("ann3", "missed"): 1,
        ("ann2", "alone"): 2,
    }  # fmt: skip
    (labels,) = [d for d in found["disagreements"] if d["kind"] == "label"]
    assert [(p["article"], p["start"], p["end"]) for p in labels["places"]] == [("d1", 13, 22)] * 2
    assert labels["places"][0]["versions"] == [
        {"annotator": "ann1", "label": "GPE", "fragments": [[13, 22]], "text": "Gaza City"},
        {"annotator": "ann2", "label": "LOC", "fragments": [[13, 22]], "text": "Gaza City"},
    ]


def test_the_order_in_which_work_came_in_changes_no_byte(commands: Commands, three: Commands) -> None:
    before = three.run("agreement", "--json", "--disagreements").out
    again = ["--project", str(commands.folder / "again")]
    assert call(["init", str(commands.folder / "again")]) == 0
    source = commands.write("turned.jsonl", lines(*reversed(records())))
    assert call(["import", *again, str(source), "-q"]) == 0
    commands.capture.readouterr()
    assert call(["agreement", *again, "--json", "--disagreements"]) == 0
    assert commands.capture.readouterr().out == before


def test_the_report_says_what_it_rests_on_and_warns(three: Commands) -> None:
    told = three.run("agreement")
    assert told.code == 0, told.err
    assert "3 annotators: ann1 (2), ann2 (3), ann3 (2)" in told.out
    assert "warning: only 3 shared articles: below 10 an interval is too narrow to be trusted" in told.out
    assert "warning: left out: 1 articles that nobody else did, by ann1" in told.out
    assert "0.375" in told.out
    assert re.search(r"Entities +exact F1, micro +0\.375 +\[0\.\d{3}, 0\.\d{3}\] +16 +3 +3", told.out)
    assert "undefined: neither annotator marked anything; 3 pairs undefined" in told.out
    assert "nobody marked any" in told.out
    assert "ann3 marked no" not in told.out
    assert "exact F1: Share of entities that both marked" in told.out
    assert "per label" in told.out
    assert "ann1|ann2" in told.out


def test_the_list_of_disagreements_names_places(three: Commands) -> None:
    told = three.run("agreement", "--disagreements")
    assert "entity label: GPE/LOC on Gaza City: 2" in told.out
    assert "    d1 13–22: ann1 GPE 13–22, ann2 LOC 13–22" in told.out
    assert "    d3 13–17: ann2 GPE 13–17, ann3 nothing" in told.out


def test_csv_is_read_by_the_csv_module(three: Commands) -> None:
    rows = list(csv.DictReader(io.StringIO(three.run("agreement", "--csv").out)))
    (micro,) = [r for r in rows if (r["measure"], r["variant"]) == ("span_f1_exact", "micro")]
    assert (micro["layer"], float(micro["value"]), micro["articles"]) == ("entity", 6 / 16, "3")
    places = list(csv.DictReader(io.StringIO(three.run("agreement", "--csv", "--disagreements").out)))
    assert len(places) == 6
    assert {row["article"] for row in places} == {"d1", "d2", "d3"}
    assert all(row["count"] == "2" for row in places)


def test_speakers_roles_and_cues_are_compared(commands: Commands) -> None:
    assert commands.load(said()).code == 0
    found = measured(commands, "--disagreements")
    assert one(found, "event", "event_f1 trigger_cls", "micro")["value"] == 1
    assert one(found, "event", "event_f1 argument_id", "micro")["value"] == pytest.approx(2 / 3)
    assert one(found, "event", "event_f1 argument_cls", "micro")["value"] == 0
    assert one(found, "quote", "quote_f1_exact", "micro")["value"] == 1
    assert one(found, "quote", "speaker_agreement", "matched quotes")["value"] == 0
    assert frequencies(found) == {
        ("cue", "missed", "told"): 1,
        ("speaker", "other", "Ann Lee | Bob Ray"): 1,
        ("argument", "label", "Attack attacker/target on Rebels"): 1,
        ("argument", "missed", "Attack target: Selwick"): 1,
    }
    told = commands.run("agreement")
    assert "Speakers of matched quotes: 0 the same, 1 somebody else, 0 named by one only" in told.out
    assert "Roles of matched triggers" in told.out


def test_everybody_is_compared_with_gold_and_not_with_each_other(three: Commands) -> None:
    assert three.run("agreement", "--against", "gold").err.startswith("annotator: nothing to compare: there is no gold yet")
    assert three.run("adjudicate", "--accept", "ann1").code == 0
    found = measured(three, "--against", "gold")
    assert found["annotators"].keys() == {"ann1", "ann2", "ann3", "gold"}
    assert one(found, "entity", "span_f1_exact", "ann1|gold")["value"] == 1
    assert one(found, "entity", "span_f1_exact", "ann2|gold")["value"] == pytest.approx(4 / 7)
    assert [r["variant"] for r in found["layers"]["entity"]["measures"] if "|" in r["variant"]] == ["ann1|gold", "ann2|gold", "ann3|gold"]
    # ann2 did d3, which has no gold
    assert "left out: 1 articles without gold, by ann2" in found["warnings"]


def test_everybody_is_compared_with_the_proposals(commands: Commands) -> None:
    assert commands.load(said()).code == 0
    assert commands.run("agreement", "--against", "model").code == 1
    assert commands.run("preannotate", "--pipeline", "builtin", "-q").code == 0
    found = measured(commands, "--against", "model")
    assert found["layers"]["entity"]["marked"]["model"] > 0
    assert found["annotators"]["model"] == {"articles": 1}
    assert "1 articles that have proposals; finished sets, kept items" in commands.run("agreement", "--against", "model").out


def test_nothing_comparable_is_a_sentence(commands: Commands) -> None:
    told = commands.run("agreement")
    assert (told.code, "nobody has finished an article" in told.err) == (1, True)
    assert commands.load(lines(*records({("d1", "ann1"): [ANN]}))).code == 0
    told = commands.run("agreement")
    assert (told.code, told.out) == (1, "")
    assert "only ann1 has finished articles, and agreement needs two annotators" in told.err
    assert commands.load(lines(*records({("d2", "ann2"): [ANN]})), name="more.jsonl").code == 0
    assert "no article was finished by two annotators" in commands.run("agreement").err


def test_work_that_is_not_finished_counts_on_request_alone(three: Commands) -> None:
    begun = native("Ann Lee left Gaza City.", "d4", None, entities=[{"label": "PERSON", "start": 0, "end": 7}])
    assert three.load(lines(begun | {"set": {"annotator": "ann2", "status": "started"}}), name="begun.jsonl").code == 0
    assert "left out: 1 articles that ann2 has not finished" in measured(three)["warnings"]
    found = measured(three, "--unfinished")
    assert found["articles"] == 4
    # d4 adds one to tp, n_a and n_b
    assert one(found, "entity", "span_f1_exact", "ann1|ann2")["value"] == pytest.approx(6 / 9)


def test_layers_labels_articles_names_measures_and_days_narrow_it_down(three: Commands) -> None:
    assert measured(three, "--layer", "quote")["layers"].keys() == {"quote"}
    person = measured(three, "--label", "PERSON", "--layer", "entity", "--disagreements")
    assert one(person, "entity", "span_f1_exact", "micro")["value"] == pytest.approx(4 / 8)
    assert list(frequencies(person)) == [("entity", "longer", "PERSON: Ann | Ann Lee")]
    assert measured(three, "--articles", "d1")["articles"] == 1
    assert measured(three, "--articles", "d[12]")["articles"] == 2
    pair = measured(three, "ann1", "ann2")
    assert one(pair, "entity", "span_f1_exact", "micro")["value"] == pytest.approx(4 / 7)
    only = measured(three, "--measure", "span_f1_exact", "--layer", "entity")["layers"]["entity"]["measures"]
    assert {row["measure"] for row in only} == {"span_f1_exact"}
    assert "labels that met" not in three.run("agreement", "--measure", "span_f1_exact").out
    assert measured(three, "--label", "PERSON")["layers"].keys() == {"entity"}
    assert measured(three, "--since", "2020-01-01")["articles"] == 3
    assert three.run("agreement", "--since", "2999-01-01").code == 1


def test_kappa_of_tokens_is_measured_on_request(three: Commands) -> None:
    # d1, d2 of ann1 and ann2, 6 tokens each: Ann Lee is PERSON twice, Gaza City once GPE beside LOC, Gaza once GPE beside nothing
    found = measured(three, "--measure", "token*", "--layer", "entity")
    every = one(found, "entity", "token_cohen_kappa all_tokens", "ann1|ann2")
    observed, expected = 9 / 12, (4 * 4 + 2 * 1 + 6 * 5) / 144
    assert (every["value"], every["units"], every["articles"]) == (pytest.approx((observed - expected) / (1 - expected)), 12, 2)
    marked = one(found, "entity", "token_cohen_kappa annotated_tokens_only", "ann1|ann2")
    observed, expected = 4 / 7, (4 * 4 + 2 * 1 + 1 * 0) / 49
    assert (marked["value"], marked["units"]) == (pytest.approx((observed - expected) / (1 - expected)), 7)


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--label", "NOPE"], 1, "no label or type is called 'NOPE'"),
        (["--layer", "names", "--label", "PERSON"], 1, "the layers asked for have no PERSON"),
        (["--articles", "zz*"], 1, "there is no article 'zz*'"),
        (["--measure", "zz"], 2, "there is no measure 'zz' here"),
        (["--since", "soon"], 2, "'soon' is no date"),
        (["ann9"], 1, "ann9 has no set in this project"),
        (["--json", "--csv"], 2, "choose --json or --csv"),
    ],
)
def test_what_does_not_exist_is_a_sentence(three: Commands, options: list[str], code: int, sentence: str) -> None:
    told = three.run("agreement", *options)
    assert (told.code, sentence in told.err, told.out) == (code, True, ""), told.err


def test_labels_of_an_older_schema_are_counted_all_the_same(three: Commands) -> None:
    schema = three.project / "schema.yaml"
    schema.write_text(re.sub(r"\bLOC\b", "SPOT", schema.read_text(encoding="utf-8")), encoding="utf-8")
    newer = {("d5", "ann1"): [ANN, CITY], ("d5", "ann2"): [ANN, CITY]}
    assert three.load(file_of(newer), name="newer.jsonl").code == 0
    found = measured(three)
    assert one(found, "entity", "span_f1_exact", "label LOC")["value"] == 0
    assert any(warning.startswith("the sets were made under different schemas") for warning in found["warnings"])


def test_text_of_files_never_steers_the_terminal(commands: Commands) -> None:
    text = "Ann\x1b[31m\u202e left."
    corpus = {("d\u202e1", "ann1"): [(0, 9, "PERSON")], ("d\u202e1", "ann2"): [(0, 9, "ORG")]}
    assert commands.load(lines(*records(corpus, text))).code == 0
    for options in ([], ["--disagreements"], ["--json", "--disagreements"], ["--csv", "--disagreements"]):
        told = commands.run("agreement", *options)
        assert told.code == 0
        assert "\x1b" not in told.out
        assert "\u202e" not in told.out
    assert json.loads(commands.run("agreement", "--json", "--disagreements").out)["disagreements"][0]["places"][0]["article"] == "d\u202e1"


def test_a_cell_is_no_formula(commands: Commands) -> None:
    corpus = {("d1", "ann1"): [(0, 4, "PERSON")], ("d1", "ann2"): [(0, 4, "ORG")]}
    assert commands.load(lines(*records(corpus, "=A+1 left."))).code == 0
    (row,) = csv.DictReader(io.StringIO(commands.run("agreement", "--csv", "--disagreements").out))
    assert row["a_text"] == "'=A+1"


def test_layers_are_those_of_the_library(commands: Commands) -> None:
    told = commands.run("agreement", "--layer", "cue")
    assert (told.code, ", ".join(f"'{part}'" for part in Part) in told.err) == (2, True), told.err


def test_the_hand_made_corpus_is_as_described() -> None:
    assert {article for article, _ in THREE} == {"d1", "d2", "d3", "d4"}
    assert SAID[31:38] == "Ann Lee"
