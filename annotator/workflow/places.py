"""Where projects are, without opening one."""

from __future__ import annotations

from pathlib import Path

from annotator.model.errors import Misuse

STORE_NAME = "annotations.db"
SCHEMA_NAME = "schema.yaml"


def find_project(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds a project.

    Raises Misuse when there is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / STORE_NAME).exists():
            return folder
    raise Misuse(f"there is no project in {start} or above it", "make one: annotator init DIR, or try one: annotator demo")


def has_project(start: Path | None = None) -> bool:
    """Whether `start` (the current folder by default) or a folder above it is a project."""
    here = (start or Path.cwd()).resolve()
    return any((folder / STORE_NAME).exists() for folder in (here, *here.parents))
