"""Articles that annotators begin without proposals: which, and that it stays so."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import add_run, handmade_project, proposed
from commanding import Commands, lines
from pipelines import ruler_folder

from annotator.model.annotation import Layer
from annotator.model.edits import Seed
from annotator.model.errors import Misuse
from annotator.model.span import Span
from annotator.store import log
from annotator.store.serving import Served, served
from annotator.workflow.bare_serving import Bare, choose, chosen
from annotator.workflow.desk import Desk
from annotator.workflow.measuring import standing
from annotator.workflow.project import Project
from annotator.workflow.session import Session
from annotator.workflow.spreading import find_elsewhere

NAMES = [f"a{n}" for n in range(2000)]
PEOPLE = ("ann1", "ann2", "ann3")


@pytest.fixture
def made(tmp_path: Path):
    sets = [proposed("[ORG:o Red Unit] [Attack:e struck] Ister.", article_id=f"a{n}") for n in range(12)]
    with handmade_project(tmp_path / "p", *sets) as project:
        yield project


def bare_ones(bare: Bare, name: str) -> set[str]:
    return {article for article in NAMES if bare.holds_back(article, name)}


def reach(made: Project, *, bare: bool, name: str = "ann1") -> str:
    """An article that the annotator is to begin bare, or not."""
    return next(f"a{n}" for n in range(12) if chosen(made).holds_back(f"a{n}", name) is bare)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_each_annotator_begins_the_share_bare_and_half_of_it_meets_another_bare_one(share: float) -> None:
    found = {name: bare_ones(Bare(share), name) for name in PEOPLE}
    for name in PEOPLE:
        assert len(found[name]) / len(NAMES) == pytest.approx(share, abs=0.03)
    both = len(found["ann1"] & found["ann2"]) / len(NAMES)
    assert both == pytest.approx(share * max(0.5, share), abs=0.03)
    assert found["ann1"] != found["ann2"]


def test_a_larger_share_adds_to_a_smaller_one_and_another_seed_draws_others() -> None:
    assert (
        bare_ones(Bare(0.1), "ann1")
        < bare_ones(Bare(0.3), "ann1")
        < bare_ones(Bare(0.7), "ann1")
        < bare_ones(Bare(1), "ann1")
        == set(NAMES)
    )
    assert bare_ones(Bare(0), "ann1") == set()
    assert bare_ones(Bare(0.3, seed=1), "ann1") != bare_ones(Bare(0.3), "ann1")
    assert bare_ones(Bare(1), "gold") == set()


def test_a_bare_article_is_seeded_empty_and_newer_proposals_never_reach_it(made: Project) -> None:
    choose(made, Bare(0.5))
    name = reach(made, bare=True)
    session = Session.open(made, name, "ann1")
    assert session.is_bare and not session.annotations.mentions
    (row,) = log.read(made.store, name, "ann1")
    assert row.edit == Seed("bare")
    add_run(made, *(proposed("[ORG:o Red] Unit [Attack:e struck] Ister.", article_id=f"a{n}")[1] for n in range(12)))
    choose(made, Bare(0))
    again = Session.open(made, name, "ann1")
    assert again.refreshed is None and not again.annotations.mentions and again.is_bare
    assert log.replay(made.store, name, "ann1") == again.annotations
    assert Session.open(made, name, "ann2").annotations.in_layer(Layer.ENTITY)


def test_what_was_begun_with_proposals_keeps_them_when_a_share_comes_later(made: Project) -> None:
    opened = Session.open(made, "a0", "ann1")
    choose(made, Bare(1))
    again = Session.open(made, "a0", "ann1")
    assert again.annotations == opened.annotations and not again.is_bare
    add_run(made, proposed("[ORG:o Red] Unit struck Ister.", article_id="a0")[1])
    assert Session.open(made, "a0", "ann1").refreshed
    assert served(made.store) == {("a0", "ann1"): Served.WITH}


def test_an_article_opened_before_there_were_proposals_is_not_bare_and_gets_them(tmp_path: Path) -> None:
    article, model = proposed("[ORG:o Red Unit] struck.")
    with handmade_project(tmp_path / "p", (article, model.with_items({}, {}))) as made:
        assert not Session.open(made, "a1", "ann1").is_bare
        assert served(made.store) == {("a1", "ann1"): Served.OTHER}
        add_run(made, model)
        assert Session.open(made, "a1", "ann1").annotations.in_layer(Layer.ENTITY)


def test_the_queue_counts_no_proposals_that_are_not_shown_and_status_says_what_is_bare(made: Project) -> None:
    choose(made, Bare(0.5))
    bare, other = reach(made, bare=True), reach(made, bare=False)
    desk = Desk.open(made, "ann1", other)
    totals = {row.article_id: row.total for row in desk.rows()}
    assert (totals[bare], totals[other]) == (0, 2)
    assert [row.total for row in desk.rows() if chosen(made).holds_back(row.article_id, "ann1")] == [0] * sum(
        total == 0 for total in totals.values()
    )
    Session.open(made, bare, "ann1")
    found = standing(made)
    assert (found.bare, found.bare_share) == ({"ann1": 1}, 0.5)
    assert served(made.store) == {(bare, "ann1"): Served.WITHOUT, (other, "ann1"): Served.WITH}


def test_a_string_is_looked_for_in_bare_articles_as_if_nothing_stood_there(made: Project) -> None:
    choose(made, Bare(0.5))
    bare, other = reach(made, bare=True), reach(made, bare=False)
    places = find_elsewhere(made, "ann1", "Red Unit", "ORG", but="a99")
    assert places[bare] == [Span(0, 8)] and other not in places


def test_a_share_that_is_none_is_refused(made: Project) -> None:
    with pytest.raises(Misuse):
        choose(made, Bare(1.5))
    assert chosen(made) == Bare(0.0)


def test_preannotate_takes_the_share_and_the_status_shows_it(commands: Commands) -> None:
    commands.load(lines(*({"id": f"a{n}", "text": "Ann Lee left."} for n in range(8))))
    rules = ruler_folder(commands.folder / "rules", {"Ann Lee": "PERSON"})
    assert commands.run("preannotate", "--pipeline", rules, "--jobs", "0", "--bare", "0.5").code == 0
    with commands.open() as project:
        opened = {f"a{n}": len(Session.open(project, f"a{n}", "ann1").annotations.mentions) for n in range(8)}
        assert {name for name, count in opened.items() if not count} == {name for name in opened if Bare(0.5).holds_back(name, "ann1")}
    told = commands.run("status")
    assert "each annotator begins 0.5 of the articles bare" in told.out
    head, row, *_ = (line.split() for line in told.out.splitlines() if line.startswith(("annotator  new", "ann1       ")))
    assert row[head.index("bare")] == str(sum(not count for count in opened.values()))
    assert commands.run("preannotate", "--pipeline", rules, "--jobs", "0").code == 0
    assert "0.5 of the articles" in commands.run("status").out, "a run without --bare leaves it as it is"
    assert commands.run("preannotate", "--pipeline", rules, "--jobs", "0", "--bare", "0").code == 0
    assert "of the articles bare" not in commands.run("status").out
    assert commands.run("preannotate", "--pipeline", rules, "--jobs", "0", "--bare", "2").code == 2
