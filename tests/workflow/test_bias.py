"""Work with proposals against work without: the worked example of docs/agreement.md, intervals, words and refusals."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import add_run, handmade_project, proposed
from paged import seen

from annotator.cli.main import call
from annotator.model.annotation import Layer, Mention, Origin, State, Status
from annotator.model.edits import AddMention, Edit, SetState, SetStatus, batch
from annotator.model.errors import BadData
from annotator.model.span import Span
from annotator.workflow.agreeing import Part, Question
from annotator.workflow.bare_serving import Bare, choose
from annotator.workflow.bias import MINUTES, Bias, Side, Topic, bias
from annotator.workflow.bias_meaning import sentences
from annotator.workflow.compared_sets import Choice
from annotator.workflow.project import Project
from annotator.workflow.session import Session

PAGE = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")
MARKS = "[PERSON:a Ann Lee] left [ORG:c Gaza City]."
TEXT = "Ann Lee left Gaza City."
ENTITIES = Question(parts=frozenset({Part.ENTITY}), resamples=200)
Kept = list[tuple[str, str]]


def example() -> list[tuple[str, str, Side, Kept]]:
    """Article, annotator, how it was begun and what was kept, as the table of the page has it."""
    found = []
    for article, begun, *cells in re.findall(r"^\| (e\d) \| (.+?) \| (.+?) \| (.+?) \|$", PAGE, flags=re.MULTILINE):
        for name, side, cell in zip(("ann1", "ann2"), begun.split(", "), cells, strict=True):
            found.append((article, name, Side(side), re.findall(r"([A-Z]{3,}) ([A-Za-z ]+)", cell)))
    return found


def work(project: Project, article: str, name: str, side: Side, kept: Kept) -> None:
    """Finish an article begun so, with exactly these entities kept."""
    choose(project, Bare(1.0 if side is Side.WITHOUT else 0.0))
    session = Session.open(project, article, name)
    edits: list[Edit] = []
    known = {}
    for mention in session.annotations.in_layer(Layer.ENTITY):
        known[mention.label, mention.text(TEXT)] = mention.id
        edits.append(SetState(mention.id, State.ACCEPTED if (mention.label, mention.text(TEXT)) in kept else State.REJECTED))
    for number, (label, words) in enumerate(item for item in kept if item not in known):
        start = TEXT.index(words)
        made = Mention(
            session.annotations.next_id(number), Layer.ENTITY, label, (Span(start, start + len(words)),), State.ADDED, Origin(name)
        )
        edits.append(AddMention(made))
    session.do(batch([*edits, SetStatus(Status.DONE)], "done"))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Project]:
    names = {article for article, *_ in example()}
    with handmade_project(tmp_path / "project", *(proposed(MARKS, article_id=name) for name in sorted(names))) as project:
        for row in example():
            work(project, *row)
        yield project


def values(found: Bias, topic: Topic, measure: str) -> list[str]:
    """Each side and the difference, three decimals."""
    (contrast,) = [each for each in found.contrasts if (each.topic, each.measure) == (topic, measure)]
    return [f"{each.score.value:.3f}" for each in (*contrast.sides.values(), contrast.difference) if each.score.value is not None]


def test_the_figures_of_the_page_are_those_of_the_program(made: Project) -> None:
    assert len(example()) == 8
    found = bias(made, ENTITIES)
    page = " ".join(PAGE.split())
    both, neither, mixed, first = re.search(
        r"e1 and e2: [^=]+= (\S+); both without, e3: [^=]+= (\S+); one of each, e4: [^=]+= (\S+)\. With − without: \+(\S+)\.", page
    ).groups()  # type: ignore[union-attr]
    assert values(found, Topic.PAIRS, "span_f1_exact") == [both, mixed, neither, first]
    model = re.search(r"\(10 \+ 10\) = (\S+); .+? \(6 \+ 5\) = (\S+)\. With − without: \+(\S+)\.", page).groups()  # type: ignore[union-attr]
    assert values(found, Topic.MODEL, "span_f1_exact") == list(model)
    marks = re.search(r"in 5 sets, (\S+) an article, against 5 in 3, (\S+);.* per 100 words (\S+) against (\S+)\. Both", page).groups()  # type: ignore[union-attr]
    assert [f"{float(value):.1f}" for value in values(found, Topic.WORK, "marks per article")[:2]] == list(marks[:2])
    assert [f"{float(value):.1f}" for value in values(found, Topic.WORK, "marks per 100 words")[:2]] == list(marks[2:])
    assert found.sets == {Side.WITH: {"ann1": 3, "ann2": 2}, Side.WITHOUT: {"ann1": 1, "ann2": 2}}


def test_few_bare_articles_are_warned_of_and_an_unsure_difference_is_said_to_be_one(made: Project) -> None:
    found = bias(made, ENTITIES)
    said = found.warnings()
    assert "only 1 articles were done by two annotators without proposals: below 10 an interval is too narrow" in said
    assert any(sentence.startswith("only 3 sets were begun without proposals") for sentence in said)
    assert "entities, exact F1: no difference between work with and without proposals can be told (+0.083" in sentences(found)[0]
    assert "which work is right" in sentences(found)[-1]


def test_a_pull_that_is_there_is_told_with_its_interval(tmp_path: Path) -> None:
    names = [f"b{n:02}" for n in range(24)]
    shown, own = [("PERSON", "Ann Lee"), ("ORG", "Gaza City")], [("PERSON", "Ann Lee"), ("GPE", "Gaza City")]
    with handmade_project(tmp_path / "project", *(proposed(MARKS, article_id=name) for name in names)) as made:
        for n, article in enumerate(names):
            side = Side.WITHOUT if n % 2 else Side.WITH
            for name in ("ann1", "ann2"):
                slips = n % 2 and n % 3 == 0 and name == "ann2"
                work(made, article, name, side, shown if side is Side.WITH else own[:1] if slips else own)
        found = bias(made, ENTITIES)
    assert found.warnings() == []
    pairs, model = (next(each for each in found.contrasts if each.topic is topic) for topic in (Topic.PAIRS, Topic.MODEL))
    assert [each.articles for each in pairs.sides.values()] == [12, 0, 12]
    assert pairs.sides[Side.MIXED].score.reason == "no such articles"
    assert pairs.difference.interval.low is not None and 0 < pairs.difference.interval.low < pairs.difference.score.value  # type: ignore[operator]
    said = sentences(found)
    assert said[0].startswith("entities, exact F1: annotators agree more where both had proposals (+0.091, 95 % interval +0.")
    assert said[1].startswith("entities, exact F1: with proposals on the screen the work is nearer to the model's than without")
    assert f"{model.sides[Side.WITH].score.value:.3f}" == "1.000"


def test_where_no_article_was_bare_for_two_one_bare_one_of_two_is_told(tmp_path: Path) -> None:
    names = [f"c{n:02}" for n in range(20)]
    shown, own = [("PERSON", "Ann Lee"), ("ORG", "Gaza City")], [("PERSON", "Ann Lee"), ("GPE", "Gaza City")]
    with handmade_project(tmp_path / "project", *(proposed(MARKS, article_id=name) for name in names)) as made:
        for n, article in enumerate(names):
            work(made, article, "ann1", Side.WITH, shown)
            work(made, article, "ann2", Side.WITHOUT if n % 2 else Side.WITH, own if n % 2 else shown)
        found = bias(made, ENTITIES)
    assert sentences(found)[0].startswith(
        "entities, exact F1: two annotators who both had proposals agree more than where one of them had none (+0.500, 95 % interval +0.500"
    )
    assert any("so their agreement can't be compared" in said for said in found.warnings())


def test_time_is_compared_where_work_was_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [datetime(2026, 1, 1, tzinfo=UTC)]
    monkeypatch.setattr("annotator.store.annotations.now", lambda: clock[0].isoformat(timespec="milliseconds"))
    with handmade_project(tmp_path / "project", *(proposed(MARKS, article_id=name) for name in ("t1", "t2"))) as made:
        for article, side, seconds in (("t1", Side.WITH, (30,)), ("t2", Side.WITHOUT, (60, 90))):
            choose(made, Bare(1.0 if side is Side.WITHOUT else 0.0))
            clock[0] += timedelta(hours=1)
            session = Session.open(made, article, "ann1")
            for passed in seconds:
                clock[0] += timedelta(seconds=passed)
                session.toggle_flag("later")
            session.do(SetStatus(Status.DONE))
        found = bias(made, ENTITIES)
    assert values(found, Topic.WORK, MINUTES) == ["0.500", "2.500", "-2.000"]


def test_each_set_is_held_against_the_proposals_that_it_saw(made: Project) -> None:
    add_run(made, *(proposed("[GPE:z Ann] Lee left Gaza City.", article_id=name)[1] for name in ("e1", "e2", "e3", "e4")))
    assert values(bias(made, ENTITIES), Topic.MODEL, "span_f1_exact") == ["0.900", "0.364", "0.536"]


def test_labels_and_people_can_be_chosen(made: Project) -> None:
    only = bias(made, Question(parts=frozenset({Part.ENTITY}), labels=frozenset({"PERSON"}), resamples=50))
    assert values(only, Topic.PAIRS, "span_f1_exact") == ["1.000", "1.000", "0.000", "1.000"]
    alone = bias(made, Question(Choice(names=frozenset({"ann2"})), frozenset({Part.ENTITY}), resamples=50))
    assert alone.sets[Side.WITH] == {"ann2": 2}
    assert [each.articles for each in alone.contrasts[0].sides.values()] == [0, 0, 0]
    assert any("no article was done by two annotators without proposals" in said for said in alone.warnings())


def test_without_bare_sets_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with handmade_project(tmp_path / "project", proposed(MARKS)) as made:
        with pytest.raises(BadData, match="no finished set was begun without"):
            bias(made, ENTITIES)
        work(made, "a1", "ann1", Side.WITHOUT, [])
        with pytest.raises(BadData, match="no finished set was begun with"):
            bias(made, ENTITIES)


def test_the_command_prints_the_same_as_text_json_and_csv(made: Project, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["agreement", "--bias", "--project", str(made.folder)]
    capsys.readouterr()
    assert call([*where, "--layer", "entity"]) == 0
    told = capsys.readouterr().out
    assert "5 sets begun with proposals: ann1 (3), ann2 (2)" in told
    assert re.search(r"entities, exact F1 +0\.750 +0\.500 +0\.667 +\+0\.083 \[.+\] +2 \| 1 \| 1", told)
    assert re.search(r"entities, exact F1 +0\.900 +0\.364 +\+0\.536 \[\+0\.", told)
    assert call([*where, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    measures = {(each["topic"], each["measure"]) for each in data["contrasts"]}
    assert {measure for topic, measure in measures if topic == "annotators"} == {
        "span_f1_exact", "quote_f1_exact", "quote_f1_overlap", "event_f1 trigger_cls", "event_f1 argument_cls", "conll_mean_f1",
    }  # fmt: skip
    entity = next(each for each in data["contrasts"] if (each["topic"], each["measure"]) == ("model", "span_f1_exact"))
    assert round(entity["sides"]["without"]["value"], 3) == 0.364
    assert call([*where, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["value"] for row in rows if (row["measure"], row["side"]) == ("span_f1_exact", "with")] == ["0.75", "0.9"]
    assert {row["reason"] for row in rows if row["measure"] == "quote_f1_exact"} >= {"nobody marked anything"}


def test_the_same_is_written_as_a_page(made: Project, tmp_path: Path) -> None:
    target = tmp_path / "bias.html"
    assert call(["agreement", "--bias", "--layer", "entity", "--project", str(made.folder), "--html", str(target)]) == 0
    found = seen(target.read_text(encoding="utf-8"))
    shown = " ".join("".join(found.words).split())
    for words in (
        "Work with proposals and without",
        "Agreement of two annotators",
        "0.750",
        "0.667",
        "0.364",
        "below 10 an interval is too narrow",
    ):
        assert words in shown
    assert not {"script", "img", "link"} & found.tags


@pytest.mark.parametrize("options", [["--against", "gold"], ["--disagreements"], ["--measure", "*"]])
def test_what_does_not_go_with_bias_is_refused(made: Project, options: list[str]) -> None:
    assert call(["agreement", "--bias", "--project", str(made.folder), *options]) == 2


def test_an_unknown_label_is_refused_and_layers_without_a_label_are_left_out(made: Project) -> None:
    with pytest.raises(BadData, match="no label or type is called 'NOPE'"):
        bias(made, Question(labels=frozenset({"NOPE"})))
    found = bias(made, Question(labels=frozenset({"PERSON"}), resamples=20))
    assert {contrast.part for contrast in found.contrasts} == {Part.ENTITY, None}
