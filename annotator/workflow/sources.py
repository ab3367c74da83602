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

from annotator.formats import importers, manifest, rejected
from annotator.formats.faults import printable
from annotator.formats.importers import Importer
from annotator.model.errors import Misuse

STDIN = "-"
_HEAD = 64 * 1024


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

    @property
    def rejected(self) -> Path:
        """Where its bad records go; those of stdin into the current folder."""
        return Path(f"{self.name}{rejected.SUFFIX}")

    def stamp(self) -> tuple[int, int, int]:
        """What changes when the file does: its number, size and time in nanoseconds."""
        found = self.path.stat()
        return (found.st_ino, found.st_size, found.st_mtime_ns)


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
            elif _is_folder(path):
                found += _walk(path, chosen, ignored)
            else:
                found.append(_file(path, chosen))
        yield found, ignored


def _spooled(target: Path, chosen: Importer | None) -> Source:
    with target.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    importer = chosen or importers.guess("stdin", head_of(target))
    if importer is None:
        raise Misuse("stdin is no JSON and has no suffix to tell its format", f"say it with --format: {', '.join(importers.names())}")
    return Source("stdin", target, "stdin", importer)


def _file(path: Path, chosen: Importer | None) -> Source:
    head = head_of(path)
    importer = chosen or importers.guess(path.name, head)
    if importer is None:
        raise Misuse(f"{path}: its suffix tells no format", f"say it with --format: {', '.join(importers.names())}")
    return Source(str(path), path, path.with_suffix("").name, importer)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # `head_of` says what is wrong with it
        return False


def head_of(path: Path) -> bytes:
    """The first bytes of a plain file.

    Raises Misuse, with the system's reason, for one that can't be read or is no plain file.
    """
    try:
        path.stat()
        if not path.is_file():
            raise Misuse(f"{path} is no plain file", "- reads from stdin")
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        raise Misuse(f"{path}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise Misuse(f"{printable(str(path))}: {getattr(error, 'strerror', None) or error}") from error


def _walk(folder: Path, chosen: Importer | None, ignored: list[str]) -> Iterator[Source]:
    """The files of a folder by their paths; hidden ones, manifests, records rejected before and those of no known format are named in `ignored`."""
    for path in sorted(p for p in folder.rglob("*") if not p.is_dir()):
        relative = path.relative_to(folder)
        is_hidden = (
            any(part.startswith(".") for part in relative.parts) or path.name.endswith(rejected.SUFFIX) or path.name == manifest.NAME
        )
        importer = importers.guess(path.name) if path.is_file() and not is_hidden else None
        if importer is not None and importer.name == "json":
            importer = importers.guess(path.name, head_of(path))
        if importer is None or (chosen and importer.name != chosen.name):
            ignored.append(str(path))
            continue
        head_of(path)
        yield Source(str(path), path, relative.with_suffix("").as_posix(), importer)
