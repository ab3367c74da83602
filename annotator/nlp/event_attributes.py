"""Polarity, modality and tense of an event, read from a parse: what negates it, what makes it a plan or a report."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from annotator.nlp import relations
from annotator.nlp.event_rules import EventRules
from annotator.nlp.relations import child, is_negated
from annotator.nlp.words import table

_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
_WITHOUT = frozenset({"without"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_POSSIBLE = frozenset({"may", "might", "could", "would", "can", "should", "must", "ca"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_PAST = frozenset({"was", "were", "had", "did", "been", "got"})
_PRESENT = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "do", "does", "being"})
_HAVE = frozenset({"have", "has", "'ve", "’ve"})
_GOVERNING = relations.COMPLEMENTS | relations.CONTENTS | relations.ADVERBIALS | relations.PARTICIPLES | frozenset({"pcomp", "acl"})
_DEPTH = 4


def attributes(head: Token, *, is_noun: bool, rules: EventRules) -> dict[str, str | None]:
    """The attributes of the event whose trigger has this head."""
    carriers = [head, *_carriers(head, rules)] if is_noun else [head]
    above = list(_above(carriers[-1]))
    return {"polarity": _polarity(carriers, above), "modality": _modality(carriers, above), "tense": _tense(carriers[-1], is_noun=is_noun)}


def _carriers(noun: Token, rules: EventRules) -> Iterator[Token]:
    """The verb that says of a noun that it happens or is done: `carried out an attack`, `the attack was carried out`."""
    verb = noun.head
    if (noun.dep_ in relations.OBJECTS | relations.PASSIVE_SUBJECTS and verb.lower_ in rules.lists.get("light", ())) or (
        noun.dep_ in relations.SUBJECTS and verb.pos_ in ("VERB", "AUX")
    ):
        yield verb


def _above(word: Token) -> Iterator[tuple[str, Token]]:
    """`(relation, word)` of the words that govern a clause, from the inside out; joined clauses are governed alike."""
    for _ in range(_DEPTH):
        label, above = word.dep_, word.head
        if above.i == word.i:
            return
        if label in _GOVERNING or label in relations.OBJECTS | relations.PASSIVE_SUBJECTS or label == "prep":
            yield label, above
        elif label not in relations.CONJUNCTS:
            return
        word = above


def _is_any(word: Token, key: str) -> bool:
    return word.lower_ in _list(key)


def _list(key: str) -> tuple[str, ...]:
    return table("event_contexts").get(key, ())


def _polarity(carriers: list[Token], above: list[tuple[str, Token]]) -> str:
    if carriers[0].dep_ in relations.CONJUNCTS and any(word.lower_ == "no" for word in carriers[0].head.children):
        return "negative"
    for word in carriers:
        if is_negated(word) or any(other.lower_ in _WITHOUT for other in word.children) or word.head.lower_ in _WITHOUT:
            return "negative"
        subject = child(word, relations.SUBJECTS | relations.PASSIVE_SUBJECTS)
        if subject is not None and (subject.lower_ in _NOBODY or any(other.lower_ == "no" for other in subject.children)):
            return "negative"
    for label, word in above:
        if label in relations.COMPLEMENTS | relations.OBJECTS | relations.PASSIVE_SUBJECTS | relations.CONTENTS and _is_any(word, "undone"):
            return "negative"
        if label in relations.ADVERBIALS | {"pcomp", "prep"} and _is_any(word, "prevented"):
            return "negative"
        if label in relations.COMPLEMENTS and is_negated(word):
            return "negative"
    return "positive"


def _modality(carriers: list[Token], above: list[tuple[str, Token]]) -> str:
    around = [other for word in carriers for other in word.children if other.dep_ not in relations.ADVERBIALS]
    words = {word.lower_ for word in around}
    governing = [word for label, word in above if label not in relations.ADVERBIALS]
    if words & _FUTURE or any(_is_any(word, "planned") for word in (*governing, *around)):
        return "planned"
    if words & (_POSSIBLE | _CONDITIONS) or any(_is_any(word, "possible") for word in (*governing, *around)):
        return "possible"
    if any(_is_any(word, "alleged") for word in (*governing, *around)) or _is_reported(carriers[-1]):
        return "reported"
    return "actual"


def _is_reported(word: Token) -> bool:
    """Whether a verb of saying has the clause as what is said, or stands beside it."""
    for _ in range(_DEPTH * 2):
        if any(
            _is_any(other, "said") and other.dep_ in ("parataxis", "ccomp", "dep", "advcl", "prep", "obl", "case")
            for other in word.children
        ):
            return True
        if any(other.lower_ == "according" for inner in word.children for other in (inner, *inner.children)):
            return True
        above = word.head
        if above.i == word.i:
            return False
        if _is_any(above, "said") and word.dep_ in relations.CONTENTS | relations.COMPLEMENTS | {"parataxis", "dep"}:
            return True
        word = above
    return False


def _tense(verb: Token, *, is_noun: bool) -> str | None:
    helpers = {word.lower_ for word in verb.children if word.dep_ in relations.AUXILIARIES or word.dep_ == "cop"}
    if helpers & _FUTURE:
        return "future"
    # a bare participle with a subject is a past that was tagged wrong
    is_past = verb.tag_ == "VBN" and (helpers & _HAVE or (not helpers and child(verb, relations.SUBJECTS) is not None))
    if verb.tag_ == "VBD" or helpers & _PAST or is_past:
        return "past"
    if verb.tag_ in ("VBP", "VBZ") or helpers & _PRESENT:
        return "present"
    if verb.dep_ in relations.ADVERBIALS | relations.CONJUNCTS and verb.head.pos_ == "VERB" and verb.tag_ in ("VBG", "VBN"):
        return _tense(verb.head, is_noun=False)
    return "past" if verb.tag_ == "VBN" and verb.dep_ in relations.PARTICIPLES else None
