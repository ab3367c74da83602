"""Names by shape: capitalised stretches that titles, given names and head words make a person, organisation or place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annotator.nlp.grammars import Match
from annotator.nlp.words import table, word_set, words

_COMMON = word_set("words") | frozenset("shares stocks bonds gangs shareholders investors analysts supporters opponents".split())
_FIRST_NAMES = word_set("first_names")
_PERSON_NOUNS = word_set("person_nouns")
_TITLES = word_set("titles")

_CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.-]*[\w]|[A-Z]\.(?:[A-Z]\.)*|[A-Z])"
_JOIN = r"(?:of(?: the)?|and|for|de|da|del|della|di|la|le|van|von|der|den|bin|ibn|al|el|ben|du|dos|y|&)"
_STRETCH = re.compile(rf"{_CAP}(?:(?: |-)(?:{_JOIN} )*{_CAP})*")
_POSSESSIVE = re.compile(r"[’']s?$")
_INITIAL = re.compile(r"(?:[A-Z]\.)+$")
_AGE = re.compile(r", \d{1,2},")
_SAID_AFTER = re.compile(r" (?:said|says|told|added|wrote|recalled)\b")
_SAID_BEFORE = re.compile(r"\b(?:said|says|added) $")
_WHO = re.compile(r",? who\b")
_DESCRIBED = re.compile(r", (?:an?|the|his|her|their) ((?:[a-zà-ž’'-]+ ){0,3}[a-zà-ž’'-]+)")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|on|near|the) $")
_DIVIDERS = frozenset({"and", "&", "of", "for"})
_SURNAMES = frozenset("Hill Hills Park Lake Lane Field Fields House Hall Wall Church Rivers Banks Price Street Castle Field Gates".split())
_INSIDE = re.compile(
    r"[a-z,](?<!\bthe)(?<!\ba)(?<!\ban)(?<!\bThe)(?<!\bto)(?<!\bas)(?<!\bsee)(?<!\bon)(?<!\bin)(?<!\bat)(?<!\bnear)(?<!\binto)(?<!'s)(?<!’s) $"
)
_INSIDE_ANY = re.compile(r"[a-zà-ž,] $")
_BODY_BEFORE = re.compile(rf"\b(?:{'|'.join(words('body_nouns'))}) $")
_CAPITALS = re.compile(r"[A-Z]{2,6}")
_JOINS = frozenset({"of", "and", "for", "the", "&"})
_ACRONYM = re.compile(r"\(([A-Z][A-Z.&-]{1,9})\)")


@cache
def _heads() -> dict[str, str]:
    """Head words with the label they give."""
    found = dict.fromkeys(words("org_heads"), "ORG")
    found |= dict.fromkeys(words("event_heads"), "EVENT")
    for label, heads in table("place_heads").items():
        found |= dict.fromkeys(heads, label)
    return found


def is_listed(name: str) -> bool:
    """Whether a word list has the name as something else than a person."""
    return name in _listed()


def is_place(name: str) -> bool:
    """Whether a word list has the name as a country, region or town."""
    return name in word_set("gpe") or name in word_set("gpe_cities")


def is_organisation(name: str) -> bool:
    """Whether a word list has the name as an organisation."""
    return any(name in word_set(source) for source in ("org", "companies", "clubs"))


def is_norp(name: str) -> bool:
    """Whether the word list of peoples, faiths and political camps has the name."""
    return name in word_set("norp")


@cache
def _listed() -> frozenset[str]:
    return frozenset(
        entry
        for source in ("org", "companies", "clubs", "gpe", "gpe_cities", "loc", "norp", "event", "vehicle", "weapon")
        for entry in words(source)
    )


def is_common(name: str) -> bool:
    """Whether a capitalised word is a common one, as at the start of a sentence, or a title."""
    first = name.split(" ", 1)[0]
    return first.lower() in _COMMON or first in _TITLES


def matches(text: str) -> Iterator[Match]:
    """Names that their own words or neighbours explain, with the acronym in brackets after them."""
    for found in _STRETCH.finditer(text):
        for start, end, words_ in _pieces(text, found.start(), found.end()):
            for label, begin, stop in _named(text, start, end, words_):
                yield begin, stop, label
                if label == "ORG" and (short := _ACRONYM.match(text, stop + 1)):
                    yield short.start(1), short.end(1), "ORG"


def _named(text: str, start: int, end: int, parts: list[str]) -> Iterator[tuple[str, int, int]]:
    """The names in a stretch: one, or two that `and` joins or that say who is of what."""
    are_people = parts[0].lower() in _PERSON_NOUNS or (parts[0].endswith("s") and parts[0] not in _heads())
    if len(parts) > 3 and parts[1:3] == ["of", "the"] and are_people:
        yield from _named(text, start + len(" ".join(parts[:3])) + 1, end, parts[3:])
        return
    for cut in (index for index, part in enumerate(parts) if part in _DIVIDERS and 0 < index < len(parts) - 1):
        left = parts[:cut]
        after = cut + (2 if parts[cut + 1] == "the" else 1)
        label, begin = _label(text, start, left)
        stop = start + len(" ".join(left))
        joined = parts[cut] in ("and", "&")
        if (label == "PERSON" and len(left) > 1) or (joined and label and left[-1] in _heads() and parts[-1] in _heads()):
            yield label, begin, stop
            yield from _named(text, start + len(" ".join(parts[:after])) + 1, end, parts[after:])
            return
        if joined and not label and _label(text, start, parts)[0] == "" and after < len(parts):
            yield from _named(text, start + len(" ".join(parts[:after])) + 1, end, parts[after:])
            return
    label, begin = _label(text, start, parts)
    if label:
        yield label, begin, end


def guesses(text: str) -> Iterator[Match]:
    """What is probably a name though nothing explains it: two capitalised words in a sentence, a person; `the` and capitals, a body."""
    for found in _STRETCH.finditer(text):
        before = text[max(0, found.start() - 5) : found.start()]
        parts = found[0].split(" ")
        if len(parts) == 1 and before.lower().endswith("the ") and _CAPITALS.fullmatch(found[0]):
            yield found.start(), found.end(), "ORG"
        elif len(parts) == 2 and _INSIDE.search(before) and not any(_is_no_name(part) for part in parts):
            yield found.start(), found.end() - len(_genitive(found[0])), "PERSON"


def _genitive(name: str) -> str:
    found = _POSSESSIVE.search(name)
    return found[0] if found else ""


def _is_no_name(part: str) -> bool:
    return part.lower() in _COMMON or part in _TITLES or part in _JOINS or part in _heads() or not part[-1].islower()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, list[str]]]:
    """The stretch without common words at its start and a genitive at its end."""
    stretch = text[start:end]
    is_inside = bool(_INSIDE_ANY.search(text, max(0, start - 2), start))
    while stretch and not is_inside:
        first = stretch.split(" ", 1)[0]
        if first.lower().rstrip(".’'") not in _COMMON or " " not in stretch:
            break
        if first in _TITLES:
            break
        start += len(first) + 1
        stretch = stretch[len(first) + 1 :]
        while stretch.split(" ", 1)[0] in ("of", "and", "for", "the", "de", "la") and " " in stretch:
            cut = len(stretch.split(" ", 1)[0]) + 1
            start, stretch = start + cut, stretch[cut:]
    trimmed = _POSSESSIVE.sub("", stretch)
    if trimmed and not (trimmed.lower() in _COMMON and trimmed not in _TITLES):
        yield start, start + len(trimmed), trimmed.split(" ")


def _label(text: str, start: int, parts: list[str]) -> tuple[str, int]:
    """The label that the words give, and where the name begins after its titles; empty when nothing explains it."""
    # "Interior Minister Pavle Rustan": the name begins after the last title
    titles = max((i + 1 for i, part in enumerate(parts) if part in _TITLES), default=0)
    rest = parts[titles:]
    begin = start + sum(len(part) + 1 for part in parts[:titles])
    before = text[max(0, start - 24) : start].split()
    heads = _heads()
    if _is_surname_too(rest) and not _PLACE_BEFORE.search(text, max(0, start - 12), start):
        return "PERSON", begin
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
    if titles and len(rest) == 1 and rest[0] in heads:
        return heads[rest[0]], start
    if not titles and _BODY_BEFORE.search(text, max(0, start - 16), start) and not is_listed(" ".join(rest)):
        return "ORG", start
    if len(rest) > 1 and before and before[-1] in _PERSON_NOUNS and _is_person_shaped(rest):
        return "PERSON", begin
    if titles or (before and before[-1] in _TITLES):
        return ("PERSON", begin) if _is_person_shaped(rest) else ("", start)
    if rest[0] in _FIRST_NAMES and len(rest) > 1 and _is_person_shaped(rest):
        return "PERSON", begin
    if len(rest) == 3 and _INITIAL.match(rest[1]):
        return "PERSON", begin
    if (
        len(rest) <= 3
        and _is_person_shaped(rest)
        and not rest[-1].isupper()
        and _stands_like_a_person(text, start, start + len(" ".join(parts)))
    ):
        return "PERSON", begin
    return "", start


def _stands_like_a_person(text: str, start: int, end: int) -> bool:
    """Whether an age follows, or a verb of saying stands beside the name."""
    said = _SAID_AFTER.match(text, end) or _SAID_BEFORE.search(text, max(0, start - 12), start)
    is_single = " " not in text[start:end]
    if is_single and (is_listed(text[start:end]) or text[start:end].lower() in _PERSON_NOUNS):
        return False
    return bool(_AGE.match(text, end) or said or (not is_single and _is_described(text, end)))


def _is_described(text: str, end: int) -> bool:
    """Whether `, who` or `, a retired teacher` follows."""
    if _WHO.match(text, end):
        return True
    described = _DESCRIBED.match(text, end)
    return described is not None and any(word in _PERSON_NOUNS or word + "s" in _PERSON_NOUNS for word in described[1].split())


def _is_surname_too(parts: list[str]) -> bool:
    """A given name before a word that is a surname as well as a kind of place: `Marc Lamont Hill`."""
    return 2 <= len(parts) <= 3 and parts[-1] in _SURNAMES and parts[0] in _FIRST_NAMES and parts[0] not in word_set("gpe")


def _is_person_shaped(parts: list[str]) -> bool:
    return len(parts) <= 5 and not any(part in ("and", "for", "of") for part in parts) and not any(c.isdigit() for c in "".join(parts))
