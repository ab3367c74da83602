"""The queue's first rows in a store of many articles, beside a bare select of the same rows: `python benchmarks/queue_speed.py [ARTICLES]`."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from annotator.model.annotation import Status
from annotator.model.doubt import Order
from annotator.workflow.desk import Desk
from annotator.workflow.project import Project, init_project, open_project

_T = TypeVar("_T")
PAGE = 60
ROUNDS = 5
_NUMBERS = "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count})"
_FILL = (
    "INSERT INTO import (id, source, format, started_at, finished_at) VALUES (1, 'benchmark', 'text', '2026-01-01', '2026-01-01')",
    "INSERT INTO run (id, name, version, detail, started_at) VALUES (1, 'model', '1', '{{}}', '2026-01-01')",
    _NUMBERS + " INSERT INTO article SELECT n, printf('a%06d', n), printf('The title of number %d', n), 400, 2400,"
    " printf('%064d', n), 'en', '{{}}', 1, n * 7919 % 100003 / 1000.0 FROM number",
    _NUMBERS + " INSERT INTO article_text SELECT n, printf('%.2400c', 'x') FROM number",
    # every article has proposals, every third one is a person's already
    _NUMBERS + " INSERT INTO annotation_set SELECT n, n, 'model-1', 'model', 'new', NULL, '[]', 0, 21, 1, 1, NULL FROM number",
    _NUMBERS + " INSERT INTO annotation_set SELECT {count} + n, n, 'ann1', 'human', CASE n % 2 WHEN 0 THEN 'done' ELSE 'started' END,"
    " NULL, '[]', 1, 21, 1, NULL, 1 FROM number WHERE n % 3 = 0",
    "INSERT INTO mention SELECT s.id, 'm' || value, 'entity', 'PERSON', 10 * value, 10 * value + 5, NULL,"
    " CASE s.kind WHEN 'model' THEN 'proposed' ELSE 'accepted' END, 'model-1', 'ner', NULL, NULL, NULL, NULL"
    " FROM annotation_set s, json_each('{mentions}')",
)


def main() -> None:
    """Fill a store by SQL and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project"
        init_project(path).store.close()
        _fill(path / "annotations.db", count)
        with open_project(path) as project, closing(sqlite3.connect(path / "annotations.db")) as bare:
            opened, desk = _timed(lambda: Desk.open(project, "ann1", "a000001"))
            ways: dict[str, Callable[[], object]] = {
                "bare select of the same rows": lambda: bare.execute(
                    "SELECT a.name, a.title, a.words, s.status FROM article a LEFT JOIN annotation_set s"
                    " ON s.article_id = a.id AND s.annotator = 'ann1' AND s.run_id IS NULL ORDER BY a.id LIMIT ?",
                    [PAGE],
                ).fetchall(),
                "first page": lambda: desk.rows(limit=PAGE),
                "last page": lambda: desk.rows(limit=PAGE, offset=count - PAGE),
                "first page of those done": lambda: desk.rows(limit=PAGE, status=Status.DONE),
                "first page with two words": lambda: desk.rows(limit=PAGE, text="title 99999"),
                "counts by status": desk.counts,
                "next unfinished article": desk.next_unfinished,
            }
            for order in (Order.UNCERTAIN, Order.CERTAIN, Order.RANDOM):
                ways |= _in_order(project, order, count)
            print(f"{count:,} articles, pages of {PAGE} rows, best of {ROUNDS}")
            print(f"{'opening the desk':<40}{opened * 1000:>10,.1f} ms")
            for name, way in ways.items():
                print(f"{name:<40}{min(_timed(way)[0] for _ in range(ROUNDS)) * 1000:>10,.1f} ms")


def _in_order(project: Project, order: Order, count: int) -> dict[str, Callable[[], object]]:
    """The same questions of a desk in another order."""
    desk = Desk.open(project, "ann1", "a000001", order)
    return {
        f"{order}: opening the desk": lambda: Desk.open(project, "ann1", None, order),
        f"{order}: first page": lambda: desk.rows(limit=PAGE),
        f"{order}: last page": lambda: desk.rows(limit=PAGE, offset=count - PAGE),
        f"{order}: first page of those done": lambda: desk.rows(limit=PAGE, status=Status.DONE),
        f"{order}: next unfinished article": desk.next_unfinished,
    }


def _fill(path: Path, count: int) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in _FILL:
            db.execute(statement.format(count=count, mentions=list(range(1, 21))))
        db.commit()


def _timed(way: Callable[[], _T]) -> tuple[float, _T]:
    begun = time.perf_counter()
    found = way()
    return time.perf_counter() - begun, found


if __name__ == "__main__":
    main()
