"""What is set right about names once they are found: where they begin and end, and labels that their own words contradict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Span

from annotator.nlp import names
from annotator.nlp.words import word_set

FIRMS = frozenset(
    "AG SA Inc Inc. Corp Corp. Ltd Ltd. plc PLC Plc GmbH AS ASA NV SpA SE AB Oy KG Co. Co LLC LLP Oyj BV Holdings Airlines Motors".split()
)
"""Last words of firms' names."""

_OTHERS = frozenset({"GPE", "LOC", "FAC", "PERSON"})
_NAMES = _OTHERS | {"ORG"}
_GENITIVES = frozenset({"'s", "’s", "'", "’"})
_ACRONYM = re.compile(r"[A-Z][A-Z&.]{1,8}")
_SMALL = frozenset("of the and for in on to de la du des del da do e &".split())
_PARTICLES = frozenset("de la du des del da do e".split())
_FAMILY_PARTICLES = ("al-", "el-", "Al-", "El-", "bin", "ibn", "von", "van", "de")
_OFFICES = frozenset(
    "Crown President Prince Princess King Queen Minister Premier Chancellor Secretary Senator Ambassador Governor Gen. Lt.".split()
)
_LONGEST = 9
_PLACE_NOUNS = dict.fromkeys("city town village port province district county suburb capital municipality".split(), "GPE") | dict.fromkeys(
    "island islands peninsula valley".split(), "LOC"
)
"""What stands before `of` and a place."""


@cache
def _titles() -> frozenset[str]:
    """Titles that are no given names."""
    return word_set("titles") - word_set("first_names") - {"Don"}


def mended(doc: Doc, spans: Iterable[Span]) -> list[Span]:
    """The names set right, with acronyms in brackets and what they stand for as organisations; none overlap."""
    found = [part for span in spans for part in _parted(_trimmed(span))]
    found = [_relabelled(_lengthened(_without_titles(span))) for span in found]
    return _apart([*_explained(doc), *_merged(found)])


def _trimmed(span: Span) -> Span:
    """A name without small words and signs at its ends (`Library and`), unless nothing else is there."""
    start, end = span.start, span.end
    while span.label_ in _NAMES and end - start > 1 and (_is_loose(span.doc[end - 1].text) or _is_office(span, end - 1)):
        end -= 1
    while span.label_ in _NAMES and end - start > 1 and _is_loose(span.doc[start].text) and span.doc[start].text not in _PARTICLES:
        start += 1
    return span if (start, end) == (span.start, span.end) else Span(span.doc, start, end, label=span.label_)


def _is_loose(word: str) -> bool:
    return word in _SMALL or not any(letter.isalnum() for letter in word)


def _is_office(span: Span, index: int) -> bool:
    """Whether an organisation's last word is the title of somebody (`Saudi Crown Prince`), which no organisation ends with."""
    return span.label_ == "ORG" and span.doc[index].text in _OFFICES


def _parted(span: Span) -> Iterator[Span]:
    """`Imran Khan's Justice Movement` and `Toyota and Volkswagen AG` are two names, `People's Party` is one."""
    for token in span[1:-1] if len(span) > 2 and span.label_ in _NAMES else ():
        owner = span.doc[span.start : token.i]
        if token.text == "and" and span.label_ == "ORG" and names.is_organisation(owner.text):
            yield Span(span.doc, owner.start, owner.end, label="ORG")
            yield Span(span.doc, token.i + 1, span.end, label="ORG")
            return
        if token.text in _GENITIVES and (span.label_ == "PERSON" or names.is_place(owner.text)):
            yield Span(span.doc, owner.start, owner.end, label="GPE" if names.is_place(owner.text) else "PERSON")
            rest = span.doc[token.i + 1 : span.end]
            label = span.label_ if span.label_ != "PERSON" or names.is_place(owner.text) else "ORG"
            yield Span(span.doc, rest.start, rest.end, label=label)
            return
    yield span


