"""Tables: one article a row, a column with the text, one with the id, the others metadata."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from annotator.formats.article_fields import article, is_good_text, made_id
from annotator.formats.decoding import checked_encoding, foreign_encoding
from annotator.formats.faults import cut, escaped, shown
from annotator.formats.importers import Importer
from annotator.formats.limits import Limits
from annotator.formats.record import FaultLog, Reading, ReadOptions, Record, faulty
from annotator.formats.strict_json import character_reason

_SAMPLE = 64 * 1024


def _read(file: BinaryIO, name: str, article_id: str, options: ReadOptions) -> Iterator[Reading]:
    encoding = checked_encoding(options.encoding)
    head = file.read(_SAMPLE)
    file.seek(0)
    if encoding == "utf-8" and (reason := foreign_encoding(head)):
        yield faulty(name, 1, "", reason)
        return
    csv.field_size_limit(4 * options.limits.text)
    # newline="" leaves line ends inside fields as they are
    text = io.TextIOWrapper(file, "utf-8-sig" if encoding == "utf-8" else encoding, errors="strict", newline="")
    try:
        yield from _rows(_Lines(text, options.limits), name, options, _delimiter(head, name))
    finally:
        text.detach()


class _TooLong(Exception):
    """A line of the table is over the limit."""


class _Lines:
    """The lines of a table, each bounded; `take` gives what was read since it was called last."""

    def __init__(self, text: io.TextIOWrapper, limits: Limits) -> None:
        self._text = text
        self._limit = limits.line
        self._read: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(self._limit + 1):
            if len(line) > self._limit:
                raise _TooLong
            self._read.append(line)
            yield line

    def take(self) -> bytes:
        taken, self._read = "".join(self._read), []
        return taken.encode("utf-8", "surrogatepass")


def _rows(lines: _Lines, name: str, options: ReadOptions, delimiter: str) -> Iterator[Reading]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    begin = 1
    try:
        for row in reader:
            raw = lines.take()
            if header is None:
                header = [column.removeprefix("\ufeff") for column in row]
                if reason := _header_fault(header, options):
                    yield faulty(name, 1, "", reason)
                    return
            elif row:
                yield _row(row, header, FaultLog(name, begin), options, raw)
            begin = reader.line_num + 1
    except csv.Error as error:
        yield faulty(name, begin, "", f"{_table_reason(error, options)}; nothing after it was read", lines.take())
    except _TooLong:
        yield faulty(name, begin, "", f"{options.limits.line_reason()}; nothing after it was read")
    except UnicodeError as error:
        byte = f" (0x{error.object[error.start]:02x})" if isinstance(error, UnicodeDecodeError) else f" ({error})"
        yield faulty(name, begin, "", f"not {options.encoding} from about here on{byte}; --encoding names another")


def _table_reason(error: csv.Error, options: ReadOptions) -> str:
    if "field limit" in str(error):
        return f"a field has more than {4 * options.limits.text:,} characters; --max-text raises the limit"
    return f"not a table: {error}"


def _header_fault(header: list[str], options: ReadOptions) -> str:
    if len(set(header)) != len(header):
        return "two columns have one name"
    if options.text_column not in header:
        there = cut(escaped(", ".join(header)))
        return f"there is no column {shown(options.text_column)}; --text-column names the one with the text (there are {there})"
    if options.id_column not in header and not options.make_ids:
        return f"there is no column {shown(options.id_column)}; --id-column names one, --make-ids makes ids from the texts"
    return ""


def _row(row: list[str], header: list[str], log: FaultLog, options: ReadOptions, raw: bytes) -> Reading:
    if len(row) != len(header):
        log.fault("", f"expected {len(header)} fields, got {len(row)}")
        return log.reading(None, raw)
    values = dict(zip(header, row, strict=True))
    text = values.pop(options.text_column)
    name = values.pop(options.id_column, "")
    if not name.strip():
        if options.make_ids:
            name = made_id(text)
        else:
            log.fault(options.id_column, "must not be empty", name)
    for column, value in ((options.id_column, name), *values.items()):
        if reason := character_reason(value):
            log.fault(column, reason)
    if not is_good_text(text, options.text_column, log, options) or log.faults:
        return log.reading(None, raw)
    return log.reading(Record(article(name, text, options, values), None, log.line), raw)


def _delimiter(head: bytes, name: str) -> str:
    """The sign that parts most fields of the first line: tab, comma or semicolon."""
    if name.lower().endswith(".tsv"):
        return "\t"
    line = head.split(b"\n", 1)[0]
    return max((",", "\t", ";"), key=lambda sign: line.count(sign.encode()))


IMPORTER = Importer("csv", (".csv", ".tsv"), _read)
