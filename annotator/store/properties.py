"""Values by name that the store keeps of the project as a whole, each JSON."""

from __future__ import annotations

import json
from typing import Any

from annotator.store.database import Store


def get(store: Store, name: str) -> Any:
    """The value of this name, or `None`."""
    row = store.row("SELECT value FROM property WHERE name = ?", [name])
    return None if row is None else json.loads(row[0])


def put(store: Store, name: str, value: Any) -> None:
    """Keep the value in place of the one before."""
    with store.write() as db:
        db.execute(
            "INSERT INTO property VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, json.dumps(value, ensure_ascii=False, sort_keys=True)],
        )
