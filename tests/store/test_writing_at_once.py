"""Several processes write to one store: nothing is lost, nothing overwritten."""

from __future__ import annotations

from pathlib import Path

from builders import project
from writers import all_at_once

from annotator.model.edits import Batch, SetNote
from annotator.store import annotations, health, log
from annotator.workflow.project import open_project


def test_three_processes_lose_no_edit_in_a_set_of_their_own_or_a_shared_one(tmp_path: Path) -> None:
    with project(tmp_path) as made:
        folder = made.folder
    names = ["ann1", "shared", "shared"]
    done = all_at_once(folder, names, 40)
    with open_project(folder) as made:
        for name in ("ann1", "shared"):
            wanted = sorted(note for (notes, _), who in zip(done, names, strict=True) if who == name for note in notes)
            rows = list(log.read(made.store, "a1", name))
            assert sorted(notes_of(rows)) == wanted
            stored = annotations.load(made.store, "a1", name)
            assert stored is not None
            assert stored.revision == len(wanted) + 1 == len(rows)
        assert done[0][1] == 0
        assert list(health.integrity(made.store)) == []


def notes_of(rows: list[log.LogRow]) -> list[str]:
    found = []
    for row in rows:
        for edit in row.edit.edits if isinstance(row.edit, Batch) else (row.edit,):
            if isinstance(edit, SetNote):
                found.append(edit.note or "")
    return found
