"""Cues: words of saying and thinking, found as tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from annotator.nlp.inflection import BASE, PROGRESSIVE, verb_forms
from annotator.nlp.token_view import View
from annotator.nlp.words import table

BARE, STRICT, THOUGHT, THAT, MANNER, CALLED, NOUN, ACCORDING = "bare", "strict", "thought", "that", "manner", "called", "noun", "according"
CLAUSAL = frozenset({BARE, STRICT, THOUGHT, THAT, NOUN})
SPOKEN = frozenset({BARE, STRICT, MANNER})
_DETERMINERS = frozenset("the a an this that these those his her its their our my your no any some such of another".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `[start, end)`, the verb's form and dictionary form, and what it takes: the classes of `data/quote_cues.txt`."""

    start: int
    end: int
    lemma: str
    form: str
    takes: frozenset[str]


def cue_at(view: View, index: int) -> Cue | None:
    """The cue that begins at the token, phrasal ones whole; nouns that only look like verbs are none."""
    word = view.lowers[index]
    if word == "according" and view.lower(index + 1) == "to":
        return Cue(index, index + 2, "according to", BASE, frozenset({ACCORDING}))
    entries = _verbs()
    pair = f"{word} {view.lower(index + 1)}" if word in _phrasal() else ""
    found, end = (entries[pair], index + 2) if pair in entries else (entries.get(word), index + 1)
    if found is None:
        return _noun_at(view, index)
    lemma, form, takes = found
    if _is_nominal(view, index, form):
        return _noun_at(view, index)
    return Cue(index, end, lemma, form, takes)


def cues(view: View, start: int, end: int) -> Iterator[Cue]:
    """The cues among the tokens `[start, end)` in reading order."""
    index = start
    while index < end:
        cue = cue_at(view, index)
        if cue is not None and cue.end <= end:
            yield cue
            index = cue.end
        else:
            index += 1


def _noun_at(view: View, index: int) -> Cue | None:
    if view.lowers[index] in _nouns() and view.lower(index + 1) == "that":
        return Cue(index, index + 1, view.lowers[index], BASE, frozenset({NOUN}))
    return None


def _is_nominal(view: View, index: int, form: str) -> bool:
    """Whether the word is a noun or adjective here: `the report`, `his claims`, `alleged attack`, `so-called`."""
    before = view.lower(index - 1)
    if before in _DETERMINERS or before in ("'s", "-") or view.lower(index + 1) == "-":
        return not (before == "that" and form != PROGRESSIVE)
    return bool(view.entity_of[index] >= 0 and view.texts[index][0].isupper())


@cache
def _verbs() -> dict[str, tuple[str, str, frozenset[str]]]:
    """Every form of every verb: dictionary form, form, classes."""
    found: dict[str, tuple[str, str, frozenset[str]]] = {}
    for kind, entries in table("quote_cues").items():
        if kind == NOUN:
            continue
        for entry in entries:
            lemma = entry.split("/")[0]
            for form, name in verb_forms(entry):
                known = found.get(form)
                is_same = known is not None and known[0] == lemma
                if known is None or is_same:
                    found[form] = (lemma, name, (known[2] if known else frozenset()) | {kind})
    return found


@cache
def _phrasal() -> frozenset[str]:
    return frozenset(form.split()[0] for form in _verbs() if " " in form)


@cache
def _nouns() -> frozenset[str]:
    singular = table("quote_cues")[NOUN]
    return frozenset([*singular, *(noun + "s" for noun in singular)])
