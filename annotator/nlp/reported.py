"""Indirect quotes: what a text says that somebody said, from the parse where there is one, else from the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from annotator.nlp import asides, complements, relations, sources
from annotator.nlp.complements import Tokens
from annotator.nlp.cues import CLAUSE, Cue, all_cues
from annotator.nlp.reported_by_words import Reported, closing, in_sentence, past_dateline


def reported(doc: Doc) -> list[Reported]:
    """Everything that is reported, in reading order, also what stands inside of something else that is reported."""
    if not relations.is_parsed(doc):
        return [found for sentence in doc.sents if (found := in_sentence(doc, sentence)) is not None]
    return list(_by_parse(doc))


def _by_parse(doc: Doc) -> Iterator[Reported]:
    for cue in all_cues(doc):
        if cue.takes("according"):
            found = asides.according(doc, cue)
            if found is not None:
                yield Reported(found[0], cue, found[1], None)
            continue
        fragments = _without_dateline(doc, _contents(doc, cue))
        if fragments:
            speaker = sources.source(doc, cue) or _after(doc, cue, fragments)
            if speaker is not None or doc[cue.start].pos_ != "NOUN":
                yield Reported(fragments, cue, speaker, sources.addressee(doc, cue))
        elif cue.takes("said", "report"):
            worded = closing(doc, doc[cue.start].sent, cue)
            if worded is not None:
                yield replace(worded, speaker=None) if relations.is_passive(doc[cue.start]) else worded


def _contents(doc: Doc, cue: Cue) -> list[Tokens]:
    """The fragments of what the cue reports, `[]` when the parse shows none."""
    found: list[Tokens] = []
    head = doc[cue.start]
    if relations.is_bare_participle(head):
        return []
    if cue.takes(*CLAUSE):
        if cue.takes("said", "report"):
            found = asides.inserted(doc, cue)
        if not found and not complements.is_end(head):
            found = complements.clause(doc, cue)
        found = found or asides.believed(doc, cue) or asides.beside(doc, head)
        if found and head.dep_ in relations.RELATIVE and len(found) == 1 and found[0][0] < cue.start:
            found = []
        if found and complements.is_told(doc, cue, found):
            return found
    for kind, read in _OTHERS.items():
        if cue.takes(kind):
            found = read(doc, cue)
            if found:
                return found
    return []


def _without_dateline(doc: Doc, fragments: list[Tokens]) -> list[Tokens]:
    """The fragments, the first not before `BERGEN, Norway, Nov 3 —` is over."""
    if not fragments or fragments[0][0] != doc[fragments[0][0]].sent.start:
        return fragments
    (start, end), *rest = fragments
    return [(min(max(start, past_dateline(doc, doc[start].sent)), end - 1), end), *rest]


_OTHERS = {
    "noun": complements.of_noun,
    "adjective": complements.of_adjective,
    "wish": complements.infinitive,
    "ask": complements.infinitive,
    "demand": complements.demanded,
    "accuse": complements.accused,
}
"""How the classes of cues that are no verbs of saying are read."""


def _after(doc: Doc, cue: Cue, fragments: list[Tokens]) -> Span | None:
    """The subject of `CLAUSE, said the minister` where the parse calls it an object."""
    target = relations.child(doc[cue.start], relations.OBJECTS)
    if target is None or fragments[-1][1] > cue.start or target.left_edge.i != cue.end:
        return None
    return sources.phrase(doc, target)
