"""A safe YAML 1.2 reader that knows the line of everything: no tags, no aliases, no duplicate keys, bounded size and depth.

Scalars stay text, so that a key `y` or `1` is what was written; what a value means is the business
of who asked for it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from annotator.formats.faults import Fault

MOST_BYTES = 1 << 20
MOST_DEPTH = 64
_NULLS = ("", "~", "null", "Null", "NULL")
_READINGS = (
    ("nothing", re.compile(r"~|null|Null|NULL|")),
    ("true or false", re.compile(r"true|True|TRUE|false|False|FALSE")),
    ("a date", re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?")),
    (
        "a number",
        re.compile(
            r"[-+]?(?:0[xob][0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word or text; `is_null` for an unquoted null or nothing, `reads_as` as in `plain_reading`."""

    text: str
    line: int
    is_null: bool
    reads_as: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order of the file; `lines` has the line of each key, `odd` what an unquoted key reads as that is no text."""

    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int
    odd: Mapping[str, str] = field(default_factory=dict)


Node = Scalar | Listing | Table


def is_nothing(node: Node | None) -> bool:
    """Whether nothing is given: no node, or an unquoted null."""
    return node is None or (isinstance(node, Scalar) and node.is_null)


def read_nodes(data: bytes, name: str) -> tuple[Node | None, list[Fault]]:
    """The document in `data` and what is wrong with it; the document is `None` when it can't be read at all."""
    if len(data) > MOST_BYTES:
        return None, [Fault(name, None, "", f"is larger than {MOST_BYTES:,} bytes")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Fault(name, line, "", f"is not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start})")]
    reading = _Reading(name)
    try:
        root = reading.document(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [Fault(name, mark.line + 1 if mark else None, "", f"is not YAML: {error.problem or error.context}")]
    except (YAMLError, ValueError) as error:
        return None, [Fault(name, None, "", f"is not YAML: {str(error).splitlines()[0]}")]
    if reading.forbidden:
        return None, reading.forbidden
    if root is None:
        return None, [Fault(name, None, "", "is empty")]
    return root, reading.faults


def plain_reading(word: str) -> str:
    """What an unquoted word is to one YAML reader or another when it is no text, such as `a number`; else nothing.

    `NO`, `yes` and `ON` are texts in YAML 1.2.
    """
    return next((what for what, pattern in _READINGS if pattern.fullmatch(word)), "")


class _TooDeep(Exception):
    """The document is nested deeper than allowed; the rest is not read."""


class _Reading:
    """One pass over the events of a document: `faults` of it, and `forbidden` what a schema has no need of and makes YAML dangerous."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.forbidden: list[Fault] = []
        self._events: Iterator[Any] = iter(())
        self._depth = 0

    def document(self, text: str) -> Node | None:
        """The document, `None` when there is none; what is forbidden or too deep is left out."""
        self._events = YAML(typ="safe", pure=True).parse(io.StringIO(text))
        root: Node | None = None
        try:
            for event in self._events:
                if isinstance(event, DocumentStartEvent) and root is not None:
                    self._forbid(event, "holds more than one document")
                elif isinstance(event, NodeEvent):
                    root = self._node(event, "")
        except _TooDeep:
            return None
        return root

    def _forbid(self, event: Any, what: str) -> None:
        self.forbidden.append(Fault(self.name, event.start_mark.line + 1, "", what))

    def _node(self, event: Any, path: str) -> Node:
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            self._forbid(event, f"aliases are not allowed (got *{event.anchor})")
            return Scalar("", line, True)
        if event.anchor:
            self._forbid(event, f"anchors are not allowed (got &{event.anchor})")
        if tag := str(getattr(event, "ctag", None) or ""):
            self._forbid(event, f"tags are not allowed (got {tag})")
        if isinstance(event, ScalarEvent):
            is_plain = event.style is None
            return Scalar(event.value, line, is_plain and event.value in _NULLS, plain_reading(event.value) if is_plain else "")
        return self._collection(event, path, line)

    def _collection(self, event: CollectionStartEvent, path: str, line: int) -> Node:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            self._forbid(event, f"is nested deeper than {MOST_DEPTH} levels")
            raise _TooDeep
        found = self._table(path, line) if isinstance(event, MappingStartEvent) else self._items(path, line)
        self._depth -= 1
        return found

    def _inside(self) -> Iterator[Any]:
        """The events up to the end of the collection that was begun."""
        for event in self._events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def _items(self, path: str, line: int) -> Listing:
        return Listing(tuple(self._node(event, f"{path}[{index}]") for index, event in enumerate(self._inside())), line)

    def _table(self, path: str, line: int) -> Table:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        odd: dict[str, str] = {}
        inside = self._inside()
        for event in inside:
            key = self._node(event, path)
            word = key.text if isinstance(key, Scalar) else ""
            value = self._node(next(inside), f"{path}.{word}" if path else word)
            if not isinstance(key, Scalar):
                self.faults.append(Fault(self.name, key.line, path, "a key must be a word"))
            elif word in entries:
                where = f"{path}.{word}" if path else word
                self.faults.append(Fault(self.name, key.line, where, f"stands here a second time; the first is on line {lines[word]}"))
            else:
                entries[word], lines[word] = value, key.line
                if key.reads_as:
                    odd[word] = key.reads_as
        return Table(entries, lines, line, odd)
