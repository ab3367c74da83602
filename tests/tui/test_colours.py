"""Whatever is written on the screen can be read: contrast by WCAG 2.1, computed for every pair of colours that can meet."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import pytest
from builders import schema

from annotator.formats.schema_fields import DARK_BACKGROUND, LIGHT_BACKGROUND, contrast
from annotator.formats.schema_yaml import read_schema
from annotator.tui.agreement.heat import SHADES, THRESHOLDS, cell, tints
from annotator.tui.palette import DARK, LIGHT, THEMES, Palette

LEAST = 4.5
BACKGROUNDS = ("background", "panel", "direct", "indirect", "selection", "hit")
WRITTEN = ("text", "dim", "quote", "indirect_quote", "event", "cursor", "hint")
PALETTES = pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])


def label_colours(palette: Palette) -> set[str]:
    return {label.colour.dark if palette.is_dark else label.colour.light for label in schema().all_labels()}


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1.0


@PALETTES
def test_every_colour_of_a_palette_is_either_written_or_stands_behind(palette: Palette) -> None:
    assert {field.name for field in fields(palette)} == {"is_dark", *BACKGROUNDS, *WRITTEN}


@PALETTES
def test_every_colour_that_is_written_can_be_read_on_whatever_may_stand_behind_it(palette: Palette) -> None:
    written = label_colours(palette) | {getattr(palette, name) for name in WRITTEN}
    behind = {name: getattr(palette, name) for name in BACKGROUNDS}
    low = {(colour, name): contrast(colour, shade) for colour, (name, shade) in product(written, behind.items())}
    assert {pair: ratio for pair, ratio in low.items() if ratio < LEAST} == {}


@PALETTES
def test_text_in_the_backgrounds_colour_can_be_read_on_triggers_hints_and_the_cursor(palette: Palette) -> None:
    blocks = label_colours(palette) | {palette.cursor, palette.hint, palette.event}
    assert min(contrast(palette.background, block) for block in blocks) >= LEAST


@PALETTES
def test_figures_can_be_read_on_every_step_of_the_heat_map(palette: Palette) -> None:
    shades = tints(palette)
    assert len(set(shades)) == len(shades) == len(SHADES) == len(THRESHOLDS) + 1
    assert min(contrast(palette.text, shade) for shade in shades) >= LEAST


def test_a_figure_of_the_heat_map_has_its_step_as_a_sign_too() -> None:
    assert [cell(value, DARK).text for value in (0, 0.499, 0.5, 0.7, 0.85, 0.9, 1)] == [
        "0.00·", "0.50·", "0.50░", "0.70▒", "0.85▓", "0.90█", "1.00█",
    ]  # fmt: skip
    assert cell(None, LIGHT).text.strip() == "–"


@PALETTES
def test_tints_selection_and_hits_differ_from_the_background_and_from_each_other(palette: Palette) -> None:
    shades = [getattr(palette, name) for name in BACKGROUNDS]
    assert len(set(shades)) == len(shades)


def test_the_reader_of_schemas_measures_on_the_backgrounds_of_the_palettes() -> None:
    assert (DARK.background, LIGHT.background) == (DARK_BACKGROUND, LIGHT_BACKGROUND)


def test_colours_that_a_schema_leaves_out_can_be_read_too() -> None:
    labels = "".join(f"  L{n}: {{key: {key}}}\n" for n, key in enumerate("adghijlopt"))
    made = read_schema(f"format: annotator-schema/1\nname: s\nversion: '1'\nentities:\n{labels}".encode(), "s")
    for palette in (DARK, LIGHT):
        for label, name in product(made.entities, BACKGROUNDS):
            colour = label.colour.dark if palette.is_dark else label.colour.light
            assert contrast(colour, getattr(palette, name)) >= LEAST, (label.name, name)


def test_the_themes_write_text_that_can_be_read() -> None:
    for theme in THEMES:
        assert theme.foreground and theme.background and theme.panel
        assert contrast(theme.foreground, theme.background) >= LEAST
        assert contrast(theme.foreground, theme.panel) >= LEAST
