"""The table of actions: a command's name and the function that does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.tui.editor import Editor

Action = Callable[["Editor"], None]
ACTIONS: dict[str, Action] = {}


def action(function: Action) -> Action:
    """Enter a function under its own name."""
    ACTIONS[function.__name__] = function
    return function
