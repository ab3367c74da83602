"""Plain text: the file is one article, its id the path without the suffix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotator.formats.article_fields import article, is_good_text
from annotator.formats.decoding import checked_encoding, decode
from annotator.formats.importers import Importer
from annotator.formats.record import FaultLog, Reading, ReadOptions, Record, faulty
from annotator.formats.strict_json import character_reason

_MOST_BYTES = 4
"""How many bytes one code point takes at most, in every encoding of Unicode."""


def _read(file: BinaryIO, name: str, article_id: str, options: ReadOptions) -> Iterator[Reading]:
    most = _MOST_BYTES * options.limits.text
    data = file.read(most + 1)
    if len(data) > most:
        yield faulty(name, None, "text", options.limits.text_reason(None))
        return
    line = decode(data, checked_encoding(options.encoding))
    if line.reason:
        yield faulty(name, line.number, "", line.reason, data)
        return
    log = FaultLog(name, None)
    if reason := character_reason(article_id):
        log.fault("id", f"the file's name is not UTF-8: {reason}")
    record = Record(article(article_id, line.text, options, {})) if is_good_text(line.text, "text", log, options) else None
    yield log.reading(record, data)


IMPORTER = Importer("text", (".txt", ".text"), _read)
