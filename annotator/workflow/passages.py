"""The sentences in which two annotators disagree, with what each of them marked there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.model.article import Article
from annotator.model.tokens import Tokens
from annotator.store import articles
from annotator.workflow.disagreements import Place
from annotator.workflow.project import Project

_AROUND = 200
_LONGEST = 900
_CUT = " … "

Piece = tuple[str, bool]
"""A stretch of text, and whether it is marked."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of an article twice: cut into pieces by what the first annotator marked, and by what the second did."""

    article_id: str
    language: str
    first: tuple[Piece, ...]
    second: tuple[Piece, ...]


def passages(project: Project, places: Sequence[Place]) -> dict[Place, Passage]:
    """The passage of every place; each article is read once."""
    by_article: dict[str, list[Place]] = {}
    for place in places:
        by_article.setdefault(place.article_id, []).append(place)
    found: dict[Place, Passage] = {}
    for article in articles.stream(project.store, sorted(by_article)):
        found.update(in_article(article, by_article[article.id]))
    return found


def in_article(article: Article, places: Iterable[Place]) -> Mapping[Place, Passage]:
    """The same for the places of one article."""
    tokens = Tokens(article.text)
    return {place: _passage(article, tokens, place) for place in places}


def _passage(article: Article, tokens: Tokens, place: Place) -> Passage:
    start, end = _bounds(tokens, place)
    first, second = (
        (*_more(tokens, start), *_pieces(article.text, start, end, version.ranges), *_more(tokens, end)) for version in place.versions
    )
    return Passage(article.id, article.language, first, second)


def _bounds(tokens: Tokens, place: Place) -> tuple[int, int]:
    """From the start of the first sentence to the end of the last one, but not further from what is marked than is easily read."""
    first, last = tokens.sentence_at(place.start), tokens.sentence_at(place.end - 1)
    start = min(first.start if first else place.start, place.start)
    end = max(last.end if last else place.end, place.end)
    return max(start, place.start - _AROUND), min(end, place.end + _AROUND)


def _more(tokens: Tokens, offset: int) -> list[Piece]:
    """A sign that the sentence goes on where a passage was cut."""
    return [(_CUT, False)] if any(sentence.start < offset < sentence.end for sentence in tokens.sentences) else []


def _pieces(text: str, start: int, end: int, ranges: Sequence[tuple[int, int]]) -> Iterable[Piece]:
    at = start
    for left, right in ranges:
        if at < left:
            yield _shortened(text[at:left]), False
        yield _shortened(text[left:right]), True
        at = right
    if at < end:
        yield _shortened(text[at:end]), False


def _shortened(text: str) -> str:
    """A very long stretch without its middle."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}{_CUT}{text[-half:]}"
