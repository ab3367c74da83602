"""Keys before the store is open, two windows of one annotator, newer proposals, rebound keys, no colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import add_run, handmade_project, proposed
from pressing import NEWS, again, at_work
from textual.strip import Strip

from annotator.model.annotation import Layer, State
from annotator.model.errors import BadData
from annotator.tui.keys import COMMANDS, load_keymap
from annotator.tui.widgets.article_view import ArticleView
from annotator.workflow.bare_serving import Bare, choose
from annotator.workflow.project import open_project


async def test_keys_pressed_before_the_store_is_open_are_done_in_order(tmp_path: Path) -> None:
    handmade_project(tmp_path / "project", NEWS).store.close()
    async with again(tmp_path, keys=("space", "x", "tab")) as work:
        assert work.states("reb", "hit", "sel") == ["accepted", "rejected", "proposed"]
        assert work.current == "sel", "the next after what was rejected"


async def test_a_prompt_opened_before_the_store_is_open_gets_the_rest(tmp_path: Path) -> None:
    handmade_project(tmp_path / "project", NEWS).store.close()
    async with again(tmp_path, keys=("c", "x", "A", "enter")) as work:
        await work.pilot.pause()
        await work.press("space")
        assert (work.mention("reb").note, work.states("reb", "hit")) == ("xA", ["accepted", "proposed"])


async def test_a_second_window_of_the_same_annotator_is_refused_once_and_reloaded(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as first, again(tmp_path) as second:
        await first.press("space")
        await second.press("tab")
        message = await second.refused("x")
        assert re.search("changed|elsewhere|another|meanwhile", message)
        assert second.states("reb", "hit") == ["accepted", "proposed"]
        assert second.editor.annotations == second.stored()
        assert "ORG " in second.screen and "ORG?" not in second.screen, "what the other window did is on screen"
        await second.go("hit")
        await second.press("x")
        assert second.states("hit") == ["rejected"]


async def test_an_answer_to_a_set_that_another_window_changed_is_refused_and_the_set_read_again(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as first, again(tmp_path) as second:
        await second.press("c", "n", "o")
        await first.press("space")
        await second.press("enter")
        assert second.editor.message is not None and second.editor.message.is_refusal
        assert second.mention("reb").note is None
        assert second.editor.index.annotations == second.stored()
        assert second.top.count("looked at 1 of") == 1
        assert "ORG " in second.screen and "ORG?" not in second.screen
        await second.press("tab")
        assert second.current == "hit", "the next unseen is of the set as the other window left it"


async def test_two_annotators_do_not_meet(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as first, again(tmp_path, annotator="ann2") as second:
        await first.press("x")
        await second.press("space")
        assert (first.states("reb"), second.states("reb")) == (["rejected"], ["accepted"])


def keys_toml(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A keys.toml where the program looks for it."""
    path = folder / "config" / "annotator" / "keys.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    return path


async def test_a_rebound_key_does_its_new_command_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys_toml(tmp_path, 'accept = "Z enter"\ndetails = "X"\nhelp = "f1"\n', monkeypatch)
    async with at_work(tmp_path, NEWS) as work:
        assert "Z accept" in work.bottom and "f1 help" in work.bottom
        await work.press("Z", "enter")
        assert work.states("reb", "hit") == ["accepted", "accepted"]
        assert "does nothing here" in await work.refused("space")
        await work.press("f1")
        assert "Z enter" in work.screen or "accept and go" not in work.screen


async def test_a_command_on_the_key_of_a_label_is_told_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys_toml(tmp_path, 'accept = "p"\n', monkeypatch)
    async with at_work(tmp_path, NEWS) as work:
        assert "the key of PERSON" in work.bottom


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("accept = ", "keys.toml"),
        ('acept = "z"', "there is no command 'acept'"),
        ("accept = 7", "expected a string"),
        ('accept = ""', "expected a string"),
        ('accept = "x"', "'x' is given to"),
    ],
)
def test_faults_of_keys_toml_are_told_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match=re.escape(sentence)):
        load_keymap(path)


def test_no_command_has_a_key_that_terminals_keep_or_lose() -> None:
    lost = re.compile(r"ctrl\+(enter|[0-9]|[AB]|[ab]|shift)|shift\+enter|alt\+([0-9]|enter)")
    assert not [key for command in COMMANDS for key in command.keys if lost.match(key)]


async def test_without_colour_the_meaning_is_still_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(tmp_path, NEWS) as work:
        await work.press("space", "space")
        assert "Attack " in work.screen and "DATE?" in work.screen and "✓" in work.screen and "▸1" in work.screen
        view = work.app.screen.query_one(ArticleView)
        strips: list[Strip] = view.render_lines(view.region.reset_offset)
        styled = [(s.text, s.style) for strip in strips for s in strip if s.style and s.text.strip()]
        assert all(style.color is None or style.color.triplet is None or _is_grey(*style.color.triplet) for _, style in styled)
        assert any(style.underline for text, style in styled if "Rebels" in text)
        assert any(style.italic for text, style in styled if "DATE?" in text)


def _is_grey(red: int, green: int, blue: int) -> bool:
    return max(red, green, blue) - min(red, green, blue) <= 12


async def test_a_new_run_of_proposals_is_announced(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("space")
    with open_project(tmp_path / "project") as project:
        add_run(project, proposed("[ORG:reb Rebels] attacked Selwick on Tuesday." + NEWS[0].text[44:])[1])
    async with again(tmp_path) as work:
        assert work.bottom == "newer proposals by en_test-1.0: 0 new, 7 gone, 1 of yours kept"
        assert work.stored().mentions["reb"].state is State.ACCEPTED


async def test_an_article_served_bare_says_so_and_starts_empty(tmp_path: Path) -> None:
    with handmade_project(tmp_path / "project", NEWS) as project:
        choose(project, Bare(1.0))
    async with again(tmp_path) as work:
        assert work.bottom == "no proposals here, on purpose: mark what you find yourself"
        assert not work.stored().mentions
        await work.press("v", "p")
        assert [label for label, _ in work.added(Layer.ENTITY)] == ["PERSON"]
    async with again(tmp_path) as work:
        assert "on purpose" not in work.bottom, "once there is something, nothing need be said"
