"""The keys of agreement's screens as data: what they do, and what the bottom line and the help say of them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from annotator.tui.footer import KeyWord
from annotator.tui.keys import Command, display


def _commands(group: str, rows: Iterable[tuple[str, str, str, str]]) -> tuple[Command, ...]:
    return tuple(Command(name, tuple(keys.split()), word, does, group) for name, keys, word, does in rows)


_LEAVE = ("leave", "escape backspace %", "back", "go back to where you were")
_REST = (("theme", "ctrl+t", "", "dark or light"), ("help", "?", "help", "keys and signs"), _LEAVE)

FIGURES = _commands(
    "Figures",
    [
        ("open", "enter", "disagreements", "the disagreements behind the cell"),
        ("next_headline", "tab", "next", "the next figure"),
        ("previous_headline", "shift+tab", "", "the figure before"),
        ("left", "left", "", "a label to the left"),
        ("right", "right", "", "a label to the right"),
        ("up", "up", "", "a pair up"),
        ("down", "down", "", "a pair down"),
        ("first_label", "home", "", "all labels"),
        ("last_label", "end", "", "the last label"),
        ("page_up", "pageup", "", "ten pairs up"),
        ("page_down", "pagedown", "", "ten pairs down"),
        ("trend", "t", "trend", "the trend over time in place of the heat map, and back"),
        ("everything", "d", "all", "every disagreement, whatever its figure"),
        ("warnings", "w", "notes", "warnings, and what each figure means and leaves out"),
        *_REST,
    ],
)
GROUPS = _commands(
    "Disagreements",
    [
        ("open", "enter", "place", "the first place of the group, both versions side by side"),
        ("up", "up", "", "a group up"),
        ("down", "down", "", "a group down"),
        ("page_up", "pageup", "", "a page up"),
        ("page_down", "pagedown", "", "a page down"),
        ("first", "home", "", "the most frequent group"),
        ("last", "end", "", "the rarest group"),
        ("element", "l", "layer", "one layer, or part of one, after the other; L goes back"),
        ("label", "t", "label", "one label, type or role after the other, the most frequent first; T goes back"),
        ("pair", "p", "pair", "one pair of annotators after the other; P goes back"),
        ("kind", "k", "kind", "one kind of disagreement after the other; K goes back"),
        ("element_back", "L", "", "the layer before"),
        ("kind_back", "K", "", "the kind before"),
        ("label_back", "T", "", "the label before"),
        ("pair_back", "P", "", "the pair before"),
        ("search", "/", "find", "only groups with these labels or words"),
        ("everything", "0", "", "show all disagreements again"),
        *_REST,
    ],
)
PLACES = _commands(
    "A place",
    [
        ("next_place", "n tab", "next", "the next disagreement, of the next group after the last of this one"),
        ("previous_place", "b shift+tab", "before", "the disagreement before"),
        ("next_group", "N", "next group", "the first disagreement of the next group"),
        ("previous_group", "B", "", "the first disagreement of the group before"),
        ("up", "up", "", "a line up, in both versions"),
        ("down", "down", "", "a line down, in both versions"),
        ("page_up", "pageup", "", "a page up"),
        ("page_down", "pagedown", "", "a page down"),
        ("home", "home", "", "back to the words in question"),
        ("look", "m", "view", "labels with brackets, without, or colours alone"),
        *_REST,
    ],
)

_FIRST = {"tab", "shift+tab"}
"""Keys that Textual would take for itself."""


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The commands as Textual's bindings to actions of the same name."""
    return [Binding(key, command.name, command.word, show=False, priority=key in _FIRST) for command in commands for key in command.keys]


def key_words(commands: Iterable[Command], names: str = "") -> list[KeyWord]:
    """The keys worth showing on the bottom line; with `names` these alone."""
    wanted = names.split()
    return [(display(command.keys[0]), command.word) for command in commands if command.word and (command.name in wanted or not wanted)]


def keys_of(command: Command) -> str:
    """The keys of a command as a person reads them."""
    return " ".join(display(key) for key in command.keys)
