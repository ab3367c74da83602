"""Checks: files against the record's rules, the project's sets against text and schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.faults import Fault, printable, quoted
from annotator.formats.limits import Limits
from annotator.formats.record import ReadOptions, Record
from annotator.formats.schema_yaml import BadSchema, read_schema
from annotator.model.annotation import AnnotationSet
from annotator.model.article import Article
from annotator.model.checks import Severity, set_faults
from annotator.model.schema import Schema
from annotator.store.streaming import stream
from annotator.workflow.event_rules import rule_faults
from annotator.workflow.places import EVENT_RULES_NAME, SCHEMA_NAME
from annotator.workflow.project import Project
from annotator.workflow.shipped import shipped_schema
from annotator.workflow.sources import Source, head_of, sources


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the checks found; `where` is `FILE:LINE` or `ARTICLE/ANNOTATOR`."""

    severity: Severity
    where: str
    sentence: str

    def __str__(self) -> str:
        return printable(f"{self.where}: {self.severity}: {self.sentence}")


class Counted:
    """Findings one after the other, counted by severity on the way."""

    def __init__(self, found: Iterable[Finding]) -> None:
        self._found = found
        self.faults = 0
        self.warnings = 0

    def __iter__(self) -> Iterator[Finding]:
        for finding in self._found:
            self.faults += finding.severity is Severity.FAULT
            self.warnings += finding.severity is Severity.WARNING
            yield finding


def check_project(project: Project) -> Iterator[Finding]:
    """What is wrong in the project's rules of events, and wrong or doubtful in the sets of people and gold."""
    rules = project.folder / EVENT_RULES_NAME
    if rules.exists():
        yield from _rule_findings(rules, project.schema)
    for article, found, _ in stream(project.store):
        yield from _set_findings(article, found, project.schema, f"{article.id}/{found.annotator}")


def check_files(paths: Sequence[Path], schema: Callable[[], Schema], limits: Limits | None = None) -> Iterator[Finding]:
    """What is wrong or doubtful in files of records or articles, in a schema or in rules of events; `schema` gives the one to hold them against.

    Raises Misuse for paths that can't be read, BadSchema when `schema` does.
    """
    for path in paths:
        if path.suffix in (".yaml", ".yml"):
            yield from _schema_findings(path)
            continue
        if path.name == EVENT_RULES_NAME:
            yield from _rule_findings(path, schema())
            continue
        options = ReadOptions(schema=schema(), conforming=True, limits=limits or Limits())
        with sources([path], None) as (found, _):
            for source in found:
                yield from _file_findings(source, options)


def _rule_findings(path: Path, schema: Schema) -> Iterator[Finding]:
    return (_of_fault(Severity.FAULT, fault) for fault in rule_faults(path.read_bytes(), path, schema))


def _file_findings(source: Source, options: ReadOptions) -> Iterator[Finding]:
    among = _AmongLines(source.name)
    count = 0
    with source.open() as file:
        for reading in source.importer.read(file, source.name, source.article_id, options):
            count += 1
            yield from (_of_fault(Severity.FAULT, fault) for fault in reading.faults)
            yield from (_of_fault(Severity.WARNING, fault) for fault in reading.warnings)
            if reading.record is not None:
                yield from (_of_fault(Severity.FAULT, fault) for fault in among.faults(reading.record))
                yield from (_of_fault(Severity.WARNING, fault) for fault in among.other_schemas(reading.record, options.schema))
                yield from _record_findings(reading.record, options.schema, f"{source.name}:{reading.line}")
    if not count:
        yield Finding(Severity.FAULT, source.name, "no records")


class _AmongLines:
    """Holds the records of one file against each other: one text for an id, one record for a set, native lines in order and of one schema."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._digests: dict[str, tuple[str, int | None]] = {}
        self._sets: set[tuple[str, str | None]] = set()
        self._last: tuple[str, str] | None = None
        self._schemas: set[tuple[str, str]] = set()

    def faults(self, record: Record) -> Iterator[Fault]:
        """What is wrong with the record among those before it."""
        article, found = record.article, record.annotations
        digest, line = self._digests.setdefault(article.id, (article.sha256, record.line))
        key = (article.id, found.annotator if found else None)
        if digest != article.sha256:
            yield Fault(self._name, record.line, "id", f"another text has this id on line {line}", article.id)
        elif key in self._sets:
            yield Fault(self._name, record.line, "id", f"this record is there already; its article is on line {line}", article.id)
        self._sets.add(key)
        if found is None:
            return
        place = (article.id, found.annotator)
        if self._last is not None and place < self._last:
            yield Fault(self._name, record.line, "", "out of order: lines are sorted by id and annotator")
        self._last = place

    def other_schemas(self, record: Record, schema: Schema | None) -> Iterator[Fault]:
        """That the record was made under another schema or version than it is held against; once for each."""
        if record.schema is None or schema is None:
            return
        made = (record.schema["name"], record.schema["version"])
        if made == (schema.name, schema.version) or made in self._schemas:
            return
        self._schemas.add(made)
        reason = f"the record was made under {quoted(' '.join(made))}, and is checked against {quoted(f'{schema.name} {schema.version}')}"
        yield Fault(self._name, record.line, "schema", reason)


def schema_for(folder: Path | None) -> Schema:
    """The schema of a project's folder, or the shipped one.

    Raises BadSchema when it has faults.
    """
    path = folder / SCHEMA_NAME if folder is not None else shipped_schema()
    return read_schema(path.read_bytes(), str(path))


def _schema_findings(path: Path) -> Iterator[Finding]:
    head_of(path)
    try:
        read_schema(path.read_bytes(), str(path))
    except BadSchema as error:
        yield from (_of_fault(Severity.FAULT, fault) for fault in error.faults)


def _record_findings(record: Record, schema: Schema | None, where: str) -> Iterator[Finding]:
    if record.annotations is not None and schema is not None:
        yield from _set_findings(record.article, record.annotations, schema, where)


def _set_findings(article: Article, found: AnnotationSet, schema: Schema, where: str) -> Iterator[Finding]:
    for fault in set_faults(found, article, schema):
        mention = found.mentions[fault.mention_id]
        yield Finding(
            fault.severity, where, f"{fault.mention_id} {mention.label or mention.layer} {mention.start}–{mention.end}: {fault.sentence}"
        )


def _of_fault(severity: Severity, fault: Fault) -> Finding:
    return Finding(severity, fault.place, fault.sentence)
