"""Tables: one article a row, a column with the text, one with the id, the others metadata."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from annotator.formats.article_fields import article, is_good_text, made_id
from annotator.formats.decoding import checked_encoding, foreign_encoding
from annotator.formats.importers import Importer
from annotator.formats.record import FaultLog, Reading, ReadOptions, Record
from annotator.formats.strict_json import character_reason

_SAMPLE = 64 * 1024


def _read(file: BinaryIO, name: str, article_id: str, options: ReadOptions) -> Iterator[Reading]:
    encoding = checked_encoding(options.encoding)
    head = file.read(_SAMPLE)
    file.seek(0)
    if encoding == "utf-8" and (reason := foreign_encoding(head)):
        yield _faulty(name, 1, reason)
        return
    csv.field_size_limit(max(csv.field_size_limit(), 4 * options.limits.text))
    # newline="" leaves line ends inside fields as they are
    text = io.TextIOWrapper(file, "utf-8-sig" if encoding == "utf-8" else encoding, errors="strict", newline="")
    try:
        yield from _rows(text, name, options, options.delimiter or _delimiter(head, name))
    finally:
        text.detach()


def _rows(text: io.TextIOWrapper, name: str, options: ReadOptions, delimiter: str) -> Iterator[Reading]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    begin = 1
    try:
        for row in reader:
            if header is None:
                header = row
                if reason := _header_fault(row, options):
                    yield _faulty(name, 1, reason)
                    return
            elif row:
                yield _row(row, header, FaultLog(name, begin), options)
            begin = reader.line_num + 1
    except csv.Error as error:
        yield _faulty(name, begin, f"not a table: {error}")
    except UnicodeDecodeError as error:
        yield _faulty(
            name, begin, f"not {options.encoding} from about here on (0x{error.object[error.start]:02x}); --encoding names another"
        )


def _header_fault(header: list[str], options: ReadOptions) -> str:
    if len(set(header)) != len(header):
        return "two columns have one name"
    if options.text_column not in header:
        return f"there is no column {options.text_column!r}; --text-column names the one with the text (there are {', '.join(header)})"
    if options.id_column not in header and not options.make_ids:
        return f"there is no column {options.id_column!r}; --id-column names one, --make-ids makes ids from the texts"
    return ""


def _row(row: list[str], header: list[str], log: FaultLog, options: ReadOptions) -> Reading:
    if len(row) != len(header):
        log.fault("", f"expected {len(header)} fields, got {len(row)}")
        return log.reading(None, b"")
    values = dict(zip(header, row, strict=True))
    text = values.pop(options.text_column)
    name = values.pop(options.id_column, "")
    if not name.strip():
        if options.make_ids:
            name = made_id(text)
        else:
            log.fault(options.id_column, "must not be empty", name)
    elif reason := character_reason(name):
        log.fault(options.id_column, reason)
    if not is_good_text(text, options.text_column, log, options) or log.faults:
        return log.reading(None, b"")
    return log.reading(Record(article(name, text, options, values), None, log.line), b"")


def _delimiter(head: bytes, name: str) -> str:
    """The sign that parts most fields of the first line: tab, comma or semicolon."""
    if name.lower().endswith(".tsv"):
        return "\t"
    line = head.split(b"\n", 1)[0]
    return max((",", "\t", ";"), key=lambda sign: line.count(sign.encode()))


def _faulty(name: str, line: int, reason: str) -> Reading:
    log = FaultLog(name, line)
    log.fault("", reason)
    return log.reading(None, b"")


IMPORTER = Importer("csv", (".csv", ".tsv"), "a table with a header: columns id and text, the others as metadata", _read)
