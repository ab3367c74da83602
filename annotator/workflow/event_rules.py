"""A project's own rules of events: `events.ini` beside `schema.yaml`, checked before a pipeline works by them."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.decoding import UTF8, decode
from annotator.formats.faults import BadRecords, Fault
from annotator.model.errors import Unavailable
from annotator.model.schema import Schema
from annotator.nlp.event_rules_reading import read_rules, shipped_rules
from annotator.workflow.places import EVENT_RULES_NAME
from annotator.workflow.project import Project


def event_rules(project: Project) -> str:
    """The text of the project's rules, empty where it has none.

    Raises BadRecords with everything that is wrong in them, Unavailable when the file can't be read.
    """
    path = project.folder / EVENT_RULES_NAME
    if not path.exists():
        return ""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path} can't be read: {error.strerror}") from error
    faults = rule_faults(data, path, project.schema)
    if faults:
        raise BadRecords(faults, hint=f"mend {EVENT_RULES_NAME}, or move it away to propose by the shipped rules alone")
    return decode(data, UTF8).text


def rule_faults(data: bytes, path: Path, schema: Schema) -> list[Fault]:
    """Everything that is wrong in the rules, with file and line."""
    read = decode(data, UTF8)
    if read.reason:
        return [Fault(str(path), read.number, "", read.reason)]
    _, faults = read_rules(read.text, base=shipped_rules(), schema=schema)
    return [Fault(str(path), line, "", reason) for line, reason in faults]
