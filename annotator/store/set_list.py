"""Which sets there are, without what is in them."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.annotation import Kind, Layer, Status
from annotator.store.articles import VISIBLE
from annotator.store.database import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """A set of a person, an import or gold: its article, whose it is, how far it is, and the row of its schema."""

    article_id: str
    annotator: str
    kind: Kind
    status: Status
    schema_row: int


def listed(store: Store, *, since: str | None = None) -> list[Listed]:
    """Every set but the models', by article id and annotator; with `since` (UTC, as the log has it) those changed then or later."""
    changed = "" if since is None else "WHERE (SELECT max(e.at) FROM edit_log e WHERE e.set_id = s.id) >= ?"
    rows = store.rows(
        "SELECT a.name, s.annotator, s.kind, s.status, s.schema_id FROM annotation_set s"
        f" JOIN article a ON a.id = s.article_id AND s.run_id IS NULL {VISIBLE} {changed} ORDER BY a.name, s.annotator",
        [] if since is None else [since],
    )
    return [Listed(name, annotator, Kind(kind), Status(status), schema) for name, annotator, kind, status, schema in rows]


def changed_at(store: Store) -> dict[tuple[str, str], str]:
    """When each set but the models' was changed last (UTC, as the log has it), by article id and annotator."""
    rows = store.rows(
        "SELECT a.name, s.annotator, max(e.at) FROM annotation_set s JOIN edit_log e ON e.set_id = s.id"
        f" JOIN article a ON a.id = s.article_id AND s.run_id IS NULL {VISIBLE} GROUP BY s.id"
    )
    return {(name, annotator): at for name, annotator, at in rows}


def with_proposals(store: Store) -> set[str]:
    """The ids of the articles for which any model has made proposals."""
    rows = store.rows(
        f"SELECT DISTINCT a.name FROM annotation_set s JOIN article a ON a.id = s.article_id {VISIBLE} WHERE s.run_id IS NOT NULL"
    )
    return {name for (name,) in rows}


def labels_in_use(store: Store) -> dict[Layer, set[str]]:
    """Every label that any set has, by layer, those of older schemas too."""
    found: dict[Layer, set[str]] = {layer: set() for layer in Layer}
    for layer, label in store.rows("SELECT DISTINCT layer, label FROM mention"):
        found[Layer(layer)].add(label)
    return found
