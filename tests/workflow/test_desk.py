"""One annotator's run through the articles, and undo that reaches back to the one just left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import handmade_project, proposed

from annotator.model.annotation import State, Status
from annotator.model.doubt import Order
from annotator.model.edits import SetNote, SetState
from annotator.model.errors import BadData, EditRefused
from annotator.workflow.desk import Desk
from annotator.workflow.project import Project, init_project
from annotator.workflow.session import Session


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Project]:
    names = ("a1", "a2", "a3")
    with handmade_project(tmp_path / "p", *(proposed("[ORG:o Red Unit] left", article_id=name) for name in names)) as project:
        yield project


def note(desk: Desk) -> str | None:
    return desk.session.annotations.mentions["o"].note


def test_a_desk_opens_at_the_first_unfinished_article(made: Project) -> None:
    desk = Desk.open(made, "ann1")
    assert (desk.session.article.id, desk.position) == ("a1", 1)
    desk.finish()
    desk.step(1)
    desk.skip("  a list  ")
    assert Desk.open(made, "ann1").session.article.id == "a3"
    assert Desk.open(made, "ann1", "a2").session.annotations.reason == "a list"
    assert desk.counts() == {Status.NEW: 1, Status.STARTED: 0, Status.DONE: 1, Status.SKIPPED: 1}


def test_there_is_no_step_beyond_either_end(made: Project) -> None:
    desk = Desk.open(made, "ann1")
    with pytest.raises(EditRefused, match="first"):
        desk.step(-1)
    desk.step(2)
    with pytest.raises(EditRefused, match="last"):
        desk.step(1)


def test_the_next_unfinished_article_is_looked_for_from_here_on_and_then_from_the_top(made: Project) -> None:
    desk = Desk.open(made, "ann1", "a2")
    assert desk.next_unfinished() == "a3"
    desk.go_to("a3")
    assert desk.next_unfinished() == "a1"
    for name in ("a1", "a2"):
        desk.go_to(name)
        desk.finish()
    desk.go_to("a3")
    assert desk.next_unfinished() is None


def test_finishing_accepts_everything_and_one_undo_takes_it_back(made: Project) -> None:
    desk = Desk.open(made, "ann1")
    desk.finish()
    assert desk.session.annotations.status is Status.DONE
    assert desk.session.annotations.mentions["o"].state is State.ACCEPTED
    desk.undo()
    assert desk.session.annotations.status is Status.NEW
    assert desk.session.annotations.mentions["o"].state is State.PROPOSED


def test_undo_returns_to_the_article_just_left(made: Project) -> None:
    desk = Desk.open(made, "ann1")
    desk.session.do(SetNote("o", "one"))
    desk.session.do(SetNote("o", "two"))
    desk.step(1)
    changed, went_back = desk.undo()
    assert went_back
    assert (desk.session.article.id, note(desk)) == ("a1", "one")
    assert changed.annotations is desk.session.annotations
    assert desk.undo()[1] is False
    assert (desk.session.article.id, note(desk)) == ("a1", None)


def test_undo_stays_where_something_was_done_since_it_was_opened(made: Project) -> None:
    desk = Desk.open(made, "ann1")
    desk.session.do(SetNote("o", "one"))
    desk.step(1)
    desk.session.do(SetNote("o", "here"))
    assert desk.undo()[1] is False
    assert (desk.session.article.id, note(desk)) == ("a2", None)


def test_undo_reaches_back_over_several_articles(made: Project) -> None:
    desk = Desk.open(made, "ann1")
    for _ in range(2):
        desk.session.do(SetState("o", State.ACCEPTED))
        desk.step(1)
    assert desk.undo()[1] and desk.session.article.id == "a2"
    desk.go_to("a3")
    assert desk.left == ["a1", "a2"]
    assert desk.undo()[1]
    assert desk.session.article.id == "a1"
    with pytest.raises(EditRefused):
        desk.undo()


def test_an_article_only_looked_at_is_not_returned_to(made: Project) -> None:
    Session.open(made, "a2", "ann1").do(SetNote("o", "yesterday"))
    desk = Desk.open(made, "ann1")
    desk.step(1)
    assert desk.undo()[1] is False
    assert (desk.session.article.id, note(desk)) == ("a2", None)


def test_the_queue_shows_progress_and_finds_words(made: Project) -> None:
    desk = Desk.open(made, "ann1")
    desk.session.do(SetState("o", State.ACCEPTED))
    assert [(row.article_id, row.total, row.looked_at, row.position) for row in desk.rows(limit=2)] == [("a1", 1, 1, 1), ("a2", 1, 0, 2)]
    assert [row.article_id for row in desk.rows(status=Status.STARTED)] == ["a1"]
    assert [row.article_id for row in desk.rows(text="a3 unit")] == ["a3"]
    assert desk.rows(text="%") == []


def test_a_project_without_articles_says_what_to_do(tmp_path: Path) -> None:
    with init_project(tmp_path / "p") as empty, pytest.raises(BadData, match="no articles"):
        Desk.open(empty, "ann1")


def test_a_desk_goes_through_the_articles_in_the_order_asked_for(tmp_path: Path) -> None:
    scores = {"a1": 0.9, "a2": 0.2, "a3": 0.5}
    pairs = [proposed("[ORG:o Red Unit] left", article_id=name, score=score) for name, score in scores.items()]
    with handmade_project(tmp_path / "by-doubt", *pairs) as project:
        desk = Desk.open(project, "ann1", by=Order.UNCERTAIN)
        assert (desk.session.article.id, desk.position) == ("a2", 1)
        assert desk.step(1).article.id == "a3"
        desk.finish()
        assert desk.next_unfinished() == "a1"
        assert [row.article_id for row in desk.rows()] == ["a2", "a3", "a1"]
        assert Desk.open(project, "ann1", by=Order.CERTAIN).order == ["a1", "a3", "a2"]
        again = Desk.open(project, "ann1", by=Order.UNCERTAIN)
        again.finish()
        assert Desk.open(project, "ann1", by=Order.UNCERTAIN).session.article.id == "a1"
