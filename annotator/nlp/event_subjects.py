"""Who a verb says it of when the subject stands elsewhere: with a joined or governing verb, before a relative clause, after "by"."""

from __future__ import annotations

from spacy.tokens import Token

from annotator.nlp import relations
from annotator.nlp.relations import RELATIVE_WORDS, child, dependents, is_passive
from annotator.nlp.words import table

_OF_DOERS = frozenset({"of", "for", "with", "from"})
_DEPTH = 5


def surface_subject(verb: Token, depth: int = _DEPTH) -> Token | None:
    """Who stands as subject before a verb, active or passive, its own or that of the verb it is joined to."""
    for word in verb.children:
        if word.dep_ in relations.SUBJECTS | relations.PASSIVE_SUBJECTS:
            return verb.head if verb.dep_ in relations.RELATIVES and word.lower_ in RELATIVE_WORDS else word
    if (
        verb.dep_ in relations.PARTICIPLES
        and verb.tag_ in ("VBG", "VBN")
        and verb.head.pos_ != "VERB"
        and child(verb, relations.MARKS) is None
    ):
        return verb.head
    return inherited_subject(verb, depth - 1) if depth else None


def inherited_subject(verb: Token, depth: int = _DEPTH) -> Token | None:
    """The subject that a verb without one takes from the verb above it: joined, controlled, or a participle after a comma."""
    above, label = verb.head, verb.dep_
    if label in relations.CONJUNCTS:
        return surface_subject(above, depth) if is_verbal(above) else None
    preposition = ""
    if label == "pcomp":
        preposition, above, label = above.lower_, above.head, "advcl"
    elif label in relations.ADVERBIALS | relations.PARTICIPLES:
        found = child(verb, relations.MARKS)
        preposition = found.lower_ if found is not None and found.i < verb.i else ""
    if label in relations.COMPLEMENTS or (label in relations.ADVERBIALS and preposition in _OF_DOERS):
        controller = child(above, relations.OBJECTS)
        if controller is not None and controller.i < verb.i and verb.tag_ != "VBN":
            return controller
        return surface_subject(above, depth) if is_verbal(above) or label in relations.COMPLEMENTS else None
    if label in relations.ADVERBIALS and (verb.tag_ == "VBG" or preposition == "to") and is_verbal(above):
        if is_passive(above):
            return _agent(above) or (above.head if above.dep_ in relations.PARTICIPLES else None)
        return surface_subject(above, depth)
    if label in relations.PARTICIPLES and preposition == "to" and above.head.lower_ not in _undone():
        return surface_subject(above.head, depth) if is_verbal(above.head) and above.dep_ in relations.OBJECTS else None
    return None


def _undone() -> tuple[str, ...]:
    """Verbs whose subject keeps others from what they do: `foiled an attempt to`."""
    return table("event_contexts")["undone"]


def _agent(verb: Token) -> Token | None:
    return next((word for relation, word in dependents(verb) if relation == "by"), None)


def is_verbal(word: Token) -> bool:
    """Whether a word carries a clause: a verb, or what a copula says of its subject."""
    return word.pos_ in ("VERB", "AUX", "") or child(word, relations.COPULAS | relations.SUBJECTS | relations.PASSIVE_SUBJECTS) is not None
