"""The native record: JSON Lines that hold all there is, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annotator.formats.exporters import Exporter, Item, WriteOptions, Written, count
from annotator.formats.json_lines import ordered_writer
from annotator.formats.record_writing import Data, record_data
from annotator.model.errors import BadData


def write_records(records: Iterable[Data], file: BinaryIO) -> None:
    """Write records as `record_data` makes them, one a line.

    Raises BadData before a record is written in which a covered text is not the slice of its offsets.
    """
    write = ordered_writer(file).write
    for record in records:
        if wrong := _wrong_slice(record):
            raise BadData(f"{record['id']}: the text of {wrong} is not what its offsets cover; nothing is exported")
        write(record)


def _wrong_slice(record: Data) -> str:
    """The id of the first mention whose text is not the slice; empty when there is none."""
    text = record["text"]
    for layer in ("entities", "participants", "events", "quotes"):
        for item in record[layer]:
            if text[item["start"] : item["end"]] != item["text"] or ("fragments" in item and _wrong_fragment(item, text)):
                return str(item["id"])
    for quote in record["quotes"]:
        cue = quote["cue"]
        if cue and (text[cue["start"] : cue["end"]] != cue["text"] or ("fragments" in cue and _wrong_fragment(cue, text))):
            return str(cue["id"])
    return ""


def _wrong_fragment(item: Data, text: str) -> bool:
    return any(text[part["start"] : part["end"]] != part["text"] for part in item["fragments"])


def _write(items: Iterator[Item], file: BinaryIO, options: WriteOptions) -> Written:
    written = Written()
    write_records(_records(items, options, written), file)
    return written


def _records(items: Iterator[Item], options: WriteOptions, written: Written) -> Iterator[Data]:
    for article, annotations, schema in items:
        yield record_data(article, annotations, schema, provenance=options.provenance)
        count(written, annotations)


EXPORTER = Exporter("jsonl", _write)
