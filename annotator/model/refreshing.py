"""What newer proposals change in a set, counted in the items that a person looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model.annotation import ITEM_LAYERS, AnnotationSet, LinkKey, Mention, Place, State, roles_by_source
from annotator.model.edits import Refresh


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: items of entities, quotes and events that are new, gone, or there with other roles or attributes.

    `kept` counts the items that the person had touched, rejected ones among them; `source` is the newer pipeline.
    """

    source: str
    new: int
    gone: int
    changed: int
    kept: int

    def sentence(self) -> str:
        """The counts as a person reads them."""
        if not (self.new or self.gone or self.changed):
            return f"newer proposals by {self.source} say the same; {self.kept:,} of yours kept"
        changed = f", {self.changed:,} with other roles" if self.changed else ""
        return f"newer proposals by {self.source}: {self.new:,} new, {self.gone:,} gone{changed}, {self.kept:,} of yours kept"


def refreshed_by(before: AnnotationSet, refresh: Refresh) -> Refreshed:
    """What the refresh does to the set."""
    places = {m.id: m.place for m in (*before.mentions.values(), *refresh.mentions)}
    old = _shapes((before.mentions[name] for name in refresh.remove), refresh.remove_links, places)
    new = _shapes(refresh.mentions, (link.key for link in refresh.links), places)
    came, went = _places(new - old), _places(old - new)
    changed = (came & went).total()
    kept = sum(m.layer in ITEM_LAYERS and m.state is not State.PROPOSED for m in before.mentions.values())
    return Refreshed(refresh.source, came.total() - changed, went.total() - changed, changed, kept)


_Shape = tuple[Place, object, object]


def _shapes(mentions: Iterable[Mention], links: Iterable[LinkKey], places: dict[str, Place]) -> Counter[_Shape]:
    """The items by what a person sees of them: layer, label, fragments, attributes, and what fills their roles."""
    roles = roles_by_source(links)
    filled = {source: frozenset((role, places[target][2]) for role, target in pairs) for source, pairs in roles.items()}
    return Counter((m.place, m.attributes, filled.get(m.id, frozenset())) for m in mentions if m.layer in ITEM_LAYERS)


def _places(shapes: Counter[_Shape]) -> Counter[Place]:
    places: Counter[Place] = Counter()
    for (place, _, _), count in shapes.items():
        places[place] += count
    return places
