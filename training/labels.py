"""From the labels of each training set to those the entity recogniser learns.

`MISC` is a label of training only: it takes up titles, laws and products, so that these are not taught as organisations,
and the pipeline leaves it out. `None` is "not known": the recogniser is taught nothing about these words.
"""

from __future__ import annotations

from functools import cache

from annotator.nlp.words import table, word_set, words

LEARNT = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC")
_LEFT_TO_GRAMMARS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL"})
PLACE = "PLACE"
"""A place of a scheme that has one label for all places; `place_label` decides between GPE, LOC and FAC."""

GUM = {name: name for name in LEARNT} | {"PRODUCT": "MISC"}
UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": PLACE, "MISC": "MISC"}
WIKIGOLD = dict(UNER)
CROSSNER = {
    "politician": "PERSON", "person": "PERSON", "organisation": "ORG", "politicalparty": "ORG", "country": "GPE",
    "location": PLACE, "election": "EVENT", "event": "EVENT", "misc": "MISC",
}  # fmt: skip
RE3D = {
    "Person": "PERSON",
    "Organisation": "ORG",
    "Location": PLACE,
    "Nationality": "NORP",
    "MilitaryPlatform": "MISC",
    "DocumentReference": "MISC",
}


def learnt(label: str, scheme: dict[str, str], text: str) -> str | None:
    """The label to learn for `text`; `None` for one that the scheme does not map, `""` for what the closed grammars find."""
    if label in _LEFT_TO_GRAMMARS:
        return ""
    found = scheme.get(label)
    if found == PLACE:
        return place_label(text)
    if found in ("MISC", "ORG", "PERSON") and is_norp(text):
        return "NORP"
    # some sets call a state that acts an organisation; the schema never does
    return "GPE" if found == "ORG" and is_place(text) else found


def place_label(text: str) -> str:
    """GPE, LOC or FAC by the last or first word of the name ("Ister River", "Lake Anna", "Selwick Airport")."""
    parts = text.removeprefix("the ").removeprefix("The ").split()
    if text.removeprefix("the ") in _regions():
        return "LOC"
    for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
        label = _heads().get(part)
        if label in ("LOC", "FAC"):
            return label
    return "GPE"


def is_norp(text: str) -> bool:
    """Whether the words name a people, a faith or a political camp of the project's list."""
    return text in _norp()


def is_place(text: str) -> bool:
    """Whether the project's lists have the words as a country, region or town."""
    return text in word_set("gpe") or text in word_set("gpe_cities")


def is_listed(word: str) -> bool:
    """Whether the project's lists have the word as a place, organisation, people or the head of an event's name."""
    return word in _listed()


@cache
def _listed() -> frozenset[str]:
    lists = ("gpe", "gpe_cities", "loc", "org", "norp", "event_heads")
    return frozenset(entry for name in lists for entry in words(name)) | _heads().keys()


@cache
def _norp() -> frozenset[str]:
    return frozenset(words("norp"))


@cache
def _regions() -> frozenset[str]:
    return frozenset(words("loc"))


@cache
def _heads() -> dict[str, str]:
    return {head: label for label, heads in table("place_heads").items() for head in heads}
