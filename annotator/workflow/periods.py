"""When articles were finished, in periods long enough that a trend has few points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from annotator.store import set_list
from annotator.workflow.compared_sets import Chosen
from annotator.workflow.project import Project

MOST_PERIODS = 24
"""Days become weeks, weeks months, months years where there would be more."""


def periods_of(project: Project, chosen: Chosen) -> dict[str, str]:
    """For each compared article the first day (ISO 8601) of the period in which the last of its sets was changed."""
    days = set_list.last_days(project.store, chosen.annotators)
    return by_period({article: days[article] for article in chosen.by_article if article in days})


def by_period(days: Mapping[str, str]) -> dict[str, str]:
    """The days, or the first days of the weeks, months or years they are in: the shortest of which there are few."""
    known = {day: date.fromisoformat(day) for day in set(days.values())}
    for first in _FIRST_DAYS:
        periods = {day: first(at).isoformat() for day, at in known.items()}
        if len(set(periods.values())) <= MOST_PERIODS:
            break
    return {article: periods[day] for article, day in days.items()}


_FIRST_DAYS: tuple[Callable[[date], date], ...] = (
    lambda day: day,
    lambda day: day - timedelta(days=day.weekday()),
    lambda day: day.replace(day=1),
    lambda day: day.replace(month=1, day=1),
)
