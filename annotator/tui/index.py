"""The orders, places and numbers of a set's items, kept up to date by what an edit touched; pure.

A key must cost the same in a long article as in a short one, so nothing here is computed anew
from the whole set but at the opening.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from annotator.model.annotation import CUE_ROLE, ITEM_LAYERS, AnnotationSet, Layer, Link, Mention, State
from annotator.tui import walk
from annotator.tui.walk import Order

_BLOCK = 512
"""Code points a block: the places of mentions are kept by block."""

INDIRECT = "indirect"
"""The quote type that is shown unlike the others."""


@dataclass(frozen=True, slots=True)
class Near:
    """Mentions in reading order, and how many of their like come before and after them."""

    mentions: list[Mention]
    before: int
    after: int


class Index:
    """What the editor asks of a set at every key.

    `walk` and `unseen` list the items that `n` and `tab` visit; `quotes` and `events` those that have a number.
    """

    def __init__(self, annotations: AnnotationSet) -> None:
        self.annotations = annotations
        shown = [m for m in annotations.mentions.values() if m.state is not State.REJECTED]
        self.walk = sorted(map(walk.order, shown))
        self.unseen = sorted(map(walk.order, filter(_is_unseen, shown)))
        self._numbered = {layer: sorted(m.sort_key for m in shown if m.layer is layer) for layer in (Layer.QUOTE, Layer.EVENT)}
        self.looked_at, self.total = walk.progress(annotations)
        self._blocks: dict[int, set[str]] = {}
        for mention in shown:
            self._place(mention)

    def update(self, annotations: AnnotationSet, touched: Iterable[str]) -> None:
        """Follow an edit: `touched` are the ids of the mentions that it or its links changed."""
        before, self.annotations = self.annotations, annotations
        for name in touched:
            old, new = before.mentions.get(name), annotations.mentions.get(name)
            if old is not new:
                self._drop(old)
                self._add(new)

    def starting_in(self, start: int, end: int) -> list[Mention]:
        """The items that begin in `[start, end)`, in walking order."""
        first, last = bisect_left(self.walk, (start, -1, 0, "")), bisect_left(self.walk, (end, -1, 0, ""))
        return [self.annotations.mentions[place[3]] for place in self.walk[first:last]]

    def unseen_in(self, start: int, end: int) -> list[str]:
        """The ids of the unseen items that begin in `[start, end)`."""
        first, last = bisect_left(self.unseen, (start, -1, 0, "")), bisect_left(self.unseen, (end, -1, 0, ""))
        return [place[3] for place in self.unseen[first:last]]

    def following(self, places: list[Order], here: Order) -> Mention | None:
        """The first item of a sorted list after a place, else the first of all."""
        if not places:
            return None
        return self.annotations.mentions[places[bisect_right(places, here) % len(places)][3]]

    def preceding(self, places: list[Order], here: Order) -> Mention | None:
        """The last item of a sorted list before a place, else the last of all."""
        if not places:
            return None
        return self.annotations.mentions[places[bisect_left(places, here) - 1][3]]

    def item_at(self, offset: int) -> Mention | None:
        """The item the cursor is on: the shortest of what covers the offset; a quote only where a fragment of it begins."""
        table = self.annotations.mentions
        return walk.item_at((table[name] for name in self._blocks.get(offset // _BLOCK, ())), offset)

    def quotes(self) -> list[Mention]:
        """The quotes in reading order, rejected ones left out."""
        return [self.annotations.mentions[key[3]] for key in self._numbered[Layer.QUOTE]]

    def quotes_near(self, offset: int, count: int) -> Near:
        """The quotes that begin nearest to an offset, `count` on either side."""
        return self._near(Layer.QUOTE, offset, count)

    def events_near(self, offset: int, count: int) -> Near:
        """The events whose triggers are nearest to an offset, `count` on either side."""
        return self._near(Layer.EVENT, offset, count)

    def _near(self, layer: Layer, offset: int, count: int) -> Near:
        keys = self._numbered[layer]
        here = bisect_left(keys, (offset,))
        first, last = max(0, here - count), min(len(keys), here + count)
        return Near([self.annotations.mentions[key[3]] for key in keys[first:last]], first, len(keys) - last)

    def position(self, mention: Mention) -> int:
        """The 1-based place of a quote or event among its like."""
        return bisect_left(self._numbered[mention.layer], mention.sort_key) + 1

    def sign(self, mention: Mention) -> str:
        """What a quote or event is called on screen: `Q3`, of an indirect quote `I3`, of an event `3`."""
        letter = "" if mention.layer is Layer.EVENT else "I" if mention.label == INDIRECT else "Q"
        return f"{letter}{self.position(mention)}"

    def roles_of(self, source: str) -> list[Link]:
        """The roles of a quote or event that are not rejected, by role and target; the cue is none of them."""
        table = self.annotations.mentions
        return [
            link
            for link in self.annotations.links_from(source)
            if link.role != CUE_ROLE and link.state is not State.REJECTED and table[link.target].state is not State.REJECTED
        ]

    def _add(self, mention: Mention | None) -> None:
        if mention is None:
            return
        self._count(mention, 1)
        if mention.state is State.REJECTED:
            return
        insort(self.walk, walk.order(mention))
        if _is_unseen(mention):
            insort(self.unseen, walk.order(mention))
        if mention.layer in self._numbered:
            insort(self._numbered[mention.layer], mention.sort_key)
        self._place(mention)

    def _drop(self, mention: Mention | None) -> None:
        if mention is None:
            return
        self._count(mention, -1)
        if mention.state is State.REJECTED:
            return
        _take(self.walk, walk.order(mention))
        if _is_unseen(mention):
            _take(self.unseen, walk.order(mention))
        if mention.layer in self._numbered:
            _take(self._numbered[mention.layer], mention.sort_key)
        for block in _blocks_of(mention):
            self._blocks[block].discard(mention.id)

    def _count(self, mention: Mention, by: int) -> None:
        if mention.layer in ITEM_LAYERS:
            self.total += by
            self.looked_at += by * mention.state.touched

    def _place(self, mention: Mention) -> None:
        for block in _blocks_of(mention):
            self._blocks.setdefault(block, set()).add(mention.id)


def _is_unseen(mention: Mention) -> bool:
    return mention.state is State.PROPOSED and mention.layer in ITEM_LAYERS


def _blocks_of(mention: Mention) -> set[int]:
    return {block for f in mention.fragments for block in range(f.start // _BLOCK, (f.end - 1) // _BLOCK + 1)}


def _take(places: list[Any], place: Any) -> None:
    """Remove what is known to be in a sorted list."""
    del places[bisect_left(places, place)]
