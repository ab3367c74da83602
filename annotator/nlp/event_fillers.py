"""Where the fillers of an event stand without a parse: left and right of its trigger, after prepositions, joined to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from annotator.nlp.event_filling import AGES, Choice
from annotator.nlp.event_rules import Pattern
from annotator.nlp.event_triggers import Trigger
from annotator.nlp.speakers import entity_at

REACH = 14
"""How many tokens a filler may stand from its trigger."""

PLACES = frozenset({"GPE", "LOC", "FAC"})
TIMES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Slot:
    """The roles that a place in the sentence can fill, the first that takes a filler first."""

    type: str
    patterns: tuple[Pattern, ...]
    choice: Choice

    def role(self, span: Span) -> str | None:
        """The role that the span fills here."""
        return self.choice.role_of_span(self.type, self.patterns, span)


_PREPOSITIONS = frozenset("in on at of by with from to for near outside against under over after before into between".split())
_CONJUNCTIONS = frozenset({",", "and", "or"})
_CLAUSES = frozenset({".", "and", "but", "that", "who", "which", "while", "when", "as"})
_BREAKS = frozenset({";", ":", "—", "–"})


def count(doc: Doc, trigger: Trigger) -> list[Span]:
    """A bare number right after a verb: `wounding at least 23`."""
    if trigger.is_noun:
        return []
    entity = entity_at(doc, trigger.end)
    if entity is None or entity.label_ != "CARDINAL" or entity.start != trigger.end:
        return []
    stands_alone = entity.end == len(doc) or not doc[entity.end].is_alpha or doc[entity.end].lower_ in _CONJUNCTIONS
    return [entity] if stands_alone else []


def fits(span: Span, slot: Slot) -> bool:
    """Whether a span fills one of the slot's roles."""
    return slot.role(span) is not None


def on_left(doc: Doc, trigger: Trigger, fillers: Sequence[Span], slot: Slot | None) -> list[Span]:
    """The subject: the nearest fitting filler on the left that no preposition governs, with those joined to it."""
    if slot is None:
        return []
    for span in reversed([s for s in fillers if s.end <= trigger.start and trigger.start - s.end <= REACH]):
        if any(token.text in _BREAKS for token in doc[span.end : trigger.start]):
            return []
        if fits(span, slot) and not _is_governed(doc, span):
            named = _described(doc, span, fillers, slot)
            return [named] if named is not None else [*_joined_before(doc, span, fillers, slot), span, *_joined(doc, span, fillers, slot)]
    return []


def _described(doc: Doc, span: Span, fillers: Sequence[Span], slot: Slot) -> Span | None:
    """The name that plain words between commas only describe: `Anna Berg, a former judge, was elected`."""
    if span.label_ or span.start < 2 or doc[span.start - 1].text != "," or span.end >= len(doc) or doc[span.end].text != ",":
        return None
    return next((other for other in fillers if other.end == span.start - 1 and other.label_ and fits(other, slot)), None)


def on_right(doc: Doc, start: int, fillers: Sequence[Span], slot: Slot | None) -> list[Span]:
    """The object: the first filler after the verb, before any preposition."""
    if slot is None:
        return []
    for span in fillers:
        if span.start >= start:
            between = doc[start : span.start]
            if len(between) > 4 or any(_is_preposition(token.lower_) or token.is_punct for token in between) or not fits(span, slot):
                return []
            return [span, *_joined(doc, span, fillers, slot)]
    return []


def after(doc: Doc, trigger: Trigger, fillers: Sequence[Span], word: str, slot: Slot) -> list[Span]:
    """Fillers after a preposition that follows the trigger."""
    for index in range(trigger.end, min(trigger.end + 9, len(doc))):
        if doc[index].text in _BREAKS or doc[index].lower_ in _CLAUSES:
            return []
        if doc[index].lower_ == word:
            return on_right(doc, index + 1, fillers, slot)
    return []


def genitive(doc: Doc, trigger: Trigger, fillers: Sequence[Span]) -> list[Span]:
    """Who stands right before a noun: `Corvania's attack`, `the rebel attack`."""
    return [
        span
        for span in fillers
        if 0 <= trigger.start - span.end <= 3 and any(t.text in ("'s", "’s", "'") for t in doc[span.end : trigger.start])
    ]


def _joined_before(doc: Doc, last: Span, fillers: Sequence[Span], slot: Slot) -> list[Span]:
    """`A, B and C`: those joined to the last on its left."""
    found: list[Span] = []
    first = last
    for span in reversed([s for s in fillers if s.end <= last.start]):
        between = doc[span.end : first.start]
        if not (0 < len(between) <= 2 and all(token.lower_ in _CONJUNCTIONS for token in between) and fits(span, slot)):
            break
        found.insert(0, span)
        first = span
    return found if found and any(token.lower_ in ("and", "or") for token in doc[found[0].end : last.start]) else []


def _joined(doc: Doc, first: Span, fillers: Sequence[Span], slot: Slot) -> list[Span]:
    """`A, B and C`: those joined to the first on its right; commas alone join nothing."""
    found, last = [], first
    is_joined = False
    for span in fillers:
        between = doc[last.end : span.start]
        if span.start < last.end or not fits(span, slot):
            continue
        if not (0 < len(between) <= 2 and all(token.lower_ in _CONJUNCTIONS for token in between)):
            break
        found.append(span)
        last = span
        is_joined = is_joined or any(token.lower_ in ("and", "or") for token in between)
    return found if is_joined else []


def place(doc: Doc, trigger: Trigger, fillers: Sequence[Span]) -> list[Span]:
    """The nearest place that a preposition of place governs."""
    places = [
        s for s in fillers if s.label_ in PLACES and s.start and doc[s.start - 1].lower_ in ("in", "at", "near", "outside", "the", "of")
    ]
    governed = [s for s in places if any(t.lower_ in ("in", "at", "near", "outside") for t in doc[max(0, s.start - 6) : s.start])]
    return nearest(trigger, governed, PLACES)


def nearest(trigger: Trigger, fillers: Sequence[Span], labels: frozenset[str]) -> list[Span]:
    """The nearest filler of these labels, if any is in reach."""
    near = [s for s in fillers if s.label_ in labels and not s.text.endswith(AGES) and _distance(trigger, s) <= REACH]
    return [min(near, key=lambda s: (_distance(trigger, s), s.start))] if near else []


def _distance(trigger: Trigger, span: Span) -> int:
    return span.start - trigger.end if span.start >= trigger.end else trigger.start - span.end


def _is_governed(doc: Doc, span: Span) -> bool:
    """Whether a preposition stands before the filler, which is then no subject."""
    before = [token.lower_ for token in doc[max(0, span.start - 2) : span.start]]
    return bool(before) and (_is_preposition(before[-1]) or (before[-1] in ("the", "a", "an") and _is_preposition(before[0])))


def _is_preposition(word: str) -> bool:
    return word in _PREPOSITIONS
