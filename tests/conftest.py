"""Fixtures that several folders of tests share."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

import pytest
from commanding import Commands

from annotator.formats.schema_yaml import BadSchema, read_schema
from annotator.model.schema import Schema
from annotator.workflow.project import init_project

# the processes that run the tests inherit it: threads of numpy in several processes wait for each other
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_known_schema = cache(lambda data: read_schema(data, "schema.yaml"))


def _read_schema(data: bytes, name: str) -> Schema:
    try:
        return _known_schema(data)
    except BadSchema:
        return read_schema(data, name)


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "project"
    init_project(folder).store.close()
    return folder


@pytest.fixture
def commands(tmp_path: Path, empty_project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The command line of a new, empty project; a schema that was read once is not read again."""
    for module in ("project", "checking", "importing"):
        monkeypatch.setattr(f"annotator.workflow.{module}.read_schema", _read_schema)
    shutil.copytree(empty_project, tmp_path / "project")
    return Commands(tmp_path, capsys, monkeypatch)
