"""The command palette's entries: every command of the keymap and every label of the schema, by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from annotator.tui.glyphs import visible

if TYPE_CHECKING:
    from annotator.tui.screens.editor_screen import EditorScreen


def _literal(text: str) -> str:
    """The text such that the palette, which takes help for markup, shows it as it is."""
    return text.replace("[", "\\[")


class EditorCommands(Provider):
    """What the palette offers in the editor; choosing an entry presses its key."""

    @property
    def _editor_screen(self) -> EditorScreen | None:
        from annotator.tui.screens.editor_screen import EditorScreen

        return self.screen if isinstance(self.screen, EditorScreen) else None

    def _entries(self) -> list[tuple[str, str, str]]:
        screen = self._editor_screen
        if screen is None or screen.editor is None:
            return []
        editor = screen.editor
        commands = [(f"{c.does} ({c.shown})", c.group, c.keys[0]) for c in editor.keymap.commands.values() if c.name != "palette"]
        labels = [(f"label {label.name} ({label.key})", label.guide.description, label.key) for label in editor.schema.entities]
        return [(visible(text), _literal(visible(help_text)), key) for text, help_text, key in commands + labels]

    async def discover(self) -> Hits:
        """Every entry, before anything is typed."""
        for text, help_text, key in self._entries():
            yield DiscoveryHit(Content(text), partial(self._press, key), text=text, help=help_text)

    async def search(self, query: str) -> Hits:
        """The entries that match what is typed."""
        matcher = self.matcher(query)
        for text, help_text, key in self._entries():
            score = matcher.match(text)
            if score > 0:
                yield Hit(score, matcher.highlight(text), partial(self._press, key), help=help_text)

    def _press(self, key: str) -> None:
        screen = self._editor_screen
        if screen is not None:
            screen.press(key)
