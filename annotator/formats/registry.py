"""Formats by name: each is a module in the folder of its kind, found by looking there, imported when used."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

from annotator.model.errors import Misuse


def names(package: str) -> list[str]:
    """The formats of a package, by the names of its modules."""
    return sorted(found.name for found in pkgutil.iter_modules(import_module(package).__path__))


def load(package: str, name: str, attribute: str) -> Any:
    """What the module of this name in a package has under the attribute.

    Raises Misuse when there is no such module.
    """
    known = names(package)
    if name not in known:
        raise Misuse(f"there is no format {name!r} among the {package.rpartition('.')[2]}", f"there are: {', '.join(known)}")
    return getattr(import_module(f"{package}.{name}"), attribute)
