"""What the built-in pipeline says of a text, as readable values for the tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from builders import schema

from annotator.model.annotation import AnnotationSet, Layer, Mention
from annotator.model.article import Article
from annotator.nlp.pipeline import Loaded, load
from annotator.nlp.propose import Tally, propose


@cache
def pipeline() -> Loaded:
    """The built-in pipeline, loaded once."""
    return load("builtin")


@dataclass(frozen=True)
class Quote:
    """A quote in words."""

    type: str
    content: tuple[str, ...]
    cue: str
    speaker: str
    addressee: str = ""


@dataclass(frozen=True)
class Event:
    """An event in words; roles as `role: filler` in reading order."""

    type: str
    trigger: str
    roles: frozenset[str]
    polarity: str | None
    modality: str | None
    tense: str | None


def annotated(text: str) -> AnnotationSet:
    """The proposals for a text."""
    (found,) = propose([Article("a1", text)], pipeline(), schema(), Tally())
    return found


def entities(text: str, *labels: str) -> list[tuple[str, str]]:
    """`(text, label)` of every entity, or of those labels, in reading order."""
    found = annotated(text).in_layer(Layer.ENTITY)
    return [(m.text(text), m.label) for m in sorted(found, key=lambda m: m.start) if not labels or m.label in labels]


def quotes(text: str) -> list[Quote]:
    """Every quote in reading order."""
    found = annotated(text)
    return [
        Quote(
            quote.label,
            tuple(text[f.start : f.end] for f in quote.fragments),
            _filler(found, quote, "cue", text),
            _filler(found, quote, "speaker", text),
            _filler(found, quote, "addressee", text),
        )
        for quote in sorted(found.in_layer(Layer.QUOTE), key=lambda m: m.start)
    ]


def events(text: str) -> list[Event]:
    """Every event in reading order."""
    found = annotated(text)
    return [_event(found, event, text) for event in sorted(found.in_layer(Layer.EVENT), key=lambda m: m.start)]


def types(text: str) -> list[tuple[str, str]]:
    """`(type, trigger)` of every event in reading order."""
    return [(event.type, event.trigger) for event in events(text)]


def roles(text: str, trigger: str) -> set[str]:
    """`role: filler` of the event with this trigger."""
    (event,) = (event for event in events(text) if event.trigger == trigger)
    return set(event.roles)


def sentences(text: str) -> list[str]:
    """The sentences, without the blanks round them."""
    return [sentence.text.strip() for sentence in pipeline().nlp(text).sents]


def _filler(found: AnnotationSet, source: Mention, role: str, text: str) -> str:
    return ", ".join(found.mentions[key.target].text(text) for key in found.links if key.source == source.id and key.role == role)


def _event(found: AnnotationSet, event: Mention, text: str) -> Event:
    filled = frozenset(f"{key.role}: {found.mentions[key.target].text(text)}" for key in found.links if key.source == event.id)
    given = dict(event.attributes)
    return Event(event.label, event.text(text), filled, given["polarity"], given["modality"], given["tense"])
