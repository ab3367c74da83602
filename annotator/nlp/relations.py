"""Relations of a dependency parse under names of their own, whichever scheme the parser speaks: Universal Dependencies or ClearNLP."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

_PLAIN = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubj:outer": "subject",
    "nsubj:pass": "object",
    "nsubjpass": "object",
    "csubj:pass": "object",
    "csubjpass": "object",
    "obj": "object",
    "dobj": "object",
    "iobj": "indirect",
    "dative": "indirect",
    "nmod:poss": "possessive",
    "poss": "possessive",
    "compound": "compound",
    "nn": "compound",
    "amod": "adjective",
    "attr": "predicate",
    "oprd": "predicate",
    "obl:tmod": "unmarked",
    "obl:npmod": "unmarked",
    "obl:unmarked": "unmarked",
    "nmod:tmod": "unmarked",
    "nmod:npmod": "unmarked",
    "nmod:unmarked": "unmarked",
    "npadvmod": "unmarked",
}
"""What of both schemes has one name here; phrases after prepositions are named by their preposition."""

_OBLIQUE = frozenset({"obl", "nmod", "obl:arg", "nmod:desc", "obl:agent", "agent", "prep", "dative", "advcl", "acl", "pcomp", "obl:lmod"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})

_OR_SO = frozenset({"more", "less", "fewer", "so"})
"""What makes a number a rough one after "or": `107 or more`."""

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
OBJECTS = frozenset({"obj", "dobj"})
PASSIVE_AUXILIARIES = frozenset({"aux:pass", "auxpass"})
AUXILIARIES = frozenset({"aux", "aux:pass", "auxpass"})
COPULAS = frozenset({"cop"})
RELATIVES = frozenset({"acl:relcl", "relcl", "advcl:relcl"})
PARTICIPLES = frozenset({"acl"})
ADVERBIALS = frozenset({"advcl"})
COMPLEMENTS = frozenset({"xcomp"})
CONTENTS = frozenset({"ccomp"})
CONJUNCTS = frozenset({"conj"})
APPOSITIONS = frozenset({"appos"})
RELATIVE_WORDS = frozenset({"who", "which", "that", "whom"})
MARKS = frozenset({"mark", "case", "prep"})
ASIDES = frozenset({"parataxis"})
ANY_SUBJECTS = SUBJECTS | PASSIVE_SUBJECTS
ANY_OBJECTS = OBJECTS | {"iobj", "dative"}
OBLIQUES = frozenset({"obl", "nmod", "obl:agent"})
"""Prepositional phrases in Universal Dependencies, where the noun is the head; ClearNLP has the preposition as head."""

PREPOSITIONS = frozenset({"prep", "agent"})
PREPOSITION_OBJECTS = frozenset({"pobj", "pcomp"})


def is_parsed(doc: Doc) -> bool:
    """Whether a parser has said how the words depend on each other."""
    return bool(doc.has_annotation("DEP"))


def dependents(head: Token) -> Iterator[tuple[str, Token]]:
    """`(relation, word)` of the words that depend on one: `subject`, `object`, `by`, `of`, `in`, `possessive` and so on."""
    for child in head.children:
        label = child.dep_
        if label in _OBLIQUE:
            yield from _after_preposition(child, label)
        elif label in _PLAIN:
            # a number after a verb is whom it is done to, whatever the parser calls it: "wounded eleven"
            is_counted = _PLAIN[label] == "unmarked" and child.ent_type_ == "CARDINAL" and child.i > head.i
            yield ("object" if is_counted else _PLAIN[label]), child


def _after_preposition(child: Token, label: str) -> Iterator[tuple[str, Token]]:
    inner = [word for word in child.children if word.dep_ in PREPOSITION_OBJECTS]
    if inner:
        yield from (("by" if label == "agent" else child.lower_, word) for word in inner)
    elif label == "prep":
        # "in front of", "out of": the second preposition has the noun
        yield from ((child.lower_ if word.lower_ == "of" else word.lower_, noun) for word, noun in _nested(child))
    elif label == "dative":
        yield "indirect", child
    elif label not in ("advcl", "acl", "pcomp"):
        case = next((word for word in child.children if word.dep_ == "case" and word.i < child.i), None)
        if case is not None and case.ent_type_ == child.ent_type_ == "CARDINAL":
            # the preposition is part of a number: "wounding at least 23"
            yield "object", child
        else:
            yield ("by" if label == "obl:agent" else case.lower_ if case is not None else "unmarked"), child


def _nested(preposition: Token) -> Iterator[tuple[Token, Token]]:
    for word in preposition.children:
        if word.dep_ == "prep":
            yield from ((word, noun) for noun in word.children if noun.dep_ in PREPOSITION_OBJECTS)


def child(head: Token, labels: frozenset[str]) -> Token | None:
    """The first word that depends on the head in one of the relations."""
    return next((word for word in head.children if word.dep_ in labels), None)


def joined(head: Token) -> Iterator[Token]:
    """A word and those that "and" or "or" or commas join to it."""
    yield head
    for word in head.children:
        if word.lower_ in _OR_SO:
            continue
        if word.dep_ in CONJUNCTS or (word.dep_ in APPOSITIONS and word.ent_type_ == head.ent_type_ == "PERSON" and word.i > head.i):
            yield from joined(word)


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive: by its auxiliary or subject, or as a participle that describes a noun."""
    labels = {word.dep_ for word in verb.children}
    if labels & (PASSIVE_AUXILIARIES | PASSIVE_SUBJECTS):
        return True
    if labels & (OBJECTS | SUBJECTS) or verb.tag_ != "VBN" or any(word.lower_ in _HAVE for word in verb.children if word.dep_ == "aux"):
        return False
    if verb.dep_ in CONJUNCTS and not labels & AUXILIARIES and verb.head.pos_ in ("VERB", ""):
        return is_passive(verb.head)
    return verb.dep_ not in RELATIVES


