"""The articles for which a model has no proposals yet: counted and read a few at a time, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.model.article import Article
from annotator.store.articles import VISIBLE
from annotator.store.database import Store

_CHUNK = 64
_HAS = (
    "coalesce((SELECT coalesce(json_extract(r.detail, '$.min_score'), 0) = ? FROM annotation_set s JOIN run r ON r.id = s.run_id"
    " WHERE s.article_id = a.id AND s.annotator = ? AND s.run_id IS NOT NULL ORDER BY s.run_id DESC LIMIT 1), 0)"
)
"""Whether the model's newest proposals for an article were made with the same least score."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run has to do: articles to propose for, articles that have proposals, and the number of the last article."""

    articles: int
    done: int
    last: int


def count(store: Store, model: str, min_score: float = 0.0, *, again: bool = False) -> Wanted:
    """How many articles wait for a model (`NAME-VERSION`), how many have its proposals of this least score; `again` has all wait."""
    row = store.row(f"SELECT count(*), coalesce(sum({_HAS}), 0), coalesce(max(a.id), 0) FROM article a {VISIBLE}", [min_score, model])
    every, done, last = row or (0, 0, 0)
    return Wanted(every, 0, last) if again else Wanted(every - done, done, last)


def stream(store: Store, model: str, min_score: float = 0.0, *, last: int, again: bool = False) -> Iterator[Article]:
    """The waiting articles up to number `last` in the order of import, without metadata; those that came meanwhile are left out."""
    where, values = ("", ()) if again else (f" AND NOT {_HAS}", (min_score, model))
    sql = (
        f"SELECT a.id, a.name, t.text FROM article a {VISIBLE} JOIN article_text t ON t.article_id = a.id"
        f" WHERE a.id > ? AND a.id <= ?{where} ORDER BY a.id LIMIT {_CHUNK}"
    )
    passed = 0
    while rows := store.rows(sql, [passed, last, *values]):
        for _, name, text in rows:
            yield Article(name, text)
        passed = rows[-1][0]


def languages(store: Store) -> dict[str, int]:
    """How many articles there are in each language."""
    return dict(store.rows(f"SELECT a.language, count(*) FROM article a {VISIBLE} GROUP BY a.language ORDER BY a.language"))
