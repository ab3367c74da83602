"""Many annotation sets one after the other, with their articles and schemas, a few in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from annotator.model.annotation import AnnotationSet, Kind, State
from annotator.model.article import Article
from annotator.model.kept import Kept, KeptLink, KeptMention
from annotator.store.articles import article_from
from annotator.store.database import Store, marks
from annotator.store.rows import LINK_COLUMNS, MENTION_COLUMNS, SET_COLUMNS, link_from, mention_from, pairs_from, set_from
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
    set_ids = _set_ids(store, annotator=annotator, kind=kind, newest_model=newest_model, ids=ids)
    for start in range(0, len(set_ids), _CHUNK):
        yield from _sets(store, set_ids[start : start + _CHUNK], by_row(store))


@dataclass(frozen=True, slots=True)
class Glance:
    """An article's id and length in code points; its text where that was asked for, else nothing."""

    id: str
    length: int
    text: str


def stream_kept(
    store: Store, *, newest_model: bool = False, ids: Collection[str] | None = None, texts: bool = True
) -> Iterator[tuple[Glance, Kept]]:
    """As `stream`, but of each set only what is kept, which is read several times as fast.

    Of the newest proposals everything is taken as kept. Without `texts` the articles' texts are not read.
    """
    set_ids = _set_ids(store, newest_model=newest_model, ids=ids)
    for start in range(0, len(set_ids), _CHUNK):
        yield from _kept_sets(store, set_ids[start : start + _CHUNK], texts, "" if newest_model else _KEPT)


_KEPT = f" AND state IN ({', '.join(repr(state.value) for state in State if state.kept)})"


def _set_ids(
    store: Store,
    *,
    annotator: str | None = None,
    kind: Kind | None = None,
    newest_model: bool = False,
    ids: Collection[str] | None = None,
) -> list[int]:
    where, values = ["i.finished_at IS NOT NULL"], []
    if newest_model:
        where.append("s.run_id = (SELECT max(o.run_id) FROM annotation_set o WHERE o.article_id = s.article_id AND o.run_id IS NOT NULL)")
    else:
        where.append("s.run_id IS NULL")
    for column, value in (("s.annotator", annotator), ("s.kind", kind)):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(str(value))
    if ids:
        where.append("a.name BETWEEN ? AND ?")
        values += [min(ids), max(ids)]
    found = store.rows(
        "SELECT s.id, a.name FROM annotation_set s JOIN article a ON a.id = s.article_id JOIN import i ON i.id = a.import_id"
        f" WHERE {' AND '.join(where)} ORDER BY a.name, s.annotator",
        values,
    )
    return [set_id for set_id, name in found if ids is None or name in ids]


def _kept_sets(store: Store, set_ids: Sequence[int], texts: bool, kept: str) -> Iterator[tuple[Glance, Kept]]:
    mentions: dict[int, list[KeptMention]] = {set_id: [] for set_id in set_ids}
    links: dict[int, list[KeptLink]] = {set_id: [] for set_id in set_ids}
    for set_id, name, layer, label, first, last, fragments, canonical in store.rows(
        f"SELECT set_id, id, layer, label, first, last, fragments, canonical FROM mention WHERE set_id IN ({marks(set_ids)}){kept}"
        " ORDER BY set_id, id",
        set_ids,
    ):
        mentions[set_id].append(
            KeptMention(name, layer, label, ((first, last),) if fragments is None else pairs_from(fragments), canonical)
        )
    for set_id, source, role, target in store.rows(
        f"SELECT set_id, source, role, target FROM link WHERE set_id IN ({marks(set_ids)}){kept} ORDER BY set_id, source, role, target",
        set_ids,
    ):
        links[set_id].append(KeptLink(source, role, target))
    text = "(SELECT t.text FROM article_text t WHERE t.article_id = a.id)" if texts else "''"
    rows = store.rows(
        f"SELECT s.id, s.annotator, a.name, a.characters, {text} FROM annotation_set s JOIN article a ON a.id = s.article_id"
        f" WHERE s.id IN ({marks(set_ids)})",
        set_ids,
    )
    by_id = {row[0]: row[1:] for row in rows}
    for set_id in set_ids:
        annotator, *article = by_id[set_id]
        yield Glance(*article), Kept(article[0], annotator, mentions[set_id], links[set_id])


def seen_proposals(store: Store, ids: Collection[str]) -> Iterator[tuple[str, Kept, frozenset[str]]]:
    """Article by article the proposals that people's sets have seen last, or would have if not bare, with the names of those people.

    Everything is taken as kept.
    """
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
        kept = _kept_sets(store, [set_id for set_id, _, _ in chunk], False, "")
        yield from ((name, proposals, names) for (_, proposals), (_, name, names) in zip(kept, chunk, strict=True))


def _sets(store: Store, set_ids: Sequence[int], schemas: Mapping[int, SchemaRow]) -> Iterator[tuple[Article, AnnotationSet, SchemaRow]]:
    mentions = _items(
        store, f"SELECT set_id, {MENTION_COLUMNS} FROM mention WHERE set_id IN ({marks(set_ids)}) ORDER BY set_id, id", set_ids
    )
    links = _items(
        store, f"SELECT set_id, {LINK_COLUMNS} FROM link WHERE set_id IN ({marks(set_ids)}) ORDER BY set_id, source, role, target", set_ids
    )
    rows = store.rows(
        f"SELECT s.id, a.name, t.text, a.language, a.meta, s.schema_id, {SET_COLUMNS}"
        " FROM annotation_set s JOIN article a ON a.id = s.article_id JOIN article_text t ON t.article_id = a.id"
        f" WHERE s.id IN ({marks(set_ids)})",
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
