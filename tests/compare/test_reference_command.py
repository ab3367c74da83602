"""The command that runs a file of reference values."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import annotator

COMMAND = Path(annotator.__file__).parent.parent / "benchmarks" / "agreement_reference.py"
UNITS = {"kind": "coding", "annotators": ["c1", "c2"], "units": [[20, ["A", "A"]], [20, ["B", "A"]], [10, ["A", "B"]], [50, ["B", "B"]]]}


def case(name: str, measure: str, **expected: object) -> dict[str, object]:
    return {"name": name, "measure": measure, "params": {}, "input": UNITS, "expected": expected, "tolerance": 1e-3}


def test_each_case_passes_or_is_named_as_a_failure(tmp_path: Path) -> None:
    cases = [
        case("right", "cohen_kappa", value=0.348),
        case("wrong", "cohen_kappa", value=0.9),
        case("not undefined", "scott_pi", status="undefined", value=None),
        case("unknown", "no_such_measure", value=1),
    ]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"cases": cases}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, COMMAND, file],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=COMMAND.parent.parent,
        env={"PYTHONPATH": "."},
    )
    lines = done.stdout.splitlines()
    assert lines[-1] == "1 passed, 3 failed"
    assert [line.split(":")[0] for line in lines[:-1]] == ["wrong", "not undefined", "unknown"]
    assert done.returncode == 1
