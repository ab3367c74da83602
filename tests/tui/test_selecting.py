"""Keys that select: what is selected is marked as it stands, and the current item stays current meanwhile."""

from __future__ import annotations

from pathlib import Path

from builders import proposed
from pressing import NEWS, at_work

from annotator.model.annotation import Layer
from annotator.tui.editor import Mode

PLAIN = proposed("The Delta Relief Fund sent two old trucks. It was late.\n\nNobody came.")


async def test_shift_and_arrows_select_tokens(tmp_path: Path) -> None:
    async with at_work(tmp_path, PLAIN) as work:
        await work.press("right", "shift+right", "shift+right", "o")
        assert work.added(Layer.ENTITY) == [("ORG", "Delta Relief Fund")]
        assert (work.editor.mode, work.editor.selection) == (Mode.NORMAL, None)
        await work.press("right", "right", "right", "right", "right", "right", "shift+left", "j")
        assert ("VEHICLE", "old trucks") in work.added(Layer.ENTITY)


async def test_rows_are_selected_up_and_down(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("one two\nthree four\nfive six")) as work:
        await work.press("right", "shift+down")
        assert work.editor.selection is not None
        await work.press("escape", "end", "shift+up")
        selected = work.editor.selection
        assert selected is not None and selected.slice(work.editor.text).endswith("\nfive six")


async def test_v_and_any_motion_select_and_v_again_or_escape_drops_it(tmp_path: Path) -> None:
    async with at_work(tmp_path, PLAIN) as work:
        await work.press("right", "v", "f", "f", "o")
        assert work.added(Layer.ENTITY) == [("ORG", "Delta Relief Fund")]
        for way_out in ("v", "escape", "backspace"):
            await work.press("v", "right")
            assert work.editor.mode is Mode.SELECT
            await work.press(way_out)
            assert (work.editor.mode, work.editor.selection) == (Mode.NORMAL, None)
        await work.press("home", "v", "]", "q", "i")
        assert work.added(Layer.QUOTE) == [("indirect", "The Delta Relief Fund sent two old trucks. It")]


async def test_capital_v_selects_the_sentence_and_then_the_next_as_well(tmp_path: Path) -> None:
    async with at_work(tmp_path, PLAIN) as work:
        await work.press("right", "right", "V", "q", "i")
        assert work.added(Layer.QUOTE) == [("indirect", "The Delta Relief Fund sent two old trucks.")]
        await work.press("home", "V", "V", "q", "m")
        assert ("mixed", "The Delta Relief Fund sent two old trucks. It was late.") in work.added(Layer.QUOTE)


async def test_the_current_item_stays_current_while_text_is_selected(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("tab", "v", "right", "right")
        assert work.current == "hit"
        await work.press("p")
        assert work.added(Layer.ENTITY) == [("PERSON", "attacked Selwick on")]


async def test_single_characters_are_selected_after_tilde(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("pro-Corvanian cafe\u0301s 👩‍👩‍👧 x")) as work:
        await work.press("right", "right", "~", "shift+right", "shift+right", "g")
        assert work.added(Layer.ENTITY) == [("GPE", "Cor")]
        await work.press("~", "right", "~", "shift+right", "shift+right", "shift+right", "y")
        assert work.added(Layer.ENTITY)[-1] == ("NORP", "cafe\u0301"), "a character is a grapheme"
        await work.press("~", "right", "~", "w")
        assert work.added(Layer.ENTITY)[-1] == ("WEAPON", "👩‍👩‍👧")
