"""Keys for what an item or article says besides: attributes, name, comment, flag, skip."""

from __future__ import annotations

from pathlib import Path

from builders import proposed
from pressing import NEWS, Work, again, at_work
from textual.widgets import Input

from annotator.model.annotation import Status
from annotator.tui.editor import Mode

SECOND = proposed("[ORG:fund Delta Relief Fund] sent trucks.", article_id="a2")


def asked(work: Work) -> str:
    """What the open prompt holds."""
    return work.app.screen.query_one(Input).value


async def test_enter_opens_the_attributes_and_letters_change_them(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("tab", "enter")
        assert work.editor.mode is Mode.DETAILS
        await work.press("p", "m", "m", "t")
        assert dict(work.mention("hit").attributes) == {"polarity": "negative", "modality": "planned", "tense": "past"}
        assert work.states("hit") == ["edited"]
        await work.press("t", "t", "t")
        assert work.mention("hit").attribute("tense") is None, "round to not known"
        assert "attribute's letter" in await work.refused("z")
        for way_out in ("enter", "escape", "backspace"):
            await work.press(way_out)
            assert work.editor.mode is Mode.NORMAL
            await work.press("enter")
        await work.press("escape", "home")
        assert "has no attributes" in await work.refused("enter")
        await work.to("Nobody")
        assert "no item is current" in await work.refused("enter")


async def test_at_gives_entities_and_participants_a_canonical_name(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.go("ann")
        await work.press("@")
        assert asked(work) == "Ann Lee"
        await work.answer(" Ann Mary Lee ")
        assert (work.mention("ann").canonical, work.states("ann")) == ("Ann Mary Lee", ["proposed"])
        await work.press("@")
        assert asked(work) == "Ann Mary Lee"
        await work.answer("")
        assert work.mention("ann").canonical is None
        await work.press("@")
        before = work.stored()
        assert work.bottom == "enter take it   esc leave"
        await work.press("escape")
        assert (work.stored(), work.editor.question) == (before, None)
        await work.press("@", *["backspace"] * 8)
        assert (work.stored(), work.editor.question) == (before, None), "backspace leaves when there is nothing to delete"
        await work.go("hit")
        assert "only entities and participants" in await work.refused("@")


async def test_c_comments_and_the_words_typed_at_once_all_arrive(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        for key in "cxAug":
            work.send(key)
        await work.pilot.pause()
        assert asked(work) == "xAug"
        await work.press("home", "9")
        assert asked(work) == "9xAug"
        await work.press("enter")
        assert work.mention("reb").note == "9xAug"
        assert work.states("reb", "hit") == ["proposed", "proposed"], "no letter was taken for a command"
        await work.press("c", "backspace", "tab", "enter")
        assert work.mention("reb").note == "9xAu"
        await work.press("u", "u")
        assert work.mention("reb").note is None
        await work.to("Nobody")
        assert "no item is current" in await work.refused("c")


async def test_a_flag_is_set_and_taken_away(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("!")
        assert work.stored().flags == ("flagged",)
        assert "!flagged" in work.top
        await work.press("!")
        assert work.stored().flags == ()
        await work.press("u")
        assert work.stored().flags == ("flagged",)


async def test_skipping_asks_for_a_reason_goes_on_and_is_undone(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS, SECOND) as work:
        await work.press("-")
        await work.answer("a list of results")
        skipped = work.stored("a1")
        assert (skipped.status, skipped.reason) == (Status.SKIPPED, "a list of results")
        assert (work.editor.session.article.id, "a1 is skipped" in work.bottom) == ("a2", True)
        await work.press("u")
        assert (work.stored("a1").status, work.stored("a1").reason) == (Status.NEW, None)
        assert work.editor.session.article.id == "a1"
        await work.press("-", "escape")
        assert work.stored("a1").status is Status.NEW


async def test_a_skipped_article_says_so_and_is_finished_after_all(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("-")
        await work.answer("")
        assert "last unfinished" in work.bottom
        assert "skipped" in work.top
    async with again(tmp_path) as work:
        await work.press("A")
        assert (work.stored().status, work.stored().reason) == (Status.DONE, None)
