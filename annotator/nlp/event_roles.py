"""Fills the roles of events from a parse: each argument by its relation, joined fillers each, place and time from the clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from annotator.nlp import event_arguments as arguments
from annotator.nlp.event_arguments import Argument
from annotator.nlp.event_filling import AGES, Choice
from annotator.nlp.event_rules import Kind, Pattern
from annotator.nlp.event_subjects import surface_subject
from annotator.nlp.event_triggers import Trigger
from annotator.nlp.noun_phrases import number_in, phrase_of
from annotator.nlp.proposal import Proposal, link, target_of
from annotator.nlp.relations import dependents, joined
from annotator.nlp.speakers import entity_at

_EMPTY = frozenset({"it", "this", "that", "which", "what", "there", "these", "those", "itself", "whatever", "where", "when"})
_NOBODY = frozenset({"no", "nobody", "none", "nothing"})
_LOCAL = frozenset({"in", "at", "near", "outside", "inside"})
_PARTS_OF_PLACES = frozenset({"appos", "nmod", "npadvmod", "nmod:unmarked", "nmod:npmod", "conj", "list", "dep"})
_CIRCUMSTANCES = frozenset({"place", "time"})
_INSIDE = frozenset({"nmod", "obl", "pobj", "prep", "conj", "appos"})
_STEPS = 4
_MACHINES = frozenset({"WEAPON", "VEHICLE"})
_OWNERS = frozenset({"GPE", "NORP", "ORG"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger and what is proposed for it."""

    trigger: Trigger
    proposal: Proposal


class ParsedRoles:
    """Fills the roles of the events of one Doc that has a parse."""

    def __init__(self, doc: Doc, choice: Choice, events: Iterable[Event], component: str) -> None:
        self._doc = doc
        self._choice = choice
        self._component = component
        self._events = {index: event for event in events for index in range(event.trigger.start, event.trigger.end)}

    def fill(self, events: Iterable[Event]) -> None:
        """Link whatever the parse says; then what the events of one happening share."""
        fillings = {event.trigger.head(self._doc).i: self._filled(event) for event in events}
        self._date(fillings)
        for index, filling in fillings.items():
            for word in arguments.neighbours(self._doc[index]):
                other = fillings.get(word.i)
                if other is not None:
                    filling.share(other)
                elif word.pos_ == "VERB":
                    filling.add_circumstances(word)
                    subject = surface_subject(word)
                    if subject is not None and subject.i in fillings:
                        filling.share(fillings[subject.i])

    def _filled(self, event: Event) -> _Filling:
        trigger = event.trigger
        filling = _Filling(self, event, self._choice.rules.roles(trigger.type, trigger.lemma))
        later = []
        for relation, word in self._arguments(trigger, trigger.head(self._doc)):
            if relation == "possessive" and word.pos_ == "PRON":
                later.append((relation, word))
            else:
                filling.add(relation, word)
        for relation, word in (*later, *arguments.right_after(self._doc, trigger.end)):
            filling.add_missing(relation, word)
        return filling

    def _date(self, fillings: Mapping[int, _Filling]) -> None:
        """Give events without a time the dates that stand in their clauses."""
        sentences = {filling.sentence.start: filling.sentence for filling in fillings.values() if not filling.has("time")}
        for sentence in sentences.values():
            for token in sentence:
                if token.ent_iob_ == "B" and token.ent_type_ in ("DATE", "TIME"):
                    span = entity_at(self._doc, token.i)
                    root = arguments.root_of(self._doc, token.i, span.end) if span is not None else token
                    above = arguments.owner(root, fillings)
                    if above is not None and above.i in fillings and arguments.is_time(root):
                        fillings[above.i].add_missing("time", root)

    def _arguments(self, trigger: Trigger, head: Token) -> list[Argument]:
        rules = self._choice.rules
        if trigger.reading.kind is Kind.ADJECTIVE:
            return list(arguments.of_adjective(head))
        return list(arguments.of_noun(head, rules) if trigger.is_noun else arguments.of_verb(head, trigger.lemma, rules))

    def event_at(self, token: Token) -> Event | None:
        """The event whose trigger the token is part of."""
        return self._events.get(token.i)

    @property
    def doc(self) -> Doc:
        """The text."""
        return self._doc

    @property
    def choice(self) -> Choice:
        """How roles are chosen."""
        return self._choice

    def phrase(self, head: Token) -> Span | None:
        """The filler with this head; none where the word stands for nothing in itself."""
        return phrase_of(self._doc, head) if head.lower_ not in _EMPTY else None

    def target(self, span: Span) -> str | list[object]:
        """What a link to the span points at."""
        return target_of(self._doc, span, self._component)

    def entity(self, token: Token) -> Span | None:
        """The entity that the token is part of."""
        return entity_at(self._doc, token.i)


