"""Fixtures that several folders of tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commanding import Commands

from annotator.workflow.project import init_project


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "project"
    init_project(folder).store.close()
    return folder


@pytest.fixture
def commands(
    tmp_path: Path, empty_project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Commands:
    """The command line of a new, empty project."""
    shutil.copytree(empty_project, tmp_path / "project")
    return Commands(tmp_path, capsys, monkeypatch)
