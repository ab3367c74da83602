"""Annotation sets: read whole, written one edit at a time with the log, never last-write-wins; `streaming` reads many."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from annotator.model.annotation import AnnotationSet
from annotator.model.doubt import expected_wrong
from annotator.model.edit_data import edit_data
from annotator.model.edits import Applied, Edit, is_undoable
from annotator.model.errors import BadData, StaleRevision
from annotator.model.history import Action
from annotator.model.schema import Schema
from annotator.store.database import Store, sqlite3
from annotator.store.rows import (
    LINK_COLUMNS,
    MENTION_COLUMNS,
    PUT_LINK,
    PUT_MENTION,
    SET_COLUMNS,
    link_from,
    link_row,
    mention_from,
    mention_row,
    set_from,
)
from annotator.store.schemas import now, schema_id

# of two runs at once the newer one has the last word, whichever comes first to an article
_PUT_DOUBT = (
    "UPDATE article SET doubt = ?1 * 100 / max(words, 1) WHERE name = ?2"
    " AND NOT EXISTS (SELECT 1 FROM annotation_set s WHERE s.article_id = article.id AND s.run_id > ?3)"
)


def load(store: Store, article_id: str, annotator: str) -> AnnotationSet | None:
    """The set of a person or of gold, or `None` when they have none on this article."""
    return _one(store, article_id, "s.annotator = ? AND s.run_id IS NULL", [annotator])


def newest_model_set(store: Store, article_id: str) -> AnnotationSet | None:
    """What the latest pre-annotation run proposed for the article, or `None`."""
    return _one(store, article_id, "s.run_id IS NOT NULL ORDER BY s.run_id DESC LIMIT 1", [])


@dataclass(frozen=True, slots=True)
class Proposals:
    """What the run with this id proposed for an article."""

    run_id: int
    annotations: AnnotationSet


def newer_proposals(store: Store, article_id: str, annotator: str) -> Proposals | None:
    """The newest proposals for the article, or `None` when there are none that the annotator's set has not seen."""
    row = store.row(
        "SELECT max(s.run_id), (SELECT p.seen_run FROM annotation_set p WHERE p.article_id = a.id AND p.annotator = ? AND p.run_id IS NULL)"
        " FROM article a JOIN annotation_set s ON s.article_id = a.id WHERE a.name = ?",
        [annotator, article_id],
    )
    newest, seen = row or (None, None)
    if newest is None or (seen is not None and seen >= newest):
        return None
    found = newest_model_set(store, article_id)
    return None if found is None else Proposals(newest, found)


def note_seen(store: Store, article_id: str, annotator: str, run_id: int) -> None:
    """Note that the annotator's set has nothing to take from this run, so that it is not asked again."""
    with store.write() as db:
        db.execute(
            "UPDATE annotation_set SET seen_run = ?"
            " WHERE article_id = (SELECT id FROM article WHERE name = ?) AND annotator = ? AND run_id IS NULL",
            [run_id, article_id, annotator],
        )


def note_all_seen_in(db: Database, names: Iterable[tuple[str, str]]) -> None:
    """Note, inside a transaction, that these sets (article, annotator) have seen every run that there is on their articles."""
    db.conn.executemany(
        "UPDATE annotation_set SET seen_run = (SELECT max(p.run_id) FROM annotation_set p WHERE p.article_id = annotation_set.article_id)"
        " WHERE article_id = (SELECT id FROM article WHERE name = ?) AND annotator = ? AND run_id IS NULL",
        names,
    )


def model_set(store: Store, article_id: str, annotator: str) -> AnnotationSet | None:
    """What the model of this name (`NAME-VERSION`) proposed last for the article, or `None`."""
    return _one(store, article_id, "s.annotator = ? AND s.run_id IS NOT NULL ORDER BY s.run_id DESC LIMIT 1", [annotator])


def names(store: Store) -> list[tuple[str, str]]:
    """Article and annotator of every set of a person or of gold, in that order."""
    sql = "SELECT a.name, s.annotator FROM annotation_set s JOIN article a ON a.id = s.article_id WHERE s.run_id IS NULL ORDER BY 1, 2"
    return store.rows(sql)


def commit(
    store: Store,
    before: AnnotationSet | None,
    applied: Applied,
    edit: Edit,
    *,
    schema: Schema,
    action: Action = Action.DO,
    of: int | None = None,
    keys: int = 0,
    session: str = "",
    seen_run: int | None = None,
) -> None:
    """Save what an edit did and the edit itself, in one transaction; `before` is `None` for a new set.

    `keys` is the number of keys pressed for it, `session` names the sitting, `seen_run` the run whose
    proposals a seed or refresh brings (without it a new set counts as having seen what is there).
    Raises StaleRevision when the stored set is not `before`, BadData when there is no such article.
    """
    with store.write() as db:
        commit_in(db, before, applied, edit, schema=schema, action=action, of=of, keys=keys, session=session, seen_run=seen_run)


def commit_in(
    db: Database,
    before: AnnotationSet | None,
    applied: Applied,
    edit: Edit,
    *,
    schema: Schema,
    action: Action = Action.DO,
    of: int | None = None,
    keys: int = 0,
    session: str = "",
    seen_run: int | None = None,
) -> None:
    """As `commit`, inside a transaction that saves more than one edit."""
    after = applied.after
    schema_row = schema_id(db, schema)
    set_id = _insert_set(db, after, schema_row, seen_run=seen_run) if before is None else _advance(db, before, after, schema_row, seen_run)
    _write_items(db, set_id, before, applied)
    db.execute(
        "INSERT INTO edit_log (set_id, revision, at, action, of, undoable, keys, session, edit, inverse)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [set_id, after.revision, now(), str(action), of, is_undoable(edit), keys, session, _json(edit), _json(applied.inverse)],
    )


