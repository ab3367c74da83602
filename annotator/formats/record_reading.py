"""One native record, from its JSON object to an article and an annotation set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.formats.article_fields import article, check_meta, read_id, read_text
from annotator.formats.faults import quoted
from annotator.formats.record import FORMAT, FaultLog, ReadOptions, Record
from annotator.formats.record_checks import check_duplicates, check_links, without_duplicates
from annotator.formats.record_fields import Fields
from annotator.formats.record_items import LAYER_KEYS, ItemReader, Items
from annotator.formats.record_spans import SourceText
from annotator.model.annotation import AnnotationSet, Kind, State, Status
from annotator.model.article import text_sha256
from annotator.model.edits import apply
from annotator.model.errors import EditRefused
from annotator.model.names import GOLD, MODEL, RESERVED_NAMES, name_fault
from annotator.model.proposals import seed_of

_KEYS = frozenset({"format", "id", "text", "text_sha256", "language", "meta", "schema", "set", *LAYER_KEYS})
_SET_KEYS = frozenset({"annotator", "kind", "status", "reason", "revision", "flags"})
_SCHEMA_KEYS = frozenset({"name", "version", "sha256"})
_VERSION = re.compile(r"annotator/(\d+)")
_UNNAMED = "unnamed"
_MOST_REVISIONS = 2**53


def read_record(data: dict[str, Any], log: FaultLog, options: ReadOptions) -> Record | None:
    """The record in a JSON object that has `format`; every fault is noted in `log`, and then nothing comes back."""
    fields = Fields(data, "", log)
    if not _is_readable_format(fields):
        return None
    fields.refuse_unknown(_KEYS, f" (the layers are {', '.join(LAYER_KEYS)}; what else there is goes into meta)")
    text = read_text(fields, options)
    name = read_id(fields, text, options)
    language = fields.string("language", nullable=True)
    meta = fields.object("meta")
    if meta is not None:
        check_meta(meta.data, log)
    identity = _schema_identity(fields)
    if text is None:
        return None
    _check_sha256(fields, text)
    source = SourceText(text, options)
    annotations, merged = _read_set(fields, name, source, options)
    if log.faults:
        return None
    whole = article(name, text, options, meta.data if meta else {}, language, source.rewriting)
    return Record(whole, annotations, log.line, identity, merged)


def _is_readable_format(fields: Fields) -> bool:
    value = fields.data["format"]
    if value == FORMAT:
        return True
    found = _VERSION.fullmatch(value) if isinstance(value, str) else None
    if found:
        fields.log.fault("format", f"this tool reads version 1 of the record, not version {int(found[1])}", value)
    else:
        fields.log.fault("format", f'expected "{FORMAT}"', value)
    return False


def _check_sha256(fields: Fields, text: str) -> None:
    given = fields.string("text_sha256", nullable=True)
    if given is not None and given != text_sha256(text):
        fields.log.fault("text_sha256", "is not the SHA-256 of this text", given)


def _schema_identity(fields: Fields) -> Mapping[str, str] | None:
    schema = fields.object("schema")
    if schema is None:
        return None
    schema.refuse_unknown(_SCHEMA_KEYS)
    return {name: schema.string(name, required=True) or "" for name in sorted(_SCHEMA_KEYS)}


def _read_set(fields: Fields, article_id: str, source: SourceText, options: ReadOptions) -> tuple[AnnotationSet | None, int]:
    """The record's set, and how many duplicates were merged; no set when the record has neither set nor layers."""
    has_layers = any(fields.data.get(key) is not None for key in LAYER_KEYS)
    header = fields.object("set")
    if header is None and not has_layers:
        return None, 0
    if not _is_within_limit(fields, options):
        return None, 0
    empty = _read_header(fields, header, article_id, options)
    items = ItemReader(source, options, fields).read(fields)
    merged = 0
    if options.dedupe:
        items, merged = without_duplicates(items)
    else:
        check_duplicates(items, fields.log)
    check_links(items, fields.log)
    if fields.log.faults or empty is None:
        return None, 0
    return _filled(empty, items, header, len(source.article_text), fields.log), merged


