"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.model.errors import Misuse
from annotator.workflow.places import SCHEMA_NAME, STORE_NAME
from annotator.workflow.project import Project


def writable(project: Project, target: Path) -> Path:
    """The file that a name stands for, when something may be written in its place.

    Raises Misuse for a file of the project itself, and for what is no regular file.
    """
    real = target.resolve()
    own = {(project.folder / name).resolve() for name in (STORE_NAME, f"{STORE_NAME}-wal", f"{STORE_NAME}-shm", SCHEMA_NAME)}
    if real in own:
        raise Misuse(f"{target} belongs to the project itself", "choose another name for the file")
    if real.exists() and not real.is_file():
        raise Misuse(f"{target} is no regular file", "choose another name for the file")
    return real


@contextmanager
def temporary_beside(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file in the target's folder, open for writing, that is gone afterwards unless it was moved to the target."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    path = Path(name)
    try:
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)
        with os.fdopen(handle, "wb") as file:
            yield file, path
    finally:
        path.unlink(missing_ok=True)


def replace_file(target: Path, data: bytes) -> None:
    """Write a small file in place of what is there, on disk before it takes the name."""
    with temporary_beside(target) as (file, temporary):
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        temporary.replace(target)
