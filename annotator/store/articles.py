"""Articles: imported in batches that become visible together, never changed afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlite_utils import Database

from annotator.model.article import Article
from annotator.model.errors import BadData
from annotator.store.database import Store, marks, sqlite3
from annotator.store.schemas import now

_CHUNK = 200
_TITLE = 160
_WORD = re.compile(r"\w+")
VISIBLE = "JOIN import i ON i.id = a.import_id AND i.finished_at IS NOT NULL"
"""Joins to an article `a` its import, if the article can be seen."""

_COLUMNS = "a.name, t.text, a.language, a.meta"


def begin_import(store: Store, *, source: str, format: str) -> int:
    """The id of a new import; what is added under it is invisible until `finish_import`."""
    with store.write() as db:
        row = db.execute(
            "INSERT INTO import (source, format, started_at) VALUES (?, ?, ?) RETURNING id", [source, format, now()]
        ).fetchone()
    return int(row[0])


def add(store: Store, import_id: int, batch: Sequence[Article]) -> None:
    """Add articles in one transaction.

    Raises BadData when there is an article of one of the ids, visible or not.
    """
    with store.write() as db:
        for article in batch:
            try:
                row = db.execute(
                    "INSERT INTO article (name, title, words, characters, sha256, language, meta, import_id)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                    [*_listed(article), import_id],
                ).fetchone()
            except sqlite3.IntegrityError as error:
                raise BadData(f"there is an article {article.id!r} already", "is another import running?") from error
            db.execute("INSERT INTO article_text (article_id, text) VALUES (?, ?)", [row[0], article.text])


def finish_import(store: Store, import_id: int) -> None:
    """Make the import's articles visible, all at once."""
    with store.write() as db:
        finish_import_in(db, import_id)


def finish_import_in(db: Database, import_id: int) -> None:
    """As `finish_import`, inside a transaction that saves something else too.

    Raises BadData when the import was taken back meanwhile.
    """
    row = db.execute("UPDATE import SET finished_at = ? WHERE id = ? RETURNING id", [now(), import_id]).fetchone()
    if row is None:
        raise BadData("this import was taken back by another one", "import again")


def drop_import(store: Store, import_id: int) -> None:
    """Take back an import that was not finished."""
    with store.write() as db:
        db.execute("DELETE FROM article WHERE import_id = ?", [import_id])
        db.execute("DELETE FROM import WHERE id = ? AND finished_at IS NULL", [import_id])


def drop_unfinished(store: Store) -> int:
    """Take back imports that were killed and return how many."""
    found = store.rows("SELECT id FROM import WHERE finished_at IS NULL")
    for (import_id,) in found:
        drop_import(store, import_id)
    return len(found)


def get(store: Store, article_id: str) -> Article:
    """The article of this id.

    Raises BadData when there is none.
    """
    row = store.row(f"SELECT {_COLUMNS} FROM article a {VISIBLE} JOIN article_text t ON t.article_id = a.id WHERE a.name = ?", [article_id])
    if row is None:
        raise _unknown(article_id)
    return article_from(row)


def holding(store: Store, words: str) -> list[str]:
    """The ids of the articles whose text holds the words, letter for letter, in the order of import."""
    sql = f"SELECT a.name FROM article a {VISIBLE} JOIN article_text t ON t.article_id = a.id WHERE instr(t.text, ?) ORDER BY a.id"
    return [name for (name,) in store.rows(sql, [words])]


def count(store: Store) -> int:
    """How many articles there are."""
    row = store.row(f"SELECT count(*) FROM article a {VISIBLE}")
    return int(row[0]) if row else 0


def digests(store: Store) -> dict[str, str]:
    """The SHA-256 of each article's text, in hexadecimal, by article id."""
    return dict(store.rows(f"SELECT a.name, a.sha256 FROM article a {VISIBLE}"))


def stream(store: Store, ids: Iterable[str] | None = None) -> Iterator[Article]:
    """The articles in the order in which they were imported, or those of `ids` in the order given; a few in memory at a time.

    Raises BadData when there is none of a given id.
    """
    if ids is not None:
        waiting = iter(ids)
        while chunk := list(islice(waiting, _CHUNK)):
            yield from _several(store, chunk)
        return
    last = 0
    while True:
        rows = store.rows(
            f"SELECT {_COLUMNS}, a.id FROM article a {VISIBLE} JOIN article_text t ON t.article_id = a.id"
            " WHERE a.id > ? ORDER BY a.id LIMIT ?",
            [last, _CHUNK],
        )
        if not rows:
            return
        for row in rows:
            yield article_from(row)
        last = rows[-1][-1]


def _several(store: Store, ids: Sequence[str]) -> list[Article]:
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM article a {VISIBLE} JOIN article_text t ON t.article_id = a.id WHERE a.name IN ({marks(ids)})",
        ids,
    )
    found = {row[0]: row for row in rows}
    if missing := next((article_id for article_id in ids if article_id not in found), None):
        raise _unknown(missing)
    return [article_from(found[article_id]) for article_id in ids]


def _unknown(article_id: str) -> BadData:
    return BadData(f"there is no article {article_id!r}", "the queue (key Q) of annotator annotate lists what there is")


def article_from(row: Sequence[Any]) -> Article:
    """The article of a row that begins with name, text, language and meta."""
    name, text, language, meta = islice(row, 4)
    return Article(name, text, language, json.loads(meta))


def _listed(article: Article) -> tuple[Any, ...]:
    words = len(_WORD.findall(article.text))
    meta = json.dumps(dict(article.meta), ensure_ascii=False, sort_keys=True)
    return (article.id, _title(article), words, len(article.text), article.sha256, article.language, meta)


def _title(article: Article) -> str:
    """What lists call the article: its title or headline, else its first line."""
    for key in ("title", "headline"):
        value = article.meta.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:_TITLE]
    return " ".join(next((line for line in article.text.splitlines() if line.strip()), "").split())[:_TITLE]
