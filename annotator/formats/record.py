"""What a file gives: records of articles and annotation sets, each with its line and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.formats.faults import NOTHING, Fault
from annotator.formats.limits import Limits
from annotator.formats.offsets import Unit
from annotator.model.annotation import AnnotationSet, Layer
from annotator.model.article import Article
from annotator.model.schema import Schema

FORMAT = "annotator/1"
"""The value of `format` in every native record."""


@dataclass(frozen=True, slots=True)
class Record:
    """One article, with the annotation set that came with it and the identity of the set's schema, if any."""

    article: Article
    annotations: AnnotationSet | None = None
    line: int | None = None
    schema: Mapping[str, str] | None = None
    merged: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One line or file as it was read: its record, or the faults for which there is none; `raw` is what stood there."""

    line: int | None
    record: Record | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    raw: bytes = b""


@dataclass(slots=True)
class NewLabels:
    """Labels and types that a file has and the schema does not, by layer and name, with the roles that they come with."""

    found: dict[tuple[Layer, str], set[str]] = field(default_factory=dict)

    def note(self, layer: Layer, name: str) -> None:
        """Note a label."""
        self.found.setdefault((layer, name), set())


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How files are to be read.

    `schema` is what labels are held against (`None`: they are not); `set_name` takes the annotations
    of every record into that annotator's sets; `renamed` maps labels, roles as `role:NAME`. With
    `new_labels` labels that the schema lacks are noted there and taken; `conforming` holds native
    records against all that the writer keeps to, and lets a set be without a name.
    """

    schema: Schema | None = None
    set_name: str | None = None
    encoding: str = "utf-8"
    offsets: Unit = Unit.CODE_POINT
    make_ids: bool = False
    ids_as_string: bool = False
    as_proposals: bool = False
    dedupe: bool = False
    nfc: bool = False
    lf: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)
    text_column: str = "text"
    id_column: str = "id"
    new_labels: NewLabels | None = None
    conforming: bool = False
    limits: Limits = field(default_factory=Limits)


class FaultLog:
    """Collects the faults and warnings of one line (or of a file that is one document)."""

    def __init__(self, file: str, line: int | None, prefix: str = "") -> None:
        self.file = file
        self.line = line
        self.prefix = prefix
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def fault(self, path: str, reason: str, value: Any = NOTHING) -> None:
        """Note what makes the record unfit."""
        self.faults.append(Fault(self.file, self.line, self._at(path), reason, value))

    def warn(self, path: str, reason: str) -> None:
        """Note what a person should look at."""
        self.warnings.append(Fault(self.file, self.line, self._at(path), reason))

    def reading(self, record: Record | None, raw: bytes) -> Reading:
        """The line with what was noted; without its record when anything makes it unfit."""
        kept = None if self.faults else record
        return Reading(self.line, kept, tuple(self.faults), tuple(self.warnings), raw)

    def _at(self, path: str) -> str:
        return f"{self.prefix}.{path}" if self.prefix and path else self.prefix or path


def faulty(file: str, line: int | None, path: str, reason: str, raw: bytes = b"") -> Reading:
    """What is read where one fault leaves no record."""
    return Reading(line, None, (Fault(file, line, path, reason),), (), raw)
