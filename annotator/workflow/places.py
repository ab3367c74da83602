"""Where projects are, without opening one."""

from __future__ import annotations

from pathlib import Path

STORE_NAME = "annotations.db"
SCHEMA_NAME = "schema.yaml"
EVENT_RULES_NAME = "events.ini"


def nearest(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds a project; `None` when there is none."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / STORE_NAME).exists()), None)
