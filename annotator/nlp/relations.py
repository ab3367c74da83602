"""Names of relations in dependency parses, Universal Dependencies and ClearNLP alike."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubj:outer", "nsubjpass", "nsubj:pass", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "nsubj:pass"})
PASSIVE_AUXILIARIES = frozenset({"auxpass", "aux:pass"})
OBJECTS = frozenset({"obj", "dobj", "iobj", "dative"})
CLAUSES = frozenset({"ccomp"})
OPEN_CLAUSES = frozenset({"xcomp"})
RELATIVE = frozenset({"relcl", "acl:relcl"})
ASIDES = frozenset({"parataxis"})
OBLIQUES = frozenset({"obl", "nmod", "obl:agent"})
"""Prepositional phrases in Universal Dependencies, where the noun is the head; ClearNLP has the preposition as head."""

PREPOSITIONS = frozenset({"prep", "agent"})
PREPOSITION_OBJECTS = frozenset({"pobj", "pcomp"})


def is_parsed(doc: Doc) -> bool:
    """Whether the Doc has a dependency parse."""
    return bool(doc.has_annotation("DEP"))


def child(token: Token, relations: frozenset[str]) -> Token | None:
    """The first dependant in one of the relations."""
    return next((each for each in token.children if each.dep_ in relations), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive."""
    return any(each.dep_ in PASSIVE_AUXILIARIES or each.dep_ in PASSIVE_SUBJECTS for each in verb.children)


def phrases_with(head: Token, preposition: str) -> Iterator[Token]:
    """The nouns that hang on a word by the preposition."""
    for each in head.children:
        if each.dep_ in OBLIQUES and any(case.dep_ in ("case", "mark") and case.lower_ == preposition for case in each.lefts):
            yield each
        elif each.dep_ in PREPOSITIONS and each.lower_ == preposition:
            yield from (noun for noun in each.children if noun.dep_ in PREPOSITION_OBJECTS)


_HAVE_OR_BE = frozenset({"aux", *PASSIVE_AUXILIARIES})


def is_bare_participle(verb: Token) -> bool:
    """Whether a past participle has no subject, "have" or "be": `often called`, `Asked whether he would run, …`."""
    if verb.tag_ not in ("VBN", "VBD") or child(verb, SUBJECTS) is not None:
        return False
    has_auxiliary = any(each.dep_ in _HAVE_OR_BE for each in verb.lefts)
    return not has_auxiliary if verb.tag_ == "VBN" else verb.dep_ == "advcl" and verb.is_sent_start is True
