"""The fields that every JSON record of an article has: id, text, metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from annotator.formats.faults import kind_of
from annotator.formats.record import FaultLog, ReadOptions
from annotator.formats.record_fields import Fields
from annotator.formats.rewriting import Rewriting
from annotator.formats.strict_json import character_reason, number_faults
from annotator.model.article import Article, text_sha256

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_MADE_ID_DIGITS = 16


def read_text(fields: Fields, options: ReadOptions) -> str | None:
    """The article's text as it stands in the record; `None` when a fault was noted."""
    text = fields.string("text", required=True)
    return text if text is not None and is_good_text(text, fields.at("text"), fields.log, options) else None


def is_good_text(text: str, path: str, log: FaultLog, options: ReadOptions) -> bool:
    """Whether the text can be an article's; a fault or warning is noted otherwise."""
    before = len(log.faults)
    if not text:
        log.fault(path, "empty text")
    elif len(text) > options.limits.text:
        log.fault(path, options.limits.text_reason(len(text)))
    elif reason := character_reason(text):
        log.fault(path, reason)
    elif text.isspace():
        log.warn(path, "the text is blank")
    return len(log.faults) == before


def read_id(fields: Fields, text: str | None, options: ReadOptions) -> str:
    """The article's id; made from the text, or from a number, where the options say so; empty with a fault noted."""
    value = fields.data.get("id")
    if isinstance(value, str):
        if not value.strip():
            fields.log.fault(fields.at("id"), "must not be empty", value)
        return value
    if "id" not in fields.data:
        if options.make_ids:
            return "" if text is None else made_id(text)
        fields.log.fault(fields.at("id"), "required; --make-ids makes one from the text")
    elif isinstance(value, int) and not isinstance(value, bool):
        if options.ids_as_string:
            return str(value)
        fields.log.fault(fields.at("id"), "expected a string, got number; --ids-as-string takes it as one", value)
    else:
        fields.log.fault(fields.at("id"), f"expected a string, got {kind_of(value)}")
    return ""


def made_id(text: str) -> str:
    """An id made of the text alone, so that the same text gets the same id again."""
    return text_sha256(text)[:_MADE_ID_DIGITS]


def check_meta(meta: Mapping[str, Any], log: FaultLog, path: str = "meta") -> None:
    """Note a fault for each number in the metadata that no JSON writer could write again."""
    for where, reason in number_faults(meta, path):
        log.fault(where, reason)


def article(
    name: str, text: str, options: ReadOptions, meta: Mapping[str, Any], language: str | None = None, rewriting: Rewriting | None = None
) -> Article:
    """The article with its text as the options want it, in the schema's language where none is given."""
    final = rewriting or Rewriting(text, nfc=options.nfc, lf=options.lf)
    spoken = language or (options.schema.language if options.schema else "en")
    return Article(name, final.text, spoken, meta)
