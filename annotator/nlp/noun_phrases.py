"""Noun phrases of a parse: the words that belong to a noun, without the clauses and phrases after it."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from annotator.nlp.relations import APPOSITIONS
from annotator.nlp.speakers import entity_at

_BEFORE = frozenset(
    {
        "det", "det:predet", "predet", "amod", "compound", "nn", "nummod", "quantmod", "nmod:poss", "poss", "advmod", "case", "punct",
        "nmod", "nmod:desc", "flat", "hyph", "nmod:npmod", "obl:npmod", "npadvmod", "nmod:unmarked", "dep",
    }
)  # fmt: skip
_QUANTITIES = frozenset(
    "dozen dozens hundred hundreds thousand thousands million millions score scores number numbers group groups majority total couple most"
    " many some several all none each one two three four five six seven eight nine ten half handful crowd crowds gang mob pair series tens more"
    " fewer any both members member".split()
)
_NOT_INSIDE = frozenset({"MONEY", "PERCENT", "DATE", "TIME"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X", "DET", ""})
_NAMED_PLACES = frozenset({"city", "town", "village", "province", "capital", "state", "district", "region", "island", "governorate"})
_ARTICLES = frozenset({"the", "a", "an"})
_LONGEST = 9


def phrase_of(doc: Doc, head: Token) -> Span | None:
    """The filler whose head is a token: its entity, the name that its phrase ends in, or the phrase as plain words (without label)."""
    entity = entity_at(doc, head.i)
    if entity is not None and entity.label_ not in ("NORP", "CARDINAL"):
        return entity
    if head.pos_ not in _NOUNS or head.is_punct:
        return None
    name = _name_beside(doc, head)
    if name is not None:
        return name
    start, end = _start(doc, head), _end(doc, head)
    if entity is not None and entity.end >= end and all(token.lower_ in _ARTICLES for token in doc[start : entity.start]):
        return entity
    return _trimmed(doc, start, end)


def _name_beside(doc: Doc, head: Token) -> Span | None:
    """The name of the one whom a title or description names: `General Tomas Brey`, `the leader, Tomas Brey,`."""
    after = doc[head.i + 1] if head.i + 1 < len(doc) else None
    is_title = after is not None and after.ent_type_ == "PERSON" and after.ent_iob_ == "B"
    if after is not None and is_title and (head.is_title or after.dep_ in ("flat", "appos", "nmod", "compound") or head.dep_ == "compound"):
        return entity_at(doc, after.i)
    for word in head.children:
        if word.dep_ in APPOSITIONS and word.ent_type_ in ("PERSON", "ORG") and word.i > head.i:
            return entity_at(doc, word.i)
        if head.lower_ in _NAMED_PLACES and word.ent_type_ == "GPE" and word.i > head.i and doc[head.i + 1].lower_ in ("of", ","):
            return entity_at(doc, word.i)
    return None


def _start(doc: Doc, head: Token) -> int:
    start = head.i
    for word in reversed(list(head.lefts)):
        if (
            word.dep_ not in _BEFORE
            or (word.pos_ in ("VERB", "SCONJ", "AUX") and word.dep_ != "amod")
            or start - word.left_edge.i > _LONGEST
        ):
            break
        if word.dep_ in ("case", "punct", "advmod") and word.lower_ not in _OF_NUMBERS and word.text != "-":
            break
        if any(token.is_space for token in doc[word.left_edge.i : start]) or (word.lower_ == "dead" and doc[word.i - 1].pos_ == "VERB"):
            break
        start = word.left_edge.i
    start = _hyphenated(doc, start)
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    return start


def _hyphenated(doc: Doc, start: int) -> int:
    """The first token of the word that the token ends, with its article, whatever the parse makes of hyphens: `the co-founder`."""
    first = start
    while first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_ and not doc[first - 2].whitespace_:
        first -= 2
    return first - 1 if 0 < first < start and doc[first - 1].pos_ == "DET" else first


_PREPOSITIONS = frozenset({"at", "than", "about", "up", "around", "over", "as", "under", "of", "in", "on", "by", "for", "to"})
_OF_NUMBERS = frozenset(
    {"at", "least", "more", "than", "about", "some", "up", "nearly", "almost", "around", "over", "only", "just", "as", "under"}
)


def _end(doc: Doc, head: Token) -> int:
    """The token after the phrase: after `of` and a noun for quantities, as in `dozens of people`."""
    end = head.i + 1
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        end += 2
    if head.lower_ in _QUANTITIES and end < len(doc) and doc[end].lower_ == "of":
        inner = next(
            (word for word in doc[end : end + 7] if word.i > end and word.pos_ in ("NOUN", "PROPN", "PRON") and not _goes_on(doc, word)),
            None,
        )
        if inner is not None:
            return inner.i + 1
    return end


def _goes_on(doc: Doc, word: Token) -> bool:
    """Whether the noun is followed by another of the same phrase: `police` in `police officers`."""
    return word.i + 1 < len(doc) and word.dep_ in ("compound", "nn", "nmod:poss", "poss") and word.head.i > word.i


def _trimmed(doc: Doc, start: int, end: int) -> Span | None:
    has_number = any(token.like_num or token.ent_type_ == "CARDINAL" for token in doc[start:end])
    while start < end and (doc[start].is_punct or doc[start].is_space or (doc[start].lower_ in _PREPOSITIONS and not has_number)):
        start += 1
    span = doc[start:end]
    return span if len(span) and span[-1].ent_type_ not in _NOT_INSIDE else None


def number_in(doc: Doc, phrase: Span) -> Span | None:
    """The number that is part of a phrase or is all of it."""
    for word in phrase:
        if word.ent_type_ == "CARDINAL":
            return entity_at(doc, word.i)
    return None
