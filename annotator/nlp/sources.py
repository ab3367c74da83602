"""Who says it, read from a dependency parse: the subject of the cue, or what stands for it."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from annotator.nlp import relations
from annotator.nlp.cues import Cue
from annotator.nlp.speakers import entity_at

_RELATIVES = frozenset({"who", "which", "that"})
_PARTS = frozenset(
    "det amod compound flat nummod nmod nmod:poss poss case nn fixed advmod predet quantmod prep pobj nmod:desc goeswith conj cc nmod:unmarked".split()
)
_WITH_OBJECT = frozenset("told tell tells telling asked asks asking assured informed reminded notified advised warned warns".split())
_HOPS = 4
_LONGEST = 14


def source(doc: Doc, cue: Cue) -> Span | None:
    """The speaker of a cue that is a verb, noun or adjective."""
    head = doc[cue.start]
    if cue.takes("noun") and head.pos_ == "NOUN":
        return _owner(doc, head)
    if cue.takes("adjective"):
        subject = relations.child(head, relations.ANY_SUBJECTS)
        return phrase(doc, subject) if subject is not None else None
    return _subject(doc, head, _HOPS)


def addressee(doc: Doc, cue: Cue) -> Span | None:
    """Whom the cue's verb has as object: `told reporters`, `said to her`; the subject of `was told`."""
    head = doc[cue.start]
    if relations.has_passive_form(head):
        subject = relations.child(head, relations.PASSIVE_SUBJECTS)
        return phrase(doc, subject) if subject is not None and cue.takes("ask") else None
    found = relations.child(head, relations.ANY_OBJECTS) if cue.takes("ask") or head.lower_ in _WITH_OBJECT else None
    if found is None:
        found = next(relations.phrases_with(head, "to"), None)
    return phrase(doc, found) if found is not None and found.pos_ in ("NOUN", "PROPN", "PRON", "") else None


def phrase(doc: Doc, head: Token) -> Span:
    """The noun phrase of a head without relative clauses; an entity when the head is part of one, or has a person's name beside it."""
    entity = entity_at(doc, head.i)
    if entity is not None and head.ent_type_ not in ("NORP", "CARDINAL", "DATE"):
        return entity
    name = next((entity_at(doc, each.i) for each in head.rights if each.dep_ == "appos" and each.ent_type_ in ("PERSON", "ORG")), None)
    if name is not None:
        return name
    start, end = head.i, head.i + 1
    for each in head.lefts:
        if each.dep_ in _PARTS and each.dep_ not in ("case", "cc"):
            start = min(start, each.left_edge.i)
    for each in head.rights:
        if each.dep_ not in _PARTS or each.dep_ == "case" or doc[each.left_edge.i].is_punct or each.left_edge.i > end:
            break
        end = max(end, _without_clause(each) + 1)
    while start < head.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return doc[max(start, end - _LONGEST) if end - start > _LONGEST else start : end]


def _without_clause(token: Token) -> int:
    """The last token of a part, before any relative clause, apposition or comma in it."""
    last = token.i
    for each in token.rights:
        if each.dep_ not in _PARTS or token.doc[each.left_edge.i].is_punct:
            break
        last = _without_clause(each)
    return last


def _subject(doc: Doc, verb: Token, hops: int) -> Span | None:
    if relations.has_passive_form(verb):
        agent = next(relations.phrases_with(verb, "by"), None)
        return phrase(doc, agent) if agent is not None else None
    subject = _nearest_subject(verb)
    if subject is not None and subject.dep_ not in relations.PASSIVE_SUBJECTS:
        if verb.dep_ in relations.RELATIVES and subject.lower_ in _RELATIVES:
            return phrase(doc, verb.head)
        if subject.lower_ == "who" and subject.i > 1 and doc[subject.i - 1].text == "," and doc[subject.i - 2].pos_ in ("NOUN", "PROPN"):
            return phrase(doc, doc[subject.i - 2])
        return None if subject.pos_ in ("VERB", "AUX", "ADV", "SCONJ") or subject.lower_ in ("there", "what") else phrase(doc, subject)
    if hops == 0 or verb.head == verb:
        return None
    if verb.dep_ == "conj" and verb.head.dep_ in relations.CONTENTS and relations.child(verb, relations.CONTENTS) is not None:
        return _subject(doc, verb.head.head, hops - 1)
    if verb.dep_ in ("conj", "xcomp", "advcl", "dep", "parataxis") and verb.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        return _subject(doc, verb.head, hops - 1)
    if verb.dep_ in ("acl", *relations.RELATIVES) and verb.head.pos_ in ("NOUN", "PROPN"):
        return phrase(doc, verb.head)
    return None


def _nearest_subject(verb: Token) -> Token | None:
    """The subject; the nearest where the parse gives two, as it does to `SELWICK (AN) — The road is open, the mayor said`."""
    subjects = (word for word in verb.children if word.dep_ in relations.ANY_SUBJECTS)
    return min(subjects, key=lambda word: abs(word.i - verb.i), default=None)


def _owner(doc: Doc, noun: Token) -> Span | None:
    """`the group's claim`, `claims by residents`; the subject of `made the claim`."""
    owner = relations.child(noun, frozenset({"nmod:poss", "poss"}))
    if owner is None:
        owner = next(relations.phrases_with(noun, "by"), None) or next(relations.phrases_with(noun, "from"), None)
    if owner is not None:
        return phrase(doc, owner)
    if noun.dep_ in relations.ANY_OBJECTS and noun.head.pos_ == "VERB":
        return _subject(doc, noun.head, _HOPS)
    return None
