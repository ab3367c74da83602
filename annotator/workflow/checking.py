"""Checks: files against the record's rules, the project's sets against text and schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.formats.faults import Fault
from annotator.formats.record import ReadOptions, Record
from annotator.formats.schema_yaml import read_schema
from annotator.model.annotation import AnnotationSet
from annotator.model.article import Article
from annotator.model.checks import Severity, set_faults
from annotator.model.schema import Schema
from annotator.store import annotations as sets
from annotator.workflow.places import SCHEMA_NAME
from annotator.workflow.project import Project
from annotator.workflow.shipped import shipped_schema
from annotator.workflow.sources import sources


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the checks found; `where` is `FILE:LINE` or `ARTICLE/ANNOTATOR`."""

    severity: Severity
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.sentence}"


def check_project(project: Project) -> Iterator[Finding]:
    """What is wrong or doubtful in the sets of people and gold."""
    for article, found, _ in sets.stream(project.store):
        yield from _set_findings(article, found, project.schema, f"{article.id}/{found.annotator}")


def check_files(paths: Sequence[Path], schema: Schema) -> Iterator[Finding]:
    """What is wrong or doubtful in files of records or articles, or in a schema file.

    Raises Misuse for paths that can't be read.
    """
    for path in paths:
        if path.suffix in (".yaml", ".yml"):
            yield from _schema_findings(path)
            continue
        with sources([path], None) as (found, _):
            for source in found:
                with source.open() as file:
                    options = replace(ReadOptions(), schema=schema, set_name=None)
                    count = 0
                    for reading in source.importer.read(file, source.name, source.article_id, options):
                        count += 1
                        yield from (_of_fault(Severity.FAULT, fault) for fault in reading.faults)
                        yield from (_of_fault(Severity.WARNING, fault) for fault in reading.warnings)
                        yield from _record_findings(reading.record, schema, f"{source.name}:{reading.line}")
                    if not count:
                        yield Finding(Severity.FAULT, source.name, "no records")


def schema_for(folder: Path | None) -> Schema:
    """The schema of a project's folder, or the shipped one.

    Raises BadSchema when it has faults.
    """
    path = folder / SCHEMA_NAME if folder is not None else shipped_schema()
    return read_schema(path.read_bytes(), str(path))


def _schema_findings(path: Path) -> Iterator[Finding]:
    from annotator.formats.schema_yaml import BadSchema

    try:
        read_schema(path.read_bytes(), str(path))
    except BadSchema as error:
        yield from (_of_fault(Severity.FAULT, fault) for fault in error.faults)


def _record_findings(record: Record | None, schema: Schema, where: str) -> Iterator[Finding]:
    if record is not None and record.annotations is not None:
        yield from _set_findings(record.article, record.annotations, schema, where)


def _set_findings(article: Article, found: AnnotationSet, schema: Schema, where: str) -> Iterator[Finding]:
    for fault in set_faults(found, article, schema):
        mention = found.mentions[fault.mention_id]
        yield Finding(
            fault.severity, where, f"{fault.mention_id} {mention.label or mention.layer} {mention.start}–{mention.end}: {fault.sentence}"
        )


def _of_fault(severity: Severity, fault: Fault) -> Finding:
    where = f"{fault.file}:{fault.line}" if fault.line else fault.file
    return Finding(severity, where, fault.sentence)
