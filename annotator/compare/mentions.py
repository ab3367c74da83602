"""What of an annotation set is compared, as plain values: kept items only, duplicates refused.

Participants count as argument spans alone, by their fragments whatever the layer; a filler that is an
event or quote counts by its fragments. Events that share trigger and type count once in trigger measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.compare.matching import Ranges
from annotator.compare.score import DuplicateMention
from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Link, Mention
from annotator.model.span import Span, merged

SPEAKER_ROLE = "speaker"


class Marked(NamedTuple):
    """A labelled stretch: its fragments and its label."""

    ranges: Ranges
    label: str


class Argument(NamedTuple):
    """A filler of an event's role, by the fragments it covers."""

    role: str
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger, its type and what fills its roles."""

    trigger: Ranges
    type: str
    arguments: frozenset[Argument] = frozenset()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote: content fragments, type, cue and source fragments (empty where there is none), names of its speakers."""

    content: Ranges
    type: str = ""
    cue: Ranges = ()
    source: Ranges = ()
    speakers: frozenset[str] = frozenset()


Cluster = frozenset[Ranges]
"""The mentions of one coreference chain, by their fragments."""


def entities_of(annotations: AnnotationSet) -> list[Marked]:
    """The kept entity mentions of a set; raises `DuplicateMention`."""
    entity = Layer.ENTITY
    found = [Marked(_ranges(m), m.label) for m in annotations.mentions.values() if m.layer is entity and m.state.kept]
    return without_duplicates(found, f"{annotations.annotator} in {annotations.article_id}")


def quotes_of(annotations: AnnotationSet) -> list[Quote]:
    """The kept quotes of a set with kept cue and speakers; raises `DuplicateMention`."""
    links = _kept_links(annotations)
    found = [_quote(m, links[m.id], annotations) for m in annotations.kept() if m.layer is Layer.QUOTE]
    without_duplicates((Marked(quote.content, quote.type) for quote in found), f"{annotations.annotator} in {annotations.article_id}")
    return found


def events_of(annotations: AnnotationSet) -> list[Event]:
    """The kept events of a set with their kept links."""
    links = _kept_links(annotations)
    return [_event(m, links[m.id], annotations) for m in annotations.kept() if m.layer is Layer.EVENT]


def named_of(annotations: AnnotationSet) -> list[Marked]:
    """The fragments of kept entities and participants with their canonical name as label, empty where there is none.

    Stacked mentions of the same fragments count once, with the first name.
    """
    names: dict[Ranges, str] = {}
    for mention in annotations.kept():
        if mention.layer in (Layer.ENTITY, Layer.PARTICIPANT):
            ranges, name = _ranges(mention), mention.canonical or ""
            known = names.get(ranges, "")
            names[ranges] = min(known, name) if known and name else known or name
    return [Marked(ranges, name) for ranges, name in sorted(names.items())]


def chains_in(named: Iterable[Marked]) -> list[Cluster]:
    """The coreference chains among `named_of` a set: equal canonical names; a mention without a name is in no chain."""
    groups: dict[str, set[Ranges]] = defaultdict(set)
    for ranges, name in named:
        if name:
            groups[name].add(ranges)
    return [frozenset(group) for _, group in sorted(groups.items())]


def chains_of(annotations: AnnotationSet) -> list[Cluster]:
    """The coreference chains of a set."""
    return chains_in(named_of(annotations))


def without_duplicates(marked: Iterable[Marked], where: str) -> list[Marked]:
    """The same mentions as a list; raises `DuplicateMention` where one has another's fragments and label."""
    found = list(marked)
    unique(found, where)
    return found


def unique(found: Sequence[Marked], where: str) -> frozenset[Marked]:
    """The mentions as a set; raises `DuplicateMention` as `without_duplicates` does."""
    distinct = frozenset(found)
    if len(distinct) != len(found):
        twice = next(item for n, item in enumerate(found) if item in found[:n])
        spans = ", ".join(f"{start}–{end}" for start, end in twice.ranges)
        message = f"{where}: {twice.label or 'a mention'} at {spans} is there twice"
        raise DuplicateMention(message, "remove one of the two; agreement counts each mention once")
    return distinct


def _ranges(mention: Mention) -> Ranges:
    if len(mention.fragments) == 1:
        span = mention.fragments[0]
        return ((span.start, span.end),)
    return tuple((span.start, span.end) for span in mention.fragments)


def _kept_links(annotations: AnnotationSet) -> dict[str, list[Link]]:
    links: dict[str, list[Link]] = defaultdict(list)
    for link in annotations.links.values():
        if link.state.kept and annotations.mentions[link.target].state.kept:
            links[link.source].append(link)
    return links


def _quote(mention: Mention, links: list[Link], annotations: AnnotationSet) -> Quote:
    cues = [annotations.mentions[link.target] for link in links if link.role == CUE_ROLE]
    speakers = [annotations.mentions[link.target] for link in links if link.role == SPEAKER_ROLE]
    return Quote(
        _ranges(mention),
        mention.label,
        _ranges(cues[0]) if cues else (),
        _covered(span for speaker in speakers for span in speaker.fragments),
        frozenset(speaker.canonical for speaker in speakers if speaker.canonical),
    )


def _event(mention: Mention, links: list[Link], annotations: AnnotationSet) -> Event:
    fillers = frozenset(Argument(link.role, _ranges(annotations.mentions[link.target])) for link in links)
    return Event(_ranges(mention), mention.label, fillers)


def _covered(spans: Iterable[Span]) -> Ranges:
    return tuple((span.start, span.end) for span in merged(spans))
