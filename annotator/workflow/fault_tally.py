"""Faults of files, counted: the first for the screen, all of them in a report when there are more."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Generic, TypeVar

from annotator.formats.faults import SHOWN_FAULTS, fault_lines

_T = TypeVar("_T")


class FaultTally(Generic[_T]):
    """How many faults (or findings) there are, the first 20, and the file that holds all when there are more; a context manager.

    The report is made in the system's folder for temporary files, so that it needs no right to
    write beside what was read and overwrites nothing.
    """

    def __init__(self, name: str) -> None:
        self.count = 0
        self.first: list[_T] = []
        self.report: Path | None = None
        self._name = name
        self._file: IO[str] | None = None

    def __enter__(self) -> FaultTally[_T]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def note(self, faults: Iterable[_T]) -> None:
        """Count faults; only the first are kept in memory."""
        for fault in faults:
            self.count += 1
            if self.count <= SHOWN_FAULTS:
                self.first.append(fault)
                continue
            if self._file is None:
                self._file = self._begin()
            self._file.write(f"{fault}\n")

    def close(self) -> None:
        """Bring the report to disk."""
        if self._file is not None:
            self._file.close()

    def lines(self) -> list[str]:
        """At most 20 faults, a line each, and how many more there are and where."""
        return fault_lines(self.first, self.count, self.report)

    def _begin(self) -> IO[str]:
        file = tempfile.NamedTemporaryFile(  # noqa: SIM115  (closed by `close`)
            "w", encoding="utf-8", prefix=f"annotator-{self._name}-", suffix=".txt", delete=False
        )
        self.report = Path(file.name)
        file.writelines(f"{fault}\n" for fault in self.first)
        return file
