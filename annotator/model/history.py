"""What undo and redo mean, read from the log of a set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Action(StrEnum):
    """How an edit came about."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the log: its revision, how it came about and, for undo and redo, the revision of the edit meant.

    `undoable` is false for seeds and refreshes.
    """

    revision: int
    action: Action
    of: int | None = None
    undoable: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """An edit that stands: the revision that did it first, and the row that did it last."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class History:
    """The edits that stand and the ones taken back, each newest last; `refreshed` is the revision of the newest seed or refresh."""

    done: tuple[Done, ...] = ()
    undone: tuple[int, ...] = ()
    refreshed: int = 0

    @classmethod
    def read(cls, steps: Iterable[Step]) -> History:
        """The history that a log in ascending order of revision amounts to."""
        history = cls()
        for step in steps:
            history = history.after(step)
        return history

    def after(self, step: Step) -> History:
        """The history one row later."""
        if step.action is Action.DO:
            if not step.undoable:
                return History(self.done, (), step.revision)
            return replace(self, done=(*self.done, Done(step.revision, step.revision)), undone=())
        if step.of is None:
            raise ValueError(f"row {step.revision} of the log says {step.action} but not of what")
        if step.action is Action.UNDO:
            return replace(self, done=tuple(d for d in self.done if d.first != step.of), undone=(*self.undone, step.of))
        return replace(self, done=(*self.done, Done(step.of, step.revision)), undone=tuple(r for r in self.undone if r != step.of))

    @property
    def to_undo(self) -> Done | None:
        """The edit that undo takes back next."""
        return self.done[-1] if self.done else None

    @property
    def to_redo(self) -> int | None:
        """The revision of the edit that redo does again next."""
        return self.undone[-1] if self.undone else None
