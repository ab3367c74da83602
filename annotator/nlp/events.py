"""The component that finds events: triggers by lexicon, each role by the nearest fitting filler of its sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.nlp.event_frames import FRAMES, INTRANSITIVE, PLACES, TIMES, Slot
from annotator.nlp.event_triggers import Trigger, triggers
from annotator.nlp.people import people
from annotator.nlp.proposal import Proposal, link, propose, target_of

COMPONENT = "events"
_REACH = 14
_CONJUNCTIONS = frozenset({",", "and", "or"})
_BREAKS = frozenset({";", ":", "—", "–"})
_NEGATIONS = frozenset({"not", "n't", "no", "never", "without", "denied", "denies", "nobody", "neither"})
_PLANS = frozenset({"will", "shall", "plan", "plans", "planned", "vowed", "pledged", "intends", "scheduled", "due", "going"})
_POSSIBLE = frozenset(
    {"may", "might", "could", "would", "can", "should", "if", "unless", "possible", "likely", "suspected", "alleged", "allegedly"}
)
_REPORTED = frozenset({"said", "says", "according", "reported", "claimed", "reportedly"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})


@Language.factory("annotator_events", requires=["doc.ents"])
def make_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config."""
    return find


def find(doc: Doc) -> Doc:
    """Propose the events of a Doc that has sentences and entities."""
    found = list(triggers(doc))
    if not found:
        return doc
    named = [entity for entity in doc.ents if entity.label_ not in ("MONEY", "PERCENT", "CARDINAL")]
    fillers = sorted([*named, *people(doc)], key=lambda span: span.start)
    for sentence in doc.sents:
        inside = [span for span in fillers if sentence.start <= span.start and span.end <= sentence.end]
        for trigger in (t for t in found if sentence.start <= t.start < sentence.end):
            _event(doc, sentence, trigger, [span for span in inside if span.end <= trigger.start or trigger.end <= span.start])
    return doc


def _event(doc: Doc, sentence: Span, trigger: Trigger, fillers: Sequence[Span]) -> None:
    span = doc[trigger.start : trigger.end]
    event = propose(doc, "event", trigger.type, [(span.start_char, span.end_char)], COMPONENT)
    event["attributes"] = _attributes(doc, sentence, trigger)
    frame = FRAMES[trigger.type]
    if trigger.is_noun:
        _link(doc, event, frame.subject, _genitive(doc, trigger, fillers))
    elif trigger.lemma in INTRANSITIVE:
        _link(doc, event, frame.object, _left(doc, trigger, fillers, frame.object))
    elif trigger.is_passive:
        _link(doc, event, frame.object or frame.subject, _left(doc, trigger, fillers, frame.object or frame.subject))
    else:
        _link(doc, event, frame.subject, _left(doc, trigger, fillers, frame.subject))
        _link(doc, event, frame.object, _right(doc, trigger.end, fillers, frame.object))
    for word, slot in frame.after.items():
        _link(doc, event, slot, _after(doc, trigger, fillers, word, slot))
    _link(doc, event, Slot("place", PLACES), _place(doc, trigger, fillers))
    _link(doc, event, Slot("time", TIMES), _nearest(trigger, fillers, TIMES))


def _link(doc: Doc, event: Proposal, slot: Slot | None, spans: Sequence[Span]) -> None:
    for span in spans:
        if slot is not None and _fits(span, slot):
            target = target_of(doc, span, COMPONENT)
            if not any(made["target"] == target for made in event["links"]):
                link(event, slot.role, target)


def _fits(span: Span, slot: Slot) -> bool:
    return (span.label_ or "participant") in slot.fills


def _left(doc: Doc, trigger: Trigger, fillers: Sequence[Span], slot: Slot | None) -> list[Span]:
    """The subject: the nearest fitting filler on the left that no preposition governs, with those joined to it."""
    if slot is None:
        return []
    for span in reversed([s for s in fillers if s.end <= trigger.start and trigger.start - s.end <= _REACH]):
        if any(token.text in _BREAKS for token in doc[span.end : trigger.start]):
            return []
        if _fits(span, slot) and not _is_governed(doc, span):
            return [span, *_joined(doc, span, fillers, slot)]
    return []


