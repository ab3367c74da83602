"""The schema texts that a store has used; every annotation set names its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from annotator.model.schema import Schema
from annotator.store.database import Store


@dataclass(frozen=True, slots=True)
class SchemaRow:
    """A schema as the store keeps it."""

    name: str
    version: str
    sha256: str
    text: str

    def identity(self) -> dict[str, str]:
        """Name, version and sha256, as every exported record names its schema."""
        return {"name": self.name, "version": self.version, "sha256": self.sha256}


def use(store: Store, schema: Schema) -> None:
    """Note that the schema is in use; nothing is written when the store knows it already."""
    if store.row("SELECT 1 FROM schema_text WHERE sha256 = ?", [schema.sha256]) is None:
        with store.write() as db:
            schema_id(db, schema)


def schema_id(db: Database, schema: Schema) -> int:
    """The row of the schema, made when it is new; inside a transaction."""
    row = db.execute("SELECT id FROM schema_text WHERE sha256 = ?", [schema.sha256]).fetchone()
    if row is not None:
        return int(row[0])
    return int(
        db.execute(
            "INSERT INTO schema_text (name, version, sha256, text, since) VALUES (?, ?, ?, ?, ?) RETURNING id",
            [schema.name, schema.version, schema.sha256, schema.text, now()],
        ).fetchone()[0]
    )


def known(store: Store) -> list[SchemaRow]:
    """Every schema the store has used, oldest first."""
    return [SchemaRow(*row) for row in store.rows("SELECT name, version, sha256, text FROM schema_text ORDER BY id")]


def by_row(store: Store) -> dict[int, SchemaRow]:
    """Every schema the store has used, by the id of its row."""
    return {row[0]: SchemaRow(*row[1:]) for row in store.rows("SELECT id, name, version, sha256, text FROM schema_text")}


def now() -> str:
    """The time as every table has it: UTC, ISO 8601, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
