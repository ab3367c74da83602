"""What of a set is compared: kept items alone, as plain tuples, so that many sets are read fast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.model.annotation import AnnotationSet, Mention
from annotator.model.span import Span

Ranges = tuple[tuple[int, int], ...]
"""The fragments of a mention as half-open `(start, end)` pairs, sorted."""


class KeptMention(NamedTuple):
    """A kept mention; `layer` is the layer's name."""

    id: str
    layer: str
    label: str
    ranges: Ranges
    canonical: str | None


class KeptLink(NamedTuple):
    """A kept link, both of whose ends are kept."""

    source: str
    role: str
    target: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept mentions and links of one annotator in one article, in the order of the set."""

    article_id: str
    annotator: str
    mentions: Sequence[KeptMention]
    links: Sequence[KeptLink]

    @classmethod
    def of(cls, annotations: AnnotationSet) -> Kept:
        """What is kept of the set."""
        mentions = {mention.id: _kept_mention(mention) for mention in annotations.mentions.values() if mention.state.kept}
        links = [
            KeptLink(link.source, link.role, link.target)
            for link in annotations.links.values()
            if link.state.kept and link.source in mentions and link.target in mentions
        ]
        return cls(annotations.article_id, annotations.annotator, list(mentions.values()), links)


def ranges_of(fragments: Iterable[Span]) -> Ranges:
    """The fragments as plain pairs."""
    return tuple((span.start, span.end) for span in fragments)


def _kept_mention(mention: Mention) -> KeptMention:
    return KeptMention(mention.id, mention.layer.value, mention.label, ranges_of(mention.fragments), mention.canonical)
