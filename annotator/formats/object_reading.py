"""One JSON object of a file: a native record, or an article of another tool with whatever else as metadata."""

from __future__ import annotations

from typing import Any

from annotator.formats.article_fields import LANGUAGE, article, check_meta, read_id, read_text
from annotator.formats.record import FaultLog, ReadOptions, Record
from annotator.formats.record_conformance import note_conformance
from annotator.formats.record_fields import Fields
from annotator.formats.record_reading import read_record


def read_object(data: dict[str, Any], log: FaultLog, options: ReadOptions) -> Record | None:
    """The record in the object; every fault is noted in `log`, and then nothing comes back."""
    if "format" not in data:
        return _article(data, log, options)
    record = read_record(data, log, options)
    if options.conforming:
        note_conformance(data, log)
    return record


def _article(data: dict[str, Any], log: FaultLog, options: ReadOptions) -> Record | None:
    """An object of another tool: `meta` is opened, other keys join it."""
    fields = Fields(data, "", log)
    text = read_text(fields, options)
    name = read_id(fields, text, options)
    meta = _meta(data)
    check_meta(meta, log)
    language = meta.get("language")
    spoken = language if isinstance(language, str) and LANGUAGE.fullmatch(language) else None
    if text is None or log.faults:
        return None
    return Record(article(name, text, options, meta, spoken), None, log.line)


def _meta(data: dict[str, Any]) -> dict[str, Any]:
    """All but id and text; the content of `meta` joins the other keys unless one of them is among it."""
    meta = {key: value for key, value in data.items() if key not in ("id", "text", "meta")}
    inner = data.get("meta")
    if inner is None:
        return meta
    if isinstance(inner, dict) and inner.keys().isdisjoint(meta):
        return meta | inner
    return meta | {"meta": inner}
