"""The component that finds events: triggers by lexicon, each role by the nearest fitting filler of its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.nlp import event_fillers as fillers_of
from annotator.nlp import phrases
from annotator.nlp.event_frames import ARMS, BURSTING, COUNTS, FRAMES, INTRANSITIVE, PLACES, TIMES, Frame, Slot
from annotator.nlp.event_triggers import Trigger, triggers
from annotator.nlp.marked_quotes import is_english
from annotator.nlp.people import people
from annotator.nlp.proposal import Proposal, link, propose, target_of

COMPONENT = "events"

_NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})
_NEGATIONS = frozenset({"not", "n't", "no", "never", "without", "denied", "denies", "nobody", "neither"})
_PLANS = frozenset({"will", "shall", "plan", "plans", "planned", "vowed", "pledged", "intends", "scheduled", "due", "going"})
_POSSIBLE = frozenset({"may", "might", "could", "would", "can", "should", "if", "unless", "possible", "likely", "alleged", "allegedly"})
_REPORTED = frozenset({"said", "says", "according", "reported", "claimed", "reportedly"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})


@Language.factory("annotator_events", requires=["doc.ents"], default_config={"language": None})
def make_events(nlp: Language, name: str, language: str | None) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config; `language` is that of the texts, the pipeline's own when left out."""
    return find if is_english(language or nlp.lang or "") else _find_none


def _find_none(doc: Doc) -> Doc:
    """Nothing: there is no lexicon for the language, and English words mean something else in others."""
    return doc


def find(doc: Doc) -> Doc:
    """Propose the events of a Doc that has sentences and entities."""
    found = list(triggers(doc))
    if not found:
        return doc
    named = [entity for entity in doc.ents if entity.label_ not in ("MONEY", "PERCENT", "CARDINAL")]
    fillers = sorted([*named, *people(doc)], key=lambda span: span.start)
    starts = [span.start for span in fillers]
    trigger_starts = [trigger.start for trigger in found]
    for sentence in doc.sents:
        triggered = found[bisect_left(trigger_starts, sentence.start) : bisect_left(trigger_starts, sentence.end)]
        if not triggered:
            continue
        near = fillers[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        inside = [span for span in near if span.end <= sentence.end]
        made = {trigger.end: _propose(doc, sentence, trigger) for trigger in triggered}
        keys = {end: event["key"] for end, event in made.items()}
        last: _Before | None = None
        for trigger in triggered:
            around = [span for span in inside if span.end <= trigger.start or trigger.end <= span.start]
            last = _Roles(doc, sentence, trigger, around, made[trigger.end], keys).fill(last)
    return doc


def _propose(doc: Doc, sentence: Span, trigger: Trigger) -> Proposal:
    span = doc[trigger.start : trigger.end]
    event = propose(doc, "event", trigger.type, [(span.start_char, span.end_char)], COMPONENT)
    event["attributes"] = _attributes(doc, sentence, trigger)
    return event


@dataclass(frozen=True, slots=True)
class _Before:
    """The event before in the sentence: where it ends, and who stood on the left of its verb."""

    trigger: Trigger
    left: Sequence[Span]


@dataclass(frozen=True, slots=True)
class _Roles:
    """Fills the roles of one event; `keys` has the events of the sentence by the token after their trigger."""

    doc: Doc
    sentence: Span
    trigger: Trigger
    fillers: Sequence[Span]
    event: Proposal
    keys: Mapping[int, str]

    def fill(self, last: _Before | None) -> _Before:
        """Link whatever fits; `last` is the event before in the sentence."""
        doc, trigger, fillers = self.doc, self.trigger, self.fillers
        frame = FRAMES[trigger.type]
        left: Sequence[Span] = ()
        if trigger.is_noun:
            self._link(frame.subject, fillers_of.genitive(doc, trigger, fillers))
        else:
            slot = _left_slot(trigger, frame)
            left = self._subjects(slot, last)
            self._link(slot, left)
            if trigger.lemma not in INTRANSITIVE | BURSTING and not trigger.is_passive:
                self._link(frame.object, self._objects(frame.object))
        for word, slot in frame.after.items():
            self._link(slot, fillers_of.after(doc, trigger, fillers, word, slot))
        self._link(Slot("place", PLACES), fillers_of.place(doc, trigger, fillers))
        self._link(Slot("time", TIMES), fillers_of.nearest(trigger, fillers, TIMES))
        self._link(Slot("count", COUNTS), fillers_of.count(doc, trigger))
        return _Before(trigger, left)

    def _subjects(self, slot: Slot | None, last: _Before | None) -> Sequence[Span]:
        """Who stands on the left of a verb; of the second of two joined verbs who stands before the first."""
        doc, trigger = self.doc, self.trigger
        if last is not None and _is_joined(doc, last.trigger, trigger):
            return last.left
        if doc[trigger.start].lower_.endswith("ing") and not trigger.is_passive and not _has_auxiliary(doc, trigger):
            return ()
        if slot is not None and trigger.is_passive and "participant" in slot.fills:
            phrase = phrases.subject_before(doc, trigger.start, self.sentence.start)
            if phrase is not None and self._is_free(phrase):
                return [phrase]
        return fillers_of.on_left(doc, trigger, self.fillers, slot)

    def _objects(self, slot: Slot | None) -> Sequence[Span]:
        """What a verb is done to: the first fitting filler after it, else plain words that can only be its object."""
        found = [
            span for span in fillers_of.on_right(self.doc, self.trigger.end, self.fillers, slot) if span.text.lower() not in _NOMINATIVE
        ]
        if found or slot is None or "participant" not in slot.fills:
            return found
        phrase = phrases.object_after(self.doc, self.trigger.end, self.sentence.end)
        if phrase is None or not self._is_free(phrase) or (phrase.end in self.keys and "event" not in slot.fills):
            return ()
        return [phrase]

    def _is_free(self, phrase: Span) -> bool:
        return not any(span.start < phrase.end and phrase.start < span.end for span in self.fillers)

    def _link(self, slot: Slot | None, spans: Sequence[Span]) -> None:
        for span in spans:
            if slot is None:
                return
            if "event" in slot.fills and not span.label_ and span.end in self.keys:
                link(self.event, slot.role, self.keys[span.end])
            elif fillers_of.fits(span, slot):
                target = target_of(self.doc, span, COMPONENT)
                if not any(made["target"] == target for made in self.event["links"]):
                    link(self.event, slot.role, target)


def _left_slot(trigger: Trigger, frame: Frame) -> Slot | None:
    """The role of what stands on the left of a verb."""
    if trigger.lemma in BURSTING:
        return Slot("instrument", ARMS)
    if trigger.lemma in INTRANSITIVE:
        return frame.object
    return (frame.object or frame.subject) if trigger.is_passive else frame.subject


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


def _attributes(doc: Doc, sentence: Span, trigger: Trigger) -> dict[str, str | None]:
    before = {token.lower_ for token in doc[max(sentence.start, trigger.start - 4) : trigger.start]}
    said = any(token.lower_ in _REPORTED for token in sentence)
    modality = "planned" if before & _PLANS else "possible" if before & _POSSIBLE else "reported" if said else "actual"
    word = doc[trigger.start].lower_
    past = not trigger.is_noun and (word.endswith("ed") or trigger.is_passive or word in ("struck", "shot", "met", "died", "hurt"))
    tense = "future" if before & _FUTURE else "past" if past else None
    return {"polarity": "negative" if before & _NEGATIONS else "positive", "modality": modality, "tense": tense}
