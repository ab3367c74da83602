"""Whatever a person does, in whatever order: the log gives the tables, and undoing everything gives the beginning."""

from __future__ import annotations

import tempfile
from pathlib import Path

from builders import project
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.annotation import Layer, State
from annotator.model.edits import SetNote, SetState
from annotator.model.errors import EditRefused
from annotator.store import annotations, log
from annotator.workflow.session import Session

STEPS = st.lists(st.tuples(st.sampled_from(["accept", "reject", "note", "undo", "redo"]), st.integers(0, 30)), max_size=15)


@given(STEPS)
@settings(max_examples=12, deadline=None)
def test_the_log_replays_and_everything_can_be_undone(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, project(Path(folder)) as made:
        session = Session.open(made, "a1", "ann1")
        begun = session.annotations
        for what, number in steps:
            step(session, what, number)
            assert log.replay(made.store, "a1", "ann1") == annotations.load(made.store, "a1", "ann1") == session.annotations
        while session.history.to_undo is not None:
            session.undo()
        assert session.annotations.mentions == begun.mentions
        assert session.annotations.links == begun.links
        assert session.annotations.status == begun.status


def step(session: Session, what: str, number: int) -> None:
    """One thing done; what a rule refuses changes nothing."""
    before = session.annotations
    found = session.annotations.in_layer(Layer.ENTITY)
    name = found[number % len(found)].id
    try:
        match what:
            case "accept":
                session.do(SetState(name, State.ACCEPTED))
            case "reject":
                session.do(SetState(name, State.REJECTED))
            case "note":
                session.do(SetNote(name, f"note {number}"))
            case "undo":
                session.undo()
            case "redo":
                session.redo()
    except EditRefused:
        assert session.annotations == before
