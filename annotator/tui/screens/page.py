"""A page to read."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static


class PageScreen(ModalScreen[None]):
    """A text over the screen; any of esc, q, ? leaves it."""

    DEFAULT_CSS = """
    PageScreen { align: center middle; }
    PageScreen VerticalScroll { width: 100%; max-width: 110; height: 100%; padding: 0 2; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,backspace,q,question_mark,enter,space", "dismiss_page", "back")]

    def __init__(self, page: Text) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """The whole page."""
        with VerticalScroll():
            yield Static(self._page, markup=False)

    def action_dismiss_page(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
