"""What a pipeline proposes for one article as plain values, which travel between processes ten times faster than the set they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from annotator.model.annotation import AnnotationSet, Attributes, Kind, Layer, Link, LinkKey, Mention, Origin, State, Status
from annotator.model.span import Span

Places = tuple[tuple[int, int], ...]
"""Fragments as pairs of first character and the one after the last, in the article."""

Source = tuple[str | None, float | None]
"""The component's name and its score."""

DraftMention = tuple[str, str, Places, Source, Attributes]
"""Layer, label, places, source, attributes."""

_CUE = Layer.CUE.value


@dataclass(slots=True)
class Draft:
    """The proposals for one article under construction: mentions by id, in the order in which they were made, and links.

    `canonicals` are the names that participants stand for, by the participants' ids.
    """

    article_id: str
    mentions: dict[str, DraftMention] = field(default_factory=dict)
    links: dict[tuple[str, str, str], Source] = field(default_factory=dict)
    canonicals: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[str, str, Places], str] = field(default_factory=dict)

    def add(self, layer: str, label: str, places: Places, source: Source, attributes: Attributes) -> str:
        """The id of a new mention, or of the same one that is there already; a cue belongs to one quote alone."""
        place = (layer, label, places)
        known = self._known.get(place)
        if known is not None and layer != _CUE:
            if self.mentions[known][3][1] is None and source[1] is not None:
                # of two components that say the same, the one that says how sure it is
                self.mentions[known] = (layer, label, places, source, attributes)
            return known
        name = f"m{len(self.mentions) + 1}"
        self.mentions[name] = (layer, label, places, source, attributes)
        self._known[place] = name
        return name

    def link(self, source: str, role: str, target: str, by: Source) -> None:
        """Give a role, unless it is there or would point at its source."""
        if source != target:
            self.links.setdefault((source, role, target), by)

    def annotations(self, title: str) -> AnnotationSet:
        """The model's set, without participants that nothing names; `title` is the model's name and version."""
        origin = cache(lambda source: Origin(title, *source))
        named = {target for _, _, target in self.links}
        mentions = {}
        for name, (layer, label, places, source, attributes) in self.mentions.items():
            if layer != Layer.PARTICIPANT or name in named:
                fragments = tuple([Span(*pair) for pair in places])
                canonical = self.canonicals.get(name)
                mentions[name] = Mention(
                    name, _LAYERS[layer], label, fragments, State.PROPOSED, origin(source), attributes=attributes, canonical=canonical
                )
        links = {LinkKey(*key): Link(*key, State.PROPOSED, origin(by)) for key, by in self.links.items()}
        return AnnotationSet(self.article_id, title, Kind.MODEL, Status.NEW).with_items(mentions, links)

    def __reduce__(self) -> tuple[type[Draft], tuple[object, ...]]:
        # what is known matters only to those who add
        return Draft, (self.article_id, self.mentions, self.links, self.canonicals)


_LAYERS = {layer.value: layer for layer in Layer}
