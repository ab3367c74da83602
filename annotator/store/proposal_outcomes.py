"""What became of proposals in people's sets: counted by state, and those that were changed or rejected beside what they were."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from annotator.model.annotation import CUE_ROLE, State, Status
from annotator.store import runs
from annotator.store.articles import VISIBLE
from annotator.store.database import Store, marks
from annotator.store.rows import pairs_from
from annotator.store.serving import HAS_PROPOSALS, SEEDED_BY

BANDS = 5
"""Into how many equal bands scores from 0 to 1 are put."""

ROLE = "role"
"""The layer under which links are counted; their label is the role."""

_CHUNK = 200
_MAKER = "SELECT m.made_by FROM mention m WHERE m.set_id = s.id AND m.state <> 'added' AND m.made_by <> s.annotator LIMIT 1"
_IS_IMPORTED = '(SELECT e.edit LIKE \'{"op":"seed","source":"import:%\' FROM edit_log e WHERE e.set_id = s.id ORDER BY e.revision LIMIT 1)'
_MODELS = "{0}.made_by IS NOT NULL AND {0}.made_by <> s.annotator AND {0}.state <> 'added'"
_OWN = "{0}.state IN ('accepted', 'edited', 'added') AND NOT (" + _MODELS + ")"
_BAND = f"CASE WHEN {{0}}.score IS NULL THEN NULL ELSE max(0, min({BANDS - 1}, CAST({{0}}.score * {BANDS} AS INTEGER))) END"
_SAME_PLACE = (
    "{0}.layer = {1}.layer AND {0}.label = {1}.label AND {0}.first = {1}.first AND {0}.last = {1}.last AND {0}.fragments IS {1}.fragments"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many proposals of a pipeline, layer, label and score band (`None` without a score) are in this state in an annotator's sets.

    What the annotator kept that the pipeline did not propose is counted under the state `added`.
    """

    annotator: str
    pipeline: str
    layer: str
    label: str
    band: int | None
    state: State
    count: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A proposal that was edited or rejected: as it is, and `before`, as it came (`None` where the log does not say)."""

    annotator: str
    pipeline: str
    layer: str
    band: int | None
    state: State
    now: Shape
    before: Shape | None


Shape = tuple[str, tuple[tuple[int, int], ...], tuple[tuple[str, str | None], ...]]
"""Label, fragments and attributes."""


def counted(store: Store, statuses: Collection[Status]) -> list[Counted]:
    """Proposals that are accepted or that nobody looked at, links of every state, and what was added beside them.

    Sets of people in one of these statuses that were begun with proposals are counted, participants with their links.
    """
    shown, values = _shown(store, statuses)
    queries = (
        f"SELECT s.annotator, m.made_by, m.layer, m.label, {_BAND.format('m')}, m.state, count(*) FROM shown s JOIN mention m"
        f" ON m.set_id = s.id WHERE {_MODELS.format('m')} AND m.state IN ('proposed', 'accepted') AND m.layer <> 'participant'"
        " GROUP BY 1, 2, 3, 4, 5, 6",
        f"SELECT s.annotator, s.pipeline, m.layer, m.label, NULL, 'added', count(*) FROM shown s JOIN mention m ON m.set_id = s.id"
        f" WHERE {_OWN.format('m')} AND m.layer <> 'participant' AND NOT EXISTS (SELECT 1 FROM annotation_set p JOIN mention q"
        f" ON q.set_id = p.id WHERE p.article_id = s.article_id AND p.run_id = s.run AND {_SAME_PLACE.format('q', 'm')})"
        " GROUP BY 1, 2, 3, 4",
        f"SELECT s.annotator, l.made_by, '{ROLE}', l.role, {_BAND.format('l')}, l.state, count(*) FROM shown s JOIN link l"
        f" ON l.set_id = s.id WHERE {_MODELS.format('l')} AND l.role <> '{CUE_ROLE}' GROUP BY 1, 2, 4, 5, 6",
        f"SELECT s.annotator, s.pipeline, '{ROLE}', l.role, NULL, 'added', count(*) FROM shown s JOIN link l ON l.set_id = s.id"
        " JOIN mention f ON f.set_id = s.id AND f.id = l.source JOIN mention g ON g.set_id = s.id AND g.id = l.target"
        f" WHERE {_OWN.format('l')} AND l.role <> '{CUE_ROLE}' AND NOT EXISTS (SELECT 1 FROM annotation_set p JOIN link k"
        " ON k.set_id = p.id AND k.role = l.role JOIN mention v ON v.set_id = p.id AND v.id = k.source"
        " JOIN mention w ON w.set_id = p.id AND w.id = k.target WHERE p.article_id = s.article_id AND p.run_id = s.run"
        f" AND {_SAME_PLACE.format('v', 'f')} AND {_SAME_PLACE.format('w', 'g')}) GROUP BY 1, 2, 4",
    )
    rows = (row for query in queries for row in store.rows(f"{shown} {query}", values))
    return [
        Counted(annotator, pipeline, layer, label, band, State(state), count)
        for annotator, pipeline, layer, label, band, state, count in rows
    ]


def changed(store: Store, statuses: Collection[Status]) -> Iterator[Changed]:
    """Every proposal that was edited or rejected in these sets, a few in memory at a time."""
    shown, values = _shown(store, statuses)
    set_ids = [set_id for (set_id,) in store.rows(f"{shown} SELECT id FROM shown ORDER BY 1", values)]
    for start in range(0, len(set_ids), _CHUNK):
        chunk = set_ids[start : start + _CHUNK]
        rows = store.rows(
            f"SELECT s.id, m.id, s.annotator, m.made_by, m.layer, {_BAND.format('m')}, m.state, m.label, m.first, m.last, m.fragments,"
            f" m.attributes FROM annotation_set s JOIN mention m ON m.set_id = s.id WHERE s.id IN ({marks(chunk)})"
            f" AND {_MODELS.format('m')} AND m.state IN ('edited', 'rejected') AND m.layer <> 'participant'",
            chunk,
        )
        origins = _as_they_came(store, {(set_id, name) for set_id, name, *_ in rows})
        for set_id, name, annotator, pipeline, layer, band, state, *shape in rows:
            yield Changed(annotator, pipeline, layer, band, State(state), _shape(*shape), origins.get((set_id, name)))


def set_counts(store: Store, statuses: Collection[Status]) -> dict[str, int]:
    """How many sets each annotator has that are counted."""
    shown, values = _shown(store, statuses)
    return dict(store.rows(f"{shown} SELECT annotator, count(*) FROM shown GROUP BY 1 ORDER BY 1", values))


def _shown(store: Store, statuses: Collection[Status]) -> tuple[str, list[str]]:
    """The table `shown` of the sets that were begun with proposals: with the run shown last, and its pipeline's name."""
    titles = sorted(runs.titles(store))
    query = (
        "WITH shown AS MATERIALIZED (SELECT s.id, s.article_id, s.annotator, s.seen_run AS run,"
        f" coalesce(CASE WHEN {_IS_IMPORTED} THEN ({_MAKER}) END, r.name || '-' || r.version, ({_MAKER}), '') AS pipeline"
        f" FROM annotation_set s JOIN article a ON a.id = s.article_id {VISIBLE} LEFT JOIN run r ON r.id = s.seen_run"
        f" WHERE s.run_id IS NULL AND s.kind IN ('human', 'import') AND s.status IN ({marks(statuses)})"
        f" AND ({HAS_PROPOSALS} OR {SEEDED_BY} IN ({marks(titles)})))"
    )
    return query, [*map(str, statuses), *titles]


def _as_they_came(store: Store, wanted: set[tuple[int, str]]) -> dict[tuple[int, str], Shape]:
    """What the wanted mentions were when a seed or refresh brought them."""
    set_ids = sorted({set_id for set_id, _ in wanted})
    rows = store.rows(f"SELECT set_id, edit FROM edit_log WHERE set_id IN ({marks(set_ids)}) AND NOT undoable", set_ids)
    return {
        (set_id, data["id"]): (
            data.get("label", ""),
            tuple((start, end) for start, end in data["fragments"]),
            tuple(sorted(data.get("attributes", {}).items())),
        )
        for set_id, edit in rows
        for data in json.loads(edit).get("mentions", ())
        if (set_id, data["id"]) in wanted and data["state"] == State.PROPOSED
    }


def _shape(label: str, first: int, last: int, fragments: str | None, attributes: str | None) -> Shape:
    places = ((first, last),) if fragments is None else pairs_from(fragments)
    return label, places, tuple(sorted(json.loads(attributes or "{}").items()))
