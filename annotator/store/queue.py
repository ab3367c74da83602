"""The articles as one annotator's queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from annotator.model.annotation import Status
from annotator.model.doubt import Order
from annotator.store import articles
from annotator.store.articles import VISIBLE
from annotator.store.database import Store
from annotator.store.ordering import order_by
from annotator.store.rows import IS_ITEM

_MINE = "LEFT JOIN annotation_set s ON s.article_id = a.id AND s.annotator = ? AND s.run_id IS NULL"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One article in the queue: `total` items of which `looked_at` were looked at; `position` counts from 1."""

    article_id: str
    title: str
    words: int
    status: Status
    reason: str | None
    flags: tuple[str, ...]
    total: int
    looked_at: int
    position: int


def rows(
    store: Store,
    annotator: str,
    *,
    order: Order = Order.SEQUENTIAL,
    limit: int | None = None,
    offset: int = 0,
    text: str | None = None,
    status: Status | None = None,
) -> list[QueueRow]:
    """The articles in the given order; with `text` only those whose id, title or text holds all its words.

    Before an article is opened its items are those of the newest proposals.
    """
    where, values = ["1"], [annotator]
    if status is not None:
        where.append("coalesce(s.status, 'new') = ?")
        values.append(str(status))
    for word in (text or "").split():
        held = "(SELECT t.text FROM article_text t WHERE t.article_id = a.id)"
        where.append(f"(a.name || ' ' || a.title LIKE ? ESCAPE '\\' OR {held} LIKE ? ESCAPE '\\')")
        values += [_like(word)] * 2
    by = order_by(order, annotator)
    found = store.rows(
        "WITH page AS (SELECT a.id, a.name, a.title, a.words, a.doubt, coalesce(s.status, 'new') AS status, s.reason, s.flags,"
        " coalesce(s.id, (SELECT max(p.id) FROM annotation_set p WHERE p.article_id = a.id AND p.run_id IS NOT NULL)) AS set_id"
        f" FROM article a {VISIBLE} {_MINE} WHERE {' AND '.join(where)} ORDER BY {by} LIMIT ? OFFSET ?)"
        " SELECT a.id, a.name, a.title, a.words, a.status, a.reason, a.flags,"
        f" (SELECT count(*) FROM mention m WHERE m.set_id = a.set_id AND m.{IS_ITEM}),"
        f" (SELECT count(*) FROM mention m WHERE m.set_id = a.set_id AND m.{IS_ITEM} AND m.state <> 'proposed')"
        f" FROM page a ORDER BY {by}",
        [*values, -1 if limit is None else limit, offset],
    )
    # without a filter a row's place in the list is its position, and the articles before it need not be counted
    whole = range(offset + 1, offset + 1 + len(found))
    places = whole if len(where) == 1 else _positions(store, annotator, order, [row[0] for row in found])
    return [_row(row[1:], place) for row, place in zip(found, places, strict=True)]


def _positions(store: Store, annotator: str, order: Order, row_ids: list[int]) -> list[int]:
    """The position of each of these rows among all articles."""
    sql = f"SELECT a.id FROM article a {VISIBLE} ORDER BY {order_by(order, annotator, whole=True)}"
    places = {row_id: place for place, (row_id,) in enumerate(store.rows(sql), start=1)}
    return [places[row_id] for row_id in row_ids]


def ids(store: Store, annotator: str, order: Order = Order.SEQUENTIAL) -> list[str]:
    """The ids of all articles in the given order."""
    sql = f"SELECT a.name FROM article a {VISIBLE} ORDER BY {order_by(order, annotator, whole=True)}"
    return [name for (name,) in store.rows(sql)]


def counts(store: Store, annotator: str) -> dict[Status, int]:
    """How many articles are in each status for this annotator; all four are there."""
    sql = "SELECT status, count(*) FROM annotation_set WHERE annotator = ? AND run_id IS NULL GROUP BY 1"
    begun = {Status(status): count for status, count in store.rows(sql, [annotator])}
    found = {status: begun.get(status, 0) for status in Status}
    # an article without a set of theirs is new too
    found[Status.NEW] += articles.count(store) - sum(found.values())
    return found


def unfinished(store: Store, annotator: str, order: Order = Order.SEQUENTIAL, *, limit: int | None = None) -> list[str]:
    """The ids of the articles that are neither done nor skipped, in the given order; of the first ones alone with `limit`."""
    by = order_by(order, annotator, whole=limit is None)
    sql = f"SELECT a.name FROM article a {VISIBLE} {_MINE} WHERE coalesce(s.status, 'new') IN ('new', 'started') ORDER BY {by} LIMIT ?"
    return [name for (name,) in store.rows(sql, [annotator, -1 if limit is None else limit])]


def _row(row: tuple[Any, ...], position: int) -> QueueRow:
    name, title, words, status, reason, flags, total, looked_at = row
    return QueueRow(name, title, words, Status(status), reason, tuple(json.loads(flags or "[]")), total, looked_at, position)


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
