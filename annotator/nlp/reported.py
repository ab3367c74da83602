"""Indirect quotes: what a text says that somebody said, from the parse where there is one, else from the words."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from annotator.nlp import relations, sources
from annotator.nlp.complements import contents
from annotator.nlp.cues import Cue, all_cues
from annotator.nlp.reported_by_words import Reported, according, in_sentence


def reported(doc: Doc) -> list[Reported]:
    """Everything that is reported, in reading order, where one holds another both."""
    if not relations.is_parsed(doc):
        return [found for sentence in doc.sents if (found := in_sentence(doc, sentence)) is not None]
    by_cue = [found for cue in all_cues(doc) if (found := _by_parse(doc, cue)) is not None]
    seen = {index for found in by_cue for index in range(found.cue.start, found.cue.end)}
    return by_cue


def _by_parse(doc: Doc, cue: Cue) -> Reported | None:
    if cue.takes("according"):
        return according(doc, doc[cue.start].sent, cue)
    fragments = contents(doc, cue)
    if not fragments:
        return None
    speaker = sources.source(doc, cue)
    if speaker is None and "noun" in cue.kinds and doc[cue.start].pos_ == "NOUN":
        return None
    return Reported(fragments, cue, speaker, sources.addressee(doc, cue))
