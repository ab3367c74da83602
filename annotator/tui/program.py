"""What the programs at a terminal have in common: themes, quitting, and ending with a sentence rather than a trace."""

from __future__ import annotations

import select
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from annotator.tui.palette import DARK_THEME, LIGHT_THEME, THEMES

_LOOK_AT_TERMINAL = 2.0
"""Seconds between looks at whether the terminal is still there."""


class Program(App[None]):
    """A program at a terminal; `failure` tells why it ended, if not by a key."""

    TITLE = "annotator"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "quit", show=False, priority=True)]

    def __init__(self, *, is_light: bool = False) -> None:
        super().__init__()
        self.failure: BaseException | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = LIGHT_THEME if is_light else DARK_THEME

    def watch_terminal(self) -> None:
        """End when the terminal is gone, as after a lost connection; Textual would go on reading nothing, as fast as it can."""
        if not self.is_headless:
            self.set_interval(_LOOK_AT_TERMINAL, self._leave_without_terminal)

    def _leave_without_terminal(self) -> None:
        terminal = select.poll()
        terminal.register(0, 0)
        if any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in terminal.poll(0)):
            self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """End at a fault of the program with a sentence rather than a trace; tests get the trace."""
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self.fail(error)

    def fail(self, error: BaseException) -> None:
        """End, and remember why."""
        self.failure = error
        self.exit()