def _without_titles(span: Span) -> Span:
    """A person without the titles before the name; titles alone stay as they are (`Madam Speaker`)."""
    start = span.start
    while span.label_ == "PERSON" and start < span.end and _is_title(span, start):
        start += 1
    is_name = span.start < start < span.end and not names.is_place(span.doc[start : span.end].text)
    return Span(span.doc, start, span.end, label="PERSON") if is_name else span


def _is_title(span: Span, index: int) -> bool:
    """Whether a title stands there, or the stop that the tokenizer has parted from one."""
    word = span.doc[index].text
    is_second = index > 0 and f"{span.doc[index - 1].text} {word}" in _titles()
    return word in _titles() or is_second or (word == "." and index > span.start)


def _lengthened(span: Span) -> Span:
    """A firm with the word for its legal form that stands right behind it, a person with the small half of a given name (`Jae-in`)."""
    doc, rest = span.doc, span.doc[span.end : span.end + 2]
    if span.label_ == "ORG" and len(rest) and rest[0].text in FIRMS and doc[span.end - 1].whitespace_:
        return Span(doc, span.start, span.end + 1, label="ORG")
    is_halved = len(rest) == 2 and rest[0].text == "-" and not rest[0].whitespace_ and not doc[span.end - 1].whitespace_
    if span.label_ == "PERSON" and is_halved and rest[1].text.isalpha() and len(rest[1]) <= 4:
        return Span(doc, span.start, span.end + 2, label="PERSON")
    return span


def _relabelled(span: Span) -> Span:
    """A name with the label that its own words give: `Anglo Plc` is a firm, `Mitsui Group` an organisation, `Saudi` a people."""
    if span.label_ == "ORG" and names.is_norp(span.text):
        return Span(span.doc, span.start, span.end, label="NORP")
    before = span.doc[max(0, span.start - 2) : span.start]
    if span.label_ in ("PERSON", "ORG") and len(before) == 2 and before[1].lower_ == "of" and before[0].text in _PLACE_NOUNS:
        return Span(span.doc, span.start, span.end, label=_PLACE_NOUNS[before[0].text])
    last = span[-1].text
    is_body = span.label_ in ("GPE", "PERSON") and last in _bodies() and span[0].text not in word_set("first_names")
    if len(span) > 1 and ((span.label_ in _OTHERS and last in FIRMS) or is_body):
        return Span(span.doc, span.start, span.end, label="ORG")
    return span


@cache
def _bodies() -> frozenset[str]:
    """Last words of organisations' names that are no family names and end no place's."""
    return word_set("org_heads") - {
        "Church",
        "Post",
        "Times",
        "Order",
        "Commons",
        "Station",
        "Union",
        "Guard",
        "Front",
        "Energy",
        "Team",
        "Wing",
    }


def _merged(spans: list[Span]) -> list[Span]:
    """`Abdel Fattah` and `al-Sisi` side by side are one person."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        is_rest = before is not None and before.label_ == span.label_ == "PERSON" and before.end == span.start
        if before is not None and is_rest and span.text.startswith(_FAMILY_PARTICLES):
            found[-1] = Span(span.doc, before.start, span.end, label="PERSON")
        else:
            found.append(span)
    return found


def _explained(doc: Doc) -> Iterator[Span]:
    """`United Nations Mission in Sarovia (UNMS)`: the capitalised words before the brackets whose first letters are in them."""
    for token in doc[1:-1]:
        if token.nbor(-1).text == "(" and token.nbor(1).text == ")" and _ACRONYM.fullmatch(token.text):
            start = _start_of(doc, token.i - 1, token.text.replace(".", "").replace("&", ""))
            if start is not None:
                yield Span(doc, start, token.i - 1, label="ORG")
                yield Span(doc, token.i, token.i + 1, label="ORG")


def _start_of(doc: Doc, end: int, letters: str) -> int | None:
    """Where the words begin whose capitals are the letters, the last before `end`; None when they don't match."""
    left = letters
    for index in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
        word = doc[index].text
        if word[:1].isupper():
            if left[-1:] != word[0]:
                return None
            left = left[:-1]
            if not left:
                return index if len(letters) > 1 else None
        elif word not in _SMALL and word != "-":
            return None
    return None


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in the text's order, of two that overlap the longer one, of equal ones the first."""
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=len, reverse=True):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