def _is_within_limit(fields: Fields, options: ReadOptions) -> bool:
    arrays = (fields.data.get(key) for key in LAYER_KEYS)
    count = sum(_span_count(item) for array in arrays if isinstance(array, list) for item in array)
    if count > options.limits.spans:
        fields.log.fault("", options.limits.spans_reason(count))
    return count <= options.limits.spans


def _span_count(item: Any) -> int:
    """How many spans an item of a layer has: its fragments or itself, and its cue."""
    if not isinstance(item, dict):
        return 1
    fragments = item.get("fragments")
    own = max(1, len(fragments)) if isinstance(fragments, list) else 1
    return own + (_span_count(item["cue"]) if isinstance(item.get("cue"), dict) else 0)


def _read_header(fields: Fields, header: Fields | None, article_id: str, options: ReadOptions) -> AnnotationSet | None:
    """The set without its items; one revision is what a set from elsewhere begins with."""
    if header is None:
        if options.set_name is None and not options.conforming:
            fields.log.fault("set", "required; or --set NAME says whose annotations these are")
            return None
        name = options.set_name or _UNNAMED
        return AnnotationSet(article_id, name, _kind(name), revision=1)
    header.refuse_unknown(_SET_KEYS)
    name = header.string("annotator", required=options.set_name is None) or ""
    kind = header.choice("kind", Kind, _kind(name))
    status = header.choice("status", Status, Status.NEW)
    if options.as_proposals and status in (Status.STARTED, Status.DONE):
        status = Status.NEW
    reason = header.string("reason", nullable=True)
    revision = header.integer("revision", required=False)
    if revision is not None and revision > _MOST_REVISIONS:
        header.log.fault(header.at("revision"), "the number is out of range")
    flags = _flags(header)
    if options.set_name is not None:
        return AnnotationSet(article_id, options.set_name, _kind(options.set_name), status, reason, flags, 1)
    _check_name(header, name, kind)
    return AnnotationSet(article_id, name, kind, status, reason, flags, 1 if revision is None else revision)


def _kind(name: str) -> Kind:
    return Kind.GOLD if name == GOLD else Kind.HUMAN


def _check_name(header: Fields, name: str, kind: Kind) -> None:
    path = header.at("annotator")
    if "annotator" not in header.data or not isinstance(header.data["annotator"], str):
        return
    if fault := name_fault(name):
        header.log.fault(path, fault, name)
    elif name in RESERVED_NAMES and name != kind:
        header.log.fault(path, f"{quoted(name)} is reserved and can't be of kind {kind}")
    elif kind is Kind.GOLD and name != GOLD:
        header.log.fault(path, 'a set of kind gold has the annotator "gold"', name)
    elif name == MODEL:
        header.log.fault(path, "a model's set is named NAME-VERSION", name)


def _flags(header: Fields) -> tuple[str, ...]:
    value = header.data.get("flags")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(flag, str) and flag for flag in value):
        header.log.fault(header.at("flags"), "expected an array of strings", value)
        return ()
    return tuple(sorted(set(value)))


def _filled(empty: AnnotationSet, items: Items, header: Fields | None, length: int, log: FaultLog) -> AnnotationSet | None:
    """The set with its items, found to obey every rule of a set; `None` when a fault was noted."""
    mentions = {mention.id: mention for _, mention in items.mentions}
    links = {link.key: link for _, link in items.links}
    annotations = empty.with_items(mentions, links)
    if header is None or "status" not in header.data:
        annotations = replace(annotations, status=_status(annotations))
    try:
        apply(AnnotationSet(empty.article_id, empty.annotator, empty.kind), seed_of(annotations, "check"), length)
    except EditRefused as error:
        log.fault("set", error.message)
        return None
    return annotations


def _status(annotations: AnnotationSet) -> Status:
    """The status of work that comes without one: done when no item waits for a person."""
    states = {m.state for m in annotations.mentions.values()} | {link.state for link in annotations.links.values()}
    return Status.NEW if State.PROPOSED in states else Status.DONE
