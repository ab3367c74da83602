"""What the screens of agreement are given: figures by pair and label that are those of the report, and who may see which place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import add_work, finished_project, marked
from disagreeing import ARTICLES, three_people

from annotator.model.annotation import Kind, State, Status
from annotator.model.errors import BadData
from annotator.model.names import GOLD
from annotator.store import annotations as sets
from annotator.workflow import agreement_view
from annotator.workflow.agreeing import Part, Question
from annotator.workflow.agreement_view import Sight, look, opened_again
from annotator.workflow.both_versions import both_versions
from annotator.workflow.compared_sets import Choice
from annotator.workflow.disagreements import Element
from annotator.workflow.disagreements import Kind as Differing
from annotator.workflow.project import Project

QUESTION = Question(resamples=20)


@pytest.fixture
def three(tmp_path: Path) -> Project:
    return three_people(tmp_path / "project")


def value(sight: Sight, part: Part, measure: str, variant: str) -> tuple[float | None, float]:
    measured = next(measured for measured in sight.agreement.parts if measured.part is part)
    (found,) = [r for r in measured.results if (r.name, r.variant) == (measure, variant)]
    return found.score.value, found.score.units


@pytest.mark.parametrize("labels", [frozenset(), frozenset({"GPE", "LOC", "Attack", "direct"})], ids=["all", "some labels"])
def test_sums_and_pairs_are_those_of_the_report(three: Project, labels: frozenset[str]) -> None:
    sight = look(three, replace(QUESTION, labels=labels))
    assert sight.cells.keys() == {
        "span_f1_exact", "quote_f1_exact", "quote_f1_overlap", "event_f1 trigger_cls", "event_f1 argument_cls",
    }  # fmt: skip
    for measure, cells in sight.cells.items():
        for pair in (None, *cells.pairs):
            found = cells.counts(pair, None)
            assert (found.f1.value, found.n_a + found.n_b) == value(sight, cells.aspect.part, measure, "|".join(pair) if pair else "micro")
    entities = sight.cells["span_f1_exact"]
    for label in entities.labels():
        assert entities.counts(None, label).f1.value == value(sight, Part.ENTITY, "span_f1_exact", f"label {label}")[0]


def test_cells_are_what_one_counts_by_hand(three: Project) -> None:
    cells = look(three, QUESTION).cells
    # port: GPE once, by ann1 alone; stay: two and one, Corvania is the same
    first = cells["span_f1_exact"].counts(("ann1", "ann2"), "GPE")
    assert (first.tp, first.n_a, first.n_b) == (1, 3, 1)
    assert cells["event_f1 argument_cls"].counts(("ann1", "ann2"), "attacker").f1.value == 1
    assert cells["event_f1 argument_cls"].counts(("ann1", "ann3"), "target").f1.value == 0
    assert cells["quote_f1_exact"].counts(("ann1", "ann3"), "direct").f1.value is None
    assert cells["span_f1_exact"].labels()[:2] == ["ORG", "GPE"]
    assert "TIME" not in cells["span_f1_exact"].labels()


def test_a_layer_that_was_not_asked_for_has_no_cells(three: Project) -> None:
    sight = look(three, replace(QUESTION, parts=frozenset({Part.NAMES})))
    assert (sight.cells, sight.trends) == ({}, {})
    assert look(three, replace(QUESTION, parts=frozenset({Part.QUOTE}))).cells.keys() == {"quote_f1_exact", "quote_f1_overlap"}


def test_progress_goes_through_both_readings(three: Project) -> None:
    told: list[tuple[int, int]] = []
    look(three, QUESTION, on_article=lambda done, of: told.append((done, of)))
    assert told == [(n, 8) for n in range(1, 9)]


def test_another_thread_reads_through_a_store_of_its_own(three: Project) -> None:
    with opened_again(three) as again:
        assert again.store is not three.store
        assert len(look(again, QUESTION).entries) == len(look(three, QUESTION).entries)
        with pytest.raises(Exception, match="readonly"):
            again.store.db.execute("DELETE FROM annotation_set")


def test_an_annotator_sees_nothing_before_an_article_is_finished(tmp_path: Path) -> None:
    article, begun = marked("[GPE:s Selwick] fell.")
    _, other = marked("[LOC:s Selwick] fell.", annotator="ann2")
    with finished_project(tmp_path / "project", (article, other)) as here:
        add_work(here, article, begun, Status.STARTED)
        with pytest.raises(BadData, match="articles that you have finished"):
            look(here, QUESTION, viewer="ann1")
        with pytest.raises(BadData, match="articles that you have finished"):
            look(here, QUESTION, viewer="ann4")


def test_an_annotator_s_figures_are_of_what_he_or_she_has_finished(three: Project) -> None:
    sight = look(three, QUESTION, viewer="ann1")
    assert sight.agreement.chosen.by_article.keys() == {"port", "stay", "talks"}
    assert sight.entries == []
    assert sight.hidden == sight.agreement.disagreements.total > 0
    assert (sight.agreement.disagreements.places, sight.agreement.disagreements.groups) == ({}, {})


def test_places_open_up_to_an_annotator_when_their_article_is_adjudicated(three: Project) -> None:
    for article in ("talks", "boats"):
        name = next(iter(ARTICLES[article]))
        found, annotations = marked(ARTICLES[article][name][0], article_id=article, annotator=name)
        add_work(three, found, replace(annotations, annotator=GOLD, kind=Kind.GOLD))
    sight = look(three, QUESTION, viewer="ann1")
    assert [(group.what, place.article_id) for group, place in sight.entries] == [("GPE/LOC on Selwick", "talks")]
    assert sight.hidden == sight.agreement.disagreements.total - 1
    assert "boats" not in sight.agreement.chosen.by_article, "ann1 has not finished it, gold or not"
    everything = look(three, QUESTION)
    assert (everything.hidden, len(everything.entries)) == (0, everything.agreement.disagreements.total)


def test_entries_stand_by_the_frequency_of_their_groups(three: Project) -> None:
    groups = [group for group, _ in look(three, QUESTION).entries]
    assert groups[0].what == "GPE/LOC on Selwick"
    sizes = [groups.count(group) for group in dict.fromkeys(groups)]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == len(groups)


def test_of_very_many_articles_places_are_not_held(three: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement_view, "MOST_ARTICLES", 3)
    sight = look(three, QUESTION)
    assert (sight.is_too_much, sight.entries) == (True, [])
    assert sight.cells["span_f1_exact"].counts(None, None).tp > 0
    assert not look(three, replace(QUESTION, choice=Choice(articles=("port",)))).is_too_much


def words(three: Project, element: Element, kind: Differing, what: str) -> list[tuple[str | None, str | None]]:
    """The mention and the owner, in words, that both sides mean at the first place of a group."""
    sight = look(three, QUESTION)
    group, place = next(e for e in sight.entries if (e[0].element, e[0].kind, e[0].what) == (element, kind, what))
    both = both_versions(three, group, place)
    text = both.article.text

    def of(annotations: object, name: str | None) -> str | None:
        return None if name is None else annotations.mentions[name].text(text)  # type: ignore[attr-defined]

    return [(of(side.annotations, side.mention), of(side.annotations, side.owner)) for side in both.sides]


def test_both_versions_say_which_mention_each_means(three: Project) -> None:
    assert words(three, Element.ENTITY, Differing.LABEL, "GPE/LOC on Selwick") == [("Selwick", None), ("port of Selwick", None)]
    assert words(three, Element.ENTITY, Differing.LONGER, "PERSON: Ann | Ann Lee") == [("Ann Lee", None), ("Ann", None)]
    assert words(three, Element.ENTITY, Differing.MISSED, "DATE: Tuesday") == [("Tuesday", None), (None, None)]


def test_a_role_and_a_speaker_are_shown_with_the_event_and_the_quote_also_where_they_are_missing(three: Project) -> None:
    assert words(three, Element.SPEAKER, Differing.MISSED, "Ann Lee") == [("Ann Lee", "“We stay,”"), (None, "“We stay,”")]
    assert words(three, Element.ARGUMENT, Differing.LABEL, "Attack attacker/target on Selwick") == [("Selwick", "shelled")] * 2
    assert words(three, Element.ARGUMENT, Differing.MISSED, "Attack attacker: Rebels") == [("Rebels", "shelled"), (None, "shelled")]


def test_a_name_that_only_one_gave_is_shown_at_its_mention_on_both_sides(tmp_path: Path) -> None:
    article, first = marked("[PERSON:ann Ann Lee] fell.")
    _, second = marked("[PERSON:lee Ann Lee] fell.", annotator="ann2")
    named = replace(first.mentions["ann"], canonical="Ann Lee of Selwick")
    with finished_project(tmp_path / "project", (article, first.with_items({"ann": named}, {})), (article, second)) as here:
        ((group, place),) = look(here, QUESTION).entries
        assert (group.element, group.kind) == (Element.NAME, Differing.MISSED)
        assert [side.mention for side in both_versions(here, group, place).sides] == ["ann", "lee"]


def test_what_was_not_kept_is_not_shown(tmp_path: Path) -> None:
    article, first = marked("[GPE:s Selwick] and [GPE:c? Corvania] fell in [DATE:m- May].")
    _, second = marked("[LOC:s Selwick] and Corvania fell in May.", annotator="ann2")
    with finished_project(tmp_path / "project", (article, first), (article, second)) as here:
        group, place = look(here, QUESTION).entries[0]
        sides = both_versions(here, group, place).sides
        assert [sorted(side.annotations.mentions) for side in sides] == [["s"], ["s"]]
        stored = sets.load(here.store, "a1", "ann1")
        assert stored is not None
        assert {m.state for m in stored.mentions.values()} == {State.ADDED, State.PROPOSED, State.REJECTED}


def test_gold_and_proposals_have_their_side_too(three: Project) -> None:
    found, annotations = marked(ARTICLES["talks"]["ann1"][0], article_id="talks")
    add_work(three, found, replace(annotations, annotator=GOLD, kind=Kind.GOLD))
    sight = look(three, replace(QUESTION, choice=Choice(against="gold")))
    ((group, place),) = sight.entries
    assert {version.annotator for version in place.versions} == {"ann3", "gold"}
    assert [side.annotations.annotator for side in both_versions(three, group, place).sides] == ["ann3", "gold"]


def test_work_that_is_gone_is_a_sentence(three: Project) -> None:
    group, place = look(three, QUESTION).entries[0]
    nobody = replace(place, versions=(replace(place.versions[0], annotator="ann9"), place.versions[1]))
    with pytest.raises(BadData, match="ann9 has no work on"):
        both_versions(three, group, nobody)
