"""One JSON document: an array of the objects that JSON Lines has a line each of, or one such object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from annotator.formats.decoding import checked_encoding, decode
from annotator.formats.faults import kind_of
from annotator.formats.importers import Importer
from annotator.formats.json_lines import dumps_any
from annotator.formats.object_reading import read_object
from annotator.formats.record import FaultLog, Reading, ReadOptions, faulty
from annotator.formats.strict_json import NotJson, character_faults, may_hide_characters, parse


def _read(file: BinaryIO, name: str, article_id: str, options: ReadOptions) -> Iterator[Reading]:
    data = file.read(options.limits.line + 1)
    if len(data) > options.limits.line:
        yield faulty(name, None, "", options.limits.document_reason())
        return
    line = decode(data, checked_encoding(options.encoding))
    if line.reason:
        yield faulty(name, line.number, "", line.reason, data)
    elif line.text.strip():
        yield from _document(line.text, name, options, data)


def _document(text: str, name: str, options: ReadOptions, data: bytes) -> Iterator[Reading]:
    try:
        value = parse(text, options.limits)
    except NotJson as error:
        yield faulty(name, error.line, "", error.reason, data)
        return
    is_suspect = may_hide_characters(text)
    if isinstance(value, dict):
        yield _reading(value, "", is_suspect, name, options)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield _reading(item, f"[{index}]", is_suspect, name, options)
    else:
        yield faulty(name, None, "", f"expected an array of objects, got {kind_of(value)}", data)


def _reading(value: Any, path: str, is_suspect: bool, name: str, options: ReadOptions) -> Reading:
    log = FaultLog(name, None, path)
    if not isinstance(value, dict):
        log.fault("", f"expected an object, got {kind_of(value)}")
        return log.reading(None, dumps_any(value))
    for where, reason in character_faults(value) if is_suspect else ():
        log.fault(where, reason)
    record = None if log.faults else read_object(value, log, options)
    return log.reading(record, dumps_any(value) if log.faults else b"")


IMPORTER = Importer("json", (".json",), _read)