_HAVE = frozenset({"have", "has", "had", "having", "'ve", "’ve", "'d", "’d", "'s", "’s"})


def is_negated(head: Token) -> bool:
    """Whether "not", "never" or "no" stands with a word."""
    return any(word.lower_ in _NEGATIONS and word.dep_ not in ("cc", "preconj", "cc:preconj") for word in head.children)


def has_passive_form(verb: Token) -> bool:
    """Whether an auxiliary or the subject says that a verb is passive; a participle alone does not."""
    return any(word.dep_ in PASSIVE_AUXILIARIES or word.dep_ in PASSIVE_SUBJECTS for word in verb.children)


def phrases_with(head: Token, preposition: str) -> Iterator[Token]:
    """The nouns that hang on a word by the preposition."""
    for word in head.children:
        if word.dep_ in OBLIQUES and any(case.dep_ in ("case", "mark") and case.lower_ == preposition for case in word.lefts):
            yield word
        elif word.dep_ in PREPOSITIONS and word.lower_ == preposition:
            yield from (noun for noun in word.children if noun.dep_ in PREPOSITION_OBJECTS)


def is_bare_participle(verb: Token) -> bool:
    """Whether a past participle has no subject, "have" or "be": `often called`, `Asked whether he would run, …`."""
    if verb.tag_ not in ("VBN", "VBD") or child(verb, ANY_SUBJECTS) is not None or _is_main_verb(verb):
        return False
    has_auxiliary = any(word.dep_ in AUXILIARIES for word in verb.lefts)
    return not has_auxiliary if verb.tag_ == "VBN" else verb.dep_ == "advcl" and verb.is_sent_start is True


def _is_main_verb(verb: Token) -> bool:
    """Whether a "participle" right behind the noun that the sentence hangs on is its verb: `Aid groups called for a truce.`."""
    noun = verb.head
    return verb.dep_ in PARTICIPLES and noun.head == noun and noun.i + 1 == verb.i and noun.left_edge.is_sent_start is True
