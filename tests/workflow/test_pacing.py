"""Batches are large when it goes fast, small when it goes slowly, and never huge."""

from __future__ import annotations

import pytest

from annotator.model.article import Article
from annotator.workflow import pacing
from annotator.workflow.pacing import Pace

ARTICLES = [Article(f"a{n}", "Text.") for n in range(200)]


def sizes(monkeypatch: pytest.MonkeyPatch, seconds_each: float, workers: int = 1) -> list[int]:
    """The sizes of the batches when each article takes so long."""
    now = 0.0
    monkeypatch.setattr(pacing.time, "monotonic", lambda: now)
    pace = Pace(workers)
    found = []
    for batch in pace.batches(ARTICLES):
        found.append(len(batch))
        now += len(batch) * seconds_each / workers
        pace.saved(len(batch))
    assert sum(found) == len(ARTICLES)
    return found


def test_fast_pipelines_get_large_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes(monkeypatch, 0.001) == [16, 64, 64, 56]


@pytest.mark.parametrize(("seconds_each", "size"), [(0.5, 10), (2.0, 2), (60.0, 1)])
def test_slow_pipelines_get_batches_of_five_seconds(monkeypatch: pytest.MonkeyPatch, seconds_each: float, size: int) -> None:
    assert set(sizes(monkeypatch, seconds_each)[1:-1]) == {size}


def test_two_workers_take_twice_as_long_for_each_as_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes(monkeypatch, 0.5, workers=2)[1] == 10


def test_long_articles_end_a_batch_early() -> None:
    long = [Article(f"a{n}", "x" * 900_000) for n in range(4)]
    assert [len(batch) for batch in Pace().batches(long)] == [3, 1]
