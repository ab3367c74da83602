"""The queue: pages, filters and counts of one annotator."""

from __future__ import annotations

from pathlib import Path

from builders import project

from annotator.model.annotation import Status
from annotator.model.article import Article
from annotator.store import articles, queue
from annotator.workflow.desk import Desk
from annotator.workflow.project import Project


def made(folder: Path) -> Project:
    """Nine articles; ann1 has finished the second and third, skipped the fifth, opened the sixth; ann2 has finished the first."""
    texts = [f"Number {n} is {'odd' if n % 2 else 'even'}, said Ann Lee." for n in range(1, 10)]
    found = project(folder, *texts)
    desk = Desk.open(found, "ann1", "a2")
    desk.finish()
    desk.go_to("a3")
    desk.finish()
    desk.go_to("a5")
    desk.skip("too short")
    desk.go_to("a6")
    Desk.open(found, "ann2", "a1").finish()
    return found


def test_pages_put_together_are_the_whole_queue(tmp_path: Path) -> None:
    with made(tmp_path) as found:
        whole = queue.rows(found.store, "ann1")
        pages = [queue.rows(found.store, "ann1", limit=4, offset=start) for start in (0, 4, 8, 12)]
    assert [row.article_id for row in whole] == [f"a{n}" for n in range(1, 10)]
    assert [row.position for row in whole] == list(range(1, 10))
    assert [row for page in pages for row in page] == whole


def test_a_filter_keeps_each_rows_position_in_the_whole_queue(tmp_path: Path) -> None:
    with made(tmp_path) as found:
        done = queue.rows(found.store, "ann1", status=Status.DONE)
        odd = queue.rows(found.store, "ann1", text="odd number", limit=3, offset=1)
        new_and_even = queue.rows(found.store, "ann1", status=Status.NEW, text="even")
    assert [(row.article_id, row.position) for row in done] == [("a2", 2), ("a3", 3)]
    assert [(row.article_id, row.position) for row in odd] == [("a3", 3), ("a5", 5), ("a7", 7)]
    assert [(row.article_id, row.position) for row in new_and_even] == [("a4", 4), ("a6", 6), ("a8", 8)]


def test_counts_are_those_of_the_queues_rows_and_of_this_annotator_alone(tmp_path: Path) -> None:
    with made(tmp_path) as found:
        for annotator in ("ann1", "ann2", "ann3"):
            rows = queue.rows(found.store, annotator)
            counted = queue.counts(found.store, annotator)
            assert counted == {status: sum(row.status is status for row in rows) for status in Status}
        assert queue.counts(found.store, "ann1")[Status.DONE] == 2
        assert queue.counts(found.store, "ann1")[Status.SKIPPED] == 1


def test_articles_of_an_import_that_is_not_finished_are_not_in_the_queue(tmp_path: Path) -> None:
    with project(tmp_path, "One.", "Two.", proposals=False) as found:
        import_id = articles.begin_import(found.store, source="test", format="test")
        articles.add(found.store, import_id, [Article("b1", "One."), Article("b2", "Two.")])
        assert [(row.article_id, row.position) for row in queue.rows(found.store, "ann1")] == [("a1", 1), ("a2", 2)]
        assert queue.counts(found.store, "ann1")[Status.NEW] == 2
        articles.finish_import(found.store, import_id)
        assert [row.position for row in queue.rows(found.store, "ann1", text="two")] == [2, 4]
