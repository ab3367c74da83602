"""Formats that can be exported: one module each, found by looking into this folder, imported when used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from annotator.formats import registry
from annotator.model.annotation import CUE_ROLE, AnnotationSet
from annotator.model.article import Article

Item = tuple[Article, AnnotationSet, dict[str, str]]
"""An article, one set on it with only what is to be exported, and name, version and sha256 of the set's schema."""


@dataclass(slots=True)
class Written:
    """What was written, by kind, and what the format could not carry, by kind."""

    counts: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write: `provenance` says who made each item; `graph` puts beside spans what only a graph can hold."""

    provenance: bool = True
    graph: bool = False


Write = Callable[[Iterator[Item], BinaryIO, WriteOptions], Written]
"""Writes items in the order given into a binary file."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name and how it is written."""

    name: str
    write: Write


def names() -> list[str]:
    """Every format that can be exported."""
    return registry.names(__name__)


def get(name: str) -> Exporter:
    """The format of this name; its module has it as `EXPORTER`.

    Raises Misuse when there is none.
    """
    exporter: Exporter = registry.load(__name__, name, "EXPORTER")
    return exporter


def count(written: Written, annotations: AnnotationSet) -> None:
    """Count an article and its mentions and roles as written."""
    written.counts["articles"] += 1
    for layer, number in Counter([mention.layer for mention in annotations.mentions.values()]).items():
        written.counts[_PLURAL[layer]] += number
    written.counts["roles"] += sum([key.role != CUE_ROLE for key in annotations.links])


_PLURAL = {"entity": "entities", "participant": "participants", "quote": "quotes", "cue": "cues", "event": "events"}
