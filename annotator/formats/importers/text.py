"""Plain text: the file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotator.formats.article_fields import article, is_good_text
from annotator.formats.decoding import decode
from annotator.formats.importers import Importer
from annotator.formats.record import FaultLog, Reading, ReadOptions, Record


def _read(file: BinaryIO, name: str, article_id: str, options: ReadOptions) -> Iterator[Reading]:
    # one code point takes four bytes at most, so that more can't be a text within the limit
    data = file.read(4 * options.limits.text + 4)
    line = decode(data, options.encoding)
    log = FaultLog(name, line.number)
    if line.reason:
        log.fault("", line.reason)
        yield log.reading(None, b"")
    elif is_good_text(line.text, "text", log, options):
        yield log.reading(Record(article(article_id, line.text, options, {}), None, None), b"")
    else:
        yield log.reading(None, b"")


IMPORTER = Importer("text", (".txt", ".text"), "plain text, one article a file; the id is the path without its suffix", _read)
