"""The component that joins what the trained recogniser and the rules find, and makes an article's names agree with each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.nlp import entities, names
from annotator.nlp.confidence_features import note_origins
from annotator.nlp.mending import mended
from annotator.nlp.trained import TRAINING_ONLY

RECOGNISED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT"})
"""The labels that the recogniser has; all others are the rules' alone."""

_PARTS = RECOGNISED | {"CARDINAL"}
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_AFTER_YEARS = frozenset("election elections referendum olympics games championships cup".split())
"""Last words of events that a year belongs to (`the 1995 Ontario general election`)."""
_OF_COMMON_WORDS = frozenset({"NORP", "EVENT"})
_MAY_BE_FAMILY_NAMES = frozenset({"ORG", "GPE", "LOC", "FAC"})


@Language.factory("annotator_trained_names", assigns=["doc.ents"])
def make_trained_names(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config; it stands after a trained `ner` and runs the rules itself."""
    return find


def find(doc: Doc) -> Doc:
    """Set `doc.ents` to what the rules explain and the recogniser's names beside and around it; the rules' guesses are left out."""
    recognised = agreed([span for span in doc.ents if span.label_ not in TRAINING_ONLY and _has_proper_noun(span)])
    ruled = entities.explained(doc).ents
    note_origins(doc, ruled, recognised)
    doc.ents = tuple(_and_again(doc, mended(doc, joined(ruled, recognised))))
    return doc


def _and_again(doc: Doc, spans: list[Span]) -> list[Span]:
    """The spans, and beside them the acronyms of organisations and people's family names wherever else they stand."""
    known = {span.text: "ORG" for span in spans if span.label_ == "ORG" and _ACRONYM.fullmatch(span.text)}
    known |= {span[-1].text: "PERSON" for span in spans if span.label_ == "PERSON" and len(span) > 1 and span[-1].is_title}
    taken = {index for span in spans for index in range(span.start, span.end)}
    again = [
        Span(doc, token.i, token.i + 1, label=known[token.text])
        for token in doc
        if token.i not in taken and token.text in known and not names.is_common(token.text)
    ]
    return sorted([*spans, *again], key=lambda span: span.start)


def _has_proper_noun(span: Span) -> bool:
    """Whether the tagger calls a word of the name a proper noun; peoples are adjectives, and events may be common nouns."""
    return span.label_ in _OF_COMMON_WORDS or any(token.pos_ in ("PROPN", "") for token in span)


def joined(ruled: Iterable[Span], recognised: Iterable[Span]) -> list[Span]:
    """The rules' entities, and of the recogniser's names those that touch none of them or take them in as parts.

    The rules are right more often where they say anything, but they stop short: "Selwick" in "Selwick Council", "Seven" in
    "Group of Seven".
    """
    kept = list(ruled)
    for name in recognised:
        touched = [span for span in kept if span.start < name.end and name.start < span.end]
        if all(_is_part(span, name) for span in touched):
            kept = [span for span in kept if span not in touched]
            kept.append(name)
    return sorted(kept, key=lambda span: span.start)


def _is_part(span: Span, name: Span) -> bool:
    """Whether the span is a smaller piece of the name, and may be one.

    A name of several words with the same label and end is whole: the recogniser has taken in what stands before it.
    """
    is_whole = span.label_ == name.label_ and span.end == name.end and len(span) > 1
    is_inside = name.start <= span.start and span.end <= name.end and len(span) < len(name)
    is_year = name.label_ == "EVENT" and span.text.isdigit() and span.start == name.start and name[-1].lower_ in _AFTER_YEARS
    return is_inside and (span.label_ in _PARTS or is_year) and not is_whole


def agreed(spans: list[Span]) -> list[Span]:
    """The spans with one label for the same words in the whole article: the most frequent; a family name is a person's."""
    by_words: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        if span.label_ in RECOGNISED:
            by_words[span.text][span.label_] += 1
    family_names = {span[-1].text for span in spans if span.label_ == "PERSON" and len(span) > 1}
    return [_relabelled(span, by_words[span.text], family_names) if span.label_ in RECOGNISED else span for span in spans]


def _relabelled(span: Span, labels: Counter[str], family_names: set[str]) -> Span:
    label, count = labels.most_common(1)[0]
    if span.label_ in _MAY_BE_FAMILY_NAMES and span.text in family_names:
        label = "PERSON"
    elif count == labels[span.label_]:
        label = span.label_
    return span if label == span.label_ else Span(span.doc, span.start, span.end, label=label)
