"""Words, sentences and paragraphs of a text, for moving the cursor and selecting; no language model.

Offsets are code points. A token never splits a grapheme: combining marks, joiners, variation
selectors, skin tones and flag pairs stay with the character they belong to.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from annotator.model.span import Span

_TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                     # U.S.
    | \d+(?:[.,:\u00a0\u202f]\d+)*         # 10 000  3.5  18:30
    | [’'](?:s|S|re|ve|ll|d|m|t)\b         # a clitic is a token of its own
    | [\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]   # scripts without spaces: a character each
    | [^\W_]+
    | \S
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"‘'])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Brig|Pres|Jr|Sr|No|vs|etc|Inc|Ltd|Co|Corp"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-ÞА-ЯΑ-Ω])|\n+")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3") | {chr(c) for c in range(0x1F3FB, 0x1F400)} | {chr(c) for c in range(0xE0020, 0xE0080)}


@dataclass(frozen=True)
class Tokens:
    """The tokens, sentences and paragraphs of one text, found once."""

    text: str

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """Every token in reading order; whitespace belongs to none."""
        return tuple(_graphemic(self.text, (Span(*m.span()) for m in _TOKEN.finditer(self.text))))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence, without the whitespace around it; a line break always ends one."""
        return tuple(_stripped(self.text, _cuts(self.text)))

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Every run of text between line breaks, without the whitespace around it."""
        cuts = [m.end() for m in re.finditer(r"\n+|\r+\n?|\u2029", self.text)]
        return tuple(_stripped(self.text, [*cuts, len(self.text)]))

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.words]

    @cached_property
    def _ends(self) -> list[int]:
        return [span.end for span in self.words]

    def at(self, offset: int) -> Span | None:
        """The token at the offset, else the next one, else the last; `None` in a text without tokens."""
        if not self.words:
            return None
        return self.words[min(bisect_right(self._ends, offset), len(self.words) - 1)]

    def after(self, offset: int) -> Span | None:
        """The first token that starts after the offset."""
        index = bisect_right(self._starts, offset)
        return self.words[index] if index < len(self.words) else None

    def before(self, offset: int) -> Span | None:
        """The last token that starts before the offset."""
        index = bisect_left(self._starts, offset) - 1
        return self.words[index] if index >= 0 else None

    def ending_before(self, offset: int) -> Span | None:
        """The last token that ends before the offset."""
        index = bisect_left(self._ends, offset) - 1
        return self.words[index] if index >= 0 else None

    def ending_after(self, offset: int) -> Span | None:
        """The first token that ends after the offset."""
        index = bisect_right(self._ends, offset)
        return self.words[index] if index < len(self.words) else None

    def within(self, span: Span) -> list[Span]:
        """The tokens that overlap the span."""
        first = bisect_right(self._ends, span.start)
        return list(self.words[first : bisect_left(self._starts, span.end)])

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence at the offset, else the next one, else the last."""
        return _at(self.sentences, offset)

    def paragraph_at(self, offset: int) -> Span | None:
        """The paragraph at the offset, else the next one, else the last."""
        return _at(self.paragraphs, offset)


def grapheme_start(text: str, offset: int) -> int:
    """The offset moved left to the start of the grapheme it falls in."""
    while 0 < offset < len(text) and _continues(text, offset):
        offset -= 1
    return offset


def grapheme_end(text: str, offset: int) -> int:
    """The offset moved right to the end of the grapheme it falls in."""
    while 0 < offset < len(text) and _continues(text, offset):
        offset += 1
    return offset


def _continues(text: str, offset: int) -> bool:
    """Whether the character at the offset belongs to the grapheme before it."""
    here, before = text[offset], text[offset - 1]
    if here == "\n":
        return before == "\r"
    if here.isascii():
        return False
    if here in _JOINERS or before == "\u200d" or unicodedata.category(here).startswith("M"):
        return not before.isspace()
    return _is_flag(here) and _flags_before(text, offset) % 2 == 1


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, offset: int) -> int:
    count = 0
    while offset - count > 0 and _is_flag(text[offset - count - 1]):
        count += 1
    return count


def _graphemic(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """The spans with those glued together that a grapheme crosses."""
    held: Span | None = None
    for span in spans:
        if held and span.start == held.end and (_continues(text, span.start) or _goes_on_after_mark(text, held, span.start)):
            held = Span(held.start, span.end)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _goes_on_after_mark(text: str, word: Span, offset: int) -> bool:
    """Whether a word that the tokenizer cut after a combining mark goes on here."""
    before = text[offset - 1]
    if before.isascii() or unicodedata.category(before) != "Mn":
        return False
    return text[offset].isalnum() and text[word.start].isalnum()


def _cuts(text: str) -> list[int]:
    """The offsets at which sentences end, the last one the text's end."""
    cuts = []
    for found in _SENTENCE_END.finditer(text):
        stop = found.group()
        if stop == "." and _ABBREVIATION.search(text[max(0, found.end() - 12) : found.end()]):
            continue
        cuts.append(found.end())
    return [*cuts, len(text)]


def _stripped(text: str, cuts: list[int]) -> Iterator[Span]:
    start = 0
    for cut in cuts:
        piece = Span(start, cut).stripped(text)
        if len(piece):
            yield piece
        start = cut


def _at(spans: tuple[Span, ...], offset: int) -> Span | None:
    if not spans:
        return None
    index = bisect_right(spans, offset, key=lambda span: span.end)
    return spans[min(index, len(spans) - 1)]
