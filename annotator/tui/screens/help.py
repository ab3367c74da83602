"""Help: the guideline of the current label, the signs on screen, and every key."""

from __future__ import annotations

from itertools import groupby

from rich.text import Text

from annotator.model.annotation import Layer
from annotator.model.schema import Label, Schema
from annotator.tui.glyphs import visible
from annotator.tui.keys import Keymap, display
from annotator.tui.screens.page import PageScreen

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


class HelpScreen(PageScreen):
    """The help as a page."""

    def __init__(self, keymap: Keymap, schema: Schema, label: Label | None) -> None:
        super().__init__(help_text(keymap, schema, label))


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
