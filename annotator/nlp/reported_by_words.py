"""Indirect quotes told from the words alone, where there is no parse or the parse shows nothing."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from annotator.nlp import speakers
from annotator.nlp.clauses import begins_clause, has_verb, is_passive, sentence_end
from annotator.nlp.cues import CLAUSE, Cue, cues


@dataclass(slots=True)
class Reported:
    """What is said to have been said: fragments in tokens `[start, end)`, the cue, who says it and to whom."""

    fragments: list[tuple[int, int]]
    cue: Cue
    speaker: Span | None
    addressee: Span | None

    @property
    def start(self) -> int:
        """The first token."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """The token after the last."""
        return self.fragments[-1][1]


_FEWEST = 3
_OBJECTS = frozenset({"him", "her", "them", "us", "me"})
_VERBAL = frozenset({"VERB", "AUX", ""})
_THAT = frozenset({"that", "whether", "why", "how"})
_TOLD = frozenset({"told", "tells", "warned", "warns", "telling"})
_LONGEST_SOURCE = 22
_PREPOSITIONS = frozenset({"on", "in", "late", "early", "at", "during", "after", "by"})
OCCASIONS = frozenset("a an the statement interview news conference press briefing speech letter report tweet email post telephone".split())
"""What somebody says something in or at."""

_NO_FINITE = frozenset("to the a an this his her their its of for by and which who that".split())
_JOINS = frozenset("and but who which while as when where if because although though".split())
_CLAUSE_STARTS = frozenset({"he", "she", "they", "it", "we", "there", "i"})


def in_sentence(doc: Doc, sentence: Span) -> Reported | None:
    """The first thing that a sentence says somebody said."""
    for cue in cues(doc, sentence.start, sentence.end):
        if cue.takes("according"):
            found = _according(doc, sentence, cue)
        elif not cue.takes(*CLAUSE) or is_passive(doc, cue.start):
            continue
        else:
            found = by_words(doc, sentence, cue)
        if found is not None:
            return found
    return None


def by_words(doc: Doc, sentence: Span, cue: Cue) -> Reported | None:
    """What a verb of saying reports in its sentence."""
    return closing(doc, sentence, cue) or _opening(doc, sentence, cue)


def past_addressee(doc: Doc, cue: Cue, end: int) -> tuple[int, Span | None]:
    """The token after whom something was told and when, and whom."""
    start, addressee = cue.end, None
    has_to = start < end and doc[start].lower_ == "to"
    if (has_to or doc[cue.end - 1].lower_ in _TOLD) and start < end:
        first = cue.end + has_to
        is_pronoun = first < end and doc[first].lower_ in _OBJECTS
        addressee = doc[first : first + 1] if is_pronoun else speakers.after(doc, first - 1, end)
        start = addressee.end if addressee is not None else start
    return _past_time(doc, start, end), addressee


def _opening(doc: Doc, sentence: Span, cue: Cue) -> Reported | None:
    """`X said (that) CLAUSE`, with whom it was told to and when in between."""
    speaker = speakers.before(doc, cue.start, sentence.start) or speakers.of_sentence(doc, cue.start, sentence)
    start, addressee = past_addressee(doc, cue, sentence.end)
    has_that = start < sentence.end and doc[start].lower_ in _THAT
    if speaker is None and (
        doc[start : start + 1].text != "that" or cue.start == sentence.start or doc[cue.start - 1].lower_ in _NO_FINITE
    ):
        return None
    if not has_that and not _is_bare_clause(doc, cue, start, sentence.end):
        return None
    return _content(doc, start, _joined(doc, start, sentence_end(sentence)), cue, speaker, addressee)


def _joined(doc: Doc, start: int, end: int) -> int:
    """Where another verb of saying goes on: `… and added that …`."""
    for cue in cues(doc, start, end):
        if cue.takes("said", "report") and doc[cue.start - 1].lower_ == "and" and doc[cue.end : cue.end + 1].text == "that":
            return cue.start - 1
    return end


def _is_bare_clause(doc: Doc, cue: Cue, start: int, end: int) -> bool:
    """Whether a clause follows without "that"; after most verbs only what shows its verb is one."""
    if not begins_clause(doc, start, end, _FEWEST) or not any(token.pos_ in _VERBAL for token in doc[start:end]):
        return False
    if cue.takes("said"):
        return True
    return doc[start].lower_ in _CLAUSE_STARTS or (
        doc[cue.end - 1].lower_ not in ("accused", "demanded", "urged") and has_verb(doc, start, end)
    )


def closing(doc: Doc, sentence: Span, cue: Cue) -> Reported | None:
    """`CLAUSE, X said` and `CLAUSE, said X`."""
    comma = cue.start - 1
    while comma > sentence.start and doc[comma].text != ",":
        comma -= 1
    if comma - sentence.start < _FEWEST or cue.start - comma > 9 or (not cue.takes("said") and not has_verb(doc, sentence.start, comma)):
        return None
    rest = doc[cue.end : sentence_end(sentence)]
    if len(rest) > 12 or any(token.lower_ in _THAT for token in rest[:1]):
        return None
    if doc[comma + 1].lower_ in _JOINS:
        return None
    speaker = speakers.before(doc, cue.start, comma + 1)
    if speaker is None and comma + 1 == cue.start:
        speaker = speakers.after(doc, cue.end - 1, sentence.end)
    if speaker is None or speaker.text.lower() == "who":
        return None
    if len(rest) > 4 and rest[0].text != "," and not (rest[0].ent_type_ or rest[0].lower_ in ("in", "on", "at")):
        return None
    if len(rest) and not cue.takes("said") and rest[0].text != "," and not _is_time(rest[0]) and speaker.end <= cue.start:
        return None
    _, addressee = past_addressee(doc, cue, sentence.end)
    return _content(doc, past_dateline(doc, sentence), comma, cue, speaker, addressee if addressee != speaker else None)


def _is_time(token: Token) -> bool:
    return bool(token.ent_type_) or token.lower_ in _PREPOSITIONS


def past_dateline(doc: Doc, sentence: Span) -> int:
    """The token after `BERGEN, Norway, Nov 3 —` or `BERGEN (AN) —`, else the sentence's first."""
    in_capitals = doc[sentence.start].is_upper and len(doc[sentence.start]) > 1
    for index in range(sentence.start + 1, min(sentence.start + 14, sentence.end)):
        if doc[index].text in ("—", "–", "-", "--") and (
            doc[index - 1].ent_type_ in ("DATE", "GPE", "ORG") or (in_capitals and doc[index - 1].text == ")")
        ):
            return index + 1
    return sentence.start


