"""What of an annotation set is compared, as plain values: kept items only, duplicates refused.

Participants count as argument spans alone, by their fragments whatever the layer; a filler that is an
event or quote counts by its fragments. Events that share trigger and type count once in trigger measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from annotator.compare.score import DuplicateMention
from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer
from annotator.model.kept import Kept, KeptMention, Ranges, ranges_of
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

T = TypeVar("T", Marked, Quote, Event)

_NAMED = frozenset({Layer.ENTITY.value, Layer.PARTICIPANT.value})


def entities_of(annotations: AnnotationSet | Kept) -> list[Marked]:
    """The kept entity mentions of a set; raises `DuplicateMention`."""
    found = [Marked(ranges, label) for _, layer, label, ranges, _ in _kept(annotations).mentions if layer == Layer.ENTITY]
    return without_duplicates(found, f"{annotations.annotator} in {annotations.article_id}")


def quotes_of(annotations: AnnotationSet | Kept) -> list[Quote]:
    """The kept quotes of a set with kept cue and speakers; raises `DuplicateMention`."""
    kept = _kept(annotations)
    marked = [mention for mention in kept.mentions if mention.layer == Layer.QUOTE]
    if not marked:
        return []
    fillers = _fillers(kept)
    found = [_quote(mention, fillers[mention.id]) for mention in marked]
    without_duplicates((Marked(quote.content, quote.type) for quote in found), f"{annotations.annotator} in {annotations.article_id}")
    return found


def events_of(annotations: AnnotationSet | Kept) -> list[Event]:
    """The kept events of a set with their kept links."""
    kept = _kept(annotations)
    marked = [mention for mention in kept.mentions if mention.layer == Layer.EVENT]
    if not marked:
        return []
    fillers = _fillers(kept)
    return [
        Event(trigger.ranges, trigger.label, frozenset(Argument(role, filler.ranges) for role, filler in fillers[trigger.id]))
        for trigger in marked
    ]


def named_of(annotations: AnnotationSet | Kept) -> list[Marked]:
    """The fragments of kept entities and participants with their canonical name as label, empty where there is none.

    Stacked mentions of the same fragments count once, with the first name.
    """
    names: dict[Ranges, str] = {}
    for _, layer, _, ranges, canonical in _kept(annotations).mentions:
        if layer in _NAMED:
            name, known = canonical or "", names.get(ranges, "")
            names[ranges] = min(known, name) if known and name else known or name
    return [Marked(ranges, name) for ranges, name in sorted(names.items())]


def chains_in(named: Iterable[Marked]) -> list[Cluster]:
    """The coreference chains among `named_of` a set: equal canonical names; a mention without a name is in no chain."""
    groups: dict[str, set[Ranges]] = defaultdict(set)
    for ranges, name in named:
        if name:
            groups[name].add(ranges)
    return [frozenset(group) for _, group in sorted(groups.items())]


def chains_of(annotations: AnnotationSet | Kept) -> list[Cluster]:
    """The coreference chains of a set."""
    return chains_in(named_of(annotations))


def with_labels(items: Sequence[T], wanted: Collection[str]) -> Sequence[T]:
    """The entities of one of these labels, quotes or events of one of these types; all where none is named."""
    if not wanted:
        return items
    return [item for item in items if (item.label if isinstance(item, Marked) else item.type) in wanted]


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


def _kept(annotations: AnnotationSet | Kept) -> Kept:
    return annotations if isinstance(annotations, Kept) else Kept.of(annotations)


def _fillers(kept: Kept) -> dict[str, list[tuple[str, KeptMention]]]:
    """The roles of each item with what fills them."""
    mentions = {mention.id: mention for mention in kept.mentions}
    fillers: dict[str, list[tuple[str, KeptMention]]] = defaultdict(list)
    for source, role, target in kept.links:
        fillers[source].append((role, mentions[target]))
    return fillers


def _quote(mention: KeptMention, fillers: Sequence[tuple[str, KeptMention]]) -> Quote:
    cues = [filler.ranges for role, filler in fillers if role == CUE_ROLE]
    speakers = [filler for role, filler in fillers if role == SPEAKER_ROLE]
    return Quote(
        mention.ranges,
        mention.label,
        cues[0] if cues else (),
        _covered([speaker.ranges for speaker in speakers]),
        frozenset(speaker.canonical for speaker in speakers if speaker.canonical),
    )


def _covered(fragments: Sequence[Ranges]) -> Ranges:
    if len(fragments) <= 1:
        return fragments[0] if fragments else ()
    return ranges_of(merged(Span(*pair) for ranges in fragments for pair in ranges))
