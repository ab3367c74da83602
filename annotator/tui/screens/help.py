"""Help: the guideline of the current label, the signs on screen, and every key."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from annotator.model.annotation import Layer
from annotator.model.schema import Label, Schema
from annotator.tui.glyphs import visible
from annotator.tui.keys import Keymap, display

_SIGNS = (
    ("underline", "an entity; its label stands under its start"),
    ("PERSON?", "proposed: nobody has looked at it yet"),
    ("PERSON", "a person accepted, changed or added it"),
    ("Q1▐", "a direct or mixed quote that runs over these rows"),
    ("I1┊", "an indirect quote"),
    ("1 Attack", "the trigger of event 1; 1 target, a filler of the active event"),
    ("▸", "the active event or quote, which r, k and R work on"),
    ("saved", "what you see is in the store; every key saves"),
)


class HelpScreen(ModalScreen[None]):
    """A page to read; any of esc, q, ? leaves it."""

    CSS = """
    HelpScreen { align: center middle; }
    HelpScreen VerticalScroll { width: 100%; max-width: 110; height: 100%; padding: 0 2; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,backspace,q,question_mark,enter,space", "dismiss_help", "back")]

    def __init__(self, keymap: Keymap, schema: Schema, label: Label | None) -> None:
        super().__init__()
        self._keymap, self._schema, self._label = keymap, schema, label

    def compose(self) -> ComposeResult:
        """The whole page."""
        with VerticalScroll():
            yield Static(help_text(self._keymap, self._schema, self._label), markup=False)

    def action_dismiss_help(self) -> None:
        """Back to the text."""
        self.dismiss(None)


def help_text(keymap: Keymap, schema: Schema, label: Label | None) -> Text:
    """The page as text: guideline, signs, label keys, command keys."""
    page = Text()
    if label is not None:
        _guideline(page, label)
    _heading(page, "Signs")
    for sign, meaning in _SIGNS:
        page.append(f"  {sign:<12}", "bold")
        page.append(f"{meaning}\n")
    _heading(page, "Labels: mark the selection or the word, or relabel the current entity")
    _label_rows(page, schema.labels(Layer.ENTITY), "")
    for layer, before in ((Layer.QUOTE, "q"), (Layer.EVENT, "e")):
        if schema.labels(layer):
            _heading(page, f"After {before}: {layer} types")
            _label_rows(page, schema.labels(layer), before + " ")
    for group, commands in groupby(keymap.commands.values(), key=lambda c: c.group):
        _heading(page, group)
        for command in commands:
            page.append(f"  {' '.join(display(k) for k in command.keys):<12}", "bold")
            page.append(f"{command.does}\n")
    page.append("\nesc leaves this page. Right-to-left text is shown in logical order.\n")
    return page


def _heading(page: Text, title: str) -> None:
    page.append(f"\n{visible(title)}\n", "bold underline")


def _label_rows(page: Text, labels: tuple[Label, ...], before: str) -> None:
    for label in labels:
        page.append(f"  {before + label.key:<5}", "bold")
        page.append(f"{visible(label.name):<14}{visible(label.guide.description)}\n")


def _guideline(page: Text, label: Label) -> None:
    guide = label.guide
    page.append(f"{visible(label.name)}\n", "bold reverse")
    page.append(f"{visible(guide.description)}\n")
    for example in guide.examples:
        page.append(f"  ✓ {visible(example)}\n")
    if guide.counter_example:
        page.append(f"  ✗ {visible(guide.counter_example)}\n")
    page.append(f"\n{visible(guide.guideline.strip())}\n")
    for role in label.roles:
        page.append(f"  r {role.key}  ", "bold")
        page.append(f"{visible(role.name)} {role.cardinality}  {visible(role.guide.description)}\n")
