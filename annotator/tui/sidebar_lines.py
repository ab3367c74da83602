"""What the sidebar says, line by line; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from annotator.model.annotation import Mention, State
from annotator.tui.glyphs import visible
from annotator.tui.index import Near
from annotator.tui.view import View

_MARKS = {State.PROPOSED: "?", State.ACCEPTED: "✓", State.EDITED: "✎", State.ADDED: "+", State.REJECTED: "✗"}


@dataclass(frozen=True, slots=True)
class SideLine:
    """One line; a click on it goes to `mention_id`."""

    text: str
    tone: str = ""
    mention_id: str = ""
    is_bold: bool = False
    is_current: bool = False
    is_active: bool = False


WINDOW = 20
"""How many quotes, and how many events, are listed before and after the cursor in a long article."""


def lists(view: View) -> list[SideLine]:
    """Quotes with speaker and type, events with their roles, in reading order; of a long article those near the cursor."""
    lines = [SideLine("QUOTES", is_bold=True)]
    lines += _near(view, view.index.quotes_near(view.cursor, WINDOW), lambda quote: [_quote(view, quote)], "none yet: select, then q")
    lines += [SideLine(""), SideLine("EVENTS", is_bold=True)]
    return lines + _near(view, view.index.events_near(view.cursor, WINDOW), lambda event: _event(view, event), "none yet: e on a word")


def _near(view: View, near: Near, lines_of: Callable[[Mention], Iterable[SideLine]], none: str) -> list[SideLine]:
    if not near.mentions:
        return [SideLine(none, "dim")]
    lines = [SideLine(f" … {near.before} before", "dim")] if near.before else []
    lines += [line for mention in near.mentions for line in lines_of(mention)]
    return lines + ([SideLine(f" … {near.after} after", "dim")] if near.after else [])


def details(view: View) -> list[SideLine]:
    """Label, state, origin, offsets, attributes, name and note of the current item, then what the label means."""
    current = view.annotations.mentions.get(view.current or "")
    if current is None:
        return []
    lines = [
        SideLine("─" * 32, "dim"),
        SideLine(f"{visible(current.label) or current.layer} {_MARKS[current.state]} {current.state}", is_bold=True),
    ]
    lines += [SideLine(text, "dim") for text in _facts(current)]
    label = view.schema.label(current.layer, current.label)
    if label is None:
        lines.append(SideLine("the schema has no such label", is_bold=True))
    else:
        lines += [SideLine(part) for part in _folded(visible(label.guide.description))]
        lines += [SideLine(part, "dim") for e in label.guide.examples[:1] for part in _folded(visible(e))]
    return lines


def _facts(mention: Mention) -> Iterator[str]:
    if mention.origin is not None:
        component = f" {mention.origin.component}" if mention.origin.component else ""
        score = f" {mention.origin.score:.2f}" if mention.origin.score is not None else ""
        yield f"by {visible(mention.origin.annotator)}{component}{score}"
    yield ", ".join(f"{span.start}–{span.end}" for span in mention.fragments)
    for name, value in mention.attributes:
        yield f"{visible(name)}: {visible(value) if value else '–'}"
    if mention.canonical:
        yield f"name: {visible(mention.canonical)}"
    if mention.note:
        yield f"note: {visible(mention.note)}"


def _quote(view: View, quote: Mention) -> SideLine:
    number = view.index.sign(quote)
    speakers = [link for link in view.index.roles_of(quote.id) if link.role == "speaker"]
    who = ", ".join(_words(view, link.target) for link in speakers) or "no speaker"
    tone = "indirect" if number.startswith("I") else "quote"
    is_active = quote.id == view.active
    mark = "▸" if is_active else " "
    return SideLine(f"{mark}{number} {_MARKS[quote.state]} {who}", tone, quote.id, is_active, quote.id == view.current, is_active)


def _event(view: View, event: Mention) -> Iterator[SideLine]:
    is_active = event.id == view.active
    mark = "▸" if is_active else " "
    text = f"{mark}{view.index.sign(event)} {_MARKS[event.state]} {visible(event.label)}: {_words(view, event.id)}"
    yield SideLine(text, "event", event.id, is_active, event.id == view.current, is_active)
    for link in view.index.roles_of(event.id):
        sign = "?" if link.state is State.PROPOSED else ""
        yield SideLine(f"    {visible(link.role)}{sign} {_words(view, link.target)}", "", link.target)


def _words(view: View, mention_id: str) -> str:
    return _on_one_line(view.annotations.mentions[mention_id].text(view.text))


@lru_cache(maxsize=4096)
def _on_one_line(words: str) -> str:
    return " ".join(visible(words).split())


def _folded(text: str, width: int = 32) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines
