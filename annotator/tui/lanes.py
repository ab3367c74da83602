"""The label lanes: which short labels stand under which row, and in which lane; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len

from annotator.model.annotation import Layer, Mention, State
from annotator.model.schema import Schema
from annotator.tui.glyphs import visible
from annotator.tui.view import Look, View
from annotator.tui.wrap import Wrapped

MOST_LANES = 4


@dataclass(frozen=True, slots=True)
class Badge:
    """A short label under the start of a mention; `colour_of` names the label that colours it."""

    column: int
    text: str
    mention_id: str
    colour_of: tuple[Layer, str]
    is_proposed: bool
    is_current: bool


def badges(view: View, wrapped: Wrapped, row: int, mentions: Iterable[Mention]) -> list[Badge]:
    """The badges under a row, of the mentions on it, sorted by column."""
    if view.look is Look.READ:
        return []
    found: list[Badge] = []
    bracketed = _bracketed(view)
    for mention in mentions:
        is_first = wrapped.row_at(mention.start) == row
        text = _label(mention, view, wrapped) if is_first else ""
        if mention.id in bracketed:
            found += _brackets(mention, text, view, wrapped, row)
        elif text:
            found.append(_badge(mention, text, view, wrapped))
        if is_first:
            found += _roles(mention, view, wrapped)
    found.sort(key=lambda b: (b.column, b.colour_of[0] is not Layer.ENTITY, b.text))
    return found


def lanes(row: Iterable[Badge], width: int) -> list[list[Badge]]:
    """The badges in as few lanes as they need without touching, four at most; one past the edge moves left.

    `+2` at the end of the last lane says how many found no room.
    """
    found: list[list[Badge]] = []
    left_out = 0
    for badge in row:
        size = cell_len(badge.text)
        column = max(0, min(badge.column, width - size))
        placed = badge if column == badge.column else Badge(column, *_rest(badge))
        for lane in found:
            if lane[-1].column + cell_len(lane[-1].text) < placed.column:
                lane.append(placed)
                break
        else:
            if len(found) < MOST_LANES:
                found.append([placed])
            else:
                left_out += 1
    if left_out:
        _say_how_many(found[-1], f"+{left_out}", width)
    return found


def _say_how_many(lane: list[Badge], text: str, width: int) -> None:
    """Put the number behind the last badge, or in its place where there is no room."""
    column = lane[-1].column + cell_len(lane[-1].text) + 1
    if column + len(text) > width:
        column = lane.pop().column
        text = f"+{int(text) + 1}"
    lane.append(Badge(column, text, "", (Layer.ENTITY, ""), False, False))


def _rest(badge: Badge) -> tuple[str, str, tuple[Layer, str], bool, bool]:
    return (badge.text, badge.mention_id, badge.colour_of, badge.is_proposed, badge.is_current)


def _badge(mention: Mention, text: str, view: View, wrapped: Wrapped) -> Badge:
    sign = "?" if mention.state is State.PROPOSED else ""
    return _sign(mention, wrapped.column(mention.start), text + sign, view)


def _sign(mention: Mention, column: int, text: str, view: View) -> Badge:
    colour_of = (mention.layer, mention.label)
    return Badge(column, text, mention.id, colour_of, mention.state is State.PROPOSED, mention.id == view.current)


def _bracketed(view: View) -> frozenset[str]:
    """What the explain view puts brackets under: the current item, the active one and what fills its roles."""
    if view.look is not Look.EXPLAIN:
        return frozenset()
    fillers = (link.target for link in view.index.roles_of(view.active)) if view.active else ()
    return frozenset(filter(None, (view.current, view.active, *fillers)))


def _brackets(mention: Mention, text: str, view: View, wrapped: Wrapped, row: int) -> Iterable[Badge]:
    """A bracket as long as each piece of the mention on the row, the label in the first one."""
    shown = wrapped.rows[row]
    sign = "?" if text and mention.state is State.PROPOSED else ""
    for number, fragment in enumerate(f for f in mention.fragments if f.start < shown.end and shown.start < f.end):
        first, last = max(fragment.start, shown.start), min(fragment.end, shown.end)
        column = wrapped.column(first)
        size = wrapped.column(last - 1) + 1 - column
        label = text + sign if number == 0 else ""
        left, right = "└" if first == fragment.start else "─", "┘" if last == fragment.end else "─"
        yield _sign(mention, column, f"{left}{label.center(size - 2, '─')}{right}" if size > 1 or label else "┴", view)


def _label(mention: Mention, view: View, wrapped: Wrapped) -> str:
    """What stands under a mention of its own."""
    if not has_badge(mention, wrapped):
        return ""
    if mention.layer is Layer.ENTITY:
        return visible(_short(view.schema, mention))
    if mention.layer is Layer.EVENT:
        return f"{view.index.sign(mention)} {visible(_short(view.schema, mention))}"
    return view.index.sign(mention)


def has_badge(mention: Mention, wrapped: Wrapped) -> bool:
    """Whether a label stands under the mention: not under cues, fillers, and quotes that the gutter shows."""
    if mention.layer is Layer.QUOTE:
        return not is_in_gutter(mention, wrapped)
    return mention.layer in (Layer.ENTITY, Layer.EVENT)


def is_in_gutter(quote: Mention, wrapped: Wrapped) -> bool:
    """Whether a quote covers more than one row, so that its bar shows it."""
    return wrapped.row_at(quote.start) != wrapped.row_at(quote.end - 1)


def _roles(filler: Mention, view: View, wrapped: Wrapped) -> Iterable[Badge]:
    """`1 target` under a filler of the active event or quote."""
    active = view.annotations.mentions.get(view.active or "")
    if active is None:
        return
    for link in view.index.roles_of(active.id):
        if link.target == filler.id:
            is_proposed = link.state is State.PROPOSED
            text = f"{view.index.sign(active)} {visible(link.role)}{'?' if is_proposed else ''}"
            colour_of = (active.layer, active.label)
            yield Badge(wrapped.column(filler.start), text, filler.id, colour_of, is_proposed, filler.id == view.current)


def _short(schema: Schema, mention: Mention) -> str:
    label = schema.label(mention.layer, mention.label)
    return label.short if label else mention.label
