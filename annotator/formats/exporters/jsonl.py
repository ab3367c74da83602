"""The native record: JSON Lines that hold all there is, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from annotator.formats.exporters import Exporter, Item, WriteOptions, Written, count
from annotator.formats.json_lines import writer
from annotator.formats.record_writing import record_data


def _write(items: Iterator[Item], file: BinaryIO, options: WriteOptions) -> Written:
    written = Written()
    lines = writer(file)
    for article, annotations, schema in items:
        lines.write(record_data(article, annotations, schema, provenance=options.provenance))
        count(written, annotations)
    return written


EXPORTER = Exporter("jsonl", ".jsonl", "the native record, one article and set a line, nothing lost", _write)
