"""Which words a parse makes arguments of a trigger, each with its relation, and those that it shares with the words round it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Doc, Token

from annotator.nlp import relations
from annotator.nlp.event_rules import EventRules
from annotator.nlp.event_subjects import inherited_subject, is_verbal, surface_subject
from annotator.nlp.relations import RELATIVE_WORDS, child, dependents, is_passive

Argument = tuple[str, Token]
"""A relation and the word that stands in it."""

_TIMED = frozenset({"DATE", "TIME"})
_LASTING = frozenset({"for", "until", "till", "by", "to", "object", "with", "through"})
_DEPTH = 5
_CONTENT_DEPTH = 1
_ATTRIBUTES = frozenset({"amod"})


def of_verb(verb: Token, lemma: str, rules: EventRules) -> Iterator[Argument]:
    """The arguments of a verb: its own, and the subject or object it shares with the verbs it is joined to."""
    found = list(own(verb))
    have = {relation for relation, _ in found}
    passive = is_passive(verb)
    if not passive and "object" not in have and _is_short_passive(verb, lemma, rules):
        passive = True
        found = [("object" if relation == "subject" else relation, word) for relation, word in found]
        have = {relation for relation, _ in found}
    yield from found
    if ("object" if passive else "subject") not in have:
        subject = inherited_subject(verb)
        if subject is not None:
            yield ("object" if passive else "subject"), subject
    if not passive and "object" not in have:
        yield from (("object", word) for word in _shared_object(verb))
    for word in verb.children:
        if word.dep_ in relations.COMPLEMENTS | relations.CONTENTS:
            yield from (("content", other) for other in _content(word, _CONTENT_DEPTH))


def _content(verb: Token, depth: int) -> Iterator[Token]:
    """What is named in a clause that says what somebody threatens or agrees to do."""
    for relation, word in dependents(verb):
        if relation != "subject":
            yield word
            if depth:
                yield from _content(word, depth - 1)


def _is_short_passive(verb: Token, lemma: str, rules: EventRules) -> bool:
    """Whether a verb that always has an object stands without one and without auxiliary, as in headlines: `Five killed in blast`."""
    if lemma not in rules.lists.get("transitive", ()) or verb.lower_.endswith("ing") or verb.tag_ not in ("VBN", "VBD"):
        return False
    return child(verb, relations.AUXILIARIES) is None and verb.dep_ not in relations.RELATIVES and not list(_shared_object(verb))


def own(verb: Token) -> Iterator[Argument]:
    """The arguments that depend on the verb itself, relative pronouns replaced by what they stand for."""
    passive = is_passive(verb)
    gap = verb.dep_ in relations.RELATIVES
    seen: set[str] = set()
    for relation, word in dependents(verb):
        if relation == "subject" and passive:
            relation = "object"
        if gap and word.lower_ in RELATIVE_WORDS | {"where", "when"}:
            word, gap = verb.head, False
        elif relation == "object" and passive and word.dep_ in relations.OBJECTS:
            relation = "predicate"
        seen.add(relation)
        if not is_time(word):
            yield relation, word
        elif relation not in _LASTING:
            yield "time", word
    yield from (("predicate", word) for word in verb.children if word.dep_ in relations.COMPLEMENTS and word.pos_ in ("NOUN", "PROPN"))
    if gap and "object" not in seen and "subject" in seen and not _has_where(verb):
        yield "object", verb.head
    elif verb.dep_ in relations.PARTICIPLES | _ATTRIBUTES and verb.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        described = _described(verb, seen, passive=passive)
        if described is not None and described not in seen:
            yield described, verb.head


def _described(verb: Token, seen: Container[str], *, passive: bool) -> str | None:
    """What the noun is to a participle that describes it, or to a verb that the parser took for a description of its object."""
    is_before = verb.i < verb.head.i
    governed = child(verb, relations.MARKS) is not None or (verb.i > 0 and verb.nbor(-1).pos_ == "ADP")
    if is_before and ("subject" in seen or governed or verb.tag_ in ("VBD", "VBP", "VBZ")):
        return "object"
    if governed or verb.tag_ not in ("VBG", "VBN"):
        return None
    return "object" if passive or verb.tag_ == "VBN" else "subject"


def _has_where(verb: Token) -> bool:
    return any(word.lower_ in ("where", "when", "why", "how") for word in verb.children)


def is_time(word: Token) -> bool:
    """Whether a word is part of a date or time, and not of somebody's age."""
    return word.ent_type_ in _TIMED and not any(t.lower_ in ("old", "-old", "ago-old") for t in word.subtree)


