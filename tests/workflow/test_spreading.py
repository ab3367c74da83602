"""A string marked in one article is proposed in the others, where nothing says it already."""

from __future__ import annotations

from pathlib import Path

from builders import add_run, handmade_project, proposed

from annotator.model.annotation import Layer, State, Status
from annotator.model.edits import SetStatus
from annotator.workflow.desk import Desk
from annotator.workflow.session import Session

HERE = proposed("[ORG Reuters] asked.", article_id="a1")
THERE = proposed("[GPE Selwick] told Reuters and Reuters.", article_id="a2")
NEWER = proposed("Selwick told [ORG Reuters] and Reuters.", article_id="a2")[1]
DONE = proposed("[GPE Selwick] left Reuters.", article_id="a3")


def entities(session: Session) -> list[tuple[str, int, State]]:
    return [(m.label, m.start, m.state) for m in session.annotations.in_layer(Layer.ENTITY)]


def test_newer_proposals_that_say_the_same_are_not_made_twice(tmp_path: Path) -> None:
    with handmade_project(tmp_path / "p", HERE, THERE, DONE) as made:
        Session.open(made, "a2", "ann1")
        Session.open(made, "a3", "ann1").do(SetStatus(Status.DONE))
        add_run(made, NEWER)
        desk = Desk.open(made, "ann1", "a1")
        assert desk.propose_everywhere("Reuters", "ORG", []) == (None, 1)
        there = Session.open(made, "a2", "ann1")
        assert [(label, start) for label, start, _ in entities(there) if label == "ORG"] == [("ORG", 13), ("ORG", 25)]
        assert {state for _, _, state in entities(there)} == {State.PROPOSED}
        assert there.annotations.status is Status.NEW
        assert [label for label, _, _ in entities(Session.open(made, "a3", "ann1"))] == ["GPE"]
        assert Session.open(made, "a2", "ann2").annotations.mentions.keys() == NEWER.mentions.keys()
