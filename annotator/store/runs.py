"""Pre-annotation runs: which pipeline proposed what, when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from annotator.store.database import Store
from annotator.store.schemas import now


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run; `articles` and `seconds` are `None` when it was stopped before its end."""

    id: int
    name: str
    version: str
    detail: Mapping[str, Any]
    started_at: str
    finished_at: str | None
    articles: int | None
    seconds: float | None


def begin(store: Store, *, name: str, version: str, detail: Mapping[str, Any]) -> int:
    """The id of a new run of a pipeline; `detail` is any JSON object."""
    with store.write() as db:
        return begin_in(db, name=name, version=version, detail=detail)


def begin_in(db: Database, *, name: str, version: str, detail: Mapping[str, Any]) -> int:
    """As `begin`, inside a transaction that saves something else too."""
    row = db.execute(
        "INSERT INTO run (name, version, detail, started_at) VALUES (?, ?, ?, ?) RETURNING id",
        [name, version, json.dumps(dict(detail), ensure_ascii=False, sort_keys=True), now()],
    ).fetchone()
    return int(row[0])


def note_in(db: Database, run_id: int, detail: Mapping[str, Any]) -> None:
    """Replace what is kept of a run that goes on, inside a transaction that saves something else too."""
    db.execute("UPDATE run SET detail = ? WHERE id = ?", [json.dumps(dict(detail), ensure_ascii=False, sort_keys=True), run_id])


def finish(store: Store, run_id: int, *, articles: int, seconds: float) -> None:
    """Note that the run came to its end."""
    with store.write() as db:
        finish_in(db, run_id, articles=articles, seconds=seconds)


def finish_in(db: Database, run_id: int, *, articles: int, seconds: float) -> None:
    """As `finish`, inside a transaction that saves something else too."""
    db.execute("UPDATE run SET finished_at = ?, articles = ?, seconds = ? WHERE id = ?", [now(), articles, seconds, run_id])


def is_title(store: Store, title: str) -> bool:
    """Whether a run's pipeline is called so: `NAME-VERSION`."""
    return store.row("SELECT 1 FROM run WHERE name || '-' || version = ? LIMIT 1", [title]) is not None


def titles(store: Store) -> set[str]:
    """What the pipelines of all runs are called, `NAME-VERSION`."""
    return {title for (title,) in store.rows("SELECT DISTINCT name || '-' || version FROM run")}


def all(store: Store) -> list[RunRow]:
    """Every run, oldest first."""
    rows = store.rows("SELECT id, name, version, detail, started_at, finished_at, articles, seconds FROM run ORDER BY id")
    return [RunRow(id, name, version, json.loads(detail), *rest) for id, name, version, detail, *rest in rows]


def newest(store: Store) -> RunRow | None:
    """The run that began last, or `None`."""
    return next(reversed(all(store)), None)
