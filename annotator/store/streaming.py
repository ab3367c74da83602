"""Many annotation sets one after the other, with their articles and schemas, a few in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from annotator.model.annotation import AnnotationSet, Kind
from annotator.model.article import Article
from annotator.store.articles import article_from
from annotator.store.database import Store
from annotator.store.rows import LINK_COLUMNS, MENTION_COLUMNS, SET_COLUMNS, link_from, mention_from, set_from
from annotator.store.schemas import SchemaRow, by_row

_CHUNK = 200


def stream(
    store: Store,
    *,
    annotator: str | None = None,
    kind: Kind | None = None,
    newest_model: bool = False,
    ids: Collection[str] | None = None,
) -> Iterator[tuple[Article, AnnotationSet, SchemaRow]]:
    """Sets with their articles and schemas, by article id and annotator in code point order, a few in memory at a time.

    Without `newest_model` the sets of people and gold, of `annotator` or `kind` if given; with it
    the newest proposals of each article and nothing else. `ids` restricts the articles.
    """
    where, values = ["i.finished_at IS NOT NULL"], []
    if newest_model:
        where.append("s.run_id = (SELECT max(o.run_id) FROM annotation_set o WHERE o.article_id = s.article_id AND o.run_id IS NOT NULL)")
    else:
        where.append("s.run_id IS NULL")
    for column, value in (("s.annotator", annotator), ("s.kind", kind)):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(str(value))
    found = store.rows(
        "SELECT s.id, a.name FROM annotation_set s JOIN article a ON a.id = s.article_id JOIN import i ON i.id = a.import_id"
        f" WHERE {' AND '.join(where)} ORDER BY a.name, s.annotator",
        values,
    )
    set_ids = [set_id for set_id, name in found if ids is None or name in ids]
    for start in range(0, len(set_ids), _CHUNK):
        yield from _sets(store, set_ids[start : start + _CHUNK], by_row(store))


def seen_proposals(store: Store, ids: Collection[str]) -> Iterator[tuple[str, AnnotationSet, frozenset[str]]]:
    """Article by article the proposals that people's sets have seen last, or would have if not bare, with the names of those people."""
    found = [
        (set_id, name, frozenset(json.loads(names)))
        for set_id, name, names in store.rows(
            "SELECT p.id, a.name, json_group_array(s.annotator) FROM annotation_set s JOIN annotation_set p ON p.article_id = s.article_id"
            " AND p.run_id = s.seen_run JOIN article a ON a.id = s.article_id WHERE s.run_id IS NULL GROUP BY p.id ORDER BY a.name, p.run_id"
        )
        if name in ids
    ]
    for start in range(0, len(found), _CHUNK):
        chunk = found[start : start + _CHUNK]
        sets = _sets(store, [set_id for set_id, _, _ in chunk], by_row(store))
        yield from ((name, annotations, names) for (_, annotations, _), (_, name, names) in zip(sets, chunk, strict=True))


def _sets(store: Store, set_ids: Sequence[int], schemas: Mapping[int, SchemaRow]) -> Iterator[tuple[Article, AnnotationSet, SchemaRow]]:
    marks = ", ".join("?" * len(set_ids))
    mentions = _items(store, f"SELECT set_id, {MENTION_COLUMNS} FROM mention WHERE set_id IN ({marks}) ORDER BY set_id, id", set_ids)
    links = _items(
        store, f"SELECT set_id, {LINK_COLUMNS} FROM link WHERE set_id IN ({marks}) ORDER BY set_id, source, role, target", set_ids
    )
    rows = store.rows(
        f"SELECT s.id, a.name, t.text, a.language, a.meta, s.schema_id, {SET_COLUMNS}"
        " FROM annotation_set s JOIN article a ON a.id = s.article_id JOIN article_text t ON t.article_id = a.id"
        f" WHERE s.id IN ({marks})",
        set_ids,
    )
    by_id = {row[0]: row for row in rows}
    for set_id in set_ids:
        row = by_id[set_id]
        article = article_from(row[1:5])
        annotations = set_from(article.id, row[6:], map(mention_from, mentions.get(set_id, ())), map(link_from, links.get(set_id, ())))
        yield article, annotations, schemas[row[5]]


def _items(store: Store, sql: str, set_ids: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    rows = store.rows(sql, set_ids)
    return {set_id: [row[1:] for row in group] for set_id, group in groupby(rows, key=lambda row: row[0])}