def _shared_object(verb: Token) -> Iterator[Token]:
    """What two joined verbs are done to when it stands after the second: `arrested and charged two men`."""
    for word in verb.children:
        if word.dep_ in relations.CONJUNCTS and word.i - verb.i <= 2 and is_verbal(word):
            yield from (other for other in word.children if other.dep_ in relations.OBJECTS)
    above = verb.head
    if verb.dep_ in relations.CONJUNCTS and verb.i - above.i <= 2:
        yield from (other for other in above.children if other.dep_ in relations.OBJECTS and other.i > verb.i)


def of_noun(noun: Token, rules: EventRules) -> Iterator[Argument]:
    """The arguments of a noun: its own, and those of the verb that only says that it happens, or that somebody does it."""
    yield from _of_noun_itself(noun)
    if noun.dep_ in relations.CONJUNCTS:
        yield from ((relation, word) for relation, word in _of_noun_itself(noun.head) if relation in ("possessive", "adjective", "time"))
    for word in noun.children:
        if word.dep_ in relations.CONJUNCTS:
            yield from ((relation, other) for relation, other in _of_noun_itself(word) if relation in ("of", "by", "on", "against", "in"))
    top = _first_joined(noun)
    verb = top.head
    if top.dep_ in relations.OBJECTS and verb.lower_ in rules.lists.get("light", ()):
        yield from (
            (("object" if relation == "indirect" else relation), word)
            for relation, word in of_verb(verb, verb.lower_, rules)
            if word.i != top.i and relation != "object"
        )
    elif top.dep_ in relations.PASSIVE_SUBJECTS and verb.lower_ in rules.lists.get("light", ()):
        yield from ((relation, word) for relation, word in own(verb) if relation != "object")
    elif top.dep_ in relations.SUBJECTS:
        yield from _as_subject(verb, rules)
    elif verb.lower_ == "responsibility" or (verb.dep_ == "prep" and verb.head.lower_ == "responsibility"):
        # "claimed responsibility for the attack"
        claimed = verb.head if verb.dep_ != "prep" else verb.head.head
        subject = surface_subject(claimed) if is_verbal(claimed) else None
        if subject is not None:
            yield "subject", subject


def _of_noun_itself(noun: Token) -> Iterator[Argument]:
    for relation, word in _dependents_of_noun(noun):
        yield relation, word
        if relation == "of":
            # "the arrest of two students by police": the parser gives "by police" to the students
            yield from (("by", other) for inner, other in dependents(word) if inner == "by")


def _dependents_of_noun(noun: Token) -> Iterator[Argument]:
    yield from (("time", word) for word in noun.children if is_time(word) and word.i < noun.i)
    for relation, word in dependents(noun):
        if is_time(word):
            yield "time", word
        elif relation not in ("subject", "object"):
            yield relation, word
    for word in noun.children:
        # "an attack that targeted troops", "a bombing carried out by rebels", "a raid targeting rebels"
        if word.dep_ in relations.PARTICIPLES and word.tag_ in ("VBG", "VBN"):
            relation_of = {"object": word.lower_} if word.tag_ == "VBG" else {}
            yield from (
                (relation_of.get(relation, relation), other) for relation, other in dependents(word) if relation not in ("subject",)
            )


def _first_joined(word: Token) -> Token:
    while word.dep_ in relations.CONJUNCTS:
        word = word.head
    return word


def _as_subject(verb: Token, rules: EventRules) -> Iterator[Argument]:
    """What a verb says of the event that is its subject: where and when it happened, what it hit."""
    hits = verb.lower_ in rules.lists.get("hitting", ())
    if hits or verb.lower_ in rules.lists.get("happening", ()):
        for relation, word in own(verb):
            if relation not in ("subject", "object"):
                yield relation, word
            elif relation == "object" and hits:
                yield "hit", word


