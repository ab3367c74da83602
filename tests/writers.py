"""What several processes do to one store at once, in a module that a new process can import."""

from __future__ import annotations

from multiprocessing import get_context
from pathlib import Path

from annotator.model.annotation import Layer
from annotator.model.edits import SetNote
from annotator.model.errors import StaleRevision
from annotator.workflow.project import open_project
from annotator.workflow.session import Session


def write_notes(folder: str, annotator: str, sign: str, count: int) -> tuple[list[str], int]:
    """Write `count` notes on one mention, each until it is saved; the notes and how often one was refused as stale."""
    refused = 0
    with open_project(Path(folder)) as project:
        session = Session.open(project, "a1", annotator)
        name = session.annotations.in_layer(Layer.ENTITY)[0].id
        notes = [f"{sign}-{number}" for number in range(count)]
        for note in notes:
            while True:
                try:
                    session.do(SetNote(name, note))
                    break
                except StaleRevision:
                    refused += 1
    return notes, refused


def all_at_once(folder: Path, annotators: list[str], count: int) -> list[tuple[list[str], int]]:
    """`write_notes` in a process for each name, all started together."""
    jobs = [(str(folder), name, f"p{number}", count) for number, name in enumerate(annotators)]
    with get_context("spawn").Pool(len(jobs)) as pool:
        return pool.starmap(write_notes, jobs, chunksize=1)
