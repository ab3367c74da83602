"""What a wheel and an editable install hold, and that the package finds it there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hatchling import build

import annotator
from annotator.model.errors import Unavailable
from annotator.workflow.shipped import shipped, shipped_articles, shipped_schema

ROOT = Path(__file__).parents[2]
WHERE = """
import json, sys
import annotator
from annotator.workflow.shipped import shipped_articles, shipped_schema
print(json.dumps([annotator.__file__, str(shipped_schema()), str(shipped_articles())]))
"""


@contextmanager
def in_checkout() -> Iterator[None]:
    """A build backend works in the current folder."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    with in_checkout():
        return folder / build.build_wheel(str(folder))


def unpacked(archive: Path, folder: Path) -> Path:
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder)
    return folder


def python(code: str, *options: str, path: Path | None = None, cwd: Path) -> str:
    """What a new interpreter prints that finds the package in `path`."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run([sys.executable, *options, "-c", code], env=environment, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_holds_schema_corpus_and_data_once_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
    for name in ("schema.yaml", "articles.jsonl"):
        assert [found for found in names if found.endswith("/" + name)] == [
            f"annotator/shipped/{'corpus/' * (name != 'schema.yaml')}{name}"
        ]
    tracked = [found.relative_to(ROOT).as_posix() for found in (ROOT / "annotator").rglob("*") if found.is_file()]
    tracked = [name for name in tracked if "__pycache__" not in name]
    assert len(tracked) > 150
    assert set(tracked) <= set(names)
    assert {name.split("/")[0] for name in names} == {"annotator", f"annotator-{annotator.__version__}.dist-info"}
    assert len(names) == len(set(names))


def test_an_unpacked_wheel_finds_its_own_and_runs_the_demo(wheel: Path, tmp_path: Path) -> None:
    folder = unpacked(wheel, tmp_path / "packages")
    found = json.loads(python(WHERE, path=folder, cwd=tmp_path))
    assert all(Path(place).is_relative_to(folder) for place in found)
    assert (folder / "annotator/shipped/schema.yaml").read_bytes() == (ROOT / "schema.yaml").read_bytes()
    demo = "from annotator.cli.main import run; run(['demo', '--no-editor'])"
    assert "12 articles" in python(demo, path=folder, cwd=tmp_path)
    assert (tmp_path / "annotator-demo" / "annotations.db").exists()


def test_an_editable_install_takes_schema_and_corpus_from_the_checkout(tmp_path: Path) -> None:
    with in_checkout():
        name = build.build_editable(str(tmp_path))
    folder = unpacked(tmp_path / name, tmp_path / "packages")
    code = f"import site; site.addsitedir({str(folder)!r})\n{WHERE}"
    found = json.loads(python(code, "-S", cwd=tmp_path))
    assert found == [str(ROOT / "annotator" / "__init__.py"), str(ROOT / "schema.yaml"), str(ROOT / "corpus" / "articles.jsonl")]


def test_a_checkout_has_one_copy_of_each() -> None:
    assert (shipped_schema(), shipped_articles()) == (ROOT / "schema.yaml", ROOT / "corpus" / "articles.jsonl")
    assert not (ROOT / "annotator" / "shipped").exists()


def test_an_installation_that_lacks_something_says_so() -> None:
    with pytest.raises(Unavailable, match="lacks its no-such-file"):
        shipped("no-such-file")
