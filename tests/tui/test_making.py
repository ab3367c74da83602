"""Keys that make entities, events and quotes, and change what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import proposed
from pressing import NEWS, Work, at_work

from annotator.model.annotation import Layer
from annotator.tui.editor import Mode

SPEECH = proposed("“We stay,” the mayor said, “and we wait.” She added that help was near. Nobody came.")


async def test_a_label_key_marks_the_token_relabels_and_accepts(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("g")
        assert (work.mention("reb").label, work.states("reb"), work.current) == ("GPE", ["edited"], "reb")
        assert "GPE already" in await work.refused("g")
        await work.go("tue")
        await work.press("d")
        assert work.states("tue") == ["accepted"], "the label that was proposed"
        await work.to("Nobody")
        await work.press("o")
        assert work.added(Layer.ENTITY) == [("ORG", "Nobody")]
        assert work.mention(work.current).label == "ORG"
        await work.press("p")
        assert work.added(Layer.ENTITY) == [("PERSON", "Nobody")]
        assert "does nothing here" in await work.refused("9")


async def test_a_rejected_item_marked_again_is_accepted(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("x", "home", "o")
        assert (work.states("reb"), work.added(Layer.ENTITY)) == (["accepted"], [])


async def test_an_event_is_made_from_token_selection_or_item(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.to("came")
        await work.press("e")
        assert work.editor.mode is Mode.EVENT_TYPE
        await work.press("b")
        assert work.added(Layer.EVENT) == [("Mobilize", "came")]
        made = work.mention(work.current)
        assert dict(made.attributes) == {"modality": "actual", "polarity": "positive", "tense": None}
        await work.to("Two people")
        await work.press("v", "right", "e", "d")
        assert work.added(Layer.EVENT) == [("Die", "Two people"), ("Mobilize", "came")]
        await work.go("cor")
        await work.press("e", "m")
        assert ("Meet", "Corvania") in work.added(Layer.EVENT)
        assert work.states("cor") == ["proposed"]
        assert "no event type has the key z" in await work.refused("e", "z")
        assert work.editor.mode is Mode.EVENT_TYPE
        await work.press("escape")
        assert work.editor.mode is Mode.NORMAL


async def test_the_type_of_a_current_event_changes_and_roles_it_has_not_go(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("tab", "e", "n")
        assert (work.mention("hit").label, work.states("hit")) == ("Condemn", ["edited"])
        assert work.link("hit attacker reb") == work.link("hit target sel") == "rejected"
        assert "2 roles" in work.bottom
        await work.press("u")
        assert (work.mention("hit").label, work.link("hit attacker reb")) == ("Attack", "proposed")
        await work.press("e", "a")
        assert work.states("hit") == ["accepted"]
        assert "Attack already" in await work.refused("e", "a")


async def test_two_events_share_a_trigger_when_their_roles_differ(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("tab", "space", "b", "b")
        assert work.current == "hit"
        await work.press("v", "e", "a")
        assert work.added(Layer.EVENT) == [("Attack", "attacked")]
        assert "same Attack event" in await work.refused("v", "e", "a")


async def test_a_quote_is_made_from_a_selection_or_the_marks_around_the_cursor(tmp_path: Path) -> None:
    async with at_work(tmp_path, SPEECH) as work:
        await work.press("right", "q")
        assert work.editor.mode is Mode.QUOTE_TYPE
        await work.press("d")
        assert work.added(Layer.QUOTE) == [("direct", "“We stay,”")]
        await work.press("q", "m")
        assert work.added(Layer.QUOTE) == [("mixed", "“We stay,”")], "the type of the current one"
        await work.to("that help")
        await work.press("v", "right", "right", "right", "q", "i")
        assert work.added(Layer.QUOTE)[1] == ("indirect", "that help was near")
        await work.to("Nobody")
        assert "select the quote first" in await work.refused("q", "d")
        assert "no quote type has the key x" in await work.refused("q", "x")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He said: „We stay.“ It rained.", "„We stay.“"),
        ("He said: «We stay.» It rained.", "«We stay.»"),
        ('He said: "We stay." It rained.', '"We stay."'),
        ("He said: ‘We don’t stay.’ It rained.", "‘We don’t stay.’"),
        ("He said: “They call us “rebels”, and we stay.” It rained.", "“They call us “rebels”, and we stay.”"),
        ("He said: “We stay. It rained.", "“We stay. It rained."),
    ],
)
async def test_the_marks_around_the_cursor_are_found_in_every_style(tmp_path: Path, text: str, content: str) -> None:
    async with at_work(tmp_path, proposed(text)) as work:
        await work.to("stay")
        await work.press("q", "d")
        assert work.added(Layer.QUOTE) == [("direct", content)]


async def quoted(work: Work) -> str:
    """Make the first part of the direct quote; gives its id."""
    await work.press("right", "q", "d")
    return work.current


async def test_k_marks_the_cue_of_the_active_quote(tmp_path: Path) -> None:
    async with at_work(tmp_path, SPEECH) as work:
        assert "no quote is active" in await work.refused("k")
        quote = await quoted(work)
        await work.press("f", "s", "a", "k")
        cue = work.stored().cue_of(quote)
        assert cue is not None and cue.text(work.editor.text) == "said"
        assert work.current == quote
        assert "cue already" in await work.refused("f", "s", "a", "k")
        await work.to("the mayor")
        await work.press("v", "right", "right", "k")
        cue = work.stored().cue_of(quote)
        assert cue is not None and cue.text(work.editor.text) == "the mayor said"
        assert len(work.stored().in_layer(Layer.CUE)) == 1
        await work.press("u", "u")
        assert work.stored().cue_of(quote) is None


async def test_plus_adds_a_fragment_to_quote_and_entity(tmp_path: Path) -> None:
    async with at_work(tmp_path, SPEECH) as work:
        quote = await quoted(work)
        assert "select the further part first" in await work.refused("+")
        await work.to("“and")
        await work.press("v", "right", "right", "right", "right", "right", "+")
        assert work.added(Layer.QUOTE) == [("direct", "“We stay,” … “and we wait.”")]
        assert work.current == quote
        await work.to("She")
        await work.press("p")
        await work.to("Nobody")
        await work.press("v", "+")
        assert work.added(Layer.ENTITY) == [("PERSON", "She … Nobody")]
        await work.press("u")
        assert work.added(Layer.ENTITY) == [("PERSON", "She")]


async def test_plus_with_neither_quote_nor_entity_is_refused(tmp_path: Path) -> None:
    async with at_work(tmp_path, SPEECH) as work:
        assert "no quote or entity is current" in await work.refused("v", "+")


async def test_the_bar_splits_a_quote_and_both_keep_the_speaker(tmp_path: Path) -> None:
    made = proposed("[direct:q “We stay. We wait.”] [PERSON:ann Ann] [cue:c said].", "q cue c", "q speaker ann")
    async with at_work(tmp_path, made) as work:
        await work.press("space", "right", "right", "right", "right", "|")
        text = work.editor.text
        quotes = work.stored().in_layer(Layer.QUOTE)
        assert [q.text(text).strip() for q in quotes] == ["“We stay.", "We wait.”"]
        assert [work.fillers(q.id) for q in quotes] == [[("cue", "said"), ("speaker", "Ann")], [("speaker", "Ann")]]
        await work.press("u")
        assert [q.text(text) for q in work.stored().in_layer(Layer.QUOTE)] == ["“We stay. We wait.”"]
        await work.press("home")
        assert "inside the quote" in await work.refused("|")


async def test_the_bar_without_a_quote_is_refused(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("[ORG:reb Rebels] came.")) as work:
        assert "no quote is active" in await work.refused("|")
