"""Whatever a person does, in whatever order: the log gives the tables, undo gives the beginning and redo the end."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import pytest
from arbitrary import LENGTH, random_edit, random_proposals
from builders import add_run, handmade_project, proposed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.model.article import Article
from annotator.model.edits import is_undoable
from annotator.model.errors import EditRefused
from annotator.model.replacement import same_content
from annotator.store import annotations, log
from annotator.workflow.session import Session

RANDOM = st.randoms(use_true_random=False)
LAW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = "x" * LENGTH
names = (f"ann{number}" for number in count(1))


@pytest.fixture(scope="module")
def opened() -> Iterator[Callable[[str, str], Session]]:
    """Opens an article of one project for all examples; each has an annotator of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _, model = proposed("[PERSON:p xx]x[Attack:a x]xxx[ORG:o xx]xxx", "a attacker p", "a target o")
        with handmade_project(
            Path(folder) / "p", (Article("a1", TEXT), model), (Article("a2", TEXT), replace(model, article_id="a2"))
        ) as project:
            yield lambda article, name: Session.open(project, article, name)


@given(RANDOM)
@LAW
def test_everything_can_be_undone_and_done_again(opened: Callable[[str, str], Session], rng: Random) -> None:
    session = opened("a1", next(names))
    begun = session.annotations
    for _ in range(8):
        step(session, rng, again=0)
        assert_stored(session)
    ended, steps = session.annotations, 0
    while session.history.to_undo is not None:
        session.undo()
        steps += 1
    assert same_content(session.annotations, begun)
    session = opened("a1", session.annotator)
    for _ in range(steps):
        session.redo()
    assert same_content(session.annotations, ended)
    assert_stored(session)


@given(RANDOM)
@LAW
def test_the_log_replays_whatever_was_undone_reopened_or_proposed_anew(opened: Callable[[str, str], Session], rng: Random) -> None:
    session = opened("a2", next(names))
    for _ in range(10):
        if rng.randrange(5) == 0:
            add_run(session.project, replace(random_proposals(rng, 6), article_id="a2"))
            session = opened("a2", session.annotator)
        step(session, rng, again=3)
        assert_stored(session)
    for _ in session.history.done:
        try:
            session.undo()
        except EditRefused:
            break
    assert all(done.last < session.history.refreshed for done in session.history.done)
    assert_stored(session)


def assert_stored(session: Session) -> None:
    """The rows, the log and the value in memory say the same."""
    store, where = session.project.store, (session.article.id, session.annotator)
    assert log.replay(store, *where) == annotations.load(store, *where) == session.annotations


def step(session: Session, rng: Random, *, again: int) -> None:
    """One thing done by the person, or undone or redone in `again` of ten cases; what a rule refuses changes nothing."""
    before = session.annotations
    try:
        if rng.randrange(10) < again:
            (session.undo if rng.randrange(3) else session.redo)()
        else:
            edit = random_edit(rng, before)
            if is_undoable(edit):
                session.do(edit)
    except EditRefused:
        assert session.annotations == before
