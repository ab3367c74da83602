"""Reports whose cue stands beside what was said: `CLAUSE, X said`, `As X said, CLAUSE`, `according to X`."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from annotator.nlp import relations
from annotator.nlp.clauses import sentence_end
from annotator.nlp.complements import Tokens, is_end, kept
from annotator.nlp.cues import Cue
from annotator.nlp.reported_by_words import past_dateline
from annotator.nlp.sources import phrase
from annotator.nlp.speakers import entity_at

_LONGEST = 30
_LONGEST_SUBJECT = 12
_LONGEST_TIME = 7
_BELIEVERS = frozenset({"i", "we", "he", "she", "they"})
_BELIEVING = frozenset("think thinks thought believe believes believed suppose supposes assume assumed suspect suspects".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_VERBAL = frozenset({"VERB", "AUX"})
_JOINS = frozenset("and but who which while as when where if because although though that whose or so".split())
_GOES_ON = _JOINS | frozenset({"adding", "citing", "speaking", "referring", "quoting", "after", "before"})


def inserted(doc: Doc, cue: Cue) -> list[Tokens]:
    """Both parts of `The law, critics said, would hurt farmers`, whatever the parse makes of them."""
    head = doc[cue.start]
    if head.tag_ not in _FINITE:
        return []
    sentence = head.sent
    first, last = _comma_before(doc, cue, sentence), _comma_after(doc, cue, sentence)
    if first is None or last is None or doc[first + 1].lower_ in _JOINS:
        return []
    start, end = past_dateline(doc, sentence), sentence_end(sentence)
    if last + 1 >= end or doc[last + 1].lower_ in _GOES_ON or doc[last + 1].tag_ == "VBG" or start >= first:
        return []
    return kept(doc, [(start, first), (last + 1, end)])


def believed(doc: Doc, cue: Cue) -> list[Tokens]:
    """What a believer adds a doubt to: `It will rain, I think.`, `That, he believes, is wrong.`."""
    subject, sentence = cue.start - 1, doc[cue.start].sent
    if subject <= sentence.start or doc[subject].lower_ not in _BELIEVERS or doc[cue.start].lower_ not in _BELIEVING:
        return []
    if cue.end < sentence.end and not doc[cue.end].is_punct:
        return []
    start, end = past_dateline(doc, sentence), sentence_end(sentence)
    rest = (cue.end + 1, end) if doc[cue.end : cue.end + 1].text == "," and doc[subject - 1].text == "," else (end, end)
    return kept(doc, [(start, subject), rest])


def _comma_before(doc: Doc, cue: Cue, sentence: Span) -> int | None:
    """The comma before the subject that ends right before the cue."""
    for index in range(cue.start - 1, max(sentence.start, cue.start - _LONGEST_SUBJECT), -1):
        if doc[index].text == ",":
            return index if index + 1 < cue.start else None
        if doc[index].pos_ in ("VERB", "SCONJ") or doc[index].is_punct:
            return None
    return None


def _comma_after(doc: Doc, cue: Cue, sentence: Span) -> int | None:
    for index in range(cue.end, min(sentence.end, cue.end + _LONGEST_TIME)):
        if doc[index].text == ",":
            return index
        if index == cue.end and doc[index].pos_ not in ("ADP", "ADV", "PROPN") and not doc[index].ent_type_:
            return None
        if doc[index].pos_ in ("VERB", "AUX", "SCONJ") or doc[index].is_punct:
            return None
    return None


def beside(doc: Doc, head: Token) -> list[Tokens]:
    """`CLAUSE, X said` and `As X said, CLAUSE`, where the cue depends on the clause."""
    is_as = head.dep_ == "advcl" and any(each.lower_ == "as" and each.i < head.i for each in head.lefts)
    is_aside = head.dep_ in relations.ASIDES or is_end(head)
    if relations.has_passive_form(head) or relations.child(head, relations.ANY_OBJECTS - {"iobj", "dative"}) is not None:
        return []
    if not (is_as or is_aside) or relations.child(head, relations.ANY_SUBJECTS) is None or (is_aside and head.head.i > head.i):
        return []
    first, last = head.left_edge.i, head.right_edge.i + 1
    start, end = head.head.left_edge.i, head.head.right_edge.i + 1
    if last - first > _LONGEST or not start <= first < end or (first and doc[first - 1].lower_ in ("far", "long")):
        return []
    return kept(doc, [(past_dateline(doc, head.sent) if start == head.sent.start else start, first), (last, end)])


def according(doc: Doc, cue: Cue) -> tuple[list[Tokens], Span] | None:
    """The content and the source of `according to X`."""
    noun = _noun(doc, cue)
    if noun is None or noun.i < cue.end:
        return None
    sentence = noun.sent
    start, end = past_dateline(doc, sentence), sentence_end(sentence)
    last = _phrase_end(doc, noun, sentence)
    speaker = phrase(doc, noun)
    if cue.start - start <= 1:
        last = _opening_end(doc, speaker, last, end)
        speaker = _person_before(doc, last) or speaker
    rest = (last, end) if _goes_on(doc, last, end) or cue.start - start <= 1 else (last, last)
    fragments = kept(doc, [(start, cue.start) if cue.start - start > 1 else (start, start), rest])
    return (fragments, speaker) if fragments else None


def _opening_end(doc: Doc, source: Span, last: int, end: int) -> int:
    """Where the clause after an opening `According to X` begins, when the parse ends X's phrase too early or with the clause's subject."""
    has_comma = doc[last - 1].text == ","
    has_swallowed = last < end and doc[last].pos_ in _VERBAL
    if (has_comma and not has_swallowed) or source.end >= end:
        return last
    if doc[source.end].pos_ in ("DET", "PRON") or (not has_swallowed and doc[last].pos_ not in ("ADP", "PROPN")):
        return source.end if has_swallowed else last
    for index in range(source.end, min(end - 1, source.end + _LONGEST_SUBJECT)):
        if doc[index].text == ",":
            return index + 1
        if doc[index].pos_ in ("VERB", "AUX", "SCONJ") and not doc[index].ent_type_:
            break
    return last


def _person_before(doc: Doc, index: int) -> Span | None:
    """The person whose name and a comma end right before the token."""
    name = entity_at(doc, index - 2) if doc[index - 1].text == "," else None
    return name if name is not None and name.label_ == "PERSON" and name.end == index - 1 else None


def _noun(doc: Doc, cue: Cue) -> Token | None:
    """The noun that `according to` stands before."""
    head = doc[cue.start]
    if head.dep_ in ("case", "mark"):
        return head.head
    last = doc[cue.end - 1]
    return relations.child(last, relations.PREPOSITION_OBJECTS) or relations.child(head, relations.PREPOSITION_OBJECTS)


def _phrase_end(doc: Doc, noun: Token, sentence: Span) -> int:
    """After the noun with what belongs to it, and the comma that closes it."""
    end = min(noun.right_edge.i + 1, sentence.end)
    return end + 1 if end < sentence.end and doc[end].text == "," else end


def _goes_on(doc: Doc, index: int, end: int) -> bool:
    """Whether the sentence goes on after `, according to X,` rather than begin something else."""
    return index < end and doc[index - 1].text == "," and doc[index].lower_ not in _GOES_ON and doc[index].tag_ != "VBG"
