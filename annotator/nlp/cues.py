"""Cues: words that say that somebody says something, found as tokens by the lists in `data/quote_cues.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from spacy.attrs import LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from annotator.nlp.forms import participles, plain_forms, with_s
from annotator.nlp.words import table

_ACCORDING = "according to"


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `[start, end)`; `kinds` are the classes of the lists that have it, or according."""

    start: int
    end: int
    kinds: frozenset[str]

    def takes(self, *kinds: str) -> bool:
        """Whether it is of one of the classes."""
        return not self.kinds.isdisjoint(kinds)


CLAUSE = ("said", "report", "finding", "thought")
"""Verbs that a clause may follow."""

MARKED = (*CLAUSE, "manner", "ask", "wish", "demand", "accuse", "according", "noun")
"""What may stand beside words in quotation marks."""

_VERBS = frozenset({*CLAUSE, "wish", "ask", "demand", "accuse", "manner"})


@cache
def _words() -> dict[str, frozenset[str]]:
    """The classes of every form, phrases under their words with a blank between."""
    found: dict[str, set[str]] = {_ACCORDING: {"according"}}
    for kind, entries in table("quote_cues").items():
        for entry in entries:
            for form in _forms(kind, entry):
                found.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


def _forms(kind: str, entry: str) -> Iterator[str]:
    """The forms of an entry such as `tell/told` or `make clear/made`."""
    lemma, *irregular = entry.split("/")
    verb, blank, rest = lemma.partition(" ")
    if kind in ("noun", "adjective"):
        yield from (lemma, with_s(lemma))
    else:
        for form in (*plain_forms(verb), *participles(verb, tuple(irregular))):
            yield form + blank + rest


@cache
def _firsts() -> Any:
    """The hashes of the first words of all cues, sorted."""
    return np.unique(np.array([get_string_id(form.partition(" ")[0]) for form in _words()], dtype=np.uint64))


@cache
def _openers() -> frozenset[str]:
    """The first words of phrases."""
    return frozenset(form.partition(" ")[0] for form in _words() if " " in form)


def all_cues(doc: Doc) -> list[Cue]:
    """Every cue of a Doc in reading order."""
    places = np.flatnonzero(np.isin(doc.to_array(LOWER), _firsts()))
    return _without_overlap(doc, places.tolist())


def cues(doc: Doc, start: int, end: int) -> list[Cue]:
    """The cues among the tokens `[start, end)`."""
    return [cue for cue in _without_overlap(doc, range(start, end)) if cue.end <= end]


def is_known(token: Token) -> bool:
    """Whether a verb is in the lists."""
    return token.lower_ in _words()


def _without_overlap(doc: Doc, places: Any) -> list[Cue]:
    found: list[Cue] = []
    for index in places:
        if not found or index >= found[-1].end:
            cue = _at(doc, index)
            if cue is not None:
                found.append(cue)
    return found


def _at(doc: Doc, index: int) -> Cue | None:
    token = doc[index]
    word = token.lower_
    if word in _openers():
        for last in range(index + 1, min(index + 3, len(doc))):
            kinds = _words().get(f"{word} {doc[last].lower_}")
            if kinds is not None:
                return Cue(index, last + 1, kinds)
            if doc[last].lower_ not in ("it", "this"):
                break
    kinds = _words().get(word)
    if kinds is None:
        return None
    part = token.pos_
    if part in ("NOUN", "PROPN"):
        kinds &= _VERBS if _is_verb_in_truth(doc, index) else {"noun"}
    elif part in ("VERB", "AUX"):
        kinds &= _VERBS | {"adjective"}
    elif part == "ADJ":
        kinds &= {"adjective"}
    elif part:
        return None
    return Cue(index, index + 1, kinds) if kinds else None


def _is_verb_in_truth(doc: Doc, index: int) -> bool:
    """Whether a "noun" right after another noun and before "that" is a verb: `Farmers fear that …`."""
    return 0 < index < len(doc) - 1 and doc[index - 1].tag_ in ("NNS", "NNPS") and doc[index + 1].lower_ == "that"
