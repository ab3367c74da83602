"""JSON Lines, read strictly and within limits, written with the same bytes every time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

import jsonlines
import orjson

from annotator.formats.decoding import Line, lines
from annotator.formats.faults import Fault, kind_of
from annotator.formats.limits import Limits
from annotator.formats.strict_json import NotJson, character_faults, may_hide_characters, parse

dumps: Callable[[Any], bytes] = partial(orjson.dumps, option=orjson.OPT_SORT_KEYS)
"""A value as compact JSON bytes in UTF-8 with sorted keys."""


def dumps_any(value: Any) -> bytes:
    """A value as JSON bytes even where it can't be written otherwise: lone surrogates and huge numbers, as escapes and digits."""
    return json.dumps(value, ensure_ascii=True).encode("ascii")


_ARRAY_OF_OBJECTS = re.compile(r"\s*\[\s*(?:\{|\]|$)")


@dataclass(frozen=True, slots=True)
class JsonLine:
    """One line that is not blank: its object, or the faults for which there is none; `raw` is the line's UTF-8."""

    number: int
    raw: bytes
    value: dict[str, Any] | None
    faults: tuple[Fault, ...] = ()


def writer(file: BinaryIO) -> jsonlines.Writer:
    """A writer of one value per line into a binary file, which stays the caller's to close."""
    return jsonlines.Writer(file, dumps=dumps)


def ordered_writer(file: BinaryIO) -> jsonlines.Writer:
    """The same for values whose keys are in order already: the same bytes, sooner."""
    return jsonlines.Writer(file, dumps=orjson.dumps)


def read_objects(file: BinaryIO, name: str, *, encoding: str = "utf-8", limits: Limits | None = None) -> Iterator[JsonLine]:
    """The objects of a JSON Lines file with their line numbers; `name` is what faults call the file.

    Blank lines are skipped and counted. Nothing is raised for what the file says: a line without an
    object carries its faults.
    """
    bounds = limits or Limits()
    first = True
    for line in lines(file, encoding, bounds):
        if line.reason:
            yield _faulty(name, line, line.reason)
            first = False
        elif line.text.strip(" \t\r"):
            if first and _is_whole_array(line.text, bounds):
                yield _faulty(name, line, "this is a JSON array; use --format json or one object per line")
                return
            first = False
            yield _read_line(name, line, bounds)


def _read_line(name: str, line: Line, limits: Limits) -> JsonLine:
    try:
        value = parse(line.text, limits)
    except NotJson as error:
        return _faulty(name, line, error.reason)
    if not isinstance(value, dict):
        return _faulty(name, line, f"expected an object, got {kind_of(value)}")
    found = character_faults(value) if may_hide_characters(line.text) else ()
    faults = tuple(Fault(name, line.number, path, reason) for path, reason in found)
    return JsonLine(line.number, line.raw, None if faults else value, faults)


def _is_whole_array(text: str, limits: Limits) -> bool:
    """Whether the first line begins an array of objects, on this line alone or over many."""
    if not _ARRAY_OF_OBJECTS.match(text):
        return False
    try:
        value = parse(text, limits)
    except NotJson:
        return True
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _faulty(name: str, line: Line, reason: str) -> JsonLine:
    return JsonLine(line.number, line.raw, None, (Fault(name, line.number, "", reason),))
