"""Articles with named entities as the recogniser learns them: passages of text, what is named, what is not known."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from annotator.nlp.words import word_set, words
from training import labels

LONGEST = 1200
"""Characters of a passage at most, where the text has a place to cut it."""

_NAME = re.compile(r"[A-ZÀ-ÞŽ][\w’'&.-]*(?: (?:(?:of|the|for|and|on|in|to|de|al|bin) )*[A-Z0-9À-ÞŽ][\w’'&.-]*)*")
WORD = re.compile(r"[^\W\d_][\w-]*")
_LEADING = re.compile(r"(?:the|a|an) ", re.IGNORECASE)
_TRAILING = re.compile(r"['’]s?$")
_CUT = re.compile(r"\n+|(?<=[.!?”\"]) (?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text with `(start, end, label)` of what is named and `(start, end)` of what the set says nothing sure about."""

    text: str
    named: tuple[tuple[int, int, str], ...]
    unknown: tuple[tuple[int, int], ...] = ()


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a JSONL file of the data folder."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def passages(article: dict[str, Any], scheme: dict[str, str], only_names: bool = False) -> list[Passage]:
    """The article's text with the labels to learn, cut into passages.

    `only_names` makes mentions that are no bare names ("U.S. forces", "he") unknown, for a set that marks both.
    """
    named, unknown = mentions(article, scheme, only_names)
    taken = {i for start, end in (*((a, b) for a, b, _ in named), *unknown) for i in range(start, end)}
    norps = [(start, end, "NORP") for start, end in _listed_norps(article["text"]) if taken.isdisjoint(range(start, end))]
    named += norps
    return list(_cut(Passage(article["text"], tuple(sorted(named)), tuple(sorted(unknown)))))


def mentions(article: dict[str, Any], scheme: dict[str, str], only_names: bool) -> tuple[list[tuple[int, int, str]], list[tuple[int, int]]]:
    """Outermost mentions first; what overlaps a kept one is left out, what has no label to learn is unknown."""
    named: list[tuple[int, int, str]] = []
    unknown: list[tuple[int, int]] = []
    taken: set[int] = set()
    for entity in sorted(article.get("entities", ()), key=lambda e: (e["start"] - e["end"], e["start"])):
        start, end = trimmed(article["text"], entity["start"], entity["end"])
        label = labels.learnt(entity["label"], scheme, article["text"][start:end])
        if label == "PERSON":
            start = _after_titles(article["text"], start, end)
        if only_names and (label in ("", None) or not _NAME.fullmatch(article["text"][start:end])):
            label = None if label != "" and article["text"][start:end] != article["text"][start:end].lower() else ""
        if label == "" or not taken.isdisjoint(range(start, end)) or start >= end:
            continue
        if label is None:
            unknown.append((start, end))
        else:
            taken.update(range(start, end))
            named.append((start, end, label))
    return named, [span for span in unknown if taken.isdisjoint(range(*span))]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading article and a trailing genitive, as the schema marks names."""
    if found := _LEADING.match(text[start:end]):
        start += found.end()
    if found := _TRAILING.search(text[start:end]):
        end -= len(found[0])
    return start, end


def _after_titles(text: str, start: int, end: int) -> int:
    """Where the name begins after its titles ("Maj. Gen. Gary Volesky"), which the schema leaves out; titles alone stay."""
    place = start
    while (first := text[place:end].split(" ", 1)[0]) in word_set("titles"):
        place += len(first) + 1
    return place if place < end else start


def _listed_norps(text: str) -> Iterator[tuple[int, int]]:
    """Words of the list of peoples, faiths and camps, which most sets leave unmarked."""
    for match in _norp_pattern().finditer(text):
        yield match.start(), match.end()


_patterns: dict[str, re.Pattern[str]] = {}


def _norp_pattern() -> re.Pattern[str]:
    if "norp" not in _patterns:
        joined = "|".join(map(re.escape, sorted(words("norp"), key=lambda entry: (-len(entry), entry))))
        _patterns["norp"] = re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])")
    return _patterns["norp"]


def _cut(passage: Passage, longest: int = LONGEST) -> Iterator[Passage]:
    """The passage in pieces, cut at line ends or sentence ends outside of what is marked."""
    marked = [*((start, end) for start, end, _ in passage.named), *passage.unknown]
    start, last = 0, 0
    for place in (*(m.end() for m in _CUT.finditer(passage.text)), len(passage.text)):
        if any(a < place < b for a, b in marked):
            continue
        if place - start > longest and last > start:
            yield _part(passage, start, last)
            start = last
        last = place
    if passage.text[start:].strip():
        yield _part(passage, start, len(passage.text))


def _part(passage: Passage, start: int, end: int) -> Passage:
    named = tuple((a - start, b - start, label) for a, b, label in passage.named if start <= a and b <= end)
    unknown = tuple((a - start, b - start) for a, b in passage.unknown if start <= a and b <= end)
    return Passage(passage.text[start:end], named, unknown)


def example(nlp: Language, passage: Passage, dropped: Counter[str] | None = None) -> Example:
    """What the recogniser is shown; a span that no tokens make up becomes unknown and is counted in `dropped`."""
    doc, gold = nlp.make_doc(passage.text), nlp.make_doc(passage.text)
    spans: list[Span] = []
    missing = [_outer(gold, start, end) for start, end in passage.unknown]
    for start, end, label in passage.named:
        span = gold.char_span(start, end, label=label)
        if span is None:
            missing.append(_outer(gold, start, end))
            if dropped is not None:
                dropped["names that no tokens make up"] += 1
        else:
            spans.append(span)
    covered = {i for span in spans for i in range(span.start, span.end)}
    blank = {i for span in missing for i in range(span.start, span.end)} - covered
    gold.set_ents(spans, missing=[gold[i : i + 1] for i in sorted(blank)], default="outside")
    return Example(doc, gold)


def _outer(doc: Doc, start: int, end: int) -> Span:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no token between {start} and {end}")
    return span
