"""Indirect quotes: clauses that a sentence says somebody said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from annotator.nlp import speakers
from annotator.nlp.cues import Cue, cues

Reported = tuple[tuple[int, int], Cue, Span | None, Span | None]
"""The content in characters, its cue, speaker and addressee."""

_FEWEST = 3
_STOPS = (".", "!", "?", ";")


def reported(doc: Doc, taken: Sequence[tuple[int, int]]) -> Iterator[Reported]:
    """The indirect quotes of sentences in which no quotation marks speak."""
    for sentence in doc.sents:
        if any(start < sentence.end_char and sentence.start_char < end for start, end in taken):
            continue
        found = _in_sentence(doc, sentence)
        if found is not None:
            yield found


def _in_sentence(doc: Doc, sentence: Span) -> Reported | None:
    for cue in cues(doc, sentence.start, sentence.end):
        if cue.takes == "according":
            return _according(doc, sentence, cue)
        if cue.takes == "manner":
            continue
        found = _closing(doc, sentence, cue) or _opening(doc, sentence, cue)
        if found is not None:
            return found
    return None


def _opening(doc: Doc, sentence: Span, cue: Cue) -> Reported | None:
    """`X said (that) CLAUSE`, with whom it was told to and when in between."""
    speaker = speakers.before(doc, cue.start, sentence.start)
    if speaker is None:
        return None
    start, addressee = cue.end, None
    if doc[cue.end - 1].lower_ in ("told", "tells", "warned", "warns") and start < sentence.end:
        addressee = speakers.after(doc, cue.end - 1, sentence.end)
        start = addressee.end if addressee is not None else start
    start = _past_time(doc, start, sentence.end)
    has_that = start < sentence.end and doc[start].lower_ in ("that", "whether")
    if not has_that and (cue.takes == "that" or not _begins_clause(doc, start, sentence.end)):
        return None
    return _content(doc, start, _end(doc, sentence), cue, speaker, addressee)


def _closing(doc: Doc, sentence: Span, cue: Cue) -> Reported | None:
    """`CLAUSE, X said` and `CLAUSE, said X`."""
    comma = cue.start - 1
    while comma > sentence.start and doc[comma].text != ",":
        comma -= 1
    if cue.takes != "said" or comma - sentence.start < _FEWEST or cue.start - comma > 9:
        return None
    rest = doc[cue.end : _end(doc, sentence)]
    if len(rest) > 12 or any(token.lower_ == "that" for token in rest[:1]):
        return None
    speaker = speakers.before(doc, cue.start, comma + 1) or speakers.after(doc, cue.end - 1, sentence.end)
    if speaker is None or (len(rest) > 4 and rest[0].text != "," and not (rest[0].ent_type_ or rest[0].lower_ in ("in", "on", "at"))):
        return None
    return _content(doc, sentence.start, comma, cue, speaker, None)


def _according(doc: Doc, sentence: Span, cue: Cue) -> Reported | None:
    speaker = speakers.after(doc, cue.end - 1, sentence.end)
    if speaker is None:
        return None
    if cue.start - sentence.start <= 1:
        comma = speaker.end
        while comma < sentence.end and doc[comma].text != ",":
            comma += 1
        return _content(doc, comma + 1, _end(doc, sentence), cue, speaker, None)
    end = cue.start - 1 if doc[cue.start - 1].text == "," else cue.start
    return _content(doc, sentence.start, end, cue, speaker, None)


def _past_time(doc: Doc, start: int, end: int) -> int:
    """The token after `on Tuesday`, `in a statement` and the like."""
    index = start
    if index < end and doc[index].lower_ in ("on", "in", "late", "early", "at"):
        index += 1
    moved = index
    while moved < end and (
        doc[moved].ent_type_ in ("DATE", "TIME") or doc[moved].lower_ in ("a", "statement", "interview", "the", "news", "conference")
    ):
        moved += 1
    return moved if moved > index else start


def _begins_clause(doc: Doc, start: int, end: int) -> bool:
    """Whether a clause of its own follows: a subject with a verb after it, by what can be seen without a parse."""
    if end - start < _FEWEST or doc[start].is_punct or doc[start].is_space:
        return False
    return doc[start].lower_ not in (
        "to",
        "of",
        "by",
        "with",
        "for",
        "as",
        "in",
        "and",
        "or",
        "so",
        "nothing",
        "goodbye",
        "it.",
        "yes",
        "no",
    )


def _end(doc: Doc, sentence: Span) -> int:
    end = sentence.end
    while end > sentence.start and (doc[end - 1].is_space or doc[end - 1].text in _STOPS):
        end -= 1
    return end


def _content(doc: Doc, start: int, end: int, cue: Cue, speaker: Span | None, addressee: Span | None) -> Reported | None:
    while start < end and (doc[start].is_space or doc[start].text == ","):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text == ","):
        end -= 1
    if end - start < _FEWEST:
        return None
    span = doc[start:end]
    return (span.start_char, span.end_char), cue, speaker, addressee
