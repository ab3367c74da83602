"""The component that finds quotes: what stands in quotation marks, and what the words say somebody said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.model.quotations import Quotation, quotations
from annotator.nlp.antecedents import antecedent
from annotator.nlp.cues import Cue
from annotator.nlp.marked_quotes import find_marked, is_english
from annotator.nlp.proposal import Proposal, Target, link, participant, propose, target_of
from annotator.nlp.quoted import Explained, explain
from annotator.nlp.reported import reported
from annotator.nlp.reported_by_words import Reported

COMPONENT = "quotes"
Places = list[tuple[int, int]]
"""Fragments in characters."""

_GAP = 160


@Language.factory("annotator_quotes", requires=["doc.ents"], default_config={"language": None})
def make_quotes(nlp: Language, name: str, language: str | None) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config; `language` is that of the texts, the pipeline's own when left out."""
    return find if is_english(language or nlp.lang or "") else find_marked


def find(doc: Doc) -> Doc:
    """Propose the quotes of a Doc that has sentences and entities."""
    if not len(doc):
        return doc
    text = doc.text  # joined anew whenever it is asked for
    marked = quotations(text)
    told = reported(doc)
    taken: Places = []
    for quotation, found in _explained(doc, text, marked, told):
        fragments = _fragments(quotation, found)
        taken.append((fragments[0][0], fragments[-1][1]))
        _put(doc, found.type, fragments, found.cue, found.speaker, found.addressee)
    for report in _outermost(doc, told, taken):
        fragments = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in report.fragments]
        has_marks = any(fragments[0][0] <= quotation.start and quotation.end <= fragments[-1][1] for quotation in marked)
        _put(doc, "mixed" if has_marks else "indirect", fragments, report.cue, report.speaker, report.addressee)
    return doc


def _explained(doc: Doc, text: str, marked: list[Quotation], told: list[Reported]) -> Iterator[tuple[Quotation, Explained]]:
    """The quotations that are quotes, split ones joined, speakers kept inside a paragraph."""
    last, end = None, 0
    waiting = list(marked)
    while waiting:
        quotation = waiting.pop(0)
        if quotation.start < end:
            continue
        found = explain(doc, text, quotation, waiting, told)
        if found is None:
            continue
        while waiting and found.cue is not None and _goes_on(doc, text, quotation, found.cue, waiting[0]):
            quotation = Quotation([*quotation.fragments, *waiting.pop(0).fragments])
        if found.cue is None and found.speaker is None and last is not None and "\n" not in text[end : quotation.start]:
            found.speaker = last.speaker
        last, end = found, max(quotation.end, found.ends)
        yield quotation, found


def _goes_on(doc: Doc, text: str, quotation: Quotation, cue: Cue, following: Quotation) -> bool:
    """Whether the words between two quotations only say who speaks: `," she said, "`."""
    between = text[quotation.end : following.start]
    inside = doc[cue.start].idx >= quotation.end and doc[cue.end - 1].idx < following.start
    is_plain = ";" not in between[:-2] and between.rstrip().endswith((",", "—", "–", ":", ";"))
    words = doc.char_span(quotation.end, following.start, alignment_mode="contract")
    if words is not None and any(token.is_sent_start for token in words[1:]):
        return False
    return inside and is_plain and len(between) <= _GAP and "\n" not in between


def _fragments(quotation: Quotation, found: Explained) -> Places:
    fragments = list(quotation.fragments)
    if found.type == "mixed":
        fragments[0] = (found.begins, fragments[0][1])
        fragments[-1] = (fragments[-1][0], max(fragments[-1][1], found.ends))
    return fragments


def _outermost(doc: Doc, told: Iterable[Reported], taken: Places) -> list[Reported]:
    """The reports that touch none of the places, and of those in each other the outer ones."""
    kept: list[Reported] = []
    for report in sorted(told, key=lambda one: (min(one.start, one.cue.start), -one.end)):
        start, end = doc[report.start].idx, doc[report.end - 1].idx + len(doc[report.end - 1])
        if any(first < end and start < last for first, last in taken):
            continue
        if not any(other.start < report.end and report.start < other.end for other in kept):
            kept.append(report)
    return kept


def _put(doc: Doc, label: str, fragments: Places, cue: Cue | None, speaker: Span | None, addressee: Span | None) -> Proposal:
    quote = propose(doc, "quote", label, fragments, COMPONENT)
    if cue is not None:
        span = doc[cue.start : cue.end]
        made = propose(doc, "cue", "", [(span.start_char, span.end_char)], COMPONENT)
        link(quote, "cue", made["key"])
    for role, who in (("speaker", speaker), ("addressee", addressee)):
        if who is not None:
            link(quote, role, _filler(doc, who))
    return quote


def _filler(doc: Doc, who: Span) -> Target:
    """What a role points at; a pronoun carries the name it stands for."""
    name = antecedent(doc, who)
    if name is not None:
        participant(doc, who.start_char, who.end_char, COMPONENT)["canonical"] = name
    return target_of(doc, who, COMPONENT)
