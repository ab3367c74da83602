"""Bad records that an import leaves out, verbatim in `FILE.rejected.jsonl` beside each file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from annotator.formats.faults import Fault
from annotator.formats.json_lines import writer
from annotator.formats.record import Reading
from annotator.formats.rejected import rejected
from annotator.workflow.new_file import temporary_beside
from annotator.workflow.sources import Source


class Rejects:
    """Held aside while files are checked, written before anything is imported; a context manager."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self._folder = tempfile.TemporaryDirectory(prefix="annotator-")
        self._held: dict[Path, Path] = {}

    def __enter__(self) -> Rejects:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._folder.cleanup()

    def put(self, source: Source, reading: Reading, faults: Sequence[Fault]) -> None:
        """Hold one bad record of a file."""
        held = self._held.setdefault(source.rejected, Path(self._folder.name) / str(len(self._held)))
        with held.open("ab") as file:
            writer(file).write(rejected(reading, faults))

    def write(self) -> None:
        """Write each file's bad records beside it, in place of those of an earlier import."""
        for path, held in self._held.items():
            with held.open("rb") as source, temporary_beside(path) as (file, temporary):
                shutil.copyfileobj(source, file)
                file.flush()
                temporary.replace(path)
            self.paths.append(path)
