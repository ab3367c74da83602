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

MOST_LANES = 3


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
    for mention in mentions:
        if wrapped.row_at(mention.start) != row:
            continue
        text = _label(mention, view, wrapped)
        if text:
            found.append(_badge(mention, text, view, wrapped))
        found += _roles(mention, view, wrapped)
    found.sort(key=lambda b: (b.column, b.colour_of[0] is not Layer.ENTITY, b.text))
    return found


def lanes(row: Iterable[Badge], width: int) -> list[list[Badge]]:
    """The badges in as few lanes as they need without touching, three at most; one past the edge moves left."""
    found: list[list[Badge]] = []
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
    return found


def _rest(badge: Badge) -> tuple[str, str, tuple[Layer, str], bool, bool]:
    return (badge.text, badge.mention_id, badge.colour_of, badge.is_proposed, badge.is_current)


def _badge(mention: Mention, text: str, view: View, wrapped: Wrapped) -> Badge:
    proposed = mention.state is State.PROPOSED
    is_current = mention.id == view.current
    if view.look is Look.EXPLAIN and is_current:
        text = f"[{text}]"
    return Badge(
        wrapped.column(mention.start), text + ("?" if proposed else ""), mention.id, (mention.layer, mention.label), proposed, is_current
    )


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
