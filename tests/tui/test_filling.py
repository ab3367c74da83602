"""Keys that fill and remove the roles of the active event or quote."""

from __future__ import annotations

from pathlib import Path

from builders import proposed
from pressing import NEWS, Work, at_work

from annotator.model.annotation import Layer
from annotator.tui.editor import Mode

RAID = proposed(
    "[ORG:far Ministry] spoke. [PERSON:ann Ann Lee] and [PERSON:bob Bob Orr] saw the [Attack:raid raid] near [GPE:sel Selwick]"
    " on [DATE:tue Tuesday] by two men."
)


def hints(work: Work) -> dict[str, str]:
    """The codes on screen by the mention they are over."""
    return {hint.target: hint.code for hint in work.editor.hints}


async def test_r_offers_the_fitting_fillers_nearest_first(tmp_path: Path) -> None:
    async with at_work(tmp_path, RAID) as work:
        await work.go("raid")
        await work.press("r")
        assert work.editor.mode is Mode.ROLE
        await work.press("a")
        assert work.editor.mode is Mode.FILLER
        assert list(hints(work)) == ["sel", "bob", "ann", "far"], "dates attack nobody"
        assert list(hints(work).values()) == list("asdg")
        await work.press(hints(work)["bob"])
        assert (work.link("raid attacker bob"), work.states("bob", "raid")) == ("added", ["accepted", "proposed"])
        assert (work.current, work.editor.mode) == ("raid", Mode.NORMAL)
        await work.press("r", "a")
        assert list(hints(work)) == ["sel", "ann", "far"], "who is the attacker already is not offered"
        await work.press("escape")
        assert work.editor.mode is Mode.NORMAL
        await work.press("r", "h", hints(work).get("tue", "a"))
        assert work.link("raid time tue") == "added"
        await work.press("u")
        assert (work.link("raid time tue"), work.states("tue")) == ("gone", ["proposed"])


async def test_plain_text_becomes_a_participant_and_goes_with_its_last_role(tmp_path: Path) -> None:
    async with at_work(tmp_path, RAID) as work:
        await work.go("raid")
        await work.press("r", "a", "f", "t", "w")
        assert (work.editor.mode, work.here) == (Mode.FILLER_TEXT, "two")
        await work.press("v", "right", "enter")
        assert work.fillers("raid") == [("attacker", "two men")]
        assert [m.label for m in work.stored().in_layer(Layer.PARTICIPANT)] == [""]
        await work.to("two men")
        await work.press("v", "right", "r", "v")
        assert work.fillers("raid") == [("attacker", "two men"), ("victim", "two men")]
        assert len(work.stored().in_layer(Layer.PARTICIPANT)) == 1
        await work.go("raid")
        await work.press("R", "a")
        assert work.fillers("raid") == [("victim", "two men")]
        await work.press("R")
        assert (work.fillers("raid"), work.stored().in_layer(Layer.PARTICIPANT)) == ([], [])
        await work.press("u", "u")
        assert work.fillers("raid") == [("attacker", "two men"), ("victim", "two men")]


async def test_selected_words_that_are_an_entity_fill_as_the_entity(tmp_path: Path) -> None:
    async with at_work(tmp_path, RAID) as work:
        await work.go("raid")
        await work.to("Ann Lee")
        await work.press("v", "right", "r", "t")
        assert (work.link("raid target ann"), work.states("ann")) == ("added", ["accepted"])
        assert not work.stored().in_layer(Layer.PARTICIPANT)


async def test_r_on_a_filler_attaches_it_to_the_active_event(tmp_path: Path) -> None:
    async with at_work(tmp_path, RAID) as work:
        await work.go("raid")
        await work.press("tab")
        assert (work.current, work.editor.active_id) == ("sel", "raid")
        await work.press("r", "l")
        assert (work.link("raid place sel"), work.states("sel")) == ("added", ["accepted"])
        assert (work.current, work.editor.active_id) == ("sel", "raid"), "the cursor stays for the next one"
        assert "place already" in await work.refused("r", "l")
        assert "no role with the key q" in await work.refused("r", "q")
        await work.press("escape")
        assert work.editor.mode is Mode.NORMAL


async def test_a_role_for_one_changes_hands(tmp_path: Path) -> None:
    made = proposed("[CARDINAL:two Two] or [CARDINAL:six six] people [Die:died died].", "died count two")
    async with at_work(tmp_path, made) as work:
        await work.go("died")
        await work.press("r", "n", "a")
        assert (work.link("died count two"), work.link("died count six")) == ("rejected", "added")
        await work.press("u")
        assert (work.link("died count two"), work.link("died count six")) == ("proposed", "gone")


async def test_roles_without_a_source_or_without_fillers_are_refused(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("[ORG:reb Rebels] saw [Attack:raid raid].")) as work:
        assert "no event or quote is active" in await work.refused("r")
        assert "no event or quote is active" in await work.refused("R")
        await work.go("raid")
        assert "no filled role" in await work.refused("R")


async def test_a_role_that_nothing_fits_asks_for_words_at_once(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("[ORG:reb Rebels] made a [Attack:raid raid] at dawn.")) as work:
        await work.go("raid")
        await work.press("r", "h")
        assert work.editor.mode is Mode.FILLER_TEXT
        assert "nothing in sight fits time" in work.bottom
        assert "select the filler's words" in await work.refused("x")
        await work.press("right", "right", "enter")
        assert work.fillers("raid") == [("time", "dawn")]
        for way_out in ("escape", "backspace"):
            await work.press("r", "h", way_out)
            assert work.editor.mode is Mode.NORMAL


async def test_a_quote_takes_speakers_and_addressees(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.go("quo")
        await work.press("r", "a")
        await work.press(hints(work)["cor"])
        assert work.fillers("quo") == [("addressee", "Corvania"), ("cue", "said"), ("speaker", "Ann Lee")]
        await work.press("R")
        assert work.editor.mode is Mode.REMOVE_ROLE
        assert "which role goes" in work.bottom
        await work.press(work.editor.hints[1].code)
        assert work.link("quo speaker ann") == "rejected"
        assert work.states("ann") == ["proposed"]


async def test_an_event_fills_a_role_of_an_event_where_the_schema_says_so(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("The [Attack:blast blast] [Die:died killed] six.")) as work:
        await work.go("died")
        await work.press("r", "g", "a")
        assert work.link("died agent blast") == "added"
