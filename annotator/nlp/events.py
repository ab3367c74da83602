"""The component that finds events: triggers by the rules' words, roles by the parse, and by what stands nearest where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from annotator.model.schema import Schema
from annotator.nlp import event_nearest
from annotator.nlp.event_attributes import attributes
from annotator.nlp.event_filling import Choice, Takes, takes_anything
from annotator.nlp.event_roles import Event, ParsedRoles
from annotator.nlp.event_rules import EventRules
from annotator.nlp.event_rules_reading import read_rules, shipped_rules
from annotator.nlp.event_triggers import Trigger, triggers
from annotator.nlp.marked_quotes import is_english
from annotator.nlp.proposal import propose
from annotator.nlp.relations import dependents, is_parsed

COMPONENT = "events"

_TOLD = frozenset({"object", "to", "on", "upon"})
"""How a noun depends on a verb that tells the same event."""


@Language.factory("annotator_events", requires=["doc.ents"], default_config={"language": None})
def make_events(nlp: Language, name: str, language: str | None) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config; `language` is that of the texts, the pipeline's own when left out.

    It goes by the shipped rules, which are English, until it is given others; in other languages by a project's alone.
    """
    return EventFinder(shipped_rules() if is_english(language or nlp.lang or "") else EventRules())


@dataclass(slots=True)
class EventFinder:
    """Proposes the events of Docs that have sentences and entities; a project gives it rules and schema of its own."""

    base: EventRules = field(default_factory=shipped_rules)
    takes: Takes = takes_anything
    _text: str = ""
    _rules: EventRules | None = None

    @property
    def rules(self) -> EventRules:
        """The rules that hold now."""
        return self.base if self._rules is None else self._rules

    def go_by(self, text: str, schema: Schema, takes: Takes) -> None:
        """Add a project's rules to those that came with the component, and ask its schema what may fill a role."""
        self.takes = takes
        if text != self._text:
            self._text, self._rules = text, None
            if text:
                self._rules, _ = read_rules(text, base=self.base, schema=schema)

    def __call__(self, doc: Doc) -> Doc:
        """Propose the events of a Doc."""
        found = list(triggers(doc, self.rules))
        if not found:
            return doc
        parsed = is_parsed(doc)
        if parsed:
            found = [trigger for trigger in found if not _is_told_by_its_verb(doc, trigger, found)]
        choice = Choice(self.rules, self.takes)
        events = [self._propose(doc, trigger, parsed=parsed) for trigger in found]
        if parsed:
            ParsedRoles(doc, choice, events, COMPONENT).fill(events)
        else:
            event_nearest.fill(doc, choice, events, COMPONENT)
        return doc

    def _propose(self, doc: Doc, trigger: Trigger, *, parsed: bool) -> Event:
        span = doc[trigger.start : trigger.end]
        made = propose(doc, "event", trigger.type, [(span.start_char, span.end_char)], COMPONENT)
        if parsed:
            made["attributes"] = attributes(trigger.head(doc), is_noun=trigger.is_noun, rules=self.rules)
        else:
            made["attributes"] = event_nearest.attributes(doc, trigger)
        return Event(trigger, made)


def _is_told_by_its_verb(doc: Doc, noun: Trigger, found: list[Trigger]) -> bool:
    """Whether a verb of the same type has the noun as what is done: `signed the accord`, `agreed to a ceasefire`."""
    if noun.is_verb:
        return False
    head = noun.head(doc)
    relations = {relation for relation, word in dependents(head.head) if word.i == head.i} if head.dep_ != "pobj" else {head.head.lower_}
    verb = head.head.head if head.dep_ == "pobj" else head.head
    return bool(relations & _TOLD) and any(o.is_verb and o.start == verb.i and o.type == noun.type for o in found)
