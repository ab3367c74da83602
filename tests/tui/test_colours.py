"""Colours: text stands out on every ground."""

from __future__ import annotations

import pytest
from builders import schema

from annotator.tui.palette import DARK, LIGHT, Palette


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance of `#rrggbb`."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_text_stands_out_everywhere(palette: Palette) -> None:
    labels = {label.colour.dark if palette.is_dark else label.colour.light for label in schema().all_labels()}
    grounds = (palette.background, palette.panel, palette.direct, palette.indirect)
    pairs = [(colour, ground) for colour in (*labels, palette.quote, palette.indirect_quote, palette.event) for ground in grounds]
    pairs += [(palette.text, ground) for ground in (*grounds, palette.selection, palette.hit)]
    pairs += [(palette.dim, palette.background), (palette.dim_on_panel, palette.panel), (palette.cursor, palette.panel)]
    pairs += [(palette.background, ground) for ground in (palette.cursor, palette.hint, *labels)]
    assert not [(*pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 4.5]
