"""How many articles are proposed for and saved together: many when it goes fast, few when it goes slowly."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from annotator.model.article import Article

MOST = 64
"""So many articles are saved together at most."""

_FIRST = 16
_SECONDS = 5.0
_CHARACTERS = 2_000_000


class Pace:
    """Parts a stream of articles into batches that take a few seconds each, so that people see it go on and little is lost."""

    def __init__(self, workers: int = 1) -> None:
        self._size = _FIRST
        self._workers = max(1, workers)
        self._begun = 0.0
        self._done = 0

    def saved(self, count: int) -> None:
        """Note that a batch of so many articles was saved just now."""
        self._done += count
        each = (time.monotonic() - self._begun) * self._workers / max(1, self._done)
        self._size = max(1, min(MOST, int(_SECONDS / max(each, _SECONDS / MOST))))

    def batches(self, articles: Iterable[Article]) -> Iterator[list[Article]]:
        """The articles in their order, some at a time, none of the batches much longer than two million characters."""
        self._begun = time.monotonic()
        batch: list[Article] = []
        characters = 0
        for article in articles:
            batch.append(article)
            characters += len(article.text)
            if len(batch) >= self._size or characters >= _CHARACTERS:
                yield batch
                batch, characters = [], 0
        if batch:
            yield batch
