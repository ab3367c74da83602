"""The articles as one annotator's queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from annotator.model.annotation import Status
from annotator.store.database import Store

_MINE = "LEFT JOIN annotation_set s ON s.article_id = a.id AND s.annotator = ? AND s.run_id IS NULL"
_VISIBLE = "JOIN import i ON i.id = a.import_id AND i.finished_at IS NOT NULL"


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
    limit: int | None = None,
    offset: int = 0,
    text: str | None = None,
    status: Status | None = None,
) -> list[QueueRow]:
    """The articles in the order of import; with `text` only those whose id, title or text holds all its words.

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
    found = store.rows(
        f"WITH place AS (SELECT a.id, a.name, a.title, a.words, row_number() OVER (ORDER BY a.id) AS position FROM article a {_VISIBLE}),"
        " page AS (SELECT a.*, coalesce(s.status, 'new') AS status, s.reason, s.flags, coalesce(s.id,"
        " (SELECT max(p.id) FROM annotation_set p WHERE p.article_id = a.id AND p.run_id IS NOT NULL)) AS set_id"
        f" FROM place a {_MINE} WHERE {' AND '.join(where)} ORDER BY a.id LIMIT ? OFFSET ?)"
        " SELECT p.name, p.title, p.words, p.status, p.reason, p.flags,"
        " (SELECT count(*) FROM mention m WHERE m.set_id = p.set_id AND m.layer IN ('entity', 'quote', 'event')),"
        " (SELECT count(*) FROM mention m WHERE m.set_id = p.set_id AND m.layer IN ('entity', 'quote', 'event') AND m.state <> 'proposed'),"
        " p.position FROM page p ORDER BY p.id",
        [*values, -1 if limit is None else limit, offset],
    )
    return [_row(row) for row in found]


def counts(store: Store, annotator: str) -> dict[Status, int]:
    """How many articles are in each status for this annotator; all four are there."""
    found = dict(
        store.rows(
            f"SELECT coalesce(s.status, 'new'), count(*) FROM article a {_VISIBLE} {_MINE} GROUP BY 1",
            [annotator],
        )
    )
    return {status: found.get(str(status), 0) for status in Status}


def unfinished(store: Store, annotator: str) -> list[str]:
    """The ids of the articles that are neither done nor skipped, in the order of import."""
    sql = f"SELECT a.name FROM article a {_VISIBLE} {_MINE} WHERE coalesce(s.status, 'new') IN ('new', 'started') ORDER BY a.id"
    return [name for (name,) in store.rows(sql, [annotator])]


def _row(row: tuple[Any, ...]) -> QueueRow:
    name, title, words, status, reason, flags, total, looked_at, position = row
    return QueueRow(name, title, words, Status(status), reason, tuple(json.loads(flags or "[]")), total, looked_at, position)


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
