"""The component that finds sentence starts by signs and paragraphs, also in text as scraped pages have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from annotator.nlp.names import is_common

_ENDS = frozenset({".", "!", "?", "…", "?!", "!!", "...", "。"})
_CLOSERS = frozenset("\"'”’»«“)]")
_OPENERS = frozenset("\"'“‘«»„([")
_DASHES = frozenset({"—", "–", "-", "--"})
_IN_DATELINES = frozenset({",", "(", ")", ".", "/", "of", "the"})
_LONGEST_DATELINE = 14
_MAY_END = frozenset("a.m. p.m. U.S. U.N. U.K. E.U. D.C. Inc. Corp. Ltd. Co. Jr. Sr. etc. No.".split())
"""Abbreviations that may be the last word of a sentence; the stop is part of the token."""


@Language.factory("annotator_sentences")
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config."""
    return split


def split(doc: Doc) -> Doc:
    """Set the sentence starts: after a full stop and what closes with it, at every paragraph, and after its dateline."""
    ended = is_first = True
    marks: Any = np.full(len(doc), -1, dtype=np.int64).astype(np.uint64)
    for token in doc:
        starts = ended and not token.is_space
        if starts or token.i == 0:
            marks[token.i] = 1
        if starts and is_first:
            for index in _after_dateline(doc, token.i):
                marks[index] = 1
        if starts:
            ended = is_first = False
        if token.is_space and "\n" in token.text:
            ended = is_first = True
        elif token.text in _ENDS or _closes_after_end(token):
            ended = _may_end(token)
        elif token.text in _MAY_END:
            ended = token.i + 1 < len(doc) and doc[token.i + 1].is_title and is_common(doc[token.i + 1].text)
    # all at once: setting one token's mark has spaCy look through the whole Doc
    doc.from_array([SENT_START], marks)
    return doc


def _after_dateline(doc: Doc, start: int) -> Iterator[int]:
    """Where the report begins behind `BERGEN, Norway, Nov 3 —` or `BERGEN (AN) —`; in one sentence with it the place would be its subject."""
    if not doc[start].is_upper or len(doc[start]) < 2:
        return
    for index in range(start + 1, min(start + _LONGEST_DATELINE, len(doc) - 1)):
        token = doc[index]
        if token.text in _DASHES and token.nbor(-1).whitespace_:
            yield index + 1
        if token.text in _DASHES or not (token.text[0].isupper() or token.text[0].isdigit() or token.text in _IN_DATELINES):
            return


def _closes_after_end(token: Token) -> bool:
    """Whether a closing sign stands right behind a full stop."""
    return (
        _closes(token) and token.i > 0 and (token.nbor(-1).text in _ENDS or (_closes(token.nbor(-1)) and _closes_after_end(token.nbor(-1))))
    )


def _closes(token: Token) -> bool:
    """Whether a sign closes here: what it follows touches it; a mark that may open too is followed by a blank."""
    if token.text not in _CLOSERS or (token.i and token.nbor(-1).whitespace_):
        return False
    return (
        token.text not in _OPENERS
        or bool(token.whitespace_)
        or token.i + 1 == len(token.doc)
        or token.nbor(1).is_punct
        or token.nbor(1).is_space
        or (token.text == '"' and _is_open(token))
    )


def _is_open(token: Token) -> bool:
    """Whether an odd number of straight marks stands before this one in its paragraph, as in `"No."She left`."""
    count = 0
    for index in range(token.i - 1, -1, -1):
        before = token.doc[index]
        if before.is_space and "\n" in before.text:
            break
        count += before.text == '"'
    return count % 2 == 1


def _may_end(token: Token) -> bool:
    """Whether what follows may begin a sentence: a capital, a digit or an opening sign, but no closing one."""
    rest = token.doc[token.i + 1 : token.i + 3]
    if not len(rest):
        return True
    if _closes(rest[0]) or rest[0].text in _ENDS:
        return False
    first = rest[0].text
    if first in _OPENERS and len(rest) > 1:
        first = rest[1].text
    return not first[:1].islower()
