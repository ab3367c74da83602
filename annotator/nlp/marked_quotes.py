"""Direct quotes by their marks alone, for languages of which we know no words: no cue, and a speaker only where one name stands beside."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from annotator.model.quotations import Quotation, quotations
from annotator.nlp.proposal import link, propose, target_of

COMPONENT = "quotes"
_FEWEST_WORDS = 2
_SCARE_WORDS = 4
_NEAR = 3
_FULL_STOPS = frozenset(".!?…。？！")


def is_english(language: str) -> bool:
    """Whether our English words and patterns are for texts in this language (a code of ISO 639, with or without a region)."""
    return language.replace("_", "-").split("-")[0].lower() in ("en", "eng", "")


def find_marked(doc: Doc) -> Doc:
    """Propose what stands in quotation marks and reads as said: long, a whole sentence, after a colon, or before a comma."""
    if not len(doc):
        return doc
    text = doc.text  # joined anew whenever it is asked for
    for quotation in quotations(text):
        inner = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if inner is not None and _is_said(text, quotation, inner):
            quote = propose(doc, "quote", "direct", quotation.fragments, COMPONENT)
            speaker = _beside(doc, inner)
            if speaker is not None:
                link(quote, "speaker", target_of(doc, speaker, COMPONENT))
    return doc


def _is_said(text: str, quotation: Quotation, inner: Span) -> bool:
    """Whether the marks are more than scare quotes or a title, as far as signs and length tell."""
    words = sum(token.is_alpha for token in inner)
    if words > _SCARE_WORDS:
        return True
    before, after = text[max(0, quotation.start - _NEAR) : quotation.start].rstrip(), text[quotation.end : quotation.end + _NEAR].lstrip()
    ends = text[quotation.start : quotation.end - 1].rstrip()[-1:] in _FULL_STOPS
    return words >= _FEWEST_WORDS and (ends or before.endswith((":", "：")) or after.startswith((",", "—", "–")))


def _beside(doc: Doc, inner: Span) -> Span | None:
    """The one name of a person, else of an organisation, that stands outside of the marks between their sentences' ends."""
    around = _outside(doc, inner)
    for label in ("PERSON", "ORG"):
        found = [span for span in around if span.label_ == label]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _outside(doc: Doc, inner: Span) -> list[Span]:
    """The entities before and after the quotation in its sentence and paragraph; of one that ends a sentence, those before it."""
    start, end = inner.start, inner.end
    while start > 0 and not _parts(doc, start):
        start -= 1
    while end < len(doc) and not _parts(doc, end):
        end += 1
    return [span for span in doc[start:end].ents if span.end <= inner.start or inner.end <= span.start]


def _parts(doc: Doc, index: int) -> bool:
    """Whether a sentence or paragraph begins with this token."""
    return bool(doc[index].is_sent_start) or (doc[index].is_space and "\n" in doc[index].text)
