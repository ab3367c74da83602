"""JSON Lines: native records, or articles with `id`, `text` and whatever else, which becomes metadata."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotator.formats.decoding import checked_encoding
from annotator.formats.importers import Importer
from annotator.formats.json_lines import JsonLine, read_objects
from annotator.formats.object_reading import read_object
from annotator.formats.record import FaultLog, Reading, ReadOptions


def _read(file: BinaryIO, name: str, article_id: str, options: ReadOptions) -> Iterator[Reading]:
    for line in read_objects(file, name, encoding=checked_encoding(options.encoding), limits=options.limits):
        yield _reading(line, name, options)


def _reading(line: JsonLine, name: str, options: ReadOptions) -> Reading:
    if line.value is None:
        return Reading(line.number, None, line.faults, (), line.raw)
    log = FaultLog(name, line.number)
    return log.reading(read_object(line.value, log, options), line.raw)


IMPORTER = Importer("jsonl", (".jsonl", ".ndjson"), _read)
