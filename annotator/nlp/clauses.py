"""What can be seen of clauses without a parse: verbs that are finite whatever they mean, auxiliaries, where a sentence ends."""

from __future__ import annotations

from spacy.tokens import Doc, Span

_FINITE = frozenset(
    "is are was were has have had will would can could may might should must does did do 's ’s 're ’re 've ’ve 'd ’d 'll ’ll 'm ’m"
    " ca wo n't n’t became began came felt gave got kept knew left lost made needs needed paid ran remains remained saw sent stood took went won".split()
)
BE = frozenset("is are was were be been being get got".split())
"""What makes a passive of a participle."""
_NO_SUBJECT = frozenset("to of by with for as in and or so from about nothing goodbye it. yes no goodnight at on into over under".split())
_STOPS = (".", "!", "?", ";")
_RELATIVE = frozenset({"which", "who", "whose", "whom"})
_IN_SIGHT = 12


def has_verb(doc: Doc, start: int, end: int) -> bool:
    """Whether a finite verb stands among the first tokens of `[start, end)`, before any comma."""
    for index in range(start, min(end, start + _IN_SIGHT)):
        if doc[index].text in (",", ";", ":", "—", "–") or doc[index].lower_ in _RELATIVE:
            return False
        word = doc[index]
        if word.lower_ in ("said", "says", "told"):
            return False
        if index > start and (word.lower_ in _FINITE or (word.text.endswith("ed") and word.is_lower and index > start + 1)):
            return True
    return False


def begins_clause(doc: Doc, start: int, end: int, least: int) -> bool:
    """Whether `[start, end)` may be a clause of its own, by its length and first word."""
    return end - start >= least and not doc[start].is_punct and not doc[start].is_space and doc[start].lower_ not in _NO_SUBJECT | _FINITE


def is_passive(doc: Doc, index: int) -> bool:
    """Whether a form of "to be" stands right before a participle: `was told`, `is said`."""
    before = index - 1
    while before >= 0 and doc[before].lower_ in ("also", "not", "n't", "later", "since", "reportedly"):
        before -= 1
    return before >= 0 and doc[before].lower_ in BE and doc[index].lower_.endswith(("ed", "old", "aid", "ound", "own"))


def sentence_end(sentence: Span) -> int:
    """The token after the last word of a sentence, without its stop; before a clause with "but"."""
    end = sentence.end
    doc = sentence.doc
    for index in range(sentence.start + 1, end - 1):
        if doc[index].text == "," and doc[index + 1].lower_ == "but":
            end = index
            break
    while end > sentence.start and (sentence.doc[end - 1].is_space or sentence.doc[end - 1].text in _STOPS):
        end -= 1
    return int(end)
