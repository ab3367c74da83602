"""The program at a terminal: draws the first frame at once, then opens the project."""

from __future__ import annotations

import gc
import os
import select
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider

from annotator.model.doubt import Order
from annotator.model.errors import AnnotatorError
from annotator.tui.commands import EditorCommands
from annotator.tui.keys import Keymap, load_keymap
from annotator.tui.palette import DARK_THEME, LIGHT_THEME, THEMES
from annotator.tui.screens.editor_screen import EditorScreen

_LOOK_AT_TERMINAL = 2.0
"""Seconds between looks at whether the terminal is still there."""


class AnnotatorApp(App[None]):
    """The editor of one annotator on one project; `failure` tells why it ended, if not by a key."""

    TITLE = "annotator"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {EditorCommands}
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "quit", show=False, priority=True)]

    def __init__(
        self,
        folder: Path,
        name: str,
        article: str | None = None,
        *,
        order: Order = Order.SEQUENTIAL,
        is_light: bool = False,
        force_network_fs: bool = False,
    ) -> None:
        super().__init__()
        self.failure: BaseException | None = None
        self._folder, self._who, self._article = folder, name, article
        self._order, self._force_network_fs = order, force_network_fs
        self._keys_of_editor: Keymap = load_keymap(keys_file())
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = LIGHT_THEME if is_light else DARK_THEME
        self.editor_screen = EditorScreen(self._keys_of_editor)

    def on_mount(self) -> None:
        """Show the empty editor, then fetch the rest: both at once would only make the first frame wait."""
        self.push_screen(self.editor_screen)
        self.editor_screen.call_after_refresh(self.run_worker, self._fetch, thread=True, exit_on_error=False, name="open")
        if not self.is_headless:
            self.set_interval(_LOOK_AT_TERMINAL, self._leave_without_terminal)

    def _leave_without_terminal(self) -> None:
        """End when the terminal is gone, as after a lost connection; Textual would go on reading nothing, as fast as it can."""
        terminal = select.poll()
        terminal.register(0, 0)
        if any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in terminal.poll(0)):
            self.exit()

    def _fetch(self) -> None:
        """Import what opening a store needs, which takes longer than a frame; the store itself belongs to the main thread."""
        try:
            import annotator.workflow.desk  # noqa: F401
        except BaseException as error:
            self.call_from_thread(self._fail, error)
            raise
        self.call_from_thread(self._open)

    def _open(self) -> None:
        from annotator.workflow.desk import Desk
        from annotator.workflow.project import open_project

        try:
            project = open_project(self._folder, force_network_fs=self._force_network_fs, on_busy=self.editor_screen.tell_busy)
            desk = Desk.open(project, self._who, self._article, self._order)
        except (AnnotatorError, OSError) as error:
            self._fail(error)
            return
        self.editor_screen.start(desk)
        # what is loaded stays loaded: the collector need not look at it again in the middle of a key
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)

    def _handle_exception(self, error: Exception) -> None:
        """End at a fault of the program with a sentence rather than a trace; tests get the trace."""
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self.failure = error
        self.exit()


def keys_file() -> Path:
    """Where people rebind keys: `keys.toml` in the user's configuration folder."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "annotator" / "keys.toml"
