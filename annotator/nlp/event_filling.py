"""What may fill a role: patterns of the rules met with the entities, events and plain words of a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from annotator.nlp.event_rules import NONE, EventRules, Pattern
from annotator.nlp.words import word_set

Sort = tuple[str, str]
"""A layer and a label."""

Takes = Callable[[str, str, Sort], bool]
"""Whether a role of an event type may be filled by a mention of the sort; the schema answers."""

AGES = ("-old", "-year", "-month", "-week", "-day", "-hour", "-minute")
"""How a date ends that is an age or a length rather than a time."""

_PRONOUNS = frozenset({"he", "she", "they", "him", "them", "we", "us", "who", "i", "me", "you", "her"})
_NEVER = frozenset({"MONEY", "PERCENT", "DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY"})
_LABELS = {"time": frozenset({"DATE", "TIME"}), "count": frozenset({"CARDINAL"})}


def takes_anything(type_: str, role: str, sort: Sort) -> bool:
    """What fills a role where no schema says it: dates and times the time, numbers the count, and neither any other."""
    layer, label = sort
    if layer != "entity":
        return role not in _LABELS
    return label in _LABELS[role] if role in _LABELS else label not in _NEVER


@dataclass(frozen=True, slots=True)
class Choice:
    """Chooses roles by rules and schema."""

    rules: EventRules
    takes: Takes

    def role_of_span(self, type_: str, patterns: Sequence[Pattern], span: Span) -> str | None:
        """The first role that takes the entity or the plain words (a span without label)."""
        sort = ("entity", span.label_) if span.label_ else ("participant", "")
        for pattern in patterns:
            if pattern.role == NONE:
                return None
            if (not pattern.only or self.is_kind(span, pattern.only)) and self.takes(type_, pattern.role, sort):
                return pattern.role
        return None

    def role_of_event(self, type_: str, patterns: Sequence[Pattern], other: str) -> str | None:
        """The first role that takes an event of the other type."""
        for pattern in patterns:
            if (not pattern.only or "event" in pattern.only) and self.takes(type_, pattern.role, ("event", other)):
                return pattern.role
        return None

    def is_kind(self, span: Span, kinds: frozenset[str]) -> bool:
        """Whether a span has one of the labels, or is plain words of one of the kinds: `people`, `country` or the name of a list."""
        if span.label_:
            return span.label_ in kinds or ("country" in kinds and span.label_ == "GPE" and span.text in word_set("gpe"))
        words = [token.lower_ for token in span]
        last = words[-1]
        if "people" in kinds and (last in word_set("person_nouns") or last in _PRONOUNS or (len(words) > 2 and "people" in words)):
            return True
        singular = last.removesuffix("s")
        return any(last in entries or singular in entries for kind in kinds if (entries := self.rules.lists.get(kind)))
