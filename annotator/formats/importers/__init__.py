"""Formats that can be imported: one module each, found by looking into this folder, imported when used."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from json import loads
from pathlib import PurePath
from typing import BinaryIO

from annotator.formats import registry
from annotator.formats.record import Reading, ReadOptions

Read = Callable[[BinaryIO, str, str, ReadOptions], Iterator[Reading]]
"""Reads a file: the file, what faults call it, the id of an article that is the whole file, the options."""


@dataclass(frozen=True, slots=True)
class Importer:
    """A format: its name, the suffixes that tell it and how it is read."""

    name: str
    suffixes: tuple[str, ...]
    read: Read


def names() -> list[str]:
    """Every format that can be imported."""
    return registry.names(__name__)


def get(name: str) -> Importer:
    """The format of this name; its module has it as `IMPORTER`.

    Raises Misuse when there is none.
    """
    importer: Importer = registry.load(__name__, name, "IMPORTER")
    return importer


def guess(file: str, head: bytes = b"") -> Importer | None:
    """The format that the file's suffix tells, or its first bytes where they are JSON; else `None`.

    A `.json` file whose first line is a whole object is taken as JSON Lines.
    """
    suffix = PurePath(file).suffix.lower()
    found = next((importer for importer in map(get, names()) if suffix in importer.suffixes), None)
    if found is not None and found.name != "json":
        return found
    begin = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if begin.startswith(b"{") and _is_object(begin.split(b"\n", 1)[0]):
        return get("jsonl")
    return found or (get("json") if begin.startswith((b"{", b"[")) else None)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(loads(line), dict)
    except (ValueError, RecursionError):
        return False
