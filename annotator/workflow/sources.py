"""The files behind the paths of an import: folders walked, what is no plain file refused, stdin kept for a second reading."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.formats import importers
from annotator.formats.importers import Importer
from annotator.model.errors import Misuse

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be read: its name for people, the id it has when the whole file is one article, its format."""

    name: str
    path: Path
    article_id: str
    importer: Importer

    def open(self) -> BinaryIO:
        """The file, for reading."""
        return self.path.open("rb")


@contextmanager
def sources(paths: Sequence[Path], format_name: str | None) -> Iterator[tuple[list[Source], list[str]]]:
    """The files to read in a fixed order, and the names of those in folders that no format knows.

    Raises Misuse for a path that is not there, no plain file, unreadable, or of a format nobody knows.
    """
    chosen = importers.get(format_name) if format_name else None
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        found: list[Source] = []
        ignored: list[str] = []
        for path in paths:
            if str(path) == STDIN:
                found.append(_spooled(Path(folder) / "stdin", chosen))
            elif path.is_dir():
                found += _walk(path, chosen, ignored)
            else:
                found.append(_file(path, chosen))
        yield found, ignored


def _spooled(target: Path, chosen: Importer | None) -> Source:
    if chosen is None:
        raise Misuse("stdin has no suffix to tell its format", f"say it with --format: {', '.join(importers.names())}")
    with target.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return Source("stdin", target, "stdin", chosen)


def _file(path: Path, chosen: Importer | None) -> Source:
    if not path.exists():
        raise Misuse(f"{path}: there is no such file")
    if not path.is_file():
        raise Misuse(f"{path} is no plain file", "- reads from stdin")
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}") from error
    importer = chosen or importers.guess(path.name)
    if importer is None:
        raise Misuse(f"{path}: its suffix tells no format", f"say it with --format: {', '.join(importers.names())}")
    return Source(str(path), path, path.with_suffix("").name, importer)


def _walk(folder: Path, chosen: Importer | None, ignored: list[str]) -> Iterator[Source]:
    """The files of a folder by their paths; hidden ones and those of no known format are named in `ignored`."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        relative = path.relative_to(folder)
        importer = importers.guess(path.name)
        if any(part.startswith(".") for part in relative.parts) or importer is None or (chosen and importer.name != chosen.name):
            ignored.append(str(path))
        else:
            yield Source(str(path), path, relative.with_suffix("").as_posix(), importer)