def add_model_sets(store: Store, run_id: int, sets: Sequence[AnnotationSet], *, schema: Schema) -> None:
    """Save what a run proposed for some articles, in one transaction; nothing changes these sets afterwards.

    Raises BadData when there is no such article, Unavailable when the run has a set on it already.
    """
    with store.write() as db:
        add_model_sets_in(db, run_id, sets, schema=schema)


def add_model_sets_in(db: Database, run_id: int, sets: Sequence[AnnotationSet], *, schema: Schema) -> None:
    """As `add_model_sets`, inside a transaction that saves something else too."""
    schema_row = schema_id(db, schema)
    made = [(_insert_set(db, annotations, schema_row, run_id), annotations) for annotations in sets]
    db.conn.executemany(PUT_MENTION, (mention_row(set_id, m) for set_id, annotations in made for m in annotations.mentions.values()))
    db.conn.executemany(PUT_LINK, (link_row(set_id, link) for set_id, annotations in made for link in annotations.links.values()))
    db.conn.executemany(_PUT_DOUBT, ((expected_wrong(annotations), annotations.article_id, run_id) for annotations in sets))


def _one(store: Store, article_id: str, where: str, values: Iterable[Any]) -> AnnotationSet | None:
    row = store.row(
        f"SELECT s.id, {SET_COLUMNS} FROM annotation_set s JOIN article a ON a.id = s.article_id WHERE a.name = ? AND {where}",
        [article_id, *values],
    )
    if row is None:
        return None
    mentions = store.rows(f"SELECT {MENTION_COLUMNS} FROM mention WHERE set_id = ? ORDER BY id", row[:1])
    links = store.rows(f"SELECT {LINK_COLUMNS} FROM link WHERE set_id = ? ORDER BY source, role, target", row[:1])
    return set_from(article_id, row[1:], map(mention_from, mentions), map(link_from, links))


def _insert_set(
    db: Database, annotations: AnnotationSet, schema_row: int, run_id: int | None = None, *, seen_run: int | None = None
) -> int:
    article = db.execute("SELECT id FROM article WHERE name = ?", [annotations.article_id]).fetchone()
    if article is None:
        raise BadData(f"there is no article {annotations.article_id!r}")
    try:
        row = db.execute(
            "INSERT INTO annotation_set"
            " (article_id, annotator, kind, status, reason, flags, revision, next_number, schema_id, run_id, seen_run)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
            " CASE WHEN ?10 IS NULL THEN coalesce(?11, (SELECT max(run_id) FROM annotation_set WHERE article_id = ?1)) END) RETURNING id",
            [article[0], annotations.annotator, str(annotations.kind), *_standing(annotations), schema_row, run_id, seen_run],
        ).fetchone()
    except sqlite3.IntegrityError as error:
        if run_id is not None:
            raise
        raise _stale(annotations) from error
    return int(row[0])


def _advance(db: Database, before: AnnotationSet, after: AnnotationSet, schema_row: int, seen_run: int | None) -> int:
    row = db.execute(
        "UPDATE annotation_set SET status = ?, reason = ?, flags = ?, revision = ?, next_number = ?, schema_id = ?,"
        " seen_run = coalesce(?, seen_run)"
        " WHERE article_id = (SELECT id FROM article WHERE name = ?) AND annotator = ? AND run_id IS NULL AND revision = ? RETURNING id",
        [*_standing(after), schema_row, seen_run, before.article_id, before.annotator, before.revision],
    ).fetchone()
    if row is None:
        raise _stale(before)
    return int(row[0])


def _write_items(db: Database, set_id: int, before: AnnotationSet | None, applied: Applied) -> None:
    """Bring the rows of what was touched up to date."""
    after, touched = applied.after, applied.touched
    old_mentions, old_links = (before.mentions, before.links) if before else ({}, {})
    gone = [(set_id, *key) for key in sorted(applied.relinked) if key in old_links and key not in after.links]
    db.conn.executemany("DELETE FROM link WHERE set_id = ? AND source = ? AND role = ? AND target = ?", gone)
    lost = [(set_id, name) for name in touched if name in old_mentions and name not in after.mentions]
    db.conn.executemany("DELETE FROM mention WHERE set_id = ? AND id = ?", lost)
    changed = [
        after.mentions[name] for name in sorted(touched) if name in after.mentions and after.mentions[name] != old_mentions.get(name)
    ]
    db.conn.executemany(PUT_MENTION, (mention_row(set_id, mention) for mention in changed))
    relinked = [after.links[key] for key in sorted(applied.relinked) if key in after.links and after.links[key] != old_links.get(key)]
    db.conn.executemany(PUT_LINK, (link_row(set_id, link) for link in relinked))


def _standing(annotations: AnnotationSet) -> tuple[Any, ...]:
    """Status, reason, flags, revision and next number, as the columns follow each other."""
    flags = json.dumps(list(annotations.flags), ensure_ascii=False)
    return (str(annotations.status), annotations.reason, flags, annotations.revision, annotations.next_number)


def _json(edit: Edit) -> str:
    return json.dumps(edit_data(edit), ensure_ascii=False, separators=(",", ":"))


def _stale(annotations: AnnotationSet) -> StaleRevision:
    return StaleRevision(
        f"{annotations.annotator}'s work on {annotations.article_id!r} was changed elsewhere; it was read again", "do it once more"
    )
