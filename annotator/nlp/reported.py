"""Indirect quotes: what a text says that somebody said, from the parse where there is one, else from the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from annotator.nlp import asides, complements, relations, sources
from annotator.nlp.complements import Tokens
from annotator.nlp.cues import CLAUSE, Cue, all_cues
from annotator.nlp.reported_by_words import Reported, by_words, closing, in_sentence, past_dateline

_PLAIN = ("said", "report", "finding")
_RELATIVES = frozenset({"who", "which", "that"})
_TALKERS = frozenset({"i", "you", "we"})


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
        report = _plain(doc, cue) or _parsed(doc, cue)
        if report is None and cue.takes("said", "report"):
            report = closing(doc, doc[cue.start].sent, cue)
        if report is not None:
            yield replace(report, speaker=None) if _has_no_speaker(doc, report) else report


def _has_no_speaker(doc: Doc, report: Reported) -> bool:
    """Whether the subject is the "it" of a passive: `it was reported`."""
    return relations.has_passive_form(doc[report.cue.start]) and report.speaker is not None and report.speaker.text.lower() == "it"


def _plain(doc: Doc, cue: Cue) -> Reported | None:
    """What a verb in the tense of reports, such as "said", has beside it: words tell it more surely than a parse does."""
    head = doc[cue.start]
    if not cue.takes(*_PLAIN) or head.tag_ not in ("VBD", "VBZ") or relations.has_passive_form(head) or asides.inserted(doc, cue):
        return None
    found = by_words(doc, head.sent, cue) if doc[max(0, cue.start - 1)].lower_ not in _RELATIVES else None
    if found is None or (found.speaker is not None and found.speaker.text.lower() in _TALKERS):
        return None
    return replace(found, speaker=sources.source(doc, cue) or found.speaker, addressee=found.addressee or sources.addressee(doc, cue))


def _parsed(doc: Doc, cue: Cue) -> Reported | None:
    fragments = _without_dateline(doc, _contents(doc, cue))
    if not fragments:
        return None
    speaker = sources.source(doc, cue) or _after(doc, cue, fragments)
    if speaker is None and doc[cue.start].pos_ == "NOUN":
        return None
    return Reported(fragments, cue, speaker, sources.addressee(doc, cue))


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
        if found and head.dep_ in relations.RELATIVES and len(found) == 1 and found[0][0] < cue.start:
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
    begins = max(start, past_dateline(doc, doc[start].sent))
    return [(begins, end), *rest] if begins < end else rest


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
    target = relations.child(doc[cue.start], relations.ANY_OBJECTS)
    if target is None or fragments[-1][1] > cue.start or target.left_edge.i != cue.end:
        return None
    return sources.phrase(doc, target)
