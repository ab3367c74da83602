"""The label lanes: which short labels stand under which row, and in which lane; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len

from annotator.model.annotation import AnnotationSet, Layer, Mention, State
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


def badges(view: View, wrapped: Wrapped, numbers: dict[str, str]) -> dict[int, list[Badge]]:
    """The badges by row number, sorted by column."""
    found: dict[int, list[Badge]] = {}
    if view.look is Look.READ:
        return found
    for mention in view.annotations.mentions.values():
        if mention.state is State.REJECTED:
            continue
        text = _label(mention, view, wrapped, numbers)
        if text:
            row = wrapped.row_at(mention.start)
            found.setdefault(row, []).append(_badge(mention, text, view, wrapped))
    for mention_id, text, colour_of in _roles(view, numbers):
        mention = view.annotations.mentions[mention_id]
        is_proposed = mention.state is State.PROPOSED
        badge = Badge(wrapped.column(mention.start), text, mention_id, colour_of, is_proposed, mention_id == view.current)
        found.setdefault(wrapped.row_at(mention.start), []).append(badge)
    for beneath in found.values():
        beneath.sort(key=lambda b: (b.column, b.colour_of[0] is not Layer.ENTITY, b.text))
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


def _label(mention: Mention, view: View, wrapped: Wrapped, numbers: dict[str, str]) -> str:
    """What stands under a mention of its own; nothing under cues, fillers, and quotes that the gutter shows."""
    if mention.layer is Layer.ENTITY:
        return visible(_short(view.schema, mention))
    if mention.layer is Layer.EVENT:
        return f"{numbers[mention.id]} {visible(_short(view.schema, mention))}"
    if mention.layer is Layer.QUOTE and not is_in_gutter(mention, wrapped):
        return numbers[mention.id]
    return ""


def is_in_gutter(quote: Mention, wrapped: Wrapped) -> bool:
    """Whether a quote covers more than one row, so that its bar shows it."""
    return wrapped.row_at(quote.start) != wrapped.row_at(quote.end - 1)


def _roles(view: View, numbers: dict[str, str]) -> Iterable[tuple[str, str, tuple[Layer, str]]]:
    """`1 target` under each filler of the active event or quote."""
    active = view.annotations.mentions.get(view.active or "")
    if active is None or active.id not in numbers:
        return
    for link in view.annotations.links_from(active.id):
        if link.role != "cue" and link.state is not State.REJECTED and _is_shown(view.annotations, link.target):
            sign = "?" if link.state is State.PROPOSED else ""
            yield link.target, f"{numbers[active.id]} {visible(link.role)}{sign}", (active.layer, active.label)


def _is_shown(annotations: AnnotationSet, mention_id: str) -> bool:
    return annotations.mentions[mention_id].state is not State.REJECTED


def _short(schema: Schema, mention: Mention) -> str:
    label = schema.label(mention.layer, mention.label)
    return label.short if label else mention.label
