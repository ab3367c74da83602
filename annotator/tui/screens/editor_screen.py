"""The editor's screen: keys go to the editor, what it became goes to the widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from annotator.model.errors import AnnotatorError
from annotator.tui.editor import Editor
from annotator.tui.keys import Keymap
from annotator.tui.palette import DARK_THEME, LIGHT_THEME
from annotator.tui.screens.agreement import AgreementScreen
from annotator.tui.screens.help import HelpScreen
from annotator.tui.screens.queue import QueueScreen
from annotator.tui.status_lines import bottom_text, opening_text, panel_text, top_text
from annotator.tui.view import Look, view_of
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.lines import Answer, BottomLine, ChoicePanel, PromptLine, TopLine
from annotator.tui.widgets.painted import Painted
from annotator.tui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from annotator.workflow.desk import Desk

SIDEBAR_FROM = 100
"""The width in cells from which the sidebar is shown unless it was switched off."""


class EditorScreen(Screen[None]):
    """One article under correction; empty until `start` brings the desk.

    Keys pressed before that wait and are done in order.
    """

    CSS = """
    EditorScreen { layers: base above; }
    EditorScreen #body { height: 1fr; }
    EditorScreen ArticleView { width: 1fr; height: 1fr; }
    EditorScreen Sidebar { width: 34; height: 1fr; }
    """
    AUTO_FOCUS = ""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.keymap = keymap
        self.editor: Editor | None = None
        self._early: list[events.Key] = []
        self._look = Look.HYBRID
        self._sidebar_wanted: bool | None = None

    def compose(self) -> ComposeResult:
        """Top line, text and sidebar, panel, prompt, bottom line."""
        yield TopLine()
        with Horizontal(id="body"):
            yield ArticleView()
            yield Sidebar()
        yield ChoicePanel()
        yield PromptLine()
        yield BottomLine()

    def on_mount(self) -> None:
        """The first frame: lines and an empty text."""
        self._place_sidebar(self.app.size.width)
        self.query_one(TopLine).say(opening_text())

    def start(self, desk: Desk) -> None:
        """Show the desk's article and do the keys that waited."""
        self.editor = Editor(desk, self.keymap, self.query_one(ArticleView))
        hidden = [label.name for label in self.editor.schema.entities if label.key in self.keymap.by_key]
        if hidden:
            self.editor.say(f"keys.toml gives a command the key of {', '.join(hidden)}", is_refusal=True)
        self.refresh_view()
        waiting, self._early = self._early, []
        for key in waiting:
            self.on_key(key)

    def on_key(self, event: events.Key) -> None:
        """Every key that no prompt takes; Textual's own bindings for tab, arrows and the like never see it."""
        prompt = self.query_one(PromptLine)
        if prompt.display and event.key != "escape" and prompt.has_seen(event):
            return
        event.stop()
        event.prevent_default()
        if prompt.display:
            self._key_of_prompt(event)
            return
        key = event.character if event.is_printable and event.character else event.key
        if self.editor is None and self.keymap.by_key.get(key) != "quit":
            self._early.append(events.Key(event.key, event.character))
        elif self.app.screen is not self:
            # typed before the screen that the last key opened was there
            self.app.post_message(events.Key(event.key, event.character))
        else:
            self.press("space" if key == " " else key)

    def _key_of_prompt(self, event: events.Key) -> None:
        """Escape leaves; another key here was typed before the prompt had the keyboard."""
        if event.key == "escape":
            self._close_prompt(None)
        else:
            self.set_focus(self.query_one(Answer))
            self.app.post_message(events.Key(event.key, event.character))

    def press(self, key: str) -> None:
        """Do what a key means and show what became of it."""
        command = self.editor.press(key) if self.editor else self.keymap.by_key.get(key)
        if command is not None:
            self._commands()[command]()
        self.refresh_view()

    def tell_busy(self, waited: float) -> None:
        """Say that somebody else writes, from inside the key that waits for it; `waited` is in seconds."""
        self.query_one(BottomLine).say_at_once(Text(f"store busy, retrying … {waited:.0f} s", style="bold reverse"))

    def refresh_view(self) -> None:
        """Bring every widget up to date with the editor."""
        editor = self.editor
        if editor is None:
            return
        view = view_of(editor, self._look)
        self.query_one(ArticleView).show(view, editor.touched)
        editor.touched = frozenset()
        sidebar = self.query_one(Sidebar)
        if sidebar.display:
            sidebar.show(view)
        width = self.size.width - 2
        self.query_one(TopLine).say(top_text(editor, width))
        bottom = self.query_one(BottomLine)
        bottom.say(bottom_text(editor, width, bottom.palette))
        panel = self.query_one(ChoicePanel)
        panel.content = panel_text(editor, width, bottom.palette)
        panel.display = bool(panel.content.plain)
        if editor.question is not None:
            self._open_prompt()

    def on_resize(self, event: events.Resize) -> None:
        """Show or hide the sidebar by the width."""
        self._place_sidebar(event.size.width)

    @on(Painted.Resized)
    def _fit(self) -> None:
        self.refresh_view()

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        self._close_prompt(event.value)

    @on(Answer.Left)
    def _leave_prompt(self) -> None:
        self._close_prompt(None)

    @on(ArticleView.Clicked)
    def _clicked(self, event: ArticleView.Clicked) -> None:
        if self.editor is not None:
            self.editor.leave()
            self.editor.move_to(event.offset)
            self.refresh_view()

    @on(ArticleView.Dragged)
    def _dragged(self, event: ArticleView.Dragged) -> None:
        if self.editor is not None:
            self.editor.select_range(event.start, event.end)
            self.refresh_view()

    @on(Sidebar.Picked)
    def _picked(self, event: Sidebar.Picked) -> None:
        if self.editor is not None:
            self.editor.pick(event.mention_id)
            self.refresh_view()

    def _commands(self) -> dict[str, Callable[[], None]]:
        """What the screen does itself, by the command's name."""
        return {
            "quit": self.app.exit,
            "help": self._help,
            "palette": self.app.action_command_palette,
            "queue": self._queue,
            "agreement": self._agreement,
            "sidebar": self._toggle_sidebar,
            "view_mode": self._next_look,
            "theme": self._toggle_theme,
        }

    def _help(self) -> None:
        editor = self.editor
        if editor is not None:
            current = editor.current or editor.active
            label = editor.schema.label(current.layer, current.label) if current else None
            self.app.push_screen(HelpScreen(self.keymap, editor.schema, label))

    def _queue(self) -> None:
        if self.editor is not None:
            self.app.push_screen(QueueScreen(self.editor.desk), self._go_to)

    def _agreement(self) -> None:
        if self.editor is not None:
            self.app.push_screen(AgreementScreen(self.editor.desk.project, viewer=self.editor.desk.annotator))

    def _go_to(self, article_id: str | None) -> None:
        editor = self.editor
        if editor is None or article_id is None:
            return
        try:
            editor.desk.go_to(article_id)
        except AnnotatorError as error:
            editor.tell(error)
        else:
            editor.open_article()
        self.refresh_view()

    def _toggle_sidebar(self) -> None:
        self._sidebar_wanted = not self.query_one(Sidebar).display
        self._place_sidebar(self.size.width)

    def _place_sidebar(self, width: int) -> None:
        wanted = width >= SIDEBAR_FROM if self._sidebar_wanted is None else self._sidebar_wanted
        self.query_one(Sidebar).display = wanted

    def _next_look(self) -> None:
        looks = list(Look)
        self._look = looks[(looks.index(self._look) + 1) % len(looks)]
        if self.editor is not None:
            self.editor.touched = None
            self.editor.say(f"view: {self._look}")

    def _toggle_theme(self) -> None:
        self.app.theme = LIGHT_THEME if self.app.theme == DARK_THEME else DARK_THEME
        if self.editor is not None:
            self.editor.touched = None

    def _open_prompt(self) -> None:
        editor = self.editor
        if editor is None or editor.question is None:
            return
        line = self.query_one(PromptLine)
        if not line.display:
            line.ask(editor.question.title, editor.question.initial)

    def _close_prompt(self, text: str | None) -> None:
        self.query_one(PromptLine).close()
        self.set_focus(None)
        if self.editor is not None:
            self.editor.answered(text)
            self.refresh_view()
