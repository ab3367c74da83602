"""spaCy's English tokens, parted too where scraped text lacks the blank after a full stop."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

_STOPS_WITHOUT_BLANK = (r"(?<=\d)\.(?=[A-ZÀ-Þ][a-zà-ž])", r"(?<=[”’»])\.(?=[A-ZÀ-Þ“‘«])", r"(?<=[a-zà-ž])[?!](?=[A-ZÀ-Þ“‘«])")


def part_at_stops(nlp: Language) -> None:
    """Let the tokenizer of a pipeline part `18,000.Thirty` and `reasonable”.He`; addresses and numbers stay whole."""
    infixes = [*(nlp.Defaults.infixes or ()), *_STOPS_WITHOUT_BLANK]
    tokenizer = nlp.tokenizer
    if isinstance(tokenizer, Tokenizer):
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