def _according(doc: Doc, sentence: Span, cue: Cue) -> Reported | None:
    opens = cue.start - sentence.start <= 1
    speaker, after = _source(doc, cue.end, sentence_end(sentence), opens=opens)
    if speaker is None:
        return None
    if opens:
        return _content(doc, after, sentence_end(sentence), cue, speaker, None)
    end = cue.start - 1 if doc[cue.start - 1].text == "," else cue.start
    return _content(doc, past_dateline(doc, sentence), end, cue, speaker, None)


def _source(doc: Doc, start: int, end: int, *, opens: bool) -> tuple[Span | None, int]:
    """Who something is according to, and where the words after that begin."""
    comma = next((i for i in range(start, min(end, start + _LONGEST_SOURCE)) if doc[i].text == "," and _is_free(doc, i)), None)
    stop = comma if comma is not None else end
    plain = speakers.after(doc, start - 1, stop)
    is_clause = plain is not None and comma is not None and comma - plain.end > 3 and has_verb(doc, plain.end, comma)
    if opens and (comma is None or is_clause):
        return plain, plain.end if plain is not None else start
    whole = plain if plain is not None and plain.end == stop else _last_person(doc, start, stop) or plain
    if whole is None and start < stop:
        whole = doc[start : min(stop, start + 8)]
    following = _name_between_commas(doc, comma, end) if comma is not None else None
    if following is not None:
        return following, following.end
    return whole, stop


def _is_free(doc: Doc, comma: int) -> bool:
    """Whether a comma stands outside of names and dates."""
    return not doc[comma].ent_type_ or doc[comma].ent_iob_ == "B"


def _last_person(doc: Doc, start: int, stop: int) -> Span | None:
    entity = speakers.entity_at(doc, stop - 1)
    return entity if entity is not None and start <= entity.start and entity.end == stop and entity.label_ == "PERSON" else None


def _name_between_commas(doc: Doc, comma: int, end: int) -> Span | None:
    """`the team's coach, Alireza Mehraban, …`: the name after the comma, when another comma closes it."""
    entity = speakers.entity_at(doc, comma + 1)
    if entity is None or entity.start != comma + 1 or entity.label_ != "PERSON" or entity.end >= end:
        return None
    return entity if doc[entity.end].text == "," else None


def _past_time(doc: Doc, start: int, end: int) -> int:
    """The token after `on Tuesday`, `in a statement` and the like."""
    index = start
    while index < end:
        moved = index + (doc[index].lower_ in _PREPOSITIONS)
        has_preposition = moved > index
        while moved < end and (doc[moved].ent_type_ in ("DATE", "TIME") or (has_preposition and doc[moved].lower_ in OCCASIONS)):
            moved += 1
        if moved == index + has_preposition:
            break
        index = moved
    return index


def _content(doc: Doc, start: int, end: int, cue: Cue, speaker: Span | None, addressee: Span | None) -> Reported | None:
    while start < end and (doc[start].is_space or doc[start].text == ","):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text == ","):
        end -= 1
    if end - start < _FEWEST:
        return None
    return Reported([(start, end)], cue, speaker, addressee)
