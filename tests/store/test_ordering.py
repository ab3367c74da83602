"""The orders of the queue: by how many proposals are expected to be wrong, or each annotator's own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from builders import MODEL, add_run, handmade_project, proposed

from annotator.model.annotation import AnnotationSet, Kind, Status
from annotator.model.doubt import Order, expected_wrong
from annotator.store import annotations as sets
from annotator.store import queue, runs
from annotator.workflow.desk import Desk
from annotator.workflow.project import Project

SCORES = (0.9, None, 0.2, 0.5, None, 0.99, 0.2)
UNCERTAIN = ["a3", "a7", "a4", "a1", "a6", "a2", "a5"]
CERTAIN = ["a6", "a1", "a4", "a3", "a7", "a2", "a5"]


@pytest.fixture
def made(tmp_path: Path) -> Project:
    """Seven articles of the same words, and one proposal each with these scores."""
    pairs = [proposed("[ORG:o Red Unit] left", article_id=f"a{number}", score=score) for number, score in enumerate(SCORES, start=1)]
    return handmade_project(tmp_path / "p", *pairs)


@pytest.mark.parametrize(("order", "expected"), [(Order.UNCERTAIN, UNCERTAIN), (Order.CERTAIN, CERTAIN)])
def test_what_has_no_score_comes_last_and_equals_come_as_imported(made: Project, order: Order, expected: list[str]) -> None:
    assert queue.ids(made.store, "ann1", order) == expected
    assert queue.unfinished(made.store, "ann1", order) == expected


@pytest.mark.parametrize("order", list(Order))
def test_pages_lists_and_positions_follow_one_order(made: Project, order: Order) -> None:
    Desk.open(made, "ann1", "a4").finish()
    Desk.open(made, "ann1", "a6").finish()
    whole = queue.ids(made.store, "ann1", order)
    pages = [row for start in range(0, 8, 3) for row in queue.rows(made.store, "ann1", order=order, limit=3, offset=start)]
    assert [row.article_id for row in pages] == whole
    assert [row.position for row in pages] == list(range(1, 8))
    done = queue.rows(made.store, "ann1", order=order, status=Status.DONE)
    assert {row.article_id for row in done} == {"a4", "a6"}
    assert [row.position for row in done] == sorted(whole.index(row.article_id) + 1 for row in done)
    left = [name for name in whole if name not in ("a4", "a6")]
    assert queue.unfinished(made.store, "ann1", order) == left
    assert queue.unfinished(made.store, "ann1", order, limit=2) == left[:2]


def test_an_order_of_ones_own_is_the_same_each_time_and_another_for_others(tmp_path: Path) -> None:
    names = [f"a{number:03}" for number in range(1, 201)]
    with handmade_project(tmp_path / "p", *(proposed("Red Unit left", article_id=name) for name in names)) as many:
        one, other = (queue.ids(many.store, annotator, Order.RANDOM) for annotator in ("ann1", "ann2"))
        assert queue.ids(many.store, "ann1", Order.RANDOM) == one
    assert sorted(one) == sorted(other) == names
    assert len({tuple(names), tuple(one), tuple(other)}) == 3
    for shuffled in (one, other):
        gaps = [names.index(second) - names.index(first) for first, second in pairwise(shuffled)]
        assert len(set(gaps)) > 100, "no pattern of equal steps"
        early = sum(names.index(name) for name in shuffled[:100]) / 100
        assert 70 < early < 130, "neither half comes first"


def test_newer_proposals_change_an_articles_place_and_older_ones_that_come_late_do_not(made: Project) -> None:
    older = runs.begin(made.store, name="en_old", version="1", detail={})
    add_run(made, proposed("[ORG:o Red Unit] left", article_id="a6", score=0.05)[1])
    assert queue.ids(made.store, "ann1", Order.UNCERTAIN)[0] == "a6"
    late = proposed("[ORG:o Red Unit] left", article_id="a6", score=0.95)[1]
    sets.add_model_sets(made.store, older, [late], schema=made.schema)
    assert queue.ids(made.store, "ann1", Order.UNCERTAIN)[0] == "a6"


def test_expected_are_as_many_wrong_ones_as_the_scores_lack() -> None:
    _, event = proposed("[ORG:o Red Unit] [Attack:e struck] [participant:p men]", "e attacker o", "e target p", score=0.75)
    assert expected_wrong(event) == 4 * 0.25, "a participant is no proposal of its own"
    _, quote = proposed("[direct:q “We stay,”] [cue:c said] [ORG:o Red Unit]", "q cue c", "q speaker o", score=0.5)
    assert expected_wrong(quote) == 3 * 0.5, "a cue goes with its quote"
    assert expected_wrong(proposed("[ORG:o Red Unit]", score=None)[1]) is None
    assert expected_wrong(AnnotationSet("a1", MODEL, Kind.MODEL)) == 0.0
