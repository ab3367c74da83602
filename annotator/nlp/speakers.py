"""Who says it: the subject of a verb of saying, before or after it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from annotator.nlp.names import is_common
from annotator.nlp.words import word_set

SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who"})
_SKIPPED = frozenset(
    "has have had also later then was were is are be been reportedly repeatedly earlier again himself herself themselves once"
    " has not never did does do will would could publicly officially".split()
)
_STOPS = frozenset(
    "that and but or when while as if after before because although though which in on at by with from to for during since"
    " until over under about against into than so where".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those his her their its our my some many several most two three four five six one".split()
)
_SOURCES = frozenset("study poll report survey statement website letter newspaper magazine article review findings results".split())
_APPOSITION = 30
_NOUNS = word_set("person_nouns")
_LONGEST = 8


def before(doc: Doc, cue: int, bound: int) -> Span | None:
    """The subject that ends before the token `cue`, not before the token `bound`."""
    last = cue - 1
    while last >= bound and doc[last].lower_ in _SKIPPED:
        last -= 1
    if last < bound:
        return None
    if doc[last].text == ")":
        opening = next((i for i in range(last - 1, max(bound, last - 6), -1) if doc[i].text == "("), None)
        return before(doc, opening, bound) or entity_at(doc, last - 1) if opening is not None else None
    if doc[last].text in (",", "–", "—"):
        return _before_apposition(doc, last, bound)
    if doc[last].lower_ in PRONOUNS:
        return doc[last : last + 1]
    entity = entity_at(doc, last)
    if entity is not None and entity.label_ in SPEAKING and entity.end == last + 1 and entity.label_ != "NORP":
        return _governing(doc, entity, bound) or entity
    return _phrase_before(doc, last, bound)


def _governing(doc: Doc, entity: Span, bound: int) -> Span | None:
    """`brokers in London`: who the speaker is when the name only says where they are or what they are of."""
    index = entity.start - 1
    while index > bound and doc[index].lower_ in _DETERMINERS:
        index -= 1
    if index <= bound or doc[index].lower_ not in ("in", "of", "at", "from", "for") or entity.label_ == "PERSON":
        return None
    return _phrase_before(doc, index - 1, bound) if _is_people(doc[index - 1].lower_) else None


def after(doc: Doc, cue: int, bound: int) -> Span | None:
    """The subject that begins right after the token `cue`, up to the token `bound`."""
    first = cue + 1
    if first >= bound:
        return None
    if doc[first].lower_ in PRONOUNS:
        return doc[first : first + 1]
    end = first
    while end < bound and end - first < _LONGEST and not doc[end].is_punct and not doc[end].is_space and doc[end].lower_ not in _STOPS:
        entity = entity_at(doc, end)
        if entity is not None and entity.label_ in ("PERSON",):
            return entity
        end = entity.end if entity is not None and entity.label_ not in ("DATE", "TIME") else end + 1
        if entity is not None and entity.label_ in ("DATE", "TIME"):
            end -= 1
            break
    span = doc[first:end]
    entity = entity_at(doc, first)
    if entity is not None and entity.label_ in SPEAKING and entity.label_ != "NORP":
        return entity if entity.end >= end else doc[first:end] if _is_people(doc[end - 1].lower_) else entity
    if len(span) and _has_people(span):
        return span
    name_end = first
    while name_end < end and (doc[name_end].is_title or doc[name_end].is_upper):
        name_end += 1
    return doc[first:name_end] if name_end > first and not doc[first].ent_type_ else None


def of_sentence(doc: Doc, cue: int, sentence: Span) -> Span | None:
    """The subject of the sentence when `and` joins the cue to an earlier verb: `X condemned it and said`."""
    if cue <= sentence.start or doc[cue - 1].lower_ != "and":
        return None
    for entity in entities_in(doc, sentence.start, sentence.start + 5):
        if entity.end < cue and entity.label_ in SPEAKING:
            return entity if entity.label_ != "NORP" else None
    return doc[sentence.start : sentence.start + 1] if doc[sentence.start].lower_ in PRONOUNS else None


def _before_apposition(doc: Doc, comma: int, bound: int) -> Span | None:
    """`NAME, 34, a fruit seller,` and `NAME (PARTY)`: the nearest name on the left of it all."""
    for entity in reversed(list(entities_in(doc, max(bound, comma - _APPOSITION), comma))):
        if entity.end <= comma and entity.label_ in ("PERSON", "ORG"):
            return entity if doc[entity.end].text in (",", "(", "–", "—") else None
    return _unexplained_before(doc, comma, bound)


def _unexplained_before(doc: Doc, comma: int, bound: int) -> Span | None:
    """The capitalised words before the last comma but one, as in `Valeska Paris, a former member, `."""
    for index in range(comma - 1, max(bound, comma - _APPOSITION), -1):
        if doc[index].text == ",":
            return _name_before(doc, index - 1, bound)
    return None


def _phrase_before(doc: Doc, last: int, bound: int) -> Span | None:
    start = last
    if not _is_people(doc[last].lower_) and doc[last].lower_ not in _SOURCES:
        return _name_before(doc, last, bound)
    while start > bound and last - start < _LONGEST:
        previous = doc[start - 1]
        if previous.is_punct or previous.is_space or (previous.lower_ in _STOPS and previous.lower_ not in _DETERMINERS):
            break
        start -= 1
        if previous.lower_ in _DETERMINERS:
            break
    return doc[start : last + 1]


def _name_before(doc: Doc, last: int, bound: int) -> Span | None:
    """Capitalised words that end here, which nothing else explained."""
    start = last + 1
    while start > bound and last + 1 - start < _LONGEST and doc[start - 1].is_title and doc[start - 1].lower_ not in _STOPS:
        start -= 1
    opens = start <= last and doc[start].is_sent_start and start == last and is_common(doc[start].text)
    return doc[start : last + 1] if start <= last and not opens else None


def entity_at(doc: Doc, index: int) -> Span | None:
    """The entity that a token is part of, found from the token, since a Doc's list of entities is as long as the Doc."""
    if not 0 <= index < len(doc) or not doc[index].ent_type_:
        return None
    start, end = index, index + 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Span(doc, start, end, label=doc[start].ent_type_)


def entities_in(doc: Doc, start: int, end: int) -> Iterator[Span]:
    """The entities that begin in `[start, end)`, in reading order."""
    for index in range(max(0, start), min(end, len(doc))):
        if doc[index].ent_iob_ == "B":
            entity = entity_at(doc, index)
            if entity is not None:
                yield entity


def _has_people(span: Span) -> bool:
    return any(_is_people(token.lower_) for token in span)


def _is_people(word: str) -> bool:
    return word in _NOUNS or word.endswith(("ists", "ers", "ors", "men"))
