"""The program with somebody at its keys: start it on a project, press, and look at the store and at the lines on screen.

`async with at_work(folder, *articles) as work:` makes a project of these articles and their proposals
(see `builders.proposed`), starts the program as ann1, and leaves it at the end. `again` starts it on a
project that is there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from builders import handmade_project, proposed
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from annotator.model.annotation import AnnotationSet, Layer, Link, LinkKey, Mention, State
from annotator.model.article import Article
from annotator.model.doubt import Order
from annotator.store import Store, annotations
from annotator.tui.agreement_app import AgreementApp
from annotator.tui.app import AnnotatorApp
from annotator.tui.editor import Editor
from annotator.tui.palette import DARK
from annotator.tui.program import Program
from annotator.tui.status_lines import bottom_text, top_text
from annotator.workflow.agreeing import Question
from annotator.workflow.project import open_project

Made = tuple[Article, AnnotationSet]


P = TypeVar("P", bound=Program)


@dataclass
class AtKeys(Generic[P]):
    """A started program, its keys and what is on screen."""

    app: P
    pilot: Pilot[None]

    @property
    def screen(self) -> str:
        """Everything on screen as plain text."""
        lines = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join("".join(s.text for s in line) for line in lines)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each a character or Textual's name of a key."""
        for key in keys:
            self.send(key)
            await self.pilot._wait_for_screen()
            await self.pilot._wait_for_screen()
        await self.pilot.pause(0)
        assert self.app.failure is None

    def send(self, key: str) -> None:
        """Put a key into the program's queue as the terminal does, without waiting: Textual's own `press` takes 60 ms."""
        driver = self.app._driver
        assert driver is not None
        event = key_event(key)
        event.set_sender(self.app)
        driver.send_message(event)

    async def until_measured(self) -> None:
        """Wait for the thread that measures agreement, and for what it shows."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()


@dataclass
class Work(AtKeys[AnnotatorApp]):
    """A started editor, the keys of it, and the store it writes."""

    store: Store
    annotator: str

    @property
    def editor(self) -> Editor:
        """The editor on screen."""
        editor = self.app.editor_screen.editor
        assert editor is not None
        return editor

    @property
    def bottom(self) -> str:
        """The bottom line."""
        return bottom_text(self.editor, self.app.size.width - 2, DARK).plain

    @property
    def top(self) -> str:
        """The top line."""
        return top_text(self.editor, self.app.size.width - 2).plain

    @property
    def here(self) -> str:
        """The word under the cursor."""
        return self.editor.unit_at(self.editor.cursor).slice(self.editor.text)

    @property
    def current(self) -> str:
        """The id of the current item, or nothing."""
        return self.editor.current_id or ""

    async def go(self, mention_id: str) -> None:
        """Make a mention current, wherever it is."""
        self.editor.pick(mention_id)
        self.app.editor_screen.refresh_view()

    async def to(self, words: str, which: int = 0) -> None:
        """Put the cursor on words of the text."""
        start = -1
        for _ in range(which + 1):
            start = self.editor.text.index(words, start + 1)
        self.editor.leave()
        self.editor.move_to(start)
        self.app.editor_screen.refresh_view()

    def stored(self, article_id: str = "", annotator: str = "") -> AnnotationSet:
        """The set as the store has it."""
        found = annotations.load(self.store, article_id or self.editor.session.article.id, annotator or self.annotator)
        assert found is not None
        return found

    def mention(self, mention_id: str) -> Mention:
        """A mention as the store has it."""
        return self.stored().mentions[mention_id]

    def states(self, *ids: str) -> list[str]:
        """States of mentions as the store has them."""
        table = self.stored().mentions
        return [str(table[name].state) if name in table else "gone" for name in ids]

    def link(self, text: str) -> str:
        """The state of the link `source role target` as the store has it; `gone` without one."""
        found = self.stored().links.get(LinkKey(*text.split()))
        return str(found.state) if found else "gone"

    def added(self, layer: Layer) -> list[tuple[str, str]]:
        """Label and words of what a person added in a layer."""
        text, found = self.editor.text, self.stored().in_layer(layer)
        return [(m.label, " … ".join(f.slice(text) for f in m.fragments)) for m in found if m.state is State.ADDED]

    def fillers(self, source: str) -> list[tuple[str, str]]:
        """Role and words of what fills the roles of a mention, rejected ones left out."""
        found, text = self.stored(), self.editor.text
        links: list[Link] = [k for k in found.links_from(source) if k.state is not State.REJECTED]
        return sorted((k.role, found.mentions[k.target].text(text)) for k in links)

    async def refused(self, *keys: str) -> str:
        """Press keys of which the last is refused: nothing in the store changes, and a sentence says why."""
        await self.press(*keys[:-1])
        before = self.stored()
        await self.press(keys[-1])
        assert self.stored() == before
        message = self.editor.message
        assert message is not None and message.is_refusal, f"{keys} was not refused: {message}"
        assert " " in message.text
        return message.text

    async def answer(self, text: str) -> None:
        """Type an answer in place of what the prompt holds, and enter it."""
        self.app.screen.query_one(Input).value = text
        await self.press("enter")


def key_event(key: str) -> events.Key:
    """The key as Textual tells of it: a character, or a name."""
    return events.Key(_character_to_key(key), key) if len(key) == 1 else events.Key(key, " " if key == "space" else None)


class _Slow(AnnotatorApp):
    """The program in which somebody presses keys before the store is open."""

    early: tuple[str, ...] = ()

    def _open(self) -> None:
        assert self.editor_screen.editor is None
        for key in self.early:
            self.editor_screen.on_key(key_event(key))
        super()._open()


@asynccontextmanager
async def at_work(folder: Path, *made: Made, size: tuple[int, int] = (120, 40), article: str | None = None) -> AsyncIterator[Work]:
    """The program on a new project of these articles, with ann1 at the keys."""
    handmade_project(folder / "project", *made).store.close()
    async with again(folder, size=size, article=article) as work:
        yield work


@asynccontextmanager
async def again(
    folder: Path,
    *,
    size: tuple[int, int] = (120, 40),
    annotator: str = "ann1",
    article: str | None = None,
    keys: tuple[str, ...] = (),
    order: Order = Order.SEQUENTIAL,
) -> AsyncIterator[Work]:
    """The program once more on the project in the folder; `keys` are pressed before the store is open."""
    app = _Slow(folder / "project", annotator, article, order=order)
    app.early = keys
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.failure is None
        with Store.open(folder / "project" / "annotations.db", read_only=True) as store:
            yield Work(app, pilot, store, annotator)


@asynccontextmanager
async def looking(
    folder: Path, *, size: tuple[int, int] = (80, 24), question: Question | None = None, opens_list: bool = False
) -> AsyncIterator[AtKeys[AgreementApp]]:
    """The screens of agreement of the project in the folder, measured."""
    with open_project(folder / "project", read_only=True) as project:
        app = AgreementApp(project, question or Question(resamples=50), opens_list=opens_list)
        async with app.run_test(size=size) as pilot:
            at_keys = AtKeys(app, pilot)
            await at_keys.until_measured()
            assert app.failure is None
            yield at_keys


NEWS = proposed(
    "[ORG:reb Rebels] [Attack:hit attacked] [GPE:sel Selwick] on [DATE:tue Tuesday]. Two people were [Injure:hurt hurt].\n\n"
    "[direct:quo “We stay,”] [cue:said said] [PERSON:ann Ann Lee] near [GPE:cor Corvania]. Nobody else came.",
    "hit attacker reb",
    "hit target sel",
    "quo cue said",
    "quo speaker ann",
)
"""Eight items to look at: reb, hit, sel, tue, hurt, quo, ann, cor."""
ITEMS = ("reb", "hit", "sel", "tue", "hurt", "quo", "ann", "cor")
