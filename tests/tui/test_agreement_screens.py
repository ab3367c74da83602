"""Agreement on screen: from a figure by keys to the place, filters, what an annotator may see, and the way back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import add_work, finished_project, marked
from disagreeing import ARTICLES, three_people
from pressing import NEWS, AtKeys, again, at_work, looking
from terminal import Terminal
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

from annotator.cli.main import call
from annotator.model.annotation import Kind
from annotator.model.names import GOLD
from annotator.store import annotations
from annotator.tui.agreement_app import AgreementApp
from annotator.tui.screens.agreement import AgreementScreen
from annotator.tui.screens.board_screen import BoardScreen
from annotator.tui.screens.disagreements import DisagreementsScreen
from annotator.tui.screens.editor_screen import EditorScreen
from annotator.tui.screens.page import PageScreen
from annotator.tui.screens.place import PlaceScreen
from annotator.tui.screens.queue import QueueScreen
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.board import Board
from annotator.workflow.agreeing import Question
from annotator.workflow.compared_sets import Choice
from annotator.workflow.project import Project, open_project


@pytest.fixture
def three(tmp_path: Path) -> Path:
    three_people(tmp_path / "project").store.close()
    return tmp_path


def rows(looked: AtKeys[AgreementApp]) -> list[str]:
    return [line.rstrip() for line in looked.screen.splitlines()]


def said(looked: AtKeys[Any]) -> str:
    """What a page says, as one line."""
    return " ".join(" ".join(str(static.render()) for static in looked.app.screen.query("Static")).split())


def line_with(looked: AtKeys[AgreementApp], words: str) -> str:
    return next(line for line in rows(looked) if words in line)


async def test_figures_and_heat_map_are_those_of_the_report(three: Path) -> None:
    async with looking(three) as looked:
        assert "4 shared articles of ann1 (3), ann2 (3), ann3 (3)" in looked.screen
        assert line_with(looked, "▸ Entities").split()[:5] == ["▸", "Entities", "exact", "F1", "0.59░"]
        assert line_with(looked, "ann1|ann3").split() == ["ann1|ann3", "0.55░", "1.00█", "0.50░", "0.00·", "0.00·", "–", "–"]
        assert "all pairs, all: 0.588, 10 the same of 18 and 16; 9 disagreements to see" in looked.screen
        await looked.press("down", "right", "right")
        assert "ann1|ann2, GPE: 0.500, 1 the same of 3 and 1; 3 disagreements to see" in looked.screen
        await looked.press("home", "end", "pagedown", "up", "left", "pageup")
        assert line_with(looked, "▸ all pairs")


async def test_two_keys_from_a_figure_to_the_place_and_escape_back_to_each(three: Path) -> None:
    async with looking(three) as looked:
        await looked.press("down", "right", "right")
        await looked.press("enter", "enter")
        assert isinstance(looked.app.screen, PlaceScreen)
        assert "port   entity other label: GPE/LOC on Selwick" in looked.screen
        assert "1 of 2 alike   1 of 3 in all" in looked.screen
        assert "ann1   GPE   Selwick   27–34" in looked.screen
        assert "ann2   LOC   port of Selwick   19–34" in looked.screen
        assert "└─GPE─┘" in looked.screen
        assert "└─────LOC─────┘" in looked.screen
        await looked.press("escape")
        assert isinstance(looked.app.screen, DisagreementsScreen)
        assert "entity · GPE · ann1|ann2" in looked.screen
        await looked.press("escape")
        assert isinstance(looked.app.screen, AgreementScreen)
        assert "ann1|ann2, GPE" in looked.screen, "the cell is the one that one came from"
        await looked.press("escape")
        assert looked.app._exit


async def test_next_and_previous_go_through_places_and_groups_and_the_list_follows(three: Path) -> None:
    async with looking(three, opens_list=True) as looked:
        screen = looked.app.screen
        assert isinstance(screen, DisagreementsScreen)
        total = len(screen._listing.entries)
        await looked.press("enter")
        seen = [looked.screen]
        for number in range(2, total + 1):
            await looked.press("n" if number % 2 else "tab")
            assert f"{number} of {total} in all" in looked.screen
            seen.append(looked.screen)
        await looked.press("n")
        assert "this is the last disagreement" in looked.screen
        await looked.press("B", "N")
        assert f"1 of 1 alike   {total} of {total} in all" in looked.screen
        for _ in range(total - 1):
            await looked.press("b")
        assert looked.screen == seen[0]
        await looked.press("shift+tab")
        assert "this is the first disagreement" in looked.screen
        await looked.press("B")
        assert "this is the first disagreement" in looked.screen
        await looked.press("N", "N", "escape")
        assert rows(looked)[0].endswith(f"3 of {len(screen._listing.groups)}")
        assert sum(line.startswith("▸") for line in rows(looked)) == 1


async def test_the_list_is_narrowed_down_by_layer_label_pair_kind_and_words(three: Path) -> None:
    async with looking(three, opens_list=True) as looked:
        everything = rows(looked)[1].strip().split("   ")[0]
        assert everything == "15 of 15 disagreements in 10 groups"
        assert rows(looked)[3].split()[1:] == ["4", "entity", "other", "label", "GPE/LOC", "on", "Selwick"]
        await looked.press("l")
        assert "shown: entity   0 shows all" in looked.screen
        assert {line.split()[1] for line in rows(looked)[4:12] if line} == {"entity"}
        await looked.press("t")
        assert "entity · LOC" in looked.screen
        await looked.press("p", "p")
        assert "entity · LOC · ann1|ann3" in looked.screen
        assert rows(looked)[1].strip().startswith("2 of 15 disagreements in 1 group   shown")
        await looked.press("P", "P", "T", "k", "k")
        assert "entity · longer" in looked.screen
        await looked.press("K", "K", "L")
        assert rows(looked)[1].strip().startswith(everything)
        await looked.press("/")
        await looked.press(*"tuesday", "enter")
        assert "with 'tuesday'" in looked.screen
        assert rows(looked)[1].strip().startswith("2 of 15 disagreements in 1 group   shown")
        await looked.press("/", *"xyz", "enter")
        assert "nothing: 0 shows all again" in looked.screen
        await looked.press("enter", "down", "end", "0")
        assert rows(looked)[1].strip().startswith(everything)
        await looked.press("/", "escape")
        assert isinstance(looked.app.screen, DisagreementsScreen)
        await looked.press("/", "backspace", "down", "end")
        assert line_with(looked, "▸").split()[1] == "1"


async def test_a_place_that_only_one_marked_says_so_on_both_sides(three: Path) -> None:
    async with looking(three, size=(120, 40), opens_list=True) as looked:
        await looked.press("/", *"speaker", "enter")
        await looked.press("0", "l", "l", "enter")
        assert "stay   speaker one only: Ann Lee" in looked.screen
        head = line_with(looked, "has nothing here")
        assert "ann1   Ann Lee" in head
        assert "ann2   has nothing here" in head, "side by side"
        assert line_with(looked, "└PERSON┘")


async def test_versions_stand_side_by_side_or_one_over_the_other_by_the_width(three: Path) -> None:
    async with looking(three, size=(120, 40), opens_list=True) as looked:
        await looked.press("enter")
        first, second = looked.app.screen.query(ArticleView)
        assert (first.region.y, first.size.width) == (second.region.y, second.size.width)
        assert len([line for line in rows(looked) if line.count("shelled") == 2]) == 1
        await looked.pilot.resize_terminal(80, 24)
        await looked.pilot.pause()
        assert first.region.y < second.region.y
        assert first.size.height == second.size.height == 10
        assert [line.count("shelled") for line in rows(looked) if "shelled" in line] == [1, 1]


async def test_the_text_moves_by_keys_in_both_versions_and_comes_back(tmp_path: Path) -> None:
    filler = "\n".join(f"Line {n} of the article." for n in range(60))
    article, first = marked(f"{filler}\n[GPE:s Selwick] fell.\n{filler}")
    _, second = marked(f"{filler}\n[LOC:s Selwick] fell.\n{filler}", annotator="ann2")
    finished_project(tmp_path / "project", (article, first), (article, second)).store.close()
    async with looking(tmp_path, opens_list=True) as looked:
        await looked.press("enter")
        assert looked.screen.count("Selwick fell") == 2
        assert "Line 59 of" in looked.screen
        before = looked.screen
        await looked.press("pagedown", "pagedown")
        assert looked.screen.count("Selwick fell") == 0
        assert "Line 13 of" in looked.screen
        await looked.press("up", "down", "pageup", "home")
        assert looked.screen == before
        await looked.press("m")
        assert "view: hybrid" in looked.screen
        assert "└" not in looked.screen
        await looked.press("m", "m", "up")
        assert looked.screen.count("└") == 2


async def test_the_trend_takes_the_place_of_the_heat_map_and_back(three: Path, dated: object) -> None:
    async with looking(three) as looked:
        assert "2026-09" not in looked.screen
        await looked.press("t")
        assert "exact F1 of all pairs by the month of finishing" in looked.screen
        assert "2026-09" in looked.screen
        assert looked.screen.count("●") == 3
        assert "2026-09: 0.55 [0.50, 0.67], 2 articles → 2026-11: 0.67, 1" in looked.screen
        await looked.press("down", "t")
        assert line_with(looked, "▸ ann1|ann2")
        await looked.pilot.resize_terminal(120, 40)
        await looked.pilot.pause()
        assert line_with(looked, "▸ ann1|ann2")
        assert "exact F1 of ann1|ann2 by the month of finishing" in looked.screen


async def test_the_editor_and_the_queue_show_no_other_s_work_before_it_is_adjudicated(three: Path) -> None:
    async with again(three) as work:
        await work.press("%")
        await work.until_measured()
        assert isinstance(work.app.screen, AgreementScreen)
        assert "as ann1 may see it" in work.screen
        assert "of the articles you have finished" in work.screen
        assert "boats" not in work.screen
        await work.press("down", "right", "right", "enter")
        assert isinstance(work.app.screen, AgreementScreen)
        assert "you see places once their article is adjudicated" in work.screen
        await work.press("d")
        assert isinstance(work.app.screen, AgreementScreen)
        assert "port of Selwick" not in work.screen
        await work.press("w")
        assert isinstance(work.app.screen, PageScreen)
        assert "disagreements elsewhere are kept from you until then" in said(work)
        await work.press("escape", "%")
        assert isinstance(work.app.screen, EditorScreen)
        await work.press("Q", "%")
        await work.until_measured()
        assert isinstance(work.app.screen, AgreementScreen)
        await work.press("backspace")
        assert isinstance(work.app.screen, QueueScreen)


async def test_an_adjudicated_place_is_shown_in_the_editor(three: Path) -> None:
    with open_project(three / "project") as project:
        article, gold = marked(ARTICLES["talks"]["ann1"][0], article_id="talks")
        add_work(project, article, replace(gold, annotator=GOLD, kind=Kind.GOLD))
    async with again(three) as work:
        await work.press("%")
        await work.until_measured()
        await work.press("d", "enter")
        assert "talks   entity other label: GPE/LOC on Selwick" in work.screen
        await work.press("n")
        assert "this is the last disagreement" in work.screen
        await work.press("escape", "escape", "escape")
        assert isinstance(work.app.screen, EditorScreen)


async def test_before_anything_is_finished_the_editor_says_when_there_will_be_something(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        before = work.stored()
        await work.press("%")
        await work.until_measured()
        assert "you see how far annotators agree on articles that you have finished" in work.screen
        for key in ("enter", "d", "t", "w", "tab", "down"):
            await work.press(key)
            assert isinstance(work.app.screen, AgreementScreen)
        await work.press("escape")
        assert work.stored() == before


async def test_the_palette_and_the_help_have_agreement(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press(":")
        assert isinstance(work.app.screen, CommandPalette)
        work.app.screen.query_one(Input).value = "annotators agree"
        await work.pilot.pause(0.4)
        options = work.app.screen.query_one(OptionList)
        assert "(%)" in str(options.get_option_at_index(0).prompt)


async def test_help_has_every_key_and_sign_of_its_screen(three: Path) -> None:
    async with looking(three, size=(100, 30)) as looked:
        for keys, sign in (("?", "0.57▒"), ("d?", "one only"), ("\n?", "└GPE┘")):
            await looked.press(*("enter" if key == "\n" else key for key in keys))
            below = looked.app.screen_stack[-2]
            assert isinstance(below, BoardScreen)
            assert sign in said(looked)
            assert [command.does for command in below.SHOWN_KEYS if command.does not in said(looked)] == []
            await looked.press("escape")


async def test_the_mouse_looks_opens_and_turns(three: Path) -> None:
    async with looking(three) as looked:
        y = next(n for n, line in enumerate(rows(looked)) if "ann1|ann3" in line) - 1
        await looked.pilot.click(Board, offset=(16 + 8 * 2 + 3, y))
        assert "ann1|ann3, GPE" in looked.screen
        await looked.pilot.click(Board, offset=(5, next(n for n, line in enumerate(rows(looked)) if "Quotes    exact" in line) - 1))
        assert line_with(looked, "▸ Quotes    exact F1")
        await looked.press("shift+tab")
        await looked.pilot.click(Board, offset=(16 + 3, y), times=2)
        assert isinstance(looked.app.screen, DisagreementsScreen)
        await looked.pilot.click(Board, offset=(20, 3))
        assert rows(looked)[4].startswith("▸")
        await looked.pilot.click(Board, offset=(20, 2), times=2)
        assert isinstance(looked.app.screen, PlaceScreen)


async def test_with_gold_and_by_label_the_screen_shows_what_was_asked(three: Path) -> None:
    with open_project(three / "project") as project:
        article, gold = marked(ARTICLES["talks"]["ann1"][0], article_id="talks")
        add_work(project, article, replace(gold, annotator=GOLD, kind=Kind.GOLD))
    question = Question(Choice(against="gold"), labels=frozenset({"GPE", "LOC"}), resamples=20)
    async with looking(three, question=question) as looked:
        assert rows(looked)[0].startswith(" agreement with gold")
        assert line_with(looked, "ann3|gold")
        assert "ORG" not in looked.screen


async def test_nothing_to_compare_is_a_sentence_on_screen(tmp_path: Path) -> None:
    article, only = marked("[GPE:s Selwick] fell.")
    finished_project(tmp_path / "project", (article, only)).store.close()
    async with looking(tmp_path) as looked:
        assert "nothing to compare: only ann1 has finished articles" in looked.screen
        await looked.press("enter", "escape")
        assert looked.app._exit


async def test_looking_changes_nothing_in_the_store(three: Path) -> None:
    path = three / "project" / "annotations.db"
    before = path.read_bytes()
    async with looking(three) as looked:
        await looked.press("d", "enter", "n", "ctrl+t", "m", "x", "space", "A", "u", "escape", "escape")
        assert looked.app.theme == "annotator-light"
    with open_project(three / "project", read_only=True) as project:
        assert len(annotations.names(project.store)) == 9
    assert path.read_bytes() == before


async def test_names_have_no_heat_map_but_a_list(tmp_path: Path) -> None:
    article, first = marked("[PERSON:ann Ann Lee] fell in [GPE:s Selwick].")
    _, second = marked("[PERSON:ann Ann Lee] fell in [GPE:s Selwick].", annotator="ann2")
    named = replace(first.mentions["ann"], canonical="Ann Lee of Selwick")
    work = (article, first.with_items({**first.mentions, "ann": named}, {})), (article, second)
    finished_project(tmp_path / "project", *work).store.close()
    async with looking(tmp_path, size=(120, 40)) as looked:
        await looked.press("enter")
        assert "no disagreement here" in looked.screen
        await looked.press("shift+tab")
        assert line_with(looked, "▸ Names")
        assert "no labels, no trend; 1 disagreement to see" in looked.screen
        await looked.press("right", "down", "t", "enter", "enter")
        assert "name one only: Ann Lee of Selwick on Ann Lee" in looked.screen
        assert looked.screen.count("└PERSON┘") == 2


async def test_many_pairs_and_labels_move_through_the_window(tmp_path: Path) -> None:
    labels = "PERSON ORG GPE LOC FAC NORP EVENT WEAPON VEHICLE PRODUCT DATE TIME".split()
    text = " ".join(f"[{label}:{label} {label.title()}]" for label in labels)
    article = marked(text)[0]
    finished_project(tmp_path / "project", *((article, marked(text, annotator=f"ann{n}")[1]) for n in range(1, 8))).store.close()
    async with looking(tmp_path) as looked:
        assert "(1–8 of 13 labels)" in looked.screen
        assert "ann6|ann7" not in looked.screen
        await looked.press("end", "pagedown", "pagedown", "pagedown")
        assert "(6–13 of 13 labels)" in looked.screen
        assert line_with(looked, "▸ ann6|ann7")
        await looked.press("home", "pageup", "pageup", "pageup")
        assert line_with(looked, "▸ all pairs")


async def test_leaving_while_it_measures_ends_the_thread(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, go_on = threading.Event(), threading.Event()
    steps: list[int] = []

    def slow(project: Project, question: object, viewer: object, on_article: Callable[[int, int], None]) -> None:
        on_article(1, 100)
        told.set()
        go_on.wait(20)
        for done in range(2, 101):
            steps.append(done)
            on_article(done, 100)

    monkeypatch.setattr("annotator.tui.agreement.measuring.measure", slow)
    async with again(three) as work:
        await work.press("%")
        while not told.is_set():
            await work.pilot.pause(0.02)
        assert "comparing" in work.screen
        await work.press("enter", "d", "escape")
        assert isinstance(work.app.screen, EditorScreen)
        go_on.set()
        await work.until_measured()
        assert steps == [2], "the first article after it was left is the last"
        assert isinstance(work.app.screen, EditorScreen)


def test_in_the_terminal_it_opens_from_the_shell_and_ends_by_escape(three: Path) -> None:
    with Terminal(
        "agreement", "ann1", "ann2", "--project", str(three / "project"), "--screen", "--disagreements", folder=three
    ) as terminal:
        terminal.until("labels and words")
        terminal.answer("\r", "alike")
        terminal.answer("n", "2 of")
        for _ in range(3):
            terminal.press("\x7f")
            terminal.read(0.3)
        assert terminal.ended() == 0


def test_without_a_terminal_or_with_another_form_it_is_refused(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = ["--project", str(three / "project")]
    assert call(["agreement", *project, "--screen"]) == 2
    assert "the screen needs a terminal" in capsys.readouterr().err
    assert call(["agreement", *project, "--screen", "--json"]) == 2
    assert "--screen" in capsys.readouterr().err
    assert call(["agreement", *project, "--screen", "--measure", "u_alpha_2016"]) == 2
    assert "--measure chooses what is printed" in capsys.readouterr().err


@pytest.mark.parametrize("size", [(100, 30), (40, 10), (12, 4)])
async def test_every_screen_fits_whatever_the_size(three: Path, size: tuple[int, int]) -> None:
    async with looking(three, size=(80, 24)) as looked:
        await looked.pilot.resize_terminal(*size)
        for keys in ("", "t", "t\t\t\t\t\t", "w", "?", "d", "/", "\n", "n", "?"):
            if keys in ("d", "\n"):
                while not isinstance(looked.app.screen, AgreementScreen if keys == "d" else DisagreementsScreen):
                    await looked.press("escape")
            await looked.press(*({"\n": "enter", "\t": "tab"}.get(key, key) for key in keys))
            if keys == "/":
                await looked.press("escape")
            await looked.pilot.pause()
            assert all(len(line) == size[0] for line in looked.screen.splitlines())
        assert isinstance(looked.app.screen_stack[-2], PlaceScreen)
