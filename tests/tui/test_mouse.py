"""The mouse: click, drag, double click, wheel, a click in the sidebar."""

from __future__ import annotations

from pathlib import Path

from builders import proposed
from pressing import NEWS, Work, at_work
from textual import events

from annotator.model.annotation import Layer
from annotator.tui.editor import Mode
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.sidebar import Sidebar

DOWN, UP = events.MouseScrollDown, events.MouseScrollUp
LEFT = 12
"""The cells of the gutter."""


async def drag(work: Work, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Hold the button from one cell of the text to another."""
    await work.pilot.mouse_down(ArticleView, offset=start)
    await work.pilot._post_mouse_events([events.MouseMove], ArticleView, offset=end, button=1)
    await work.pilot.mouse_up(ArticleView, offset=end)
    await work.pilot.pause()


async def test_a_click_sets_the_cursor_and_leaves_the_mode(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("e")
        await work.pilot.click(ArticleView, offset=(LEFT + 9, 0))
        assert (work.here, work.current, work.editor.mode) == ("attacked", "hit", Mode.NORMAL)
        await work.pilot.click(ArticleView, offset=(0, 0))
        assert work.current == "reb", "the gutter belongs to the first character"
        await work.pilot.click(ArticleView, offset=(LEFT + 9, 30))
        assert work.current == "reb", "below the text is nothing"


async def test_a_drag_selects_whole_tokens(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await drag(work, (LEFT + 37, 0), (LEFT + 41, 0))
        assert work.editor.selection is not None
        assert work.editor.selection.slice(work.editor.text) == "Two people"
        await work.press("o")
        assert work.added(Layer.ENTITY) == [("ORG", "Two people")]


async def test_a_double_click_selects_the_word(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.pilot.click(ArticleView, offset=(LEFT + 42, 0), times=2)
        assert work.editor.selection is not None
        assert work.editor.selection.slice(work.editor.text) == "people"


async def test_the_wheel_moves_the_text_and_not_the_cursor(tmp_path: Path) -> None:
    made = proposed("\n".join(f"Line {n} here." for n in range(100)))
    async with at_work(tmp_path, made, size=(80, 24)) as work:
        view = work.app.screen.query_one(ArticleView)
        for kind, first in ((DOWN, "Line 3 "), (DOWN, "Line 6 "), (UP, "Line 3 ")):
            await work.pilot._post_mouse_events([kind], ArticleView, offset=(LEFT, 3))
            await work.pilot.pause()
            assert work.editor.text[view.on_screen().start :].startswith(first)
        assert work.editor.cursor == 0
        await work.press("right")
        assert view.on_screen().start == 0, "the next key shows the cursor again"


async def test_a_click_in_the_sidebar_jumps(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        lines = [line.rstrip() for line in work.screen.splitlines()]
        for words, item in (("Injure hurt", "hurt"), ("target Selwick", "sel"), ("Ann Lee", "quo")):
            y = next(n for n, line in enumerate(lines) if words in line[86:]) - 1
            await work.pilot.click(Sidebar, offset=(10, y))
            assert work.current == item
        await work.pilot.click(Sidebar, offset=(3, 0))
        assert work.current == "quo", "a heading is no item"
