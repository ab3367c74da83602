"""The shape of the code, kept by tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import annotator

PACKAGE = Path(annotator.__file__).parent


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def test_arrows_between_layers_point_downwards() -> None:
    root = PACKAGE.parent
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
        cwd=root, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_a_session_pulls_in_neither_screens_nor_spacy() -> None:
    code = "import annotator.workflow.session, sys; print([m for m in ('textual', 'spacy') if m in sys.modules])"
    assert run(code) == "[]"


def test_the_editor_starts_without_what_agreement_needs() -> None:
    code = "import annotator.tui.app, sys; print([m for m in ('numpy', 'scipy', 'plotille', 'annotator.workflow') if m in sys.modules])"
    assert run(code) == "[]"


def test_the_command_line_imports_no_workflow_before_a_verb_runs() -> None:
    code = "import annotator.cli.main, sys; print([m for m in sys.modules if m.startswith('annotator.workflow')])"
    assert run(code) == "[]"


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {path.name for path in PACKAGE.rglob("*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 300}
    assert long == set()
