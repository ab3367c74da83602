"""Keys and what they do as lines of text, cut to a width; pure."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from annotator.tui.footer import KeyWord


def key_line(pairs: list[KeyWord], width: int, key: Style) -> Text:
    """As many `key word` pairs as fit into `width` cells; the last one always stands."""
    line = Text(no_wrap=True, overflow="crop")
    if not pairs:
        return line
    *others, last = pairs
    room = width - _size(last)
    for pair in others:
        if line.cell_len + _size(pair) + 3 > room:
            break
        line.append_text(_pair(pair, key)).append("   ")
    return line.append_text(_pair(last, key))


def _size(pair: KeyWord) -> int:
    return cell_len(" ".join(filter(None, pair)))


def _pair(pair: KeyWord, key: Style) -> Text:
    shown, meaning = pair
    return Text.assemble((shown, key), " " if shown and meaning else "", meaning)


def choice_table(rows: list[tuple[str, str, str]], width: int, key: Style) -> Text:
    """Choices in one column with descriptions, or in several columns without when there are many."""
    if not rows:
        return Text()
    name_width = max(cell_len(name) for _, name, _ in rows)
    key_width = max(cell_len(code) for code, _, _ in rows)
    if len(rows) <= 8:
        lines = []
        for code, name, description in rows:
            line = Text.assemble((code.rjust(key_width), key), " ", name.ljust(name_width + 2), description)
            line.truncate(width, overflow="ellipsis")
            lines.append(line)
        return Text("\n").join(lines)
    columns = max(1, width // (key_width + name_width + 4))
    height = -(-len(rows) // columns)
    lines = []
    for index in range(height):
        line = Text(no_wrap=True)
        for code, name, _ in rows[index::height]:
            line.append(code.rjust(key_width), key)
            line.append(" " + name.ljust(name_width + 3))
        lines.append(line)
    return Text("\n").join(lines)
