"""What agreement's screens have in common: a top line, a board, a bottom line, keys as data, help and theme."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.screen import Screen

from annotator.tui.agreement.commands import key_words
from annotator.tui.glyphs import visible
from annotator.tui.key_lines import key_line
from annotator.tui.keys import Command
from annotator.tui.palette import DARK_THEME, LIGHT_THEME
from annotator.tui.screens.page import PageScreen
from annotator.tui.widgets.board import Board
from annotator.tui.widgets.lines import BottomLine, TopLine
from annotator.tui.widgets.painted import Painted

T = TypeVar("T")


class BoardScreen(Screen[T]):
    """A screen whose `draw` shows what it stands for; `say` puts a sentence on the bottom line until the next key."""

    AUTO_FOCUS = ""
    SHOWN_KEYS: ClassVar[tuple[Command, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self._message = ""

    def compose(self) -> ComposeResult:
        """Top line, board, bottom line."""
        yield TopLine()
        yield Board()
        yield BottomLine()

    def draw(self) -> None:
        """Show everything as it stands."""
        raise NotImplementedError

    def again(self) -> None:
        """Draw after a key, without the sentence of the key before."""
        self._message = ""
        self.draw()

    def say(self, sentence: str) -> None:
        """A sentence until the next key."""
        self._message = sentence
        self.draw()

    def draw_frame(self, left: str, right: str, keys: list[tuple[str, str]] | None = None) -> None:
        """The top line, and the bottom line with the keys of the screen."""
        width = self.size.width - 2
        line = Text(visible(left), style="bold", no_wrap=True)
        line.truncate(max(8, width - len(right) - 2), overflow="ellipsis")
        line.append(" " * max(1, width - line.cell_len - len(right)) + visible(right), "not bold")
        self.query_one(TopLine).say(line)
        bottom = self.query_one(BottomLine)
        shown = key_words(self.SHOWN_KEYS) if keys is None else keys
        style = Style(color=bottom.palette.cursor, bold=True)
        if self._message:
            said = Text(visible(self._message), style="bold reverse", no_wrap=True)
            said.truncate(max(8, width - 12), overflow="ellipsis")
            bottom.say(Text.assemble(said, "   ", key_line(shown[-1:], 9, style), no_wrap=True))
        else:
            bottom.say(key_line(shown, width, style))

    @on(Painted.Resized)
    def _fit(self) -> None:
        self.draw()

    def action_theme(self) -> None:
        """Dark or light."""
        self.app.theme = LIGHT_THEME if self.app.theme == DARK_THEME else DARK_THEME
        self.call_after_refresh(self.again)

    def action_help(self) -> None:
        """Signs and keys."""
        from annotator.tui.agreement.pages import help_page

        self.app.push_screen(PageScreen(help_page(self.SHOWN_KEYS)))
