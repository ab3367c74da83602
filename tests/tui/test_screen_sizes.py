"""Whatever size the terminal has, and changes to, the cursor stays in sight and the mode as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import proposed
from pressing import at_work

from annotator.model.annotation import Layer
from annotator.tui.editor import Mode
from annotator.tui.widgets.article_view import ArticleView

MANY = proposed(
    "\n\n".join(f"Paragraph {n} of [ORG:o{n} Firm{n}] goes on. And on, to the end of its line and some more." for n in range(40))
)


async def test_a_resize_in_the_middle_of_a_selection_keeps_everything(tmp_path: Path) -> None:
    async with at_work(tmp_path, MANY) as work:
        await work.go("o30")
        await work.press("right", "v", "right", "right")
        before = (work.editor.cursor, work.editor.selection, work.editor.mode, work.current)
        for size in ((60, 15), (120, 40)):
            await work.pilot.resize_terminal(*size)
            await work.pilot.pause()
            assert (work.editor.cursor, work.editor.selection, work.editor.mode, work.current) == before
            view = work.app.screen.query_one(ArticleView)
            assert view.on_screen().start <= work.editor.cursor < view.on_screen().end
            assert "Firm30" in work.screen
            assert all(len(line) == size[0] for line in work.screen.splitlines())
            assert ("QUOTES" in work.screen) == (size[0] >= 100)
        await work.press("p")
        assert work.added(Layer.ENTITY) == [("PERSON", "goes on.")]


async def test_a_resize_with_hints_and_with_a_prompt_open_loses_neither(tmp_path: Path) -> None:
    async with at_work(tmp_path, MANY) as work:
        await work.press("F")
        hints = work.editor.hints
        await work.pilot.resize_terminal(60, 15)
        await work.pilot.pause()
        assert (work.editor.mode, work.editor.hints) == (Mode.LEAP_ITEM, hints)
        await work.press("escape", "c", "o", "k")
        await work.pilot.resize_terminal(120, 40)
        await work.pilot.pause()
        await work.press("a", "y", "enter")
        assert work.mention("o0").note == "okay"


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (20, 5), (12, 4)])
async def test_the_cursor_is_in_sight_wherever_it_goes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_work(tmp_path, MANY, size=size) as work:
        view = work.app.screen.query_one(ArticleView)
        for key in ("end", "pageup", "up", "home", "pagedown", "down", "n", "b", "}", "{", "]", "["):
            await work.press(key)
            assert view.on_screen().start <= work.editor.cursor <= view.on_screen().end, key


async def test_an_article_without_a_word_can_be_opened_and_finished(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("\u3000")) as work:
        for key in ("right", "left", "up", "down", "home", "end", "]", "[", "}", "{", "pagedown"):
            await work.press(key)
        assert "no word" in await work.refused("o")
        assert "no word" in await work.refused("v")
        assert "no item" in await work.refused("F")
        assert "no sentence" in await work.refused("V")
        await work.press("A")
        assert work.stored().status == "done"
