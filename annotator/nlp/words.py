"""The word lists in `data/`: entries parted by commas, comments after `#`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of `data/NAME.txt` in its order."""
    return tuple(entry for line in _lines(name) for entry in _entries(line))


@cache
def word_set(name: str) -> frozenset[str]:
    """The entries of `data/NAME.txt`, to look one up."""
    return frozenset(words(name))


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of `data/NAME.txt` under the `KEY:` that begins each line; a key may come again."""
    found: dict[str, list[str]] = {}
    for line in _lines(name):
        key, colon, rest = line.partition(":")
        if not colon:
            raise ValueError(f"data/{name}.txt: a line without KEY: {line[:40]!r}")
        found.setdefault(key.strip(), []).extend(_entries(rest))
    return {key: tuple(entries) for key, entries in found.items()}


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _entries(line: str) -> list[str]:
    return [entry.strip() for entry in line.split(",") if entry.strip()]
