"""Agreement over time: how periods are cut, and what a point is."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from annotator.workflow.agreement_trend import MOST_POINTS, periods, trends


def days(count: int, step: int = 1, each: int = 3) -> list[str]:
    first = date(2026, 1, 5)
    return [f"{first + timedelta(days=step * n)}T08:00:00.000+00:00" for n in range(count) for _ in range(each)]


@pytest.mark.parametrize(
    ("dates", "by", "first", "count"),
    [
        (days(10), "day", "2026-01-05", 10),
        (days(MOST_POINTS + 1), "week", "2026-01-05", 4),
        (days(12, 7, each=1), "month", "2026-01", 3),
        (days(100, 7), "month", "2026-01", 23),
        (days(60, 30), "year", "2026", 5),
        (days(2, 1, each=1), "day", "2026-01-05", 2),
    ],
    ids=["days", "weeks of many days", "months of few articles", "months of many weeks", "years", "few on two days"],
)
def test_the_shortest_unit_that_gives_few_points_with_some_articles_each(dates: list[str], by: str, first: str, count: int) -> None:
    name, found = periods(dates)
    assert (name, found[0].name, len(found)) == (by, first, count)
    assert sorted(number for period in found for number in period.articles) == list(range(len(dates)))


def test_what_was_finished_on_one_day_is_cut_into_blocks_in_that_order() -> None:
    name, found = periods([f"2026-01-05T{23 - n // 4:02}:{n % 4:02}:00" for n in range(30)])
    assert (name, len(found), found[0].name, found[-1].name) == ("block", 12, "1–3", "29–30")
    assert found[0].articles == (28, 29, 24), "the last were finished first"
    assert periods(["2026-01-05T10:00:00"])[1][0].name == "1"


def test_order_of_articles_changes_nothing() -> None:
    dates, names = days(8, each=4), [f"d{n}" for n in range(32)]
    counts = np.random.default_rng(0).integers(1, 5, size=(32, 2, 3)).astype(np.float32)
    counts[..., 0] = counts[..., 1:].min(axis=-1)
    turned = list(reversed(range(32)))
    assert trends(dates, names, counts) == trends([dates[n] for n in turned], [names[n] for n in turned], counts[turned])


def test_a_point_is_the_f1_of_its_period_with_an_interval_that_holds_it() -> None:
    counts = np.array([[[2, 3, 3]], [[1, 3, 1]], [[0, 1, 1]], [[0, 0, 0]], [[4, 4, 4]]], dtype=np.float32)
    (trend,) = trends([f"2026-01-0{day}T08:00" for day in (1, 1, 1, 2, 3)], list("abcde"), counts)
    first, nothing, alone = trend.points
    assert (first.value, first.articles) == (pytest.approx(6 / 12), 3)
    assert first.low is not None
    assert first.high is not None
    assert first.low <= 0.5 <= first.high
    assert (nothing.value, nothing.low, nothing.articles) == (None, None, 0)
    assert (alone.value, alone.low, alone.high) == (1, None, None), "one article has no interval"
