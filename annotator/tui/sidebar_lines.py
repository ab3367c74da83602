"""What the sidebar says, line by line; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from annotator.model.annotation import Mention, State
from annotator.tui.glyphs import visible
from annotator.tui.index import INDIRECT, Near
from annotator.tui.view import View

_MARKS = {State.PROPOSED: "?", State.ACCEPTED: "✓", State.EDITED: "✎", State.ADDED: "+", State.REJECTED: "✗"}


@dataclass(frozen=True, slots=True)
class SideLine:
    """One line: pieces of text with their tones, and `aside` at the right edge; a click on it goes to `mention_id`.

    A tone is `dim`, `quote`, `indirect`, `event`, `bold`, or nothing.
    """

    pieces: tuple[tuple[str, str], ...]
    aside: str = ""
    mention_id: str = ""
    is_current: bool = False


WINDOW = 20
"""How many quotes, and how many events, are listed before and after the cursor in a long article."""


def lists(view: View) -> list[SideLine]:
    """Quotes with speaker and type, events with their roles, in reading order; of a long article those near the cursor."""
    lines = [_plain("QUOTES", "bold")]
    lines += _near(view, view.index.quotes_near(view.cursor, WINDOW), lambda quote: [_quote(view, quote)], "none yet: select, then q")
    lines += [_plain(""), _plain("EVENTS", "bold")]
    return lines + _near(view, view.index.events_near(view.cursor, WINDOW), lambda event: _event(view, event), "none yet: e on a word")


def _plain(text: str, tone: str = "") -> SideLine:
    return SideLine(((text, tone),))


def _near(view: View, near: Near, lines_of: Callable[[Mention], Iterable[SideLine]], none: str) -> list[SideLine]:
    if not near.mentions:
        return [_plain(none, "dim")]
    lines = [_plain(f" … {near.before} before", "dim")] if near.before else []
    lines += [line for mention in near.mentions for line in lines_of(mention)]
    return lines + ([_plain(f" … {near.after} after", "dim")] if near.after else [])


def details(view: View, width: int = 32) -> list[SideLine]:
    """Label, state, origin, offsets, attributes, name, note and faults of the current item, then what the label means."""
    current = view.annotations.mentions.get(view.current or "")
    if current is None:
        return []
    label = view.schema.label(current.layer, current.label)
    name = visible(current.label) or current.layer
    lines = [_plain("─" * width, "dim"), SideLine(((name, "bold"), (f"  {_MARKS[current.state]} {current.state}", "")))]
    lines += [_plain(part, "dim") for text in _facts(current) for part in _folded(text, width)]
    unknown = ("the schema has no such label",) if label is None and current.label else ()
    faults = (*unknown, *view.problems)
    lines += [_plain(part, "event") for fault in faults for part in _folded(f"! {visible(fault)}", width)]
    if label is not None:
        lines += [_plain(part) for part in _folded(visible(label.guide.description), width)]
        lines += [_plain(part, "dim") for example in label.guide.examples[:1] for part in _folded(visible(example), width)]
    return lines


def _facts(mention: Mention) -> Iterator[str]:
    if mention.origin is not None:
        component = f" {visible(mention.origin.component)}" if mention.origin.component else ""
        score = f" {mention.origin.score:.2f}" if mention.origin.score is not None else ""
        yield f"by {visible(mention.origin.annotator)}{component}{score}"
    yield "characters " + ", ".join(f"{span.start}–{span.end}" for span in mention.fragments)
    for name, value in mention.attributes:
        yield f"{visible(name)}: {visible(value) if value else '–'}"
    if mention.canonical:
        yield f"name: {visible(mention.canonical)}"
    if mention.note:
        yield f"note: {visible(mention.note)}"


def _quote(view: View, quote: Mention) -> SideLine:
    roles = view.schema.roles_of(quote)
    # the schema's first role of quotes is who says them, whatever it is called
    first = roles[0].name if roles else ""
    who = ", ".join(_words(view, link.target) for link in view.index.roles_of(quote.id) if link.role == first)
    kind = f"{len(quote.fragments)} parts" if len(quote.fragments) > 1 else visible(quote.label)
    return SideLine(
        (
            _mark(view, quote),
            (f"{view.index.sign(quote):<3} ", "indirect" if quote.label == INDIRECT else "quote"),
            (f"{_MARKS[quote.state]} ", ""),
            (who or f"no {first}", "" if who else "dim"),
        ),
        kind,
        quote.id,
        quote.id == view.current,
    )


def _event(view: View, event: Mention) -> Iterator[SideLine]:
    yield SideLine(
        (
            _mark(view, event),
            (f"{view.index.sign(event):<3} ", "event"),
            (f"{_MARKS[event.state]} ", ""),
            (visible(event.label), "bold"),
            (f" {_words(view, event.id)}", ""),
        ),
        "",
        event.id,
        event.id == view.current,
    )
    links = view.index.roles_of(event.id)
    for number, link in enumerate(links, start=1):
        branch = "└" if number == len(links) else "├"
        role = f"{visible(link.role)} "
        sign = "?" if link.state is State.PROPOSED else ""
        yield SideLine(((f"     {branch} ", "dim"), (role, "event"), (_words(view, link.target), "")), sign, link.target)


def _mark(view: View, mention: Mention) -> tuple[str, str]:
    return ("▸" if mention.id == view.active else " ", "bold")


def _words(view: View, mention_id: str) -> str:
    return _on_one_line(view.annotations.mentions[mention_id].text(view.text))


@lru_cache(maxsize=4096)
def _on_one_line(words: str) -> str:
    return " ".join(visible(words).split())


def _folded(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines
