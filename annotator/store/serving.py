"""Which sets were begun with a pipeline's proposals, and which without them on purpose: read from how each set was seeded."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from annotator.model.proposals import BARE
from annotator.store import runs
from annotator.store.articles import VISIBLE
from annotator.store.database import Store

# a model's items stand first in most sets, so that hardly any seed must be read
HAS_PROPOSALS = (
    "EXISTS (SELECT 1 FROM mention m WHERE m.set_id = s.id AND m.state <> 'added' AND m.made_by IS NOT NULL AND m.made_by <> s.annotator)"
)
"""Whether a set `s` holds anything that a model proposed."""

SEEDED_BY = (
    "(SELECT json_extract(e.edit, '$.source') FROM edit_log e WHERE e.set_id = s.id AND json_extract(e.edit, '$.op') = 'seed'"
    " ORDER BY e.revision LIMIT 1)"
)
"""The source of the seed of a set `s`."""


class Served(StrEnum):
    """How a set was begun: with proposals, without them on purpose, or otherwise (imported, or opened before there were any)."""

    WITH = "with"
    WITHOUT = "without"
    OTHER = "other"


def is_bare(store: Store, article_id: str, annotator: str) -> bool:
    """Whether the annotator's set was begun without proposals on purpose."""
    row = store.row(
        f"SELECT {SEEDED_BY} FROM annotation_set s JOIN article a ON a.id = s.article_id"
        " WHERE a.name = ? AND s.annotator = ? AND s.run_id IS NULL",
        [article_id, annotator],
    )
    return row is not None and row[0] == BARE


def served(store: Store) -> dict[tuple[str, str], Served]:
    """How each set of a person was begun, by article and annotator."""
    titles = runs.titles(store)
    rows = store.rows(
        f"SELECT a.name, s.annotator, {HAS_PROPOSALS} AS has, CASE WHEN NOT {HAS_PROPOSALS} THEN {SEEDED_BY} END"
        f" FROM annotation_set s JOIN article a ON a.id = s.article_id {VISIBLE}"
        " WHERE s.run_id IS NULL AND s.kind IN ('human', 'import')"
    )
    return {(name, annotator): _served(bool(has), source, titles) for name, annotator, has, source in rows}


def opened(store: Store, annotator: str, ids: Collection[str]) -> set[str]:
    """Those of the articles on which the annotator has a set."""
    if not ids:
        return set()
    sql = "SELECT a.name FROM annotation_set s JOIN article a ON a.id = s.article_id WHERE s.annotator = ? AND s.run_id IS NULL"
    return {name for (name,) in store.rows(sql, [annotator])} & set(ids)


def bare_counts(store: Store) -> dict[str, int]:
    """How many articles each annotator began without proposals on purpose; those who have none are left out."""
    rows = store.rows(
        f"SELECT s.annotator, count(*) FROM annotation_set s WHERE s.run_id IS NULL AND NOT {HAS_PROPOSALS} AND {SEEDED_BY} = ? GROUP BY 1",
        [BARE],
    )
    return dict(rows)


def _served(has_proposals: bool, source: str | None, titles: set[str]) -> Served:
    if has_proposals or source in titles:
        return Served.WITH
    return Served.WITHOUT if source == BARE else Served.OTHER
