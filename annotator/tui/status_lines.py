"""What stands above and below the text."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from annotator.model.annotation import Status
from annotator.tui.editor import Editor, Mode
from annotator.tui.footer import choices, footer
from annotator.tui.glyphs import visible
from annotator.tui.key_lines import choice_table, key_line
from annotator.tui.palette import Palette

_MESSAGE = Style(bold=True)
_REFUSAL = Style(bold=True, reverse=True)
_STATUS = {Status.NEW: "", Status.STARTED: "", Status.DONE: "✓ done", Status.SKIPPED: "- skipped"}


def opening_text() -> Text:
    """The top line before the store is open."""
    return Text("annotator   opening …")


def top_text(editor: Editor, width: int) -> Text:
    """Article and its place on the left; how much was looked at, who works, and `saved` on the right."""
    desk, annotations = editor.desk, editor.annotations
    parts = [_STATUS[annotations.status], *(f"!{visible(flag)}" for flag in annotations.flags)]
    right = "   ".join(filter(None, (*parts, f"looked at {editor.index.looked_at} of {editor.index.total}", desk.annotator, "saved")))
    left = f"{visible(editor.session.article.id)}   {desk.position} of {len(desk.order)}"
    line = Text(left, style="bold", no_wrap=True)
    line.truncate(max(8, width - cell_len(right) - 2), overflow="ellipsis")
    gap = max(1, width - line.cell_len - cell_len(right))
    line.append(" " * gap + right, "not bold")
    line.truncate(width)
    return line


def bottom_text(editor: Editor, width: int, palette: Palette) -> Text:
    """The message of the last key, if there is one, and the keys of the mode; help or the way out is always among them."""
    pairs = [(key, visible(word)) for key, word in footer(editor)]
    if editor.by_character:
        pairs = [("~", "by character"), *pairs]
    if editor.message is None:
        return key_line(pairs, width, _key(palette))
    line = Text(no_wrap=True)
    line.append(visible(editor.message.text), _REFUSAL if editor.message.is_refusal else _MESSAGE)
    way_out = [] if editor.mode is Mode.NORMAL else pairs
    keys = key_line(way_out, max(width - line.cell_len - 3, cell_len(" ".join(pairs[-1])), 0), _key(palette))
    line.truncate(width - keys.cell_len - 3 if keys else width, overflow="ellipsis")
    return Text.assemble(line, "   ", keys, no_wrap=True) if keys else line


def panel_text(editor: Editor, width: int, palette: Palette) -> Text:
    """The keys that the mode waits for; empty when it waits for none."""
    rows = [(key, visible(name), visible(description)) for key, name, description in choices(editor)]
    return choice_table(rows, width, _key(palette))


def _key(palette: Palette) -> Style:
    return Style(color=palette.cursor, bold=True)
