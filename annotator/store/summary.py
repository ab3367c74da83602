"""How far the work is, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model.annotation import Layer, State, Status
from annotator.store import queue
from annotator.store.database import Store

IDLE_SECONDS = 120
"""A pause between two edits that is longer is not counted as work at all."""


@dataclass(slots=True)
class Progress:
    """One annotator's work: articles by status, mentions by layer and state, active seconds, keys and edits."""

    articles: dict[Status, int]
    mentions: dict[Layer, dict[State, int]] = field(default_factory=dict)
    seconds: float = 0.0
    keys: int = 0
    edits: int = 0


def annotators(store: Store) -> list[str]:
    """Everybody who has a set, models left out, by name."""
    return [name for (name,) in store.rows("SELECT DISTINCT annotator FROM annotation_set WHERE run_id IS NULL ORDER BY 1")]


def progress(store: Store, annotator: str) -> Progress:
    """What the annotator did so far."""
    found = Progress(queue.counts(store, annotator))
    counted = store.rows(
        "SELECT m.layer, m.state, count(*) FROM annotation_set s JOIN mention m ON m.set_id = s.id"
        " WHERE s.annotator = ? AND s.run_id IS NULL GROUP BY 1, 2",
        [annotator],
    )
    found.mentions = _table(counted)
    row = store.row(
        "WITH edits AS (SELECT e.keys, e.undoable, (julianday(e.at) - julianday(lag(e.at) OVER"
        " (PARTITION BY e.session ORDER BY e.id))) * 86400 AS gap FROM edit_log e JOIN annotation_set s ON s.id = e.set_id"
        " WHERE s.annotator = ? AND e.session <> '')"
        " SELECT total(CASE WHEN gap <= ? THEN gap END), coalesce(sum(keys), 0), coalesce(sum(undoable), 0) FROM edits",
        [annotator, IDLE_SECONDS],
    )
    if row is not None:
        found.seconds, found.keys, found.edits = float(row[0]), int(row[1]), int(row[2])
    return found


def proposals(store: Store) -> dict[Layer, dict[State, int]]:
    """How many mentions the newest proposals have, by layer."""
    counted = store.rows(
        "SELECT m.layer, m.state, count(*) FROM annotation_set s JOIN mention m ON m.set_id = s.id"
        " WHERE s.id IN (SELECT max(id) FROM annotation_set WHERE run_id IS NOT NULL GROUP BY article_id) GROUP BY 1, 2"
    )
    return _table(counted)


def _table(rows: list[tuple[str, str, int]]) -> dict[Layer, dict[State, int]]:
    table: dict[Layer, dict[State, int]] = {}
    for layer, state, count in rows:
        table.setdefault(Layer(layer), {})[State(state)] = count
    return table
