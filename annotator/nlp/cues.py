"""Cues: verbs of saying, found as tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from annotator.nlp.words import table


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `[start, end)`; `takes` is said, that, manner or according."""

    start: int
    end: int
    takes: str


@cache
def _verbs() -> dict[str, str]:
    return {verb: takes for takes, verbs in table("quote_cues").items() for verb in verbs}


def cues(doc: Doc, start: int, end: int) -> Iterator[Cue]:
    """The cues among the tokens `[start, end)`, phrasal ones whole."""
    index = start
    verbs = _verbs()
    while index < end:
        pair = f"{doc[index].lower_} {doc[index + 1].lower_}" if index + 1 < end else ""
        if pair == "according to":
            yield Cue(index, index + 2, "according")
            index += 2
        elif pair in verbs:
            yield Cue(index, index + 2, verbs[pair])
            index += 2
        else:
            if doc[index].lower_ in verbs:
                yield Cue(index, index + 1, verbs[doc[index].lower_])
            index += 1
