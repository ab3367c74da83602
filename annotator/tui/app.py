"""The program at a terminal: draws the first frame at once, then opens the project."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.command import Provider

from annotator.model.doubt import Order
from annotator.model.errors import AnnotatorError
from annotator.tui.commands import EditorCommands
from annotator.tui.keys import Keymap, load_keymap
from annotator.tui.program import Program
from annotator.tui.screens.editor_screen import EditorScreen


class AnnotatorApp(Program):
    """The editor of one annotator on one project; `failure` tells why it ended, if not by a key."""

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {EditorCommands}

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
        super().__init__(is_light=is_light)
        self._folder, self._who, self._article = folder, name, article
        self._order, self._force_network_fs = order, force_network_fs
        self._keys_of_editor: Keymap = load_keymap(keys_file())
        self.editor_screen = EditorScreen(self._keys_of_editor)

    def on_mount(self) -> None:
        """Show the empty editor, then fetch the rest: both at once would only make the first frame wait."""
        self.push_screen(self.editor_screen)
        self.editor_screen.call_after_refresh(self.run_worker, self._fetch, thread=True, exit_on_error=False, name="open")
        self.watch_terminal()

    def _fetch(self) -> None:
        """Import what opening a store needs, which takes longer than a frame; the store itself belongs to the main thread."""
        try:
            import annotator.workflow.desk  # noqa: F401
        except BaseException as error:
            self.call_from_thread(self.fail, error)
            raise
        self.call_from_thread(self._open)

    def _open(self) -> None:
        from annotator.workflow.desk import Desk
        from annotator.workflow.project import open_project

        try:
            project = open_project(self._folder, force_network_fs=self._force_network_fs, on_busy=self.editor_screen.tell_busy)
            desk = Desk.open(project, self._who, self._article, self._order)
        except (AnnotatorError, OSError) as error:
            self.fail(error)
            return
        self.editor_screen.start(desk)
        # what is loaded stays loaded: the collector need not look at it again in the middle of a key
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)


def keys_file() -> Path:
    """Where people rebind keys: `keys.toml` in the user's configuration folder."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "annotator" / "keys.toml"
