"""Keys that mark every same string: `=` in the article, `*` in the annotator's own sets."""

from __future__ import annotations

from pathlib import Path

from builders import proposed
from pressing import again, at_work

from annotator.model.annotation import Layer, State, Status
from annotator.store import annotations
from annotator.tui.editor import Mode

BANKS = proposed("[ORG:one Ister Bank] fell. The Ister Bank and [PERSON:two Ister Bank]; the Ister Banks.")
OTHERS = [proposed(f"Text {n} names Ister Bank, Ister Bank.", article_id=f"a{n}") for n in (2, 3)]


async def test_equals_shows_how_many_and_space_marks_them_in_one_edit(tmp_path: Path) -> None:
    async with at_work(tmp_path, BANKS) as work:
        await work.press("=")
        assert work.editor.mode is Mode.SAME
        assert "2 more 'Ister Bank'" in work.bottom
        assert len(work.editor.hits) == 2
        await work.press("space")
        assert work.added(Layer.ENTITY) == [("ORG", "Ister Bank")]
        assert (work.mention("two").label, work.states("one", "two")) == ("ORG", ["proposed", "edited"])
        await work.press("u")
        assert (work.added(Layer.ENTITY), work.states("two")) == ([], ["proposed"])
        for way_out in ("escape", "backspace"):
            await work.press("home", "=", way_out)
            assert (work.editor.mode, work.added(Layer.ENTITY)) == (Mode.NORMAL, [])
        await work.press("=", "space")
        assert "ORG already" in await work.refused("home", "=")


async def test_equals_needs_an_entity(tmp_path: Path) -> None:
    async with at_work(tmp_path, BANKS) as work:
        await work.to("fell")
        assert "put the cursor on an entity" in await work.refused("=")
        assert "put the cursor on an entity" in await work.refused("*")


async def test_another_key_leaves_the_mode_and_does_what_it_means(tmp_path: Path) -> None:
    async with at_work(tmp_path, BANKS) as work:
        await work.press("=", "x")
        assert (work.editor.mode, work.states("one"), work.added(Layer.ENTITY)) == (Mode.NORMAL, ["rejected"], [])


async def test_a_star_proposes_in_own_unfinished_articles_alone(tmp_path: Path) -> None:
    async with at_work(tmp_path, BANKS, *OTHERS, article="a2") as work:
        await work.press("A")
        assert work.stored("a2").status is Status.DONE
        finished = work.stored("a2")
        await work.press("B", "B")
        await work.press("*")
        assert work.editor.mode is Mode.EVERYWHERE
        assert "in 2 articles, as ORG?   space propose them   esc leave" in work.bottom
        before = work.stored()
        await work.press("escape")
        assert work.stored() == before
        await work.press("*", "space")
        assert work.stored("a2") == finished
        new = work.stored("a3")
        assert [(m.label, m.state) for m in new.in_layer(Layer.ENTITY)] == [("ORG", State.PROPOSED)] * 2
        assert new.status is Status.NEW, "nobody has worked on it"
        assert State.ADDED not in {m.state for m in work.stored("a1").mentions.values()}
        assert annotations.load(work.store, "a3", "ann2") is None
    async with again(tmp_path, annotator="ann2", article="a3") as work:
        assert not work.stored("a3").mentions, "others don't see it"
