"""Files as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.flat import flat
from annotator.formats.record import ReadOptions
from annotator.workflow.sources import sources


def flat_lines(path: Path) -> Iterator[tuple[str, bool]]:
    """The annotations of a file one a line, and its faults with `True` beside them.

    Raises Misuse when the file can't be read.
    """
    with sources([path], None) as (found, _):
        for source in found:
            with source.open() as file:
                for reading in source.importer.read(file, source.name, source.article_id, ReadOptions()):
                    yield from ((str(fault), True) for fault in reading.faults)
                    if reading.record is not None:
                        yield from ((line, False) for line in flat(reading.record))
