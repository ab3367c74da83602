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
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, ScalarNode

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
class Items:
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


Node = Scalar | Items | Table


def read_nodes(data: bytes, name: str) -> tuple[Node | None, list[Fault]]:
    """The document in `data` and what is wrong with it; the document is `None` when it can't be read at all."""
    if len(data) > MOST_BYTES:
        return None, [Fault(name, None, "", f"is larger than {MOST_BYTES:,} bytes")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Fault(name, line, "", f"is not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start})")]
    try:
        faults = list(_forbidden(text, name))
        if faults:
            return None, faults
        root = _yaml().compose(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [Fault(name, mark.line + 1 if mark else None, "", f"is not YAML: {error.problem or error.context}")]
    except (YAMLError, ValueError) as error:
        return None, [Fault(name, None, "", f"is not YAML: {str(error).splitlines()[0]}")]
    if root is None:
        return None, [Fault(name, None, "", "is empty")]
    found: list[Fault] = []
    return _node(root, name, "", found), found


def plain_reading(word: str) -> str:
    """What an unquoted word is to one YAML reader or another when it is no text, such as `a number`; else nothing.

    `NO`, `yes` and `ON` are texts in YAML 1.2.
    """
    return next((what for what, pattern in _READINGS if pattern.fullmatch(word)), "")


def _yaml() -> YAML:
    return YAML(typ="safe", pure=True)


def _forbidden(text: str, name: str) -> Iterator[Fault]:
    """What a schema has no need of and what makes YAML dangerous, found before anything is built."""
    depth = 0
    for event in _yaml().parse(io.StringIO(text)):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            yield Fault(name, line, "", f"aliases are not allowed (got *{event.anchor})")
        elif isinstance(event, NodeEvent):
            if event.anchor:
                yield Fault(name, line, "", f"anchors are not allowed (got &{event.anchor})")
            tag = str(getattr(event, "ctag", None) or "")
            if tag:
                yield Fault(name, line, "", f"tags are not allowed (got {tag})")
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MOST_DEPTH:
                yield Fault(name, line, "", f"is nested deeper than {MOST_DEPTH} levels")
                return
        elif isinstance(event, CollectionEndEvent):
            depth -= 1


def _node(node: Any, name: str, path: str, faults: list[Fault]) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        return Scalar(
            node.value, line, node.style is None and node.value in _NULLS, plain_reading(node.value) if node.style is None else ""
        )
    if isinstance(node, MappingNode):
        return _table(node, name, path, faults)
    return Items(tuple(_node(item, name, f"{path}[{i}]", faults) for i, item in enumerate(node.value)), line)


def _table(node: Any, name: str, path: str, faults: list[Fault]) -> Table:
    entries: dict[str, Node] = {}
    lines: dict[str, int] = {}
    odd: dict[str, str] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            faults.append(Fault(name, line, path, "a key must be a word"))
            continue
        where = f"{path}.{key.value}" if path else key.value
        if key.value in entries:
            faults.append(Fault(name, line, where, f"stands here a second time; the first is on line {lines[key.value]}"))
            continue
        lines[key.value] = line
        if key.style is None and (reading := plain_reading(key.value)):
            odd[key.value] = reading
        entries[key.value] = _node(value, name, where, faults)
    return Table(entries, lines, node.start_mark.line + 1, odd)
