"""Whether a store is sound, and a copy of it that is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.model.article import text_sha256
from annotator.model.errors import AnnotatorError, Misuse
from annotator.store import annotations as sets
from annotator.store import articles, log
from annotator.store.database import Store, sqlite3, translated

_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


def integrity(store: Store) -> Iterator[str]:
    """What is wrong in the store, a sentence each: the file, dangling rows, changed texts, logs that do not replay to their set."""
    for (line,) in store.rows("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the file is damaged: {line}"
    for table, rowid, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield f"a row of {table} ({rowid}) points at a row of {parent} that is not there"
    beyond = (
        "SELECT a.name, s.annotator, m.id FROM mention m JOIN annotation_set s ON s.id = m.set_id JOIN article a ON a.id = s.article_id"
        " WHERE m.last > a.characters ORDER BY 1, 2, 3"
    )
    for name, annotator, mention_id in store.rows(beyond):
        yield f"mention {mention_id} of {annotator} on {name!r} ends after the text"
    yield from _texts(store)
    yield from _logs(store)


def environment(store: Store) -> Iterator[str]:
    """What may become a danger: an SQLite with the WAL-reset fault."""
    version = sqlite3.sqlite_version_info
    newer_fix = any(version[:2] == fixed[:2] and version >= fixed for fixed in _FIXED)
    if version < _FIXED[0] and not newer_fix:
        yield (
            f"SQLite {sqlite3.sqlite_version} has a rare fault that can damage a store in heavy use (fixed in 3.51.3, 3.50.7, 3.44.6);"
            " a newer Python or pysqlite3-binary brings a fixed one"
        )
    for import_id, source in store.rows("SELECT id, source FROM import WHERE finished_at IS NULL"):
        yield f"import {import_id} of {source} was not finished; the next import takes its articles back"


def backup(store: Store, target: Path) -> None:
    """Copy the store, consistent although others write to it.

    Raises Misuse when `target` exists or its folder does not, Unavailable when it can't be written.
    """
    if target.exists():
        raise Misuse(f"{target} is there already", "choose another name; a backup overwrites nothing")
    if not target.parent.is_dir():
        raise Misuse(f"{target.parent} is no folder", "make it first")
    try:
        with translated(target):
            store.db.execute("VACUUM INTO ?", [str(target)])
    except BaseException:
        # half a copy is worse than none
        target.unlink(missing_ok=True)
        raise


def _texts(store: Store) -> Iterator[str]:
    digests = articles.digests(store)
    for article in articles.stream(store):
        if text_sha256(article.text) != digests[article.id]:
            yield f"the text of article {article.id!r} is not the one that was imported"


def _logs(store: Store) -> Iterator[str]:
    for article_id, annotator in sets.names(store):
        who = f"{annotator}'s work on {article_id!r}"
        try:
            current = sets.load(store, article_id, annotator)
        except (ValueError, TypeError, AttributeError) as error:
            yield f"{who} can't be read: {error}"
            continue
        try:
            replayed = log.replay(store, article_id, annotator)
        except (AnnotatorError, LookupError, ValueError, TypeError, AttributeError) as error:
            yield f"the log of {who} can't be replayed: {error}"
            continue
        if replayed != current:
            yield f"the log of {who} does not give the set that is stored"
