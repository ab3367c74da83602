"""JSON Lines: native records, or articles with `id`, `text` and whatever else, which becomes metadata."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotator.formats.article_fields import LANGUAGE, article, check_meta, read_id, read_text
from annotator.formats.importers import Importer
from annotator.formats.json_lines import JsonLine, read_objects
from annotator.formats.record import FaultLog, Reading, ReadOptions, Record
from annotator.formats.record_fields import Fields
from annotator.formats.record_reading import read_record


def _read(file: BinaryIO, name: str, article_id: str, options: ReadOptions) -> Iterator[Reading]:
    for line in read_objects(file, name, encoding=options.encoding, limits=options.limits):
        yield _reading(line, name, options)


def _reading(line: JsonLine, name: str, options: ReadOptions) -> Reading:
    if line.value is None:
        return Reading(line.number, None, line.faults, (), line.raw)
    log = FaultLog(name, line.number)
    record = read_record(line.value, log, options) if "format" in line.value else _article(line.value, log, options)
    return log.reading(record, line.raw)


def _article(data: dict[str, object], log: FaultLog, options: ReadOptions) -> Record | None:
    """A line of another tool: `meta` is opened, other keys join it."""
    fields = Fields(data, "", log)
    text = read_text(fields, options)
    name = read_id(fields, text, options)
    inner = data.get("meta")
    meta = {key: value for key, value in data.items() if key not in ("id", "text", "meta")}
    meta |= inner if isinstance(inner, dict) else {} if inner is None else {"meta": inner}
    check_meta(meta, log)
    language = meta.get("language")
    spoken = language if isinstance(language, str) and LANGUAGE.fullmatch(language) else None
    if text is None or log.faults:
        return None
    return Record(article(name, text, options, meta, spoken), None, log.line)


IMPORTER = Importer("jsonl", (".jsonl", ".ndjson"), "JSON Lines: our own records, or id, text and anything else as metadata", _read)
