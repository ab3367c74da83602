"""What undo and redo mean, read from a log."""

from __future__ import annotations

import pytest

from annotator.model.history import Action, Done, History, Step

SEED = Step(1, Action.DO, undoable=False)


def read(*steps: Step) -> History:
    return History.read((SEED, *steps))


def test_undo_takes_the_newest_edit_that_stands_and_passes_over_the_seed() -> None:
    assert read().to_undo is None
    history = read(Step(2, Action.DO), Step(3, Action.DO), Step(4, Action.UNDO, 3))
    assert history.to_undo == Done(2, 2)
    assert history.to_redo == 3


def test_a_redone_edit_is_undone_by_the_row_that_did_it_last() -> None:
    history = read(Step(2, Action.DO), Step(3, Action.UNDO, 2), Step(4, Action.REDO, 2))
    assert history.to_undo == Done(2, 4)
    assert history.to_redo is None


def test_redo_goes_in_the_order_in_which_things_were_done() -> None:
    history = read(Step(2, Action.DO), Step(3, Action.DO), Step(4, Action.UNDO, 3), Step(5, Action.UNDO, 2))
    assert history.to_redo == 2
    assert history.after(Step(6, Action.REDO, 2)).to_redo == 3


@pytest.mark.parametrize("undoable", [True, False])
def test_a_new_edit_and_a_refresh_both_end_redo(undoable: bool) -> None:
    history = read(Step(2, Action.DO), Step(3, Action.UNDO, 2), Step(4, Action.DO, undoable=undoable))
    assert history.to_redo is None
    assert history.to_undo == (Done(4, 4) if undoable else None)


def test_undo_reaches_past_a_refresh() -> None:
    history = read(Step(2, Action.DO), Step(3, Action.DO, undoable=False))
    assert history.to_undo == Done(2, 2)
    assert history.refreshed == 3


def test_an_undo_that_does_not_say_of_what_is_no_log() -> None:
    with pytest.raises(ValueError, match="not of what"):
        read(Step(2, Action.UNDO))
