"""Names by shape: capitalised stretches that titles, given names and head words make a person, organisation or place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annotator.nlp.grammars import Match
from annotator.nlp.words import table, words

_CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.-]*[\w]|[A-Z]\.(?:[A-Z]\.)*|[A-Z])"
_JOIN = r"(?:of(?: the)?|and|for|de|da|del|della|di|la|le|van|von|der|den|bin|ibn|al|el|ben|du|dos|y|&)"
_STRETCH = re.compile(rf"{_CAP}(?:(?: |-)(?:{_JOIN} )*{_CAP})*")
_POSSESSIVE = re.compile(r"[’']s?$")
_INITIAL = re.compile(r"(?:[A-Z]\.)+$")
_AGE = re.compile(r", \d{1,2},")
_SAID_AFTER = re.compile(r" (?:said|says|told|added|wrote|recalled)\b")
_SAID_BEFORE = re.compile(r"\b(?:said|says|added) $")
_ACRONYM = re.compile(r"\(([A-Z][A-Z.&-]{1,9})\)")


@cache
def _common() -> frozenset[str]:
    return frozenset(word.lower() for word in words("words"))


@cache
def _first_names() -> frozenset[str]:
    return frozenset(words("first_names"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(words("titles"))


@cache
def _heads() -> dict[str, str]:
    """Head words with the label they give."""
    found = dict.fromkeys(words("org_heads"), "ORG")
    found |= dict.fromkeys(words("event_heads"), "EVENT")
    for label, heads in table("place_heads").items():
        found |= dict.fromkeys(heads, label)
    return found


def is_common(name: str) -> bool:
    """Whether a capitalised word is a common one, as at the start of a sentence, or a title."""
    first = name.split(" ", 1)[0]
    return first.lower() in _common() or first in _titles()


def matches(text: str) -> Iterator[Match]:
    """Names that their own words or neighbours explain, with the acronym in brackets after them."""
    for found in _STRETCH.finditer(text):
        for start, end, words_ in _pieces(text, found.start(), found.end()):
            label, start = _label(text, start, words_)
            if label:
                yield start, end, label
                if label == "ORG" and (short := _ACRONYM.match(text, end + 1)):
                    yield short.start(1), short.end(1), "ORG"


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, list[str]]]:
    """The stretch without common words at its start and a genitive at its end."""
    stretch = text[start:end]
    while stretch:
        first = stretch.split(" ", 1)[0]
        if first.lower().rstrip(".’'") not in _common() or " " not in stretch:
            break
        if first in _titles():
            break
        start += len(first) + 1
        stretch = stretch[len(first) + 1 :]
        while stretch.split(" ", 1)[0] in ("of", "and", "for", "the", "de", "la") and " " in stretch:
            cut = len(stretch.split(" ", 1)[0]) + 1
            start, stretch = start + cut, stretch[cut:]
    trimmed = _POSSESSIVE.sub("", stretch)
    if trimmed and not (trimmed.lower() in _common() and trimmed not in _titles()):
        yield start, start + len(trimmed), trimmed.split(" ")


def _label(text: str, start: int, parts: list[str]) -> tuple[str, int]:
    """The label that the words give, and where the name begins after its titles; empty when nothing explains it."""
    # "Interior Minister Pavle Rustan": the name begins after the last title
    titles = max((i + 1 for i, part in enumerate(parts) if part in _titles()), default=0)
    rest = parts[titles:]
    begin = start + sum(len(part) + 1 for part in parts[:titles])
    before = text[max(0, start - 24) : start].split()
    heads = _heads()
    if len(rest) > 1 and rest[-1] in heads and not titles:
        return heads[rest[-1]], start
    if len(parts) > 2 and " ".join(parts[:2]) in heads:
        return heads[" ".join(parts[:2])], start
    if len(parts) > 1 and parts[0] in ("Ministry", "Department", "University", "Bank", "Office", "Institute", "Court"):
        return "ORG", start
    if len(parts) > 1 and parts[0] in ("Mount", "Lake", "Cape"):
        return "LOC", start
    if not rest:
        return "", start
    if titles or (before and before[-1] in _titles() and not _ends_clause(before[-1])):
        return ("PERSON", begin) if _is_person_shaped(rest) else ("", start)
    if rest[0] in _first_names() and len(rest) > 1 and _is_person_shaped(rest):
        return "PERSON", begin
    if len(rest) == 3 and _INITIAL.match(rest[1]):
        return "PERSON", begin
    if 2 <= len(rest) <= 3 and _is_person_shaped(rest) and _stands_like_a_person(text, start, start + len(" ".join(parts))):
        return "PERSON", begin
    return "", start


def _stands_like_a_person(text: str, start: int, end: int) -> bool:
    """Whether an age follows, or a verb of saying stands beside the name."""
    return bool(_AGE.match(text, end) or _SAID_AFTER.match(text, end) or _SAID_BEFORE.search(text, max(0, start - 12), start))


def _ends_clause(word: str) -> bool:
    return word.endswith((",", ";", ":"))


def _is_person_shaped(parts: list[str]) -> bool:
    return len(parts) <= 5 and not any(part in ("and", "for", "of") for part in parts) and not any(c.isdigit() for c in "".join(parts))
