"""How long the articles are and how long somebody worked on each."""

from __future__ import annotations

from annotator.store.database import Store
from annotator.store.summary import IDLE_SECONDS


def word_counts(store: Store) -> dict[str, int]:
    """The words of every article, by its id."""
    return dict(store.rows("SELECT name, words FROM article"))


def active_seconds(store: Store) -> dict[tuple[str, str], float]:
    """The active time of each set that was worked on in the editor, by article and annotator; pauses are left out.

    The time between two edits counts for the article of the later one.
    """
    rows = store.rows(
        "WITH edits AS (SELECT e.set_id, (julianday(e.at) - julianday(lag(e.at) OVER"
        " (PARTITION BY e.session, s.annotator ORDER BY e.id))) * 86400 AS gap"
        " FROM edit_log e JOIN annotation_set s ON s.id = e.set_id WHERE e.session <> '' AND s.run_id IS NULL)"
        " SELECT a.name, s.annotator, total(CASE WHEN gap <= ? THEN gap END) AS seconds FROM edits"
        " JOIN annotation_set s ON s.id = edits.set_id JOIN article a ON a.id = s.article_id GROUP BY s.id HAVING seconds > 0",
        [IDLE_SECONDS],
    )
    return {(name, annotator): float(seconds) for name, annotator, seconds in rows}
