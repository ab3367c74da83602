"""What pipelines proposed, counted and compared without making sets of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.model.annotation import CUE_ROLE
from annotator.store.database import Store, marks
from annotator.store.rows import IS_ITEM

_CHUNK = 200
_WITH = (
    "WITH newest AS MATERIALIZED (SELECT article_id, max(run_id) AS run_id FROM annotation_set"
    " WHERE annotator = ?1 AND run_id IS NOT NULL GROUP BY article_id)"
)
Item = tuple[str, str, int, int, str | None]
"""Layer, label, first, last and fragments of an item, as the table has them."""


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How many proposals there are of a layer and label (of a role: `role` and its name), and their mean score where they have any."""

    layer: str
    label: str
    proposals: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Extent:
    """Over what the newest proposals of a pipeline go: articles, words, and the ids of the runs that made them."""

    articles: int
    words: int
    runs: tuple[int, ...]


def extent(store: Store, title: str) -> Extent:
    """Over what the newest proposals of the pipeline called `NAME-VERSION` go."""
    row = store.row(f"{_WITH} SELECT count(*), coalesce(sum(a.words), 0) FROM newest n JOIN article a ON a.id = n.article_id", [title])
    found = store.rows(f"{_WITH} SELECT DISTINCT run_id FROM newest ORDER BY 1", [title])
    articles, words = row or (0, 0)
    return Extent(articles, words, tuple(run_id for (run_id,) in found))


def label_counts(store: Store, title: str) -> list[LabelCount]:
    """The newest proposals of the pipeline on each article by layer and label, and the roles it gave."""
    mentions = store.rows(
        f"{_WITH} SELECT m.layer, m.label, count(*), avg(m.score) FROM newest n JOIN annotation_set s"
        " ON s.article_id = n.article_id AND s.run_id = n.run_id JOIN mention m ON m.set_id = s.id GROUP BY 1, 2 ORDER BY 1, 2",
        [title],
    )
    roles = store.rows(
        f"{_WITH} SELECT 'role', l.role, count(*), avg(l.score) FROM newest n JOIN annotation_set s"
        " ON s.article_id = n.article_id AND s.run_id = n.run_id JOIN link l ON l.set_id = s.id WHERE l.role <> ? GROUP BY 2 ORDER BY 2",
        [title, CUE_ROLE],
    )
    return [LabelCount(*row) for row in (*mentions, *roles)]


def replaced(store: Store, run_ids: Sequence[int]) -> Iterator[tuple[list[Item], list[Item]]]:
    """The entities, quotes and events of these runs' sets that are the newest on their article, and of those whose place they took.

    A few are in memory at a time.
    """
    last = 0
    while pairs := store.rows(
        "SELECT s.id, o.id FROM annotation_set s JOIN annotation_set o ON o.article_id = s.article_id"
        " AND o.run_id = (SELECT max(p.run_id) FROM annotation_set p WHERE p.article_id = s.article_id AND p.run_id < s.run_id)"
        f" WHERE s.id > ? AND s.run_id IN ({marks(run_ids)})"
        " AND NOT EXISTS (SELECT 1 FROM annotation_set q WHERE q.article_id = s.article_id AND q.run_id > s.run_id)"
        " ORDER BY s.id LIMIT ?",
        [last, *run_ids, _CHUNK],
    ):
        last = pairs[-1][0]
        found: dict[int, list[Item]] = {set_id: [] for pair in pairs for set_id in pair}
        rows = store.rows(
            f"SELECT set_id, layer, label, first, last, fragments FROM mention WHERE set_id IN ({marks(found)}) AND {IS_ITEM}",
            list(found),
        )
        for set_id, *item in rows:
            found[set_id].append(tuple(item))
        yield from ((found[new], found[old]) for new, old in pairs)


def waiting(store: Store) -> list[tuple[str, str]]:
    """Article and annotator of the unfinished sets that newer proposals have not reached."""
    return store.rows(
        "SELECT a.name, s.annotator FROM annotation_set s JOIN article a ON a.id = s.article_id"
        " WHERE s.run_id IS NULL AND s.status IN ('new', 'started') AND coalesce(s.seen_run, 0) <"
        " (SELECT max(p.run_id) FROM annotation_set p WHERE p.article_id = s.article_id AND p.run_id IS NOT NULL) ORDER BY 1, 2"
    )
