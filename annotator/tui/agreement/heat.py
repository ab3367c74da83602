"""The scale of the heat map: five steps, each with a shade to read without colour and a tint, dark and light."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from rich.style import Style

from annotator.tui.palette import Palette

THRESHOLDS = (0.5, 0.667, 0.8, 0.9)
"""Where the next step begins."""
SHADES = "·░▒▓█"
DARK_TINTS = ("#5e2a12", "#47321f", "#2b303a", "#1b3b50", "#155272")
LIGHT_TINTS = ("#f3c6a0", "#f4e0c6", "#e9e7e1", "#cfe2f0", "#add0ec")
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it is written, and how."""

    text: str
    style: Style


def step(value: float) -> int:
    """Which of the five steps a value is on, 0 the lowest agreement."""
    return bisect_right(THRESHOLDS, value)


def tints(palette: Palette) -> tuple[str, ...]:
    """The backgrounds of the steps."""
    return DARK_TINTS if palette.is_dark else LIGHT_TINTS


def cell(value: float | None, palette: Palette) -> Shown:
    """Two decimals and the shade, on the tint; a dash where nothing was marked."""
    if value is None:
        return Shown(f"{NOTHING} ", Style(color=palette.dim, bgcolor=palette.background))
    at = step(value)
    return Shown(f"{value:.2f}{SHADES[at]}", Style(color=palette.text, bgcolor=tints(palette)[at]))


def legend() -> str:
    """The steps in a line."""
    edges = [
        f"{SHADES[0]} below {THRESHOLDS[0]:.2f}",
        *(f"{sign} from {edge:.2f}" for sign, edge in zip(SHADES[1:], THRESHOLDS, strict=True)),
    ]
    return "   ".join(edges)
