"""Each correction takes no more keys than the table in the editor's specification promises, the way there included."""

from __future__ import annotations

from pathlib import Path

from builders import proposed
from pressing import NEWS, at_work

from annotator.model.annotation import Layer, Status

SECOND = proposed("[ORG:fund Delta Relief Fund] sent trucks.", article_id="a2")


async def test_accepting_and_going_on_takes_one_key(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("space")
        assert (work.states("reb"), work.current) == (["accepted"], "hit")


async def test_accepting_the_rest_and_the_next_article_takes_one_key(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS, SECOND) as work:
        await work.press("A")
        assert (work.stored("a1").status, work.editor.session.article.id) == (Status.DONE, "a2")


async def test_rejecting_takes_one_key(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("x")
        assert work.states("reb") == ["rejected"]


async def test_changing_a_label_takes_two_keys(tmp_path: Path) -> None:
    made = proposed("[ORG:reb Rebels] met [ORG:ann Ann Lee].")
    async with at_work(tmp_path, made) as work:
        await work.press("tab", "p")
        assert (work.mention("ann").label, work.current) == ("PERSON", "ann")


async def test_moving_a_boundary_by_a_token_takes_two_keys(tmp_path: Path) -> None:
    made = proposed("[ORG:reb Rebels] met Ann [PERSON:ann Lee].")
    async with at_work(tmp_path, made) as work:
        await work.press("tab", "(")
        assert work.mention("ann").text(work.editor.text) == "Ann Lee"


async def test_adding_a_missed_entity_of_three_tokens_takes_at_most_six_keys(tmp_path: Path) -> None:
    made = proposed("[ORG:reb Rebels] came. Nobody from the Delta Relief Fund saw the road, the bridge or the dam.")
    async with at_work(tmp_path, made) as work:
        keys = ("f", "d", "shift+right", "shift+right", "o")
        code = ()
        await work.press(*keys[:2])
        if work.editor.hints:
            code = (next(h.code for h in work.editor.hints if work.editor.text.startswith("Delta", h.offset)),)
        await work.press(*code, *keys[2:])
        assert work.added(Layer.ENTITY) == [("ORG", "Delta Relief Fund")]
        assert len(keys) + len(code) <= 6


async def test_an_event_with_two_fillers_that_are_there_takes_eight_keys_from_its_trigger_on(tmp_path: Path) -> None:
    made = proposed("[ORG:reb Rebels] stormed [GPE:sel Selwick] on [DATE:tue Tuesday].")
    async with at_work(tmp_path, made) as work:
        await work.press("right")
        pressed = ["e", "a", "r", "a"]
        await work.press(*pressed)
        pressed.append({h.target: h.code for h in work.editor.hints}["reb"])
        await work.press(pressed[-1], "r", "t")
        pressed += ["r", "t", {h.target: h.code for h in work.editor.hints}["sel"]]
        await work.press(pressed[-1])
        assert work.fillers(work.current) == [("attacker", "Rebels"), ("target", "Selwick")]
        assert len(pressed) <= 8
