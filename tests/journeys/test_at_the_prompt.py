"""What people and scripts do at a prompt, and what must not happen to them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders import TEXT, project

from annotator.cli.main import _VERBS, call
from annotator.model.errors import Misuse
from annotator.nlp.pipeline import BUILT_IN, BUILT_IN_VERSION
from annotator.workflow.adjudicating import accept_as_gold
from annotator.workflow.desk import Desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with project(tmp_path) as made:
        return made.folder


@pytest.mark.parametrize("name", ["annotations.db", "annotations.db-wal", "schema.yaml", "manifest.json", "link.jsonl", "folder"])
def test_an_export_never_takes_the_place_of_what_the_project_needs(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "folder").mkdir()
    (folder / "link.jsonl").symlink_to(folder / "annotations.db")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.name in ("schema.yaml", "annotations.db")}
    assert call(["export", "--project", str(folder), "--set", "model", "-o", str(folder / name)]) == 2
    assert capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name in before} == before


def test_an_export_takes_no_place_of_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert call(["export", "--project", str(folder), "--set", "model", "-o", str(folder / "pipe")]) == 2
    assert (folder / "pipe").is_fifo()


def test_a_folder_of_exports_comes_back_without_its_manifest(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call(["export", "--project", str(folder), "--set", "model", "-o", str(out / "model.jsonl")]) == 0
    assert (out / "manifest.json").exists()
    assert call(["init", str(tmp_path / "again")]) == 0
    assert call(["import", "--project", str(tmp_path / "again"), str(out)]) == 0


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -m annotator export --project {folder} --set model -q | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_project_and_debug_may_stand_on_either_side_of_the_verb(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["--project", str(folder), "status"]) == 0
    one = capsys.readouterr().out
    assert call(["status", "--project", str(folder), "--debug"]) == 0
    assert capsys.readouterr().out == one
    assert "1 articles" in one


def test_a_bad_schema_leaves_no_folder(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("entities: 5\n", encoding="utf-8")
    assert call(["init", str(tmp_path / "new"), "--schema", str(bad)]) == 1
    assert not (tmp_path / "new").exists()


def test_nobody_works_under_the_name_of_a_pipeline_or_accepts_what_can_be_nobodys(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with project(tmp_path / "other", TEXT) as made:
        with pytest.raises(Misuse, match="is a pipeline that made proposals here"):
            Desk.open(made, f"{BUILT_IN}-{BUILT_IN_VERSION}")
        for name in ("gold", "model", "a b"):
            with pytest.raises(Misuse):
                accept_as_gold(made, name)


@pytest.mark.parametrize("verb", list(_VERBS))
def test_every_verb_says_what_it_does_and_shows_it(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call([verb, "--help"]) == 0
    said = capsys.readouterr().out
    assert "Examples:" in said
    assert f"annotator {verb}" in said
