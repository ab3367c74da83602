"""spaCy's English tokens, parted too where scraped text lacks the blank after a stop or beside a quotation mark."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

_CLOSERS = '"”’»'
_OPENERS = '"“‘«'
_STOPS_WITHOUT_BLANK = (
    r"(?<=[\d%])\.(?=[A-ZÀ-Þ][a-zà-ž])",
    r"(?<=[”’»])\.(?=[A-ZÀ-Þ“‘«])",
    rf"(?<=[a-zà-ž])[?!](?=[A-ZÀ-Þ{_OPENERS}{_CLOSERS}])",
    r"(?<=\w)[.,;?!](?=\[\d{1,3}(?:\]|$))",
    r"(?<=[\w.,;?!\]])\[(?=\d{1,3}(?:\]|$))",
    r"(?<=\d)\](?=[A-ZÀ-Þ\[])",
    r"(?<=[a-zà-ž])\((?=[A-ZÀ-Þ][a-zà-ž])",
    r"(?<=\.),(?=[a-zà-ž])",
)
_MARKS_WITHOUT_BLANK = (
    rf"(?<=[^\W\d_])[,.](?=[{_CLOSERS}]\w)",
    rf"(?<=[,.?!…])[{_CLOSERS}](?=\w)",
    rf"(?<=\w)[:,](?=[{_OPENERS}]\w)",
    rf"(?<=[:,])[{_OPENERS}](?=\w)",
    r"(?<=\w)[\"”»](?=[.,;:?!])",
)


def part_at_stops(nlp: Language) -> None:
    """Let the tokenizer of a pipeline part `18,000.Thirty`, `reasonable”.He` and `go,”she`; addresses and numbers stay whole."""
    infixes = [*(nlp.Defaults.infixes or ()), *_STOPS_WITHOUT_BLANK, *_MARKS_WITHOUT_BLANK]
    tokenizer = nlp.tokenizer
    if isinstance(tokenizer, Tokenizer):
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
