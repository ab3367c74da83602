"""Agreement over time: articles in the order in which they were finished, cut into periods, each with its value and interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from annotator.compare import Interval, interval, resampled_sums
from annotator.compare.score import f1_of

MOST_POINTS = 24
_BLOCKS = 12
_FEW = 3
_RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, or a block of articles: what it is called, and which articles (by number) fall into it."""

    name: str
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A period's value, `None` where nothing was marked, its 95 % interval over articles (none of one), and on how many it rests."""

    period: str
    value: float | None
    low: float | None
    high: float | None
    articles: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The points of one number; `by` says what a period is: `day`, `week`, `month`, `year`, or `block` of articles."""

    by: str
    points: tuple[Point, ...]


def _day(text: str) -> str:
    return text[:10]


def _week(text: str) -> str:
    day = date.fromisoformat(text[:10])
    return (day - timedelta(days=day.weekday())).isoformat()


_UNITS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("day", _day),
    ("week", _week),
    ("month", lambda text: text[:7]),
    ("year", lambda text: text[:4]),
)


def periods(dates: Sequence[str]) -> tuple[str, list[Period]]:
    """Cut articles with these dates (ISO 8601) into the shortest unit of at most `MOST_POINTS` periods that have a few articles each.

    What was finished on one day is cut into blocks of articles in the order of finishing.
    """
    order = sorted(range(len(dates)), key=lambda number: (dates[number], number))
    chosen: tuple[str, list[Period]] = ("block", _blocks(order))
    for name, unit in _UNITS:
        found = [Period(key, tuple(group)) for key, group in groupby(order, key=lambda number: unit(dates[number]))]
        if 2 <= len(found) <= MOST_POINTS:
            chosen = (name, found)
            if len(dates) >= _FEW * len(found):
                break
    return chosen


def _blocks(order: Sequence[int]) -> list[Period]:
    cuts = np.array_split(np.array(order, dtype=np.int64), min(_BLOCKS, max(1, len(order))))
    found, first = [], 1
    for cut in cuts:
        last = first + len(cut) - 1
        found.append(Period(f"{first}–{last}" if last > first else str(first), tuple(cut.tolist())))
        first = last + 1
    return found


def trends(dates: Sequence[str], names: Sequence[str], counts: NDArray[np.float32], *, seed: int = 0) -> list[Trend]:
    """A trend for each number: `counts` is tp, n_a and n_b of every article, shape (articles, numbers, 3), `names` their ids."""
    by, cut = periods(dates)
    points: list[list[Point]] = [[] for _ in range(counts.shape[1])]
    for period in cut:
        rows = counts[list(period.articles)].astype(np.float64)
        resampled = resampled_sums(
            rows.reshape(len(rows), -1), names=[names[n] for n in period.articles], resamples=_RESAMPLES, seed=seed
        ).reshape(_RESAMPLES, counts.shape[1], 3)
        values, spread = f1_of(rows.sum(axis=0)), f1_of(resampled)
        for number, value in enumerate(values.tolist()):
            points[number].append(_point(period, value, interval(spread[:, number], len(rows)), rows[:, number]))
    return [Trend(by, tuple(each)) for each in points]


def _point(period: Period, value: float, within: Interval, rows: NDArray[np.float64]) -> Point:
    articles = int((rows[:, 1:].sum(axis=1) > 0).sum())
    if value != value:
        return Point(period.name, None, None, None, articles)
    if len(rows) < 2:
        # an article drawn again and again is always the same one
        return Point(period.name, value, None, None, articles)
    return Point(period.name, value, within.low, within.high, articles)
