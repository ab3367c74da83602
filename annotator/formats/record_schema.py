"""The JSON Schema of the native record, which ships in the package, and what it finds wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from annotator.formats.faults import cut, printable

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

NAME = "record.schema.json"


def record_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) as it ships."""
    found: dict[str, Any] = json.loads(resources.files("annotator.formats").joinpath(NAME).read_text(encoding="utf-8"))
    return found


def schema_faults(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Path and reason of everything in the record that the schema does not allow."""
    for error in _validator().iter_errors(record):
        found = _innermost(error)
        yield _path(found), cut(printable(found.message))


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(record_schema())


def _innermost(error: ValidationError) -> ValidationError:
    """The fault inside the alternative that was meant; an object is never meant as null."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return error


def _path(error: ValidationError) -> str:
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
    return "".join(parts).removeprefix(".")
