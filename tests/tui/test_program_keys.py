"""Keys of the program itself: sidebar, view, theme, help, palette, queue, quit; and keys that Textual would take."""

from __future__ import annotations

from pathlib import Path

from builders import proposed
from pressing import NEWS, again, at_work
from textual.command import CommandPalette
from textual.widgets import DataTable, Input, OptionList

from annotator.model.annotation import Layer, Status
from annotator.tui.editor import Mode
from annotator.tui.screens.editor_screen import EditorScreen
from annotator.tui.screens.help import HelpScreen
from annotator.tui.screens.queue import QueueScreen

SECOND = proposed("[ORG:fund Delta Relief Fund] sent trucks.", article_id="a2")


async def test_s_shows_and_hides_the_sidebar_and_a_narrow_screen_begins_without(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS, size=(80, 24)) as work:
        assert "QUOTES" not in work.screen
        await work.press("s")
        assert "QUOTES" in work.screen and "speaker" not in work.screen
        await work.press("s")
        assert "QUOTES" not in work.screen
    async with again(tmp_path) as work:
        assert "QUOTES" in work.screen
        await work.press("s")
        assert "QUOTES" not in work.screen


async def test_m_goes_round_the_views(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("s")
        assert "ORG?" in work.screen
        await work.press("m")
        assert ("view: read" in work.bottom, "ORG?" in work.screen) == (True, False)
        await work.press("m")
        assert ("view: explain" in work.bottom, "└ORG?" in work.screen) == (True, True)
        await work.press("m")
        assert "view: hybrid" in work.bottom


async def test_ctrl_t_changes_the_theme(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("ctrl+t")
        assert work.app.theme == "annotator-light"
        await work.press("ctrl+t")
        assert work.app.theme == "annotator-dark"


async def test_help_has_the_guideline_of_the_current_label_and_every_key_leaves_it(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        for way_out in ("escape", "backspace", "q", "?", "space"):
            await work.press("?")
            assert isinstance(work.app.screen, HelpScreen)
            assert "Mark the whole official name" in work.screen
            await work.press(way_out)
            assert isinstance(work.app.screen, EditorScreen)
        assert work.states("reb") == ["proposed"]


async def test_the_palette_does_a_command_by_its_name(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        for key in (":", "ctrl+p"):
            await work.press(key)
            assert isinstance(work.app.screen, CommandPalette)
            await work.press("escape")
            assert isinstance(work.app.screen, EditorScreen)
        await work.press(":")
        work.app.screen.query_one(Input).value = "flag the article"
        await work.pilot.pause(0.4)
        await work.press("enter")
        await work.pilot.pause(0.2)
        assert work.stored().flags == ("flagged",)
        await work.press(":")
        work.app.screen.query_one(Input).value = "label GPE"
        await work.pilot.pause(0.4)
        await work.press("enter")
        await work.pilot.pause(0.2)
        assert work.mention("reb").label == "GPE"


async def test_the_palette_shows_brackets_as_they_are(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press(":")
        await work.pilot.pause(0.4)
        options = work.app.screen.query_one(OptionList)
        shown = "\n".join(str(options.get_option_at_index(n).prompt) for n in range(options.option_count))
        assert "go to the previous sentence ([)" in shown
        assert "label PERSON (p)" in shown
        assert "Governor [Ilse" not in shown


async def test_the_queue_filters_searches_and_opens(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS, SECOND) as work:
        await work.press("space", "Q")
        assert isinstance(work.app.screen, QueueScreen)
        assert "1/8" in work.screen and "1 started" in work.screen
        await work.press("down", "enter")
        assert (work.editor.session.article.id, work.current) == ("a2", "fund")
        await work.press("Q", "tab", "tab")
        table = work.app.screen.query_one(DataTable)
        assert table.row_count == 1, "started ones only"
        await work.press("enter")
        assert work.editor.session.article.id == "a1"
        await work.press("Q", "/")
        await work.answer("trucks")
        assert work.app.screen.query_one(DataTable).row_count == 1
        for way_out in ("escape", "backspace", "Q"):
            await work.press(way_out)
            assert isinstance(work.app.screen, EditorScreen)
            await work.press("Q")
        await work.press("/", "escape", "escape")
        assert isinstance(work.app.screen, EditorScreen)
        await work.press("u")
        assert work.states("reb") == ["proposed"]


async def test_keys_typed_before_the_queue_is_there_are_the_queues(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS, SECOND) as work:
        for key in ("Q", "down", "enter"):
            work.send(key)
        for _ in range(100):
            await work.pilot.pause(0.05)
            if work.editor.session.article.id == "a2":
                break
        assert work.editor.session.article.id == "a2"
        assert work.stored("a1").status is Status.NEW


async def test_ctrl_q_quits_from_everywhere(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("c", "ctrl+q")
        assert work.app._exit
    for opened in (("Q",), ("?",), ("r",), ("f",), ()):
        async with again(tmp_path) as work:
            await work.press(*opened, "ctrl+q")
            assert work.app._exit


async def test_keys_that_textual_has_for_itself_do_nothing_else(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        focused, sidebar = work.app.screen.focused, "QUOTES" in work.screen
        for key in ("ctrl+c", "ctrl+z", "ctrl+a", "ctrl+b", "f1", "ctrl+backslash", "insert", "delete", "ctrl+l"):
            assert "does nothing here" in await work.refused(key)
        await work.press("tab", "shift+tab", "home", "end", "up", "down", "left", "right", "pageup", "pagedown", "home")
        assert work.app.screen.focused is focused is None
        assert isinstance(work.app.screen, EditorScreen)
        assert ("QUOTES" in work.screen) == sidebar
        assert not work.app._exit
        assert work.stored().status is Status.NEW


async def test_every_mode_is_left_by_escape_and_by_backspace(tmp_path: Path) -> None:
    openings = {
        Mode.SELECT: ("v",),
        Mode.EVENT_TYPE: ("e",),
        Mode.QUOTE_TYPE: ("q",),
        Mode.ROLE: ("r",),
        Mode.FILLER: ("r", "t"),
        Mode.FILLER_TEXT: ("r", "t", "right"),
        Mode.REMOVE_ROLE: ("R",),
        Mode.LEAP: ("f",),
        Mode.LEAP_ITEM: ("F",),
        Mode.DETAILS: ("enter",),
    }
    async with at_work(tmp_path, NEWS) as work:
        before = work.stored()
        for mode, keys in openings.items():
            for way_out in ("escape", "backspace"):
                await work.go("hit")
                await work.press(*keys)
                assert work.editor.mode is mode
                assert "esc leave" in work.bottom
                await work.press(way_out)
                assert (work.editor.mode, work.editor.hints, work.editor.role) == (Mode.NORMAL, (), None)
        assert work.stored() == before
        assert not work.added(Layer.PARTICIPANT)
