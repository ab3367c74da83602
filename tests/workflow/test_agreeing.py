"""Which sets are compared, and what disagreements look like, from the library's side."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import handmade_project, proposed
from commanding import Commands, lines
from compared import ANN, CITY, GAZA, file_of, records, said

from annotator.compare import Marked, entity_differences
from annotator.model.errors import BadData, Misuse
from annotator.workflow import counting_apart
from annotator.workflow.agreeing import Agreement, Part, Question, agreement
from annotator.workflow.compared_sets import Choice, choose, stream, utc
from annotator.workflow.desk import Desk
from annotator.workflow.disagreements import Disagreements, Element, Group, Kind


def asked(commands: Commands, question: Question | None = None) -> Agreement:
    with commands.open() as here:
        return agreement(here, question or Question(resamples=10))


@pytest.fixture
def three(commands: Commands) -> Commands:
    assert commands.load(file_of()).code == 0
    return commands


def test_absent_is_not_empty(three: Commands) -> None:
    with three.open() as here:
        choice = Choice()
        found = {article.id: sets for article, sets in stream(here, choice, choose(here, choice))}
    assert {article: sorted(sets) for article, sets in found.items()} == {
        "d1": ["ann1", "ann2", "ann3"], "d2": ["ann1", "ann2"], "d3": ["ann2", "ann3"],
    }  # fmt: skip
    assert list(found["d3"]["ann3"].mentions) == []


def test_only_what_was_kept_counts(commands: Commands) -> None:
    extra = {"label": "GPE", "start": 13, "end": 17}
    first, second = records({("d1", "ann1"): [ANN], ("d1", "ann2"): [ANN]})
    first["entities"] += [extra | {"state": "rejected"}, {"label": "ORG", "start": 13, "end": 22, "state": "proposed"}]
    first["set"]["status"] = "done"
    assert commands.load(lines(first, second)).code == 0
    found = asked(commands)
    assert found.parts[0].results[0].score.value == 1
    assert found.disagreements.total == 0


def test_work_in_the_editor_counts_when_it_is_finished(tmp_path: Path) -> None:
    with handmade_project(tmp_path / "p", proposed("[ORG:o Red Unit] struck [GPE:g Ister]")) as here:
        Desk.open(here, "ann1", "a1").finish()
        with pytest.raises(BadData, match="only ann1 has finished articles"):
            agreement(here, Question(resamples=10))
        Desk.open(here, "ann2", "a1").finish()
        found = agreement(here, Question(resamples=10))
        assert (found.parts[0].results[0].score.value, found.done) == (1, {"ann1": 1, "ann2": 1})


def test_against_the_model_all_its_newest_proposals_count(tmp_path: Path) -> None:
    with handmade_project(tmp_path / "p", proposed("[ORG:o Red Unit] struck [GPE:g Ister]")) as here:
        Desk.open(here, "ann1", "a1").finish()
        found = agreement(here, Question(Choice(against="model"), resamples=10))
        assert found.parts[0].marked == {"ann1": 2, "model": 2}
        assert any("people correct proposals that they see" in warning for warning in found.warnings())


def test_nothing_but_gold_and_model_can_be_compared_with(three: Commands) -> None:
    with three.open() as here, pytest.raises(Misuse, match="nothing called 'ann1'"):
        choose(here, Choice(against="ann1"))


def test_a_person_who_found_nothing_where_others_did_is_a_warning(commands: Commands) -> None:
    corpus = {("d1", "ann1"): [ANN], ("d1", "ann2"): [], ("d2", "ann1"): [CITY], ("d2", "ann2"): []}
    assert commands.load(file_of(corpus)).code == 0
    found = asked(commands)
    assert "ann2 marked no entity in 2 articles, where others did" in found.warnings()
    assert not any("no quote" in warning for warning in found.warnings())
    assert found.parts[0].results[0].score.value == 0


def test_a_pair_without_a_shared_article_is_undefined_and_named(commands: Commands) -> None:
    corpus = {("d1", "ann1"): [ANN], ("d1", "ann2"): [ANN], ("d2", "ann2"): [ANN], ("d2", "ann3"): [ANN]}
    assert commands.load(file_of(corpus)).code == 0
    found = asked(commands)
    micro = found.parts[0].results[0]
    assert (micro.score.value, micro.undefined_pairs) == (1, 1)
    assert "ann1 and ann3 share no article, so this pair has no number" in found.warnings()


def test_enough_articles_give_no_warning(commands: Commands) -> None:
    corpus = {(f"d{n:02}", name): [ANN] for n in range(10) for name in ("ann1", "ann2")}
    assert commands.load(file_of(corpus)).code == 0
    assert asked(commands).warnings() == []


def test_gold_takes_no_part_among_people(three: Commands) -> None:
    before = asked(three)
    assert three.run("adjudicate", "--accept", "ann2").code == 0
    after = asked(three)
    assert after.annotators == before.annotators
    assert [r.score for r in after.parts[0].results] == [r.score for r in before.parts[0].results]


def test_two_crossing_fillers_and_two_names_make_groups_of_their_own(commands: Commands) -> None:
    assert commands.load(said()).code == 0
    found = asked(commands, Question(labels=frozenset({"Attack"}), places=True, resamples=10))
    # what belongs to a quote has no Attack
    assert [group.element for group, _ in found.disagreements.ordered()] == [Element.ARGUMENT, Element.ARGUMENT]
    (place,) = found.disagreements.places[Group(Element.ARGUMENT, Kind.MISSED, "Attack target: Selwick")]
    assert (place.article_id, place.start, place.end, place.versions[1].ranges) == ("s1", 16, 23, ())


def test_places_are_kept_on_request_alone(three: Commands) -> None:
    short = asked(three).disagreements
    assert (short.places, short.groups, short.total) == ({}, {}, 6)
    found = asked(three, Question(places=True, resamples=10)).disagreements
    assert found.groups.total() == found.total == 6
    assert {group: len(places) for group, places in found.places.items()} == found.groups


def test_a_long_stretch_is_shown_by_its_ends() -> None:
    text = "first " + "word " * 40 + "last"
    found = Disagreements()
    found.add_places("d1", text, "ann1", "ann2", entity_differences([Marked(((0, len(text)),), "ORG")], []))
    ((group, count),) = found.ordered()
    assert count == 1
    assert group.what.startswith("ORG: first word")
    assert group.what.endswith("word last")
    assert len(group.what) < 80


def test_progress_is_told_article_by_article(three: Commands) -> None:
    told: list[tuple[int, int]] = []
    with three.open() as here:
        agreement(here, Question(parts=frozenset({Part.ENTITY}), resamples=10), on_article=lambda n, of: told.append((n, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("labels", [frozenset[str](), frozenset({"GPE", "Attack"})])
def test_several_processes_count_the_same(three: Commands, monkeypatch: pytest.MonkeyPatch, labels: frozenset[str]) -> None:
    assert three.load(said(), name="said.jsonl").code == 0
    question = Question(labels=labels, tokens=True, resamples=20)
    alone = asked(three, question)
    monkeypatch.setattr(counting_apart, "SHARED_FROM", 1)
    monkeypatch.setattr(counting_apart, "_SHARD", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    together = asked(three, question)
    assert (together.parts, together.disagreements) == (alone.parts, alone.disagreements)
    assert any(
        result.name == "event_f1 trigger_cls" and result.variant == "label Attack"
        for result in together.parts[-2 if not labels else -1].results
    )


def test_a_day_without_a_zone_is_utc() -> None:
    assert utc("2026-01-31") == "2026-01-31T00:00:00.000+00:00"
    assert utc("2026-01-31T14:00+02:00") == "2026-01-31T12:00:00.000+00:00"


def test_a_label_in_no_schema_and_no_set_is_refused(three: Commands) -> None:
    with pytest.raises(BadData, match="no label or type is called 'SPOT'"):
        asked(three, Question(labels=frozenset({"SPOT"})))


def test_an_article_s_id_with_brackets_is_an_id_first(commands: Commands) -> None:
    corpus = {(article, name): [GAZA] for article in ("d[1]", "d1") for name in ("ann1", "ann2")}
    assert commands.load(file_of(corpus)).code == 0
    assert asked(commands, Question(Choice(articles=("d[1]",)), resamples=10)).chosen.by_article.keys() == {"d[1]"}
