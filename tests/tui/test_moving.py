"""Keys that move: the cursor, the current item, the article; nothing of it is saved."""

from __future__ import annotations

from pathlib import Path

from builders import proposed
from pressing import ITEMS, NEWS, at_work

from annotator.tui.editor import Mode

LONG = "\n\n".join(f"Paragraph {n} begins here. It goes on for a while and ends." for n in range(60))


async def test_tab_goes_round_the_unseen_items_and_n_round_all(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        before = work.stored()
        seen = [work.current]
        for _ in ITEMS:
            await work.press("tab")
            seen.append(work.current)
        assert seen == [*ITEMS, "reb"]
        await work.press("shift+tab")
        assert work.current == "cor"
        assert work.stored() == before
        await work.press("space")
        assert (work.current, work.states("cor")) == ("reb", ["accepted"])
        await work.press("shift+tab")
        assert work.current == "ann", "an accepted item is passed over"
        await work.press("n")
        assert work.current == "cor", "n stops at items of any state"
        await work.press("b", "b", "b")
        assert work.current == "quo", "and at cues"
        await work.press("x", "home", "n", "n", "n", "n", "n")
        assert work.current == "ann", "but not at what is rejected"


async def test_tab_with_everything_looked_at_says_so(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("[ORG:reb Rebels] came.")) as work:
        await work.press("space")
        assert "A finishes the article" in await work.refused("tab")
        assert "A finishes the article" in await work.refused("shift+tab")


async def test_articles_follow_each_other_and_end_at_both_ends(tmp_path: Path) -> None:
    articles = [proposed(f"[ORG:reb Rebels] of text {n}.", article_id=f"a{n}") for n in (1, 2)]
    async with at_work(tmp_path, *articles) as work:
        assert "first article" in await work.refused("B")
        await work.press("N")
        assert (work.editor.session.article.id, work.current) == ("a2", "reb")
        assert "last article" in await work.refused("N")
        await work.press("B")
        assert work.editor.session.article.id == "a1"


async def test_arrows_go_by_token_and_row_and_keep_the_column(tmp_path: Path) -> None:
    text = f"{'alpha beta gamma ' * 9}\n\nno\n\n{'delta epsilon ' * 12}"
    async with at_work(tmp_path, proposed(text), size=(80, 24)) as work:
        await work.press("right", "right")
        assert work.here == "gamma"
        await work.press("left")
        assert work.here == "beta"
        await work.press("left", "left", "left")
        assert work.editor.cursor == 0
        await work.press("right", "right", "right", "right", "right")
        column = work.editor.cursor
        await work.press("down", "down", "down")
        assert work.here == "no"
        await work.press("down")
        row = work.editor.text.index("delta")
        assert column - 8 <= work.editor.cursor - row <= column
        await work.press("up", "up", "up", "up")
        assert work.editor.cursor == column


async def test_rows_go_by_one_past_short_rows_and_words_longer_than_a_row(tmp_path: Path) -> None:
    text = f"alpha beta gamma delta\n  one \nalpha beta gamma delta\n{'x' * 200} end\nlast of all the words here"
    async with at_work(tmp_path, proposed(text), size=(80, 24)) as work:
        await work.press("right", "right", "right")
        seen = []
        for _ in range(3):
            await work.press("down")
            seen.append(work.here[:5])
        assert seen == ["one", "delta", "xxxxx"]
        await work.press("down")
        assert work.here == "end"
        await work.press("down", "up", "up", "up", "up")
        assert work.editor.cursor < text.index("xxx")
        await work.press("up", "up")
        assert work.editor.cursor < text.index("one")


async def test_sentences_paragraphs_ends_and_pages(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed(LONG), size=(80, 24)) as work:
        await work.press("]")
        assert work.here == "It"
        await work.press("]", "[")
        assert work.here == "It"
        await work.press("}", "}")
        assert work.editor.text[work.editor.cursor :].startswith("Paragraph 2")
        await work.press("right", "{")
        assert work.editor.text[work.editor.cursor :].startswith("Paragraph 2")
        await work.press("{", "{", "{")
        assert work.editor.cursor == 0
        await work.press("end")
        assert work.editor.cursor == len(LONG) - 1
        await work.press("home")
        assert work.editor.cursor == 0
        await work.press("pagedown")
        first = work.editor.cursor
        assert first > len(LONG) // 60 * 3
        await work.press("pagedown", "pageup")
        assert work.editor.cursor == first
        await work.press("pageup", "pageup")
        assert work.editor.cursor == 0


async def test_a_leap_goes_to_the_only_match_or_by_a_hint(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("f", "c", "o")
        assert (work.here, work.current, work.editor.mode) == ("Corvania", "cor", Mode.NORMAL)
        await work.press("f", "n")
        assert len(work.editor.hints) == 2, "near and Nobody"
        code = next(h.code for h in work.editor.hints if work.editor.text.startswith("Nobody", h.offset))
        assert code not in ("e", "o"), "a hint is no letter that could follow"
        await work.press(code)
        assert work.here == "Nobody"


async def test_a_leap_that_finds_nothing_or_is_left_stays(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        assert "'z'" in await work.refused("f", "z")
        assert (work.editor.mode, work.here) == (Mode.NORMAL, "Rebels")
        for way_out in ("escape", "backspace"):
            await work.press("f", "n", way_out)
            assert (work.editor.mode, work.editor.hints, work.here) == (Mode.NORMAL, (), "Rebels")


async def test_hints_over_the_items_lead_to_each_of_them(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("F")
        codes = {hint.target: hint.code for hint in work.editor.hints}
        assert codes.keys() == {*ITEMS, "said"}
        await work.press(codes["ann"])
        assert (work.current, work.editor.mode) == ("ann", Mode.NORMAL)
        assert "no hint" in await work.refused("F", "v")
        assert work.editor.mode is Mode.LEAP_ITEM, "one more letter may be tried"
        await work.press("escape")
        assert work.current == "ann"


async def test_more_items_than_letters_have_hints_of_two(tmp_path: Path) -> None:
    text = " ".join(f"[ORG:o{n} Firm{n}]" for n in range(60))
    async with at_work(tmp_path, proposed(text)) as work:
        await work.press("F")
        codes = {hint.target: hint.code for hint in work.editor.hints}
        assert len(codes) == 60 and len(codes["o59"]) == 2
        await work.press(*codes["o59"])
        assert work.current == "o59"


async def test_search_goes_from_hit_to_hit(tmp_path: Path) -> None:
    async with at_work(tmp_path, proposed("The port. A Port, the airport and the PORT.")) as work:
        assert "search first" in await work.refused(";")
        await work.press("/")
        await work.answer("port")
        assert (work.editor.cursor, work.bottom) == (4, "1 of 4 for 'port'")
        await work.press(";", ";")
        assert work.editor.cursor == 25
        await work.press(",")
        assert work.editor.cursor == 12
        await work.press(",", ",")
        assert work.editor.cursor == 38, "round from the first to the last"
        await work.press("home", "/")
        await work.answer("Port")
        assert work.bottom == "1 of 1 for 'Port'", "capitals are meant"
        await work.press("/")
        await work.answer("harbour")
        assert "'harbour' is not in this article" in work.bottom
        assert work.editor.cursor == 12


async def test_the_next_problem_is_shown_with_its_sentence(tmp_path: Path) -> None:
    async with at_work(tmp_path, NEWS) as work:
        await work.press("A", ".")
        assert work.current == "hurt"
        assert "victim" in work.bottom
    async with at_work(tmp_path / "none", proposed("[ORG:reb Rebels] came.")) as work:
        assert "no problem" in await work.refused(".")
