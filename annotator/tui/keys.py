"""The keys as data: which command a key calls, what it is for, and where the bottom line shows it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.model.errors import BadData


@dataclass(frozen=True, slots=True)
class Command:
    """A named command: its keys, a word for the bottom line, a sentence for help and palette, and its group."""

    name: str
    keys: tuple[str, ...]
    word: str
    does: str
    group: str

    @property
    def shown(self) -> str:
        """The keys as a person reads them."""
        return " ".join(display(key) for key in self.keys[:2])


def _commands(group: str, rows: Iterable[tuple[str, str, str, str]]) -> list[Command]:
    return [Command(name, tuple(keys.split()), word, does, group) for name, keys, word, does in rows]


COMMANDS: tuple[Command, ...] = (
    *_commands(
        "Look",
        [
            ("next_unseen", "tab", "next", "go to the next item nobody has looked at"),
            ("previous_unseen", "shift+tab", "back", "go to the previous item nobody has looked at"),
            ("next_item", "n", "next item", "go to the next item of any state"),
            ("previous_item", "b", "item before", "go to the previous item of any state"),
            ("next_article", "N", "next article", "open the next article"),
            ("previous_article", "B", "article before", "open the previous article"),
            ("next_problem", ".", "problem", "go to the next problem that the checks found"),
        ],
    ),
    *_commands(
        "Move",
        [
            ("right", "right", "", "move a token right"),
            ("left", "left", "", "move a token left"),
            ("up", "up", "", "move a row up"),
            ("down", "down", "", "move a row down"),
            ("next_sentence", "]", "sentence", "go to the next sentence"),
            ("previous_sentence", "[", "", "go to the previous sentence"),
            ("next_paragraph", "}", "paragraph", "go to the next paragraph"),
            ("previous_paragraph", "{", "", "go to the previous paragraph"),
            ("top", "home", "", "go to the top"),
            ("bottom", "end", "", "go to the bottom"),
            ("page_up", "pageup", "", "go a page up"),
            ("page_down", "pagedown", "", "go a page down"),
            ("leap", "f", "leap", "leap: type the first letters of a word, then its hint"),
            ("leap_item", "F", "leap to item", "leap to an item by its hint"),
            ("search", "/", "search", "search in the article"),
            ("next_hit", ";", "", "go to the next search hit"),
            ("previous_hit", ",", "", "go to the previous search hit"),
        ],
    ),
    *_commands(
        "Select",
        [
            ("select", "v", "select", "start a selection; motions extend it"),
            ("select_sentence", "V", "sentence", "select the sentence"),
            ("extend_right", "shift+right", "", "extend the selection a token right"),
            ("extend_left", "shift+left", "", "extend the selection a token left"),
            ("extend_up", "shift+up", "", "extend the selection a row up"),
            ("extend_down", "shift+down", "", "extend the selection a row down"),
            ("leave", "escape backspace", "leave", "leave the mode, or drop the selection"),
        ],
    ),
    *_commands(
        "Correct",
        [
            ("accept", "space", "accept", "accept and go to the next unseen item"),
            ("accept_sentence", "S", "sentence", "accept all of the sentence"),
            ("accept_rest", "A", "done", "accept all the rest, article done, next article"),
            ("reject", "x", "reject", "reject a proposal, or delete an item; undo brings it back"),
            ("end_right", ">", "", "move the end right by a token"),
            ("end_left", "<", "", "move the end left by a token"),
            ("start_right", ")", "", "move the start right by a token"),
            ("start_left", "(", "", "move the start left by a token"),
            ("by_character", "~", "", "move edges by single characters, and back to tokens"),
            ("same_strings", "=", "same", "mark every same string in the article like this one"),
            ("same_everywhere", "*", "everywhere", "propose every same string of the corpus like this one, in your own articles"),
            ("undo", "u", "undo", "undo, without limit, also after a restart"),
            ("redo", "U", "redo", "redo"),
        ],
    ),
    *_commands(
        "Quotes and events",
        [
            ("quote", "q", "quote", "quote from the selection, or change the type of the current quote"),
            ("cue", "k", "cue", "mark the selection or token as the cue of the active quote"),
            ("fragment", "+", "fragment", "add the selection to the current quote or entity"),
            ("split", "|", "split", "split the quote at the cursor"),
            ("event", "e", "event", "event with the token, selection or item as trigger"),
            ("role", "r", "role", "fill a role of the active event or quote"),
            ("remove_role", "R", "remove role", "remove a role of the active event or quote"),
        ],
    ),
    *_commands(
        "Details",
        [
            ("details", "enter", "details", "attributes of the current item"),
            ("canonical", "@", "name", "canonical name of the entity or participant"),
            ("comment", "c", "comment", "comment on the item"),
            ("flag", "!", "flag", "flag the article, or take the flag away"),
            ("skip", "-", "skip", "skip the article, with a reason"),
        ],
    ),
    *_commands(
        "Program",
        [
            ("sidebar", "s", "sidebar", "show or hide the sidebar"),
            ("view_mode", "m", "view", "view mode: hybrid, read, explain"),
            ("theme", "ctrl+t", "theme", "dark or light"),
            ("queue", "Q", "queue", "the queue of articles"),
            ("agreement", "%", "agreement", "how far annotators agree on what you have finished, and where not once it is adjudicated"),
            ("help", "?", "help", "keys, signs and the guideline of the current label"),
            ("palette", ": ctrl+p", "commands", "every command by name"),
            ("quit", "ctrl+q", "quit", "quit; everything is saved"),
        ],
    ),
)

_GLYPHS = {
    "left": "←", "right": "→", "up": "↑", "down": "↓", "shift+left": "⇧←", "shift+right": "⇧→", "shift+up": "⇧↑",
    "shift+down": "⇧↓", "shift+tab": "⇧tab", "escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "backspace": "⌫",
    "ctrl+q": "^q", "ctrl+p": "^p", "ctrl+t": "^t",
}  # fmt: skip


def display(key: str) -> str:
    """The key as a person reads it."""
    return _GLYPHS.get(key, key)


@dataclass(frozen=True, slots=True)
class Keymap:
    """Commands by name and by key."""

    commands: Mapping[str, Command]
    by_key: Mapping[str, str]

    @classmethod
    def of(cls, commands: Iterable[Command]) -> Keymap:
        """The map of these commands.

        Raises BadData when a key is given to two of them.
        """
        named: dict[str, Command] = {}
        by_key: dict[str, str] = {}
        for command in commands:
            named[command.name] = command
            for key in command.keys:
                if key in by_key:
                    raise BadData(f"the key {display(key)!r} is given to {by_key[key]!r} and to {command.name!r}")
                by_key[key] = command.name
        return cls(named, by_key)


def load_keymap(path: Path | None = None) -> Keymap:
    """The keymap, with the keys of a `keys.toml` (`accept = "space"`, one or several keys) in place of the built-in ones.

    Raises BadData when the file is no TOML, names an unknown command or gives one key twice.
    """
    if path is None or not path.exists():
        return Keymap.of(COMMANDS)
    try:
        wanted = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: {error}") from error
    known = {command.name: command for command in COMMANDS}
    for name, keys in wanted.items():
        if name not in known:
            raise BadData(f"{path}: there is no command {name!r}", "the help (key ?) lists them")
        if not isinstance(keys, str) or not keys.split():
            raise BadData(f"{path}: {name}: expected a string of keys")
        known[name] = replace(known[name], keys=tuple(keys.split()))
    return Keymap.of(known.values())
