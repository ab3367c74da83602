"""Fills the roles of events without a parse: each by the nearest fitting filler of the sentence on the side where it should stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from annotator.nlp import event_fillers as fillers_of
from annotator.nlp import phrases
from annotator.nlp.event_fillers import PLACES, TIMES, Slot
from annotator.nlp.event_filling import Choice
from annotator.nlp.event_roles import Event
from annotator.nlp.event_rules import Pattern
from annotator.nlp.event_triggers import Trigger
from annotator.nlp.people import people
from annotator.nlp.proposal import Proposal, link, target_of

_NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})
_NO_FILLERS = ("MONEY", "PERCENT", "CARDINAL")
_AFTER = ("on", "against", "of", "by", "with", "over", "to", "between", "from", "for", "under")


def fill(doc: Doc, choice: Choice, events: Sequence[Event], component: str) -> None:
    """Link the fillers of all events of a Doc that has sentences and entities."""
    named = [entity for entity in doc.ents if entity.label_ not in _NO_FILLERS]
    fillers = sorted([*named, *people(doc)], key=lambda span: span.start)
    starts = [span.start for span in fillers]
    trigger_starts = [event.trigger.start for event in events]
    for sentence in doc.sents:
        inside = events[bisect_left(trigger_starts, sentence.start) : bisect_left(trigger_starts, sentence.end)]
        if not inside:
            continue
        near = [
            span for span in fillers[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)] if span.end <= sentence.end
        ]
        by_end = {event.trigger.end: event for event in inside}
        last: _Before | None = None
        for event in inside:
            trigger = event.trigger
            around = [span for span in near if span.end <= trigger.start or trigger.end <= span.start]
            last = _Roles(doc, sentence, trigger, around, event.proposal, by_end, choice, component).fill(last)


@dataclass(frozen=True, slots=True)
class _Before:
    """The event before in the sentence: where it ends, and who stood on the left of its verb."""

    trigger: Trigger
    left: Sequence[Span]


@dataclass(frozen=True, slots=True)
class _Roles:
    """Fills the roles of one event; `by_end` has the events of the sentence by the token after their trigger."""

    doc: Doc
    sentence: Span
    trigger: Trigger
    fillers: Sequence[Span]
    event: Proposal
    by_end: Mapping[int, Event]
    choice: Choice
    component: str

    def fill(self, last: _Before | None) -> _Before:
        """Link whatever fits; `last` is the event before in the sentence."""
        doc, trigger, fillers = self.doc, self.trigger, self.fillers
        left: Sequence[Span] = ()
        if trigger.is_noun:
            self._link(self._slot("possessive"), fillers_of.genitive(doc, trigger, fillers))
        else:
            slot = self._slot("object" if trigger.is_passive and not self._has_own_subject() else "subject")
            left = self._subjects(slot, last)
            self._link(slot, left)
            if not trigger.is_passive and not self._has_own_subject():
                self._link(self._slot("object"), self._objects(self._slot("object")))
        for word in _AFTER:
            slot = self._slot(word)
            if slot is not None:
                self._link(slot, fillers_of.after(doc, trigger, fillers, word, slot))
        self._link(self._slot("in"), fillers_of.place(doc, trigger, fillers))
        self._link(self._slot("time"), fillers_of.nearest(trigger, fillers, TIMES))
        self._link(self._number(), fillers_of.count(doc, trigger))
        return _Before(trigger, left)

    def _slot(self, relation: str) -> Slot | None:
        """What stands in a relation; places in a sentence are found apart."""
        patterns = self.choice.rules.roles(self.trigger.type, self.trigger.lemma).get(relation, ())
        if relation != "in":
            patterns = tuple(pattern for pattern in patterns if not pattern.only or not pattern.only <= PLACES | {"places"})
        return Slot(self.trigger.type, patterns, self.choice) if patterns else None

    def _number(self) -> Slot | None:
        patterns = self.choice.rules.roles(self.trigger.type, self.trigger.lemma).get("number", ())
        return Slot(self.trigger.type, tuple(Pattern(p.role, "number") for p in patterns), self.choice) if patterns else None

    def _has_own_subject(self) -> bool:
        """Whether the subject of the verb is what the object is of others: `died`, `exploded`."""
        return any(p.relation == "subject" for p in self.choice.rules.patterns.get((self.trigger.type, self.trigger.lemma), ()))

    def _subjects(self, slot: Slot | None, last: _Before | None) -> Sequence[Span]:
        """Who stands on the left of a verb; of the second of two joined verbs who stands before the first."""
        doc, trigger = self.doc, self.trigger
        if last is not None and _is_joined(doc, last.trigger, trigger):
            return last.left
        if doc[trigger.start].lower_.endswith("ing") and not trigger.is_passive and not _has_auxiliary(doc, trigger):
            return ()
        if slot is not None and trigger.is_passive:
            phrase = phrases.subject_before(doc, trigger.start, self.sentence.start)
            if phrase is not None and self._is_free(phrase) and fillers_of.fits(phrase, slot):
                return [phrase]
        return fillers_of.on_left(doc, trigger, self.fillers, slot)

    def _objects(self, slot: Slot | None) -> Sequence[Span]:
        """What a verb is done to: the first fitting filler after it, else plain words that can only be its object."""
        found = [
            span for span in fillers_of.on_right(self.doc, self.trigger.end, self.fillers, slot) if span.text.lower() not in _NOMINATIVE
        ]
        if found or slot is None:
            return found
        phrase = phrases.object_after(self.doc, self.trigger.end, self.sentence.end)
        if phrase is None or not self._is_free(phrase):
            return ()
        return [phrase] if phrase.end in self.by_end or fillers_of.fits(phrase, slot) else ()

    def _is_free(self, phrase: Span) -> bool:
        return not any(span.start < phrase.end and phrase.start < span.end for span in self.fillers)

    def _link(self, slot: Slot | None, spans: Sequence[Span]) -> None:
        for span in spans:
            if slot is None:
                return
            other = self.by_end.get(span.end) if not span.label_ else None
            if other is not None:
                role = self.choice.role_of_event(self.trigger.type, slot.patterns, other.trigger.type)
                if role is not None:
                    link(self.event, role, other.proposal["key"])
                continue
            role = slot.role(span)
            if role is not None:
                target = target_of(self.doc, span, self.component)
                if not any(made["target"] == target for made in self.event["links"]):
                    link(self.event, role, target)


def _is_joined(doc: Doc, first: Trigger, second: Trigger) -> bool:
    """Whether `and` or `or` joins two verbs of one voice: `killed two workers and wounded eleven`."""
    if first.is_noun or second.is_noun or second.start - first.end > fillers_of.REACH:
        return False
    before = doc[second.start - 1].lower_
    return before in ("and", "or") and (first.is_passive == second.is_passive or first.is_passive)


def _has_auxiliary(doc: Doc, trigger: Trigger) -> bool:
    return any(
        token.lower_ in ("is", "are", "was", "were", "be", "been", "'re", "’re") for token in doc[max(0, trigger.start - 3) : trigger.start]
    )


_NEGATIONS = frozenset({"not", "n't", "no", "never", "without", "denied", "denies", "nobody", "neither"})
_PLANS = frozenset({"will", "shall", "plan", "plans", "planned", "vowed", "pledged", "intends", "scheduled", "due", "going"})
_POSSIBLE = frozenset({"may", "might", "could", "would", "can", "should", "if", "unless", "possible", "likely", "alleged", "allegedly"})
_REPORTED = frozenset({"said", "says", "according", "reported", "claimed", "reportedly"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})


def attributes(doc: Doc, trigger: Trigger) -> dict[str, str | None]:
    """Polarity, modality and tense by the words before the trigger."""
    sentence = doc[trigger.start].sent
    before = {token.lower_ for token in doc[max(sentence.start, trigger.start - 4) : trigger.start]}
    said = any(token.lower_ in _REPORTED for token in sentence)
    modality = "planned" if before & _PLANS else "possible" if before & _POSSIBLE else "reported" if said else "actual"
    word = doc[trigger.start].lower_
    past = not trigger.is_noun and (word.endswith("ed") or trigger.is_passive or word in ("struck", "shot", "met", "died", "hurt"))
    tense = "future" if before & _FUTURE else "past" if past else None
    return {"polarity": "negative" if before & _NEGATIONS else "positive", "modality": modality, "tense": tense}
