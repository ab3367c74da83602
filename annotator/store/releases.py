"""Releases: what was given away, for good."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from annotator.model.errors import Misuse
from annotator.store.database import Store
from annotator.store.schemas import now


def record(store: Store, name: str, manifest: Mapping[str, Any]) -> None:
    """Note a release with its manifest.

    Raises Misuse when there is one of this name, for a release never changes.
    """
    with store.write() as db:
        if db.execute("SELECT 1 FROM release WHERE name = ?", [name]).fetchone():
            raise Misuse(f"there is a release {name!r} already", "choose another name; a release never changes")
        db.execute("INSERT INTO release VALUES (?, ?, ?)", [name, now(), json.dumps(dict(manifest), sort_keys=True)])


def all(store: Store) -> dict[str, dict[str, Any]]:
    """The manifest of every release by name, oldest first."""
    return {name: json.loads(manifest) for name, manifest in store.rows("SELECT name, manifest FROM release ORDER BY at, name")}
