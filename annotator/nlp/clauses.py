"""Where a clause begins and ends, by what can be seen without a parse."""

from __future__ import annotations

from functools import cache

from annotator.nlp.token_view import CLOSING_SIGNS, View
from annotator.nlp.words import words

CONJUNCTIONS = frozenset({"that", "whether", "if", "why", "how", "what", "where", "when", "who", "which"})
NOMINATIVES = frozenset("i he she we they there 'it".split())
PRONOUNS = frozenset(
    "i he she it we they you there this that these those who everyone everybody someone somebody nobody nothing everything".split()
)
PREPOSITIONS = frozenset(
    "in on at of by with from to for near outside against under over after before into between during since until without about"
    " among across through toward towards around within behind despite amid as than like inside along upon".split()
)
NOT_A_SUBJECT = PREPOSITIONS | frozenset(
    "and or but so yes no not nor because while though although too more less well off up out down away back".split()
)
_FINITE_REACH = 16


@cache
def _finite() -> frozenset[str]:
    return frozenset(words("finite_verbs"))


def is_finite(view: View, index: int) -> bool:
    """Whether the token is a word that is a finite verb in nearly every use."""
    return view.lowers[index] in _finite()


def begins_clause(view: View, start: int, end: int, *, strict: bool) -> bool:
    """Whether a clause of its own begins here: a subject, and a verb in reach; `strict` wants a verb that can be nothing else."""
    if end - start < 2 or (not view.is_word(start) and view.texts[start] not in "$£€¥“\"‘'(["):
        return False
    first = view.lowers[start]
    if first in NOMINATIVES:
        return True
    if first in NOT_A_SUBJECT and not (first in PREPOSITIONS and not strict and first not in ("to", "of", "by")):
        return False
    if first in PRONOUNS:
        return (
            view.is_word(start + 1)
            and view.lowers[start + 1] not in PREPOSITIONS
            and (not strict or _has_verb(view, start + 1, end, strict))
        )
    return _has_verb(view, start + 1, end, strict)


def _has_verb(view: View, start: int, end: int, strict: bool) -> bool:
    for index in range(start, min(end, start + _FINITE_REACH)):
        word = view.lowers[index]
        if word in _finite() and view.lower(index - 1) not in ("to", "who", "which", "that"):
            return True
        if word in (";", ":") or (strict and word in (",", "to", "that", "who", "which", "after", "as", "when", "because")):
            return False
        if not strict and (word.endswith("ed") or (word.endswith("s") and len(word) > 3)) and view.lower(index + 1) not in (",", ".", "by"):
            return True
    return False


def end_of(view: View, end: int, start: int) -> int:
    """The token where the words of a sentence that ends at `end` stop, full stops and white space left out."""
    while end > start and (view.is_space(end - 1) or view.texts[end - 1] in CLOSING_SIGNS):
        end -= 1
    return end
