"""Nothing of an article's text, title, notes or of the schema reaches the terminal raw: the bytes that are written are read."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

from builders import finished_project, handmade_project, marked, proposed
from pressing import again
from terminal import Terminal
from textual.widgets import Input, OptionList

from annotator.model.article import Article

WICKED = "\x1b[5mBLINK\x1b]0;OWNED\x07 \x9b5mC1 \x9d0;OWNED\x9c \u202eRLO\u2066LRI \x08\x7f[@click=app.quit]GO[/] [red]RED[/red]"
RAW = ("\x1b[5m", "OWNED\x07", "\x9b", "\x9d", "\x9c", "\u202e", "\u2066", "\x7f", "\x08")
"""What must not come out; that the words between came out shows that the text was drawn."""


async def test_the_palette_takes_no_text_of_the_schema_for_markup(tmp_path: Path) -> None:
    wicked_project(tmp_path / "project")
    async with again(tmp_path) as work:
        for typed in ("", "label PERSON"):
            await work.press(":")
            work.app.screen.query_one(Input).value = typed
            await work.pilot.pause(0.4)
            options = work.app.screen.query_one(OptionList)
            shown = [options.get_option_at_index(n).prompt for n in range(options.option_count)]
            found = [prompt for prompt in shown if "label PERSON" in str(prompt)]
            assert [str(prompt) for prompt in found] == ["label PERSON (p)\nperson [@click=app.quit]GO[/] [red]RED[/red] [Ilse]"]
            assert "@click" not in repr([getattr(prompt, "spans", None) for prompt in found])
            await work.press("escape")


def wicked_project(folder: Path) -> None:
    """A project whose text, title, note and canonical name are wicked, and the description of a label of its schema."""
    article, annotations = proposed(
        f"[PERSON:ann Ann {WICKED} Lee] [Attack:hit hit] [direct:quo “{WICKED}”].", "hit attacker ann", "quo speaker ann"
    )
    wicked = replace(annotations.mentions["ann"], note=f"note {WICKED}", canonical=f"name {WICKED}")
    annotations = annotations.with_items({**annotations.mentions, "ann": wicked}, annotations.links)
    handmade_project(folder, (replace(article, meta={"title": f"title {WICKED}"}), annotations)).store.close()
    schema = folder / "schema.yaml"
    text = schema.read_text(encoding="utf-8")
    plain = "description: A single person by name, real or fictional."
    assert plain in text
    schema.write_text(text.replace(plain, 'description: "person [@click=app.quit]GO[/] [red]RED[/red] [Ilse]"'), encoding="utf-8")


def test_agreement_draws_signs_alone(tmp_path: Path) -> None:
    text = f"[PERSON:ann Ann {WICKED} Lee] fell."
    article, first = marked(text)
    _, second = marked(text.replace("PERSON", "ORG"), annotator="ann2")
    named = Article(f"id{WICKED}", article.text)
    finished_project(tmp_path / "project", *((named, replace(each, article_id=named.id)) for each in (first, second))).store.close()
    with Terminal("agreement", "--project", str(tmp_path / "project"), "--screen", folder=tmp_path) as terminal:
        terminal.until("disagreements to see|disagreement to see")
        terminal.answer("d", "ORG/PERSON on Ann ␛[5mBLINK")
        terminal.answer("\r", "ann2")
        terminal.until(re.escape("GO[/]"))
        terminal.answer("\x7f", "labels and words")
        terminal.answer("\x7f", "95 % interval")
        terminal.press("\x7f")
        assert terminal.ended() == 0
    out = terminal.written.decode("utf-8", "replace")
    assert [sign for sign in RAW if sign in out] == []
    assert "\x1b]0;" not in out


def test_text_sidebar_prompts_help_palette_and_queue_draw_signs_alone(tmp_path: Path) -> None:
    wicked_project(tmp_path / "project")
    with Terminal("annotate", "--project", str(tmp_path / "project"), "--as", "ann1", folder=tmp_path) as terminal:
        terminal.until(re.escape("␛[5mBLINK"))
        assert "[@click=app.quit]GO[/]" in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.written.decode()), "markup is text"
        terminal.answer("c", "comment:")
        terminal.answer("\r", "label")
        terminal.answer("@", "canonical name:")
        terminal.answer("\r", "label")
        terminal.answer("/", "search:")
        terminal.answer("nothing\r", "not in this article")
        terminal.answer("?", "Signs")
        terminal.answer("q", "BLINK")
        terminal.answer(":", "Search")
        terminal.answer("label PERS", "label PERSON")
        terminal.answer("\x1b", "BLINK")
        # an escape followed at once by a letter would be that letter with alt
        time.sleep(0.5)
        terminal.answer("Q", "queue of ann1")
        terminal.answer("\x7f", "BLINK")
        terminal.press("\x11")
        assert terminal.ended() == 0
    out = terminal.written.decode("utf-8", "replace")
    # the program itself sets the title of no window, and blinks nothing
    assert [sign for sign in RAW if sign in out] == []
    assert "\x1b]0;" not in out