def _right(doc: Doc, start: int, fillers: Sequence[Span], slot: Slot | None) -> list[Span]:
    """The object: the first filler after the verb, before any preposition."""
    if slot is None:
        return []
    for span in fillers:
        if span.start >= start:
            between = doc[start : span.start]
            if len(between) > 4 or any(_is_preposition(token.lower_) or token.is_punct for token in between) or not _fits(span, slot):
                return []
            return [span, *_joined(doc, span, fillers, slot)]
    return []


def _after(doc: Doc, trigger: Trigger, fillers: Sequence[Span], word: str, slot: Slot) -> list[Span]:
    """Fillers after a preposition that follows the trigger."""
    for index in range(trigger.end, min(trigger.end + 9, len(doc))):
        if doc[index].text in _BREAKS or doc[index].text == ".":
            return []
        if doc[index].lower_ == word:
            return _right(doc, index + 1, fillers, slot)
    return []


def _genitive(doc: Doc, trigger: Trigger, fillers: Sequence[Span]) -> list[Span]:
    """Who stands right before a noun: `Corvania's attack`, `the rebel attack`."""
    return [
        span
        for span in fillers
        if 0 <= trigger.start - span.end <= 3 and any(t.text in ("'s", "’s", "'") for t in doc[span.end : trigger.start])
    ]


def _joined(doc: Doc, first: Span, fillers: Sequence[Span], slot: Slot) -> list[Span]:
    """`A, B and C`: those joined to the first on its right."""
    found, last = [], first
    for span in fillers:
        between = doc[last.end : span.start]
        if (
            span.start >= last.end
            and 0 < len(between) <= 2
            and all(token.lower_ in _CONJUNCTIONS for token in between)
            and _fits(span, slot)
        ):
            found.append(span)
            last = span
    return found


def _place(doc: Doc, trigger: Trigger, fillers: Sequence[Span]) -> list[Span]:
    places = [
        s for s in fillers if s.label_ in PLACES and s.start and doc[s.start - 1].lower_ in ("in", "at", "near", "outside", "the", "of")
    ]
    governed = [s for s in places if any(t.lower_ in ("in", "at", "near", "outside") for t in doc[max(0, s.start - 6) : s.start])]
    return _nearest(trigger, governed, PLACES)


def _nearest(trigger: Trigger, fillers: Sequence[Span], labels: frozenset[str]) -> list[Span]:
    near = [s for s in fillers if s.label_ in labels and _distance(trigger, s) <= _REACH]
    return [min(near, key=lambda s: (_distance(trigger, s), s.start))] if near else []


def _distance(trigger: Trigger, span: Span) -> int:
    return span.start - trigger.end if span.start >= trigger.end else trigger.start - span.end


def _is_governed(doc: Doc, span: Span) -> bool:
    """Whether a preposition stands before the filler, which is then no subject."""
    before = [token.lower_ for token in doc[max(0, span.start - 2) : span.start]]
    return bool(before) and (_is_preposition(before[-1]) or (before[-1] in ("the", "a", "an") and _is_preposition(before[0])))


def _is_preposition(word: str) -> bool:
    return word in (
        "in",
        "on",
        "at",
        "of",
        "by",
        "with",
        "from",
        "to",
        "for",
        "near",
        "outside",
        "against",
        "under",
        "over",
        "after",
        "before",
        "into",
        "between",
    )


def _attributes(doc: Doc, sentence: Span, trigger: Trigger) -> dict[str, str | None]:
    before = {token.lower_ for token in doc[max(sentence.start, trigger.start - 4) : trigger.start]}
    said = any(token.lower_ in _REPORTED for token in sentence)
    modality = "planned" if before & _PLANS else "possible" if before & _POSSIBLE else "reported" if said else "actual"
    word = doc[trigger.start].lower_
    past = not trigger.is_noun and (word.endswith("ed") or trigger.is_passive or word in ("struck", "shot", "met", "died", "hurt"))
    tense = "future" if before & _FUTURE else "past" if past else None
    return {"polarity": "negative" if before & _NEGATIONS else "positive", "modality": modality, "tense": tense}
