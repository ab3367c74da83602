"""The colours that no label has: backgrounds, tints, cursor; dark and light."""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`; `is_dark` says which of a label's colours to take."""

    is_dark: bool
    background: str
    panel: str
    text: str
    dim: str
    direct: str
    indirect: str
    quote: str
    indirect_quote: str
    event: str
    cursor: str
    selection: str
    hit: str
    hint: str


DARK = Palette(
    True,
    "#11151c",
    "#1c232e",
    "#d7dce4",
    "#95a1b2",
    "#2e1f2c",
    "#221f36",
    "#cc8fb6",
    "#9d8fd8",
    "#ff8a4c",
    "#f0e442",
    "#1b304a",
    "#3a2f0a",
    "#f0e442",
)
LIGHT = Palette(
    False,
    "#fbfaf6",
    "#ebe8df",
    "#1f2430",
    "#4f5763",
    "#f5e3ee",
    "#e8e4f7",
    "#8c3d72",
    "#54449c",
    "#a83c00",
    "#7a5200",
    "#c6dcf2",
    "#f3e3a2",
    "#7a5200",
)


def _theme(name: str, palette: Palette) -> Theme:
    return Theme(
        name=name,
        primary="#56b4e9" if palette.is_dark else "#00558a",
        secondary=palette.quote,
        accent=palette.cursor,
        foreground=palette.text,
        background=palette.background,
        surface=palette.background,
        panel=palette.panel,
        dark=palette.is_dark,
    )


DARK_THEME = "annotator-dark"
LIGHT_THEME = "annotator-light"
THEMES = (_theme(DARK_THEME, DARK), _theme(LIGHT_THEME, LIGHT))
"""Both as Textual takes them."""


def palette_of(is_dark: bool) -> Palette:
    """The palette of a dark or light theme."""
    return DARK if is_dark else LIGHT
