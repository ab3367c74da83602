"""Typed access to the fields of a JSON object, with a fault for each field of the wrong type."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from annotator.formats.faults import kind_of, meant, quoted, shown
from annotator.formats.record import FaultLog

_E = TypeVar("_E", bound=StrEnum)


class Fields:
    """One JSON object of a file and its path; what is read wrong is noted in `log`."""

    __slots__ = ("data", "log", "path")

    def __init__(self, data: dict[str, Any], path: str, log: FaultLog) -> None:
        self.data = data
        self.path = path
        self.log = log

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def string(self, name: str, *, required: bool = False, nullable: bool = False) -> str | None:
        """The string in the field; `None` when it is absent, null where that is allowed, or of the wrong type."""
        value = self.data.get(name)
        if isinstance(value, str):
            return value
        if name not in self.data:
            if required:
                self.log.fault(self.at(name), "required")
        elif value is not None or not nullable:
            self.log.fault(self.at(name), f"expected a string, got {kind_of(value)}")
        return None

    def integer(self, name: str, *, required: bool = True) -> int | None:
        """The integer in the field, which must be ≥ 0; `None` when it is absent or no such integer."""
        value = self.data.get(name)
        if name not in self.data:
            if required:
                self.log.fault(self.at(name), "required")
        elif isinstance(value, bool) or not isinstance(value, int):
            self.log.fault(self.at(name), f"expected an integer, got {shown(value)}")
        elif value < 0:
            self.log.fault(self.at(name), "must be ≥ 0", value)
        else:
            return value
        return None

    def choice(self, name: str, kind: type[_E], default: _E) -> _E:
        """The member of `kind` named in the field, `default` when it is absent or unknown."""
        if name not in self.data:
            return default
        value = self.string(name)
        if value is None:
            return default
        try:
            return kind(value)
        except ValueError:
            self.log.fault(self.at(name), f"expected one of {', '.join(kind)}", value)
            return default

    def object(self, name: str) -> Fields | None:
        """The object in the field; `None` when it is absent, null or no object."""
        value = self.data.get(name)
        if isinstance(value, dict):
            return Fields(value, self.at(name), self.log)
        if value is not None:
            self.log.fault(self.at(name), f"expected an object, got {kind_of(value)}")
        return None

    def objects(self, name: str) -> Iterator[Fields]:
        """The objects of the array in the field, which may be absent or null."""
        value = self.data.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            self.log.fault(self.at(name), f"expected an array, got {kind_of(value)}")
            return
        for index, item in enumerate(value):
            path = f"{self.at(name)}[{index}]"
            if isinstance(item, dict):
                yield Fields(item, path, self.log)
            else:
                self.log.fault(path, f"expected an object, got {kind_of(item)}")

    def refuse_unknown(self, known: frozenset[str], hint: str = "") -> None:
        """Note a fault for each key that is not among the known ones."""
        if self.data.keys() <= known:
            return
        for name in sorted(self.data.keys() - known):
            self.log.fault(self.at(name), f"unknown key{hint or meant(name, known)}")


def unknown_name(what: str, name: str, known: Collection[str]) -> str:
    """Why a name is refused that the schema does not have: with the one probably meant, else with those there are."""
    sentence = f"the schema has no {what} {quoted(name)}"
    near = meant(name, known)
    if near and name.casefold() in {other.casefold() for other in known}:
        return f"{sentence} (upper and lower case count){near}"
    return sentence + (near or f"; it has {', '.join(known) if known else 'none'}")
