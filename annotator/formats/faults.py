"""What is wrong in a file: one sentence per fault with file, line and field, safe to print."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from annotator.model.errors import BadData

SHOWN_FAULTS = 20
"""How many faults are printed; the rest is counted and stands in the report."""

_SHOWN_CHARACTERS = 80
_INDEX = re.compile(r"\[(\d+)\]")


class _Nothing:
    """Stands for: there is no value to show."""


NOTHING: Final = _Nothing()


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file, `line` counted from 1 and `None` in a file that is one document.

    `path` names the field (`entities[0].start`), empty for the line as a whole; `value` is what
    stood there, when it helps.
    """

    file: str
    line: int | None
    path: str
    reason: str
    value: Any = NOTHING

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"

    @property
    def place(self) -> str:
        """`FILE:LINE`, or the file alone where it is one document."""
        return escaped(self.file) if self.line is None else f"{escaped(self.file)}:{self.line}"

    @property
    def sentence(self) -> str:
        """The fault without its file and line: `entities[0].start: must be ≥ 0 (got -1)`."""
        where = self.path if self.line is not None else pointer(self.path)
        got = "" if self.value is NOTHING else f" (got {shown(self.value)})"
        sentence = f"{escaped(where)}: {self.reason}{got}" if where else f"{self.reason}{got}"
        return printable(sentence)


class BadRecords(BadData):
    """Faults of files that were read; prints at most 20 of them and says where the others stand."""

    names_places = True

    def __init__(self, faults: Sequence[Fault], count: int | None = None, report: Path | None = None, hint: str = "") -> None:
        self.faults = tuple(faults)
        self.count = len(self.faults) if count is None else count
        self.report = report
        super().__init__("\n".join(self.lines()), hint)

    def lines(self) -> list[str]:
        """One line per fault, at most 20, then how many more there are and where."""
        return fault_lines(self.faults, self.count, self.report)


def fault_lines(faults: Iterable[object], count: int, report: Path | None = None) -> list[str]:
    """At most 20 faults, a line each, and `… and N more; see REPORT` when there are more."""
    lines = [str(fault) for fault in list(faults)[:SHOWN_FAULTS]]
    more = count - len(lines)
    if more > 0:
        lines.append(f"… and {more:,} more" + (f"; see {escaped(str(report))}" if report else ""))
    return lines


def shown(value: Any) -> str:
    """A value of a file for a message: escaped as `repr` does, at most 80 characters."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return cut(f"'{escaped(value[: _SHOWN_CHARACTERS + 1])}'")
    if isinstance(value, int) and abs(value) >= 10**_SHOWN_CHARACTERS:
        return "an integer of more than 80 digits"
    if isinstance(value, dict | list):
        return cut(escaped(repr(_head(value))))
    return cut(escaped(repr(value)))


def quoted(text: str) -> str:
    """A stretch of text in double quotes, escaped and cut at 80 characters."""
    head = escaped(text[:_SHOWN_CHARACTERS]).replace('"', '\\"')
    return f'"{head}…"' if len(text) > _SHOWN_CHARACTERS else f'"{head}"'


def escaped(text: str) -> str:
    """The text with every character that is not printable, and every backslash, as an escape."""
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(c if c.isprintable() and c != "\\" else c.encode("unicode_escape").decode("ascii") for c in text)


def printable(text: str) -> str:
    """The text with every character that is not printable as an escape; a second time it changes nothing."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def cut(text: str) -> str:
    """The text, at most 80 characters of it."""
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"


def kind_of(value: Any) -> str:
    """What JSON calls the value: string, number, boolean, null, array or object."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def meant(name: str, known: Iterable[str]) -> str:
    """`; did you mean X?` when one of the known names is near, else empty."""
    names = list(known)
    same = [other for other in names if other.casefold() == name.casefold()]
    close = same or difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def pointer(path: str) -> str:
    """A field path as a JSON pointer: `[3].entities[0].start` is `/3/entities/0/start`."""
    return "/" + _INDEX.sub(r".\1", path).lstrip(".").replace(".", "/") if path else ""


def _head(value: Any) -> Any:
    """The beginning of an object or array, enough to show it without spelling out all of it."""
    if isinstance(value, dict):
        return {key: _head(item) for key, item in list(value.items())[:5]}
    if isinstance(value, list):
        return [_head(item) for item in value[:5]]
    return value[: _SHOWN_CHARACTERS + 1] if isinstance(value, str) else value