class _Filling:
    """Fills one event, each stretch of words once."""

    def __init__(self, roles: ParsedRoles, event: Event, patterns: Mapping[str, tuple[Pattern, ...]]) -> None:
        self._roles = roles
        self._event = event
        self._patterns = patterns
        self._taken: set[tuple[int, int]] = {(event.trigger.start, event.trigger.end)}
        self._filled: set[str] = set()
        self._counted: frozenset[str] = frozenset().union(*(pattern.only for pattern in patterns.get("number", ())))

    def add(self, relation: str, word: Token) -> None:
        """Fill the role of a relation with a word and those joined to it, and the places that these name."""
        patterns = self._patterns.get(relation, ())
        if not patterns and relation != "object":
            return
        heads = list(joined(word))
        for head in heads:
            before = len(self._taken)
            self._add_one(relation, patterns, head, is_alone=len(heads) == 1)
            is_plain_object = relation == "object" and self._roles.event_at(head) is None
            if relation != "time" and (len(self._taken) > before or is_plain_object):
                self._add_places_of(head)

    def add_missing(self, relation: str, word: Token) -> None:
        """Fill a role that is still empty."""
        patterns = tuple(pattern for pattern in self._patterns.get(relation, ()) if pattern.role not in self._filled)
        if patterns:
            self._add_one(relation, patterns, word)

    def has(self, role: str) -> bool:
        """Whether something fills the role."""
        return role in self._filled

    @property
    def sentence(self) -> Span:
        """The sentence of the trigger."""
        return self._event.trigger.head(self._roles.doc).sent

    def share(self, other: _Filling) -> None:
        """Take place and time from another event of the same happening, where there are none yet."""
        for role in _CIRCUMSTANCES - self._filled:
            for item in other._event.proposal["links"]:
                if item["role"] == role:
                    link(self._event.proposal, role, item["target"])
                    self._filled.add(role)

    def add_circumstances(self, verb: Token) -> None:
        """Take place and time from a verb that only says that it happened, where there are none yet."""
        missing = _CIRCUMSTANCES - self._filled
        if not missing or verb.lower_ not in self._roles.choice.rules.lists.get("happening", ()):
            return
        for relation, word in arguments.own(verb):
            patterns = tuple(pattern for pattern in self._patterns.get(relation, ()) if pattern.role in missing)
            if patterns and word.i != self._event.trigger.head(self._roles.doc).i:
                for head in joined(word):
                    self._add_one(relation, patterns, head)

    def _add_one(self, relation: str, patterns: tuple[Pattern, ...], head: Token, *, is_alone: bool = True) -> None:
        other = self._roles.event_at(head) or (self._told_at(head) if relation == "subject" else None)
        if other is not None:
            role = self._roles.choice.role_of_event(self._event.trigger.type, patterns, other.trigger.type)
            if role is not None and other is not self._event:
                link(self._event.proposal, role, other.proposal["key"])
                self._filled.add(role)
            return
        span = self._roles.entity(head) if relation in ("adjective", "compound", "time") and head.ent_type_ else self._roles.phrase(head)
        if span is None or span.text.endswith(AGES) or span[0].lower_ in _NOBODY:
            return
        if span.label_ == "CARDINAL":
            self._count({pattern.role for pattern in patterns if not pattern.only or "people" in pattern.only}, span)
            return
        role = self._roles.choice.role_of_span(self._event.trigger.type, patterns, span) if self._is_free(span) else None
        if (role is None or span.label_ in _MACHINES) and relation in ("subject", "by"):
            self._add_owner(patterns, head)
        if role is None:
            return
        self._link(role, span)
        if not span.label_ and is_alone:
            number = number_in(span.doc, span)
            if number is not None:
                self._count({role}, number)

    def _told_at(self, head: Token) -> Event | None:
        """The event of which a place is told, when a relative clause hangs on the place: `attacks in Selwick that killed nine`."""
        clause = self._event.trigger.head(self._roles.doc)
        if clause.head.i != head.i or not (head.ent_type_ in _PLACES or head.lower_ in self._roles.choice.rules.lists.get("places", ())):
            return None
        for _ in range(_STEPS):
            if head.dep_ not in _INSIDE:
                return None
            head = head.head
            event = self._roles.event_at(head)
            if event is not None:
                return event
        return None

    def _add_owner(self, patterns: tuple[Pattern, ...], head: Token) -> None:
        """`Corvanian helicopters shelled the port`: whose machines they are is who did it."""
        for word in head.children:
            span = self._roles.entity(word) if word.i < head.i and word.ent_type_ in _OWNERS else None
            role = (
                self._roles.choice.role_of_span(self._event.trigger.type, patterns, span)
                if span is not None and self._is_free(span)
                else None
            )
            if role is not None and span is not None:
                self._link(role, span)

    def _add_places_of(self, head: Token, depth: int = 2) -> None:
        """`a church in Lahore`, `Baghdad, Iraq`: where a filler is says where it happened."""
        places = self._roles.choice.rules.lists.get("places", ())
        for relation, word in dependents(head):
            is_part = word.ent_type_ in _PLACES and (
                (word.dep_ in _PARTS_OF_PLACES and head.ent_type_ in _PLACES) or (relation == "of" and head.lower_ in places)
            )
            if relation in _LOCAL or is_part:
                named = tuple(pattern for pattern in self._patterns.get("in", ()) if pattern.only & _PLACES)
                for place in joined(word) if named else ():
                    before = len(self._taken)
                    if self._roles.event_at(place) is None:
                        self._add_one("in", named, place)
                    if len(self._taken) > before and depth:
                        self._add_places_of(place, depth - 1)
            elif relation == "of" and depth and self._roles.event_at(word) is None:
                self._add_places_of(word, depth - 1)

    def _count(self, roles: set[str], number: Span) -> None:
        """Let a number fill the role for numbers when it counts who fills one of the roles that are counted."""
        patterns = tuple(Pattern(pattern.role, "number") for pattern in self._patterns.get("number", ()))
        if not roles & self._counted or not patterns or patterns[0].role in self._filled:
            return
        role = self._roles.choice.role_of_span(self._event.trigger.type, patterns, number)
        if role is not None:
            link(self._event.proposal, role, self._roles.target(number))
            self._filled.add(role)

    def _is_free(self, span: Span) -> bool:
        return not any(start < span.end and span.start < end for start, end in self._taken)

    def _link(self, role: str, span: Span) -> None:
        link(self._event.proposal, role, self._roles.target(span))
        self._taken.add((span.start, span.end))
        self._filled.add(role)
