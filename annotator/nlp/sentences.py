"""The component that finds sentence starts by signs and paragraphs, also in text as scraped pages have it."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Token

_ENDS = frozenset({".", "!", "?", "…", "?!", "!!", "...", "。"})
_CLOSERS = frozenset("\"'”’»)]")
_OPENERS = frozenset("\"'“‘«([")


@Language.factory("annotator_sentences")
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config."""
    return split


def split(doc: Doc) -> Doc:
    """Set the sentence starts: after a full stop and what closes with it, and at every paragraph."""
    ended = True
    for token in doc:
        starts = ended and not token.is_space
        token.is_sent_start = starts or token.i == 0
        if starts:
            ended = False
        if token.is_space and "\n" in token.text:
            ended = True
        elif token.text in _ENDS or (token.i and doc[token.i - 1].text in _ENDS and token.text in _CLOSERS):
            ended = _may_end(token)
    return doc


def _may_end(token: Token) -> bool:
    """Whether what follows may begin a sentence: a capital, a digit or an opening sign, but no closing one."""
    rest = token.doc[token.i + 1 : token.i + 3]
    if not len(rest):
        return True
    first = rest[0].text
    if first in _CLOSERS and not (first in _OPENERS and token.whitespace_):
        return False
    if first in _OPENERS and len(rest) > 1:
        first = rest[1].text
    return not first[:1].islower()
