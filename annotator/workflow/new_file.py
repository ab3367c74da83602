"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


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
