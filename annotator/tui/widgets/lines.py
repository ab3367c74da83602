"""The line above the text, the line below it and the panel of choices."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from annotator.tui.glyphs import visible
from annotator.tui.widgets.painted import Painted


class _Line(Painted):
    """One line of styled text on the panel's colour."""

    def __init__(self) -> None:
        super().__init__()
        self._strip = Strip([])
        self._shown: object = None

    def say(self, content: Text) -> None:
        """Show the text; painted anew only when it differs."""
        palette = self.palette
        shown = (content, content.style, palette)
        if shown != self._shown:
            self._shown = shown
            base = Style(color=palette.text, bgcolor=palette.panel)
            self._strip = Strip([Segment(" ", base), *Segment.apply_style(content.render(self.app.console), base)])
            self.repaint([0])

    def say_at_once(self, content: Text) -> None:
        """Write the text to the terminal now, past the event loop, which is held up by what the text tells of."""
        self.say(content)
        driver = self.app._driver
        if driver is not None:
            (strip,) = self.render_lines(Region(0, 0, self.size.width, 1))
            driver.write(f"\x1b[{self.region.y + 1};1H{strip.render(self.app.console)}")
            driver.flush()
        self._shown = None

    def paint(self, y: int) -> Strip:
        """The line, filled up to the right edge."""
        return self._strip.adjust_cell_length(self.size.width, Style(bgcolor=self.palette.panel))


class TopLine(_Line):
    """Article, its place among all, progress, and that it is saved."""

    DEFAULT_CSS = "TopLine { height: 1; background: $panel; }"


class HeadLine(_Line):
    """Whose text stands under it."""

    DEFAULT_CSS = "HeadLine { height: 1; background: $panel; }"


class BottomLine(_Line):
    """The keys of the mode, or the message of the last key."""

    DEFAULT_CSS = "BottomLine { height: 1; background: $panel; }"


class ChoicePanel(Widget):
    """The keys that a mode waits for, over the lower edge of the text."""

    DEFAULT_CSS = """
    ChoicePanel { dock: bottom; layer: above; height: auto; max-height: 60%; margin-bottom: 1; padding: 0 1;
        background: $panel; color: $foreground; border-top: tall $primary; display: none; }
    """
    content: reactive[Text] = reactive(Text, layout=True)

    def render(self) -> Text:
        """The panel as it was set."""
        return self.content


class VisibleInput(Input):
    """A line to type in that shows signs for what would do something to the terminal; its value stays as it is."""

    @property
    def _value(self) -> Text:
        return Text(visible(self.value), no_wrap=True, overflow="ignore", end="")


class Answer(VisibleInput):
    """The line itself; remembers the key it saw last."""

    last_key: events.Key | None = None

    class Left(Message):
        """Backspace was pressed with nothing to delete: the other way out than escape."""

    def on_key(self, event: events.Key) -> None:
        """Take note of the key; what it does is Textual's."""
        self.last_key = event
        if event.key == "backspace" and not self.value:
            event.stop()
            self.post_message(self.Left())


class PromptLine(Horizontal):
    """A line of text asked for, in place of the bottom line."""

    DEFAULT_CSS = """
    PromptLine { height: 1; padding: 0 1; background: $panel; color: $foreground; display: none; }
    PromptLine Static { width: auto; text-style: bold; padding-right: 1; }
    PromptLine Input, PromptLine Input:focus { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    """

    def compose(self) -> ComposeResult:
        """The title and the line itself."""
        yield Static(markup=False)
        yield Answer(select_on_focus=False)

    def ask(self, title: str, initial: str) -> None:
        """Show the line and take the keys."""
        self.query_one(Static).update(Text(f"{title}:"))
        line = self.query_one(Answer)
        line.value = initial
        line.cursor_position = len(initial)
        self.display = True
        self.screen.set_focus(line)

    def has_seen(self, event: events.Key) -> bool:
        """Whether the key comes from the line, which had no use for it."""
        return self.query_one(Answer).last_key is event

    def close(self) -> None:
        """Hide the line."""
        self.display = False
