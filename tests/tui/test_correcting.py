"""Keys that correct what is there: accept, reject, edges, undo and redo."""

from __future__ import annotations

from pathlib import Path

from builders import proposed
from pressing import ITEMS, NEWS, again, at_work

from annotator.model.annotation import Layer, State, Status
from annotator.tui.editor import Mode

SECOND = proposed("[ORG:fund Delta Relief Fund] sent trucks.", article_id="a2")


async def test_space_accepts_an_event_with_its_roles_and_goes_on(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("tab", "space")
        assert work.states("hit", "reb", "sel") == ["accepted"] * 3
        assert work.link("hit attacker reb") == work.link("hit target sel") == "accepted"
        assert (work.current, work.stored().status) == ("tue", Status.STARTED)
        await work.press("space", "space", "space")
        assert work.states("tue", "hurt", "quo", "said", "ann") == ["accepted"] * 5
        assert work.link("quo cue said") == work.link("quo speaker ann") == "accepted"
        await work.press("space")
        assert "A finishes the article" in work.bottom


async def test_capital_s_accepts_the_sentence_alone(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("S")
        assert work.states(*ITEMS) == ["accepted"] * 4 + ["proposed"] * 4
        assert work.bottom == "4 accepted"
        assert "looked at" in await work.refused("S")
        await work.press("u")
        assert work.states(*ITEMS) == ["proposed"] * 8


async def test_capital_a_finishes_the_article_and_one_undo_comes_back(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS, SECOND) as work:
        await work.press("space", "A")
        assert work.editor.session.article.id == "a2"
        assert "a1 is done" in work.bottom
        done = work.stored("a1")
        assert done.status is Status.DONE
        assert {m.state for m in done.mentions.values()} == {k.state for k in done.links.values()} == {State.ACCEPTED}
        await work.press("u")
        back = work.stored("a1")
        assert work.editor.session.article.id == "a1"
        assert "back in a1" in work.bottom
        assert (back.status, work.states("reb", "hit")) == (Status.STARTED, ["accepted", "proposed"])
        await work.press("U")
        assert work.stored("a1").status is Status.DONE
        await work.press("N", "A")
        assert "last unfinished article" in work.bottom
        assert work.stored("a2").status is Status.DONE


async def test_x_rejects_what_was_proposed_and_undo_brings_back_the_roles(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("tab", "x")
        assert work.states("hit", "reb") == ["rejected", "proposed"]
        assert work.link("hit attacker reb") == work.link("hit target sel") == "rejected"
        assert "Attack rejected" in work.bottom
        await work.press("u")
        assert work.states("hit", "reb", "sel") == ["proposed"] * 3
        assert work.link("hit attacker reb") == work.link("hit target sel") == "proposed"
        assert work.current == "hit"
        await work.press("home", "x")
        assert work.states("reb", "hit") == ["rejected", "proposed"], "a filler goes with its role alone"
        assert (work.link("hit attacker reb"), work.link("hit target sel")) == ("rejected", "proposed")
        await work.press("n", "n", "n", "n", "n", "x")
        assert work.states("quo", "said", "ann") == ["rejected", "rejected", "proposed"]
        await work.press("u")
        assert (work.states("quo", "said"), work.link("quo speaker ann")) == (["proposed", "proposed"], "proposed")


async def test_x_deletes_what_a_person_added_with_its_participants(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.to("came")
        await work.press("e", "m", "r", "p", "left", "v", "left", "enter")
        event = work.current
        assert work.fillers(event) == [("participant", "Nobody else")]
        await work.press("x")
        assert event not in work.stored().mentions
        assert not work.stored().in_layer(Layer.PARTICIPANT)
        assert "deleted" in work.bottom
        await work.press("u")
        assert work.fillers(event) == [("participant", "Nobody else")]


async def test_x_without_an_item_is_refused(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.to("Nobody")
        assert "tab or n" in await work.refused("x")


async def test_edges_move_by_tokens(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.go("ann")

        def words() -> str:
            return work.mention("ann").text(work.editor.text)

        await work.press(">")
        assert (words(), work.states("ann"), work.current) == ("Ann Lee near", ["edited"], "ann")
        await work.press("<", "<")
        assert words() == "Ann"
        assert "nothing left" in await work.refused("<")
        await work.press("(")
        assert words() == "said Ann"
        await work.press(")", ">")
        assert words() == "Ann Lee"
        await work.press(")")
        assert (words(), work.current, work.here) == ("Lee", "ann", "Lee"), "the cursor stays on the item"
        await work.go("reb")
        assert "nothing to change" in await work.refused("("), "the text ends there"
        await work.press("u")
        assert words() == "Ann Lee"


async def test_edges_move_by_characters_after_tilde(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("a [NORP:n pro-Corvaniane\u0301s] x")) as work:
        await work.press("~")
        assert "single characters" in work.bottom
        await work.press("<", "<", ")", ")", ")", ")")
        assert work.mention("n").text(work.editor.text) == "Corvanian"
        await work.press(">", "(")
        assert work.mention("n").text(work.editor.text) == "-Corvaniane\u0301"
        await work.press("~", "<")
        assert "by tokens" not in work.bottom
        assert work.mention("n").text(work.editor.text) == "-"


async def test_undo_and_redo_reach_over_a_restart(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        assert "nothing to undo" in await work.refused("u")
        assert "nothing to redo" in await work.refused("U")
        await work.press("space", "x", "g")
        assert work.states("reb", "hit", "sel") == ["accepted", "rejected", "proposed"]
        last = work.stored()
    async with again(tmp_path) as work:
        await work.press("u", "u", "u")
        assert work.states("reb", "hit", "sel", "tue") == ["proposed"] * 4
        assert "nothing to undo" in await work.refused("u")
    async with again(tmp_path) as work:
        await work.press("U", "U", "U")
        assert work.stored().mentions == last.mentions
        assert work.stored().links == last.links
        await work.press("u", "space", "space")
        assert "nothing to redo" in await work.refused("U"), "a new edit ends redo"


async def test_undo_leaves_the_mode_and_shows_what_it_changed(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("x", "end", "v", "left", "u")
        assert (work.editor.mode, work.current) == (Mode.NORMAL, "reb")
        assert "undone" in work.bottom