def of_adjective(adjective: Token) -> Iterator[Argument]:
    """The arguments of an adjective that is said of somebody: `two were dead`, `it left two dead`, `the injured`."""
    for relation, word in dependents(adjective):
        yield ("time" if is_time(word) else relation), word
    above = adjective.head
    if _case(adjective) == "among":
        # "among the dead were two children"
        yield "subject", above
    elif adjective.dep_ in relations.COMPLEMENTS | {"acomp", "attr", "oprd", "ccomp"}:
        subject = child(adjective, relations.SUBJECTS) or child(above, relations.OBJECTS) or surface_subject(above)
        if subject is not None:
            yield "subject", subject
        yield from ((relation, word) for relation, word in own(above) if relation not in ("subject", "object", "indirect"))
    elif adjective.dep_ in _OF_NOUNS:
        yield "subject", above


def neighbours(trigger: Token) -> Iterator[Token]:
    """The words whose place and time are those of a trigger too, the nearest first."""
    above, label = trigger.head, trigger.dep_
    if trigger.pos_ == "ADJ" and label in _OF_NOUNS | relations.COMPLEMENTS:
        # "clashed with police, leaving six people dead"
        verb = above.head if label in _OF_NOUNS else above
        yield verb
        yield verb.head
    elif (
        label in relations.CONJUNCTS | relations.COMPLEMENTS | relations.RELATIVES | relations.PARTICIPLES
        or _is_loose_participle(trigger)
        or (label in _OBLIQUE and _case(trigger) in _WITHIN)
    ):
        yield above
    elif label == "pobj" and above.lower_ in _WITHIN:
        yield above.head
    elif label in relations.SUBJECTS:
        yield above
    for relation, word in dependents(trigger):
        if relation in _WITHIN or relation == "subject":
            yield word
    for word in trigger.children:
        if word.dep_ in relations.CONJUNCTS | relations.RELATIVES or _is_loose_participle(word):
            yield word


_OF_NOUNS = frozenset({"amod", "acl"})
_OBLIQUE = frozenset({"obl", "nmod", "obl:agent"})
_WITHIN = frozenset({"in", "during", "by"})


def _case(word: Token) -> str:
    return next((other.lower_ for other in word.children if other.dep_ == "case" and other.i < word.i), "")


def _is_loose_participle(verb: Token) -> bool:
    return verb.dep_ in relations.ADVERBIALS and (verb.tag_ == "VBG" or any(word.lower_ == "to" for word in verb.children))


def right_after(doc: Doc, end: int) -> Iterator[Argument]:
    """The name or date that follows a trigger with or without a preposition, for what the parser hung elsewhere."""
    index = end
    preposition = ""
    if index < len(doc) and doc[index].lower_ in _FOLLOWING and not doc[index].ent_type_:
        preposition = doc[index].lower_
        index += 1
    while index < len(doc) and doc[index].lower_ in ("the", "early", "late"):
        index += 1
    if index == len(doc) or doc[index].ent_iob_ != "B":
        return
    stop = index + 1
    while stop < len(doc) and doc[stop].ent_iob_ == "I":
        stop += 1
    if doc[index].ent_type_ in _TIMED:
        yield "time", doc[index]
    elif doc[index].ent_type_ == "CARDINAL" and not preposition:
        yield "object", doc[stop - 1]
    elif preposition:
        yield preposition, root_of(doc, index, stop)


_FOLLOWING = frozenset({"in", "at", "near", "on", "against", "of", "by", "outside"})


def owner(token: Token, triggers: Container[int]) -> Token | None:
    """The trigger or verb whose clause a date stands in: the first of either above it, if nothing says how long it lasted."""
    for _ in range(_DEPTH):
        above = token.head
        if above.i == token.i or _case(token) in _LASTING or (token.dep_ == "pobj" and above.lower_ in _LASTING):
            return None
        token = above
        if token.i in triggers or token.pos_ in ("VERB", "AUX"):
            return token
    return None


def root_of(doc: Doc, start: int, end: int) -> Token:
    """The word of a stretch on which its others depend."""
    for token in doc[start:end]:
        if not start <= token.head.i < end or token.head.i == token.i:
            return token
    return doc[end - 1]
