"""A measure in several groups: the numbers of the tallies, and differences from resamples that draw all groups together."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from annotator.compare import (
    HEADLINE_FORMULAS,
    HEADLINE_WIDTH,
    Argument,
    ChainTally,
    Compared,
    EntityTally,
    Event,
    EventTally,
    Grouped,
    Marked,
    Quote,
    QuoteTally,
    f1_of,
    headline_counts,
)
from annotator.compare.events import argument_cls, trigger_cls
from annotator.compare.results import MICRO


def random_items(rng: Random) -> Compared:
    places = [((start, start + rng.choice((3, 5))),) for start in range(0, 60, 10)]
    entities = {Marked(place, rng.choice("AB")) for place in places if rng.random() < 0.6}
    quotes = {place: Quote(place, rng.choice(("direct", "indirect"))) for place in places if rng.random() < 0.4}
    fillers = [Argument(rng.choice(("x", "y")), place) for place in places]
    events = [Event(place, rng.choice("EF"), frozenset(rng.sample(fillers, 2))) for place in places if rng.random() < 0.5]
    triggers = frozenset(key for event in events for key in trigger_cls(event))
    arguments = frozenset(key for event in events for key in argument_cls(event))
    chains = [frozenset(places[:n]) for n in [rng.randint(0, 3)] if n] + [frozenset(places[4:])]
    return Compared(frozenset(entities), list(quotes.values()), events, triggers, arguments, chains)


@pytest.fixture
def corpus() -> dict[str, dict[str, Compared]]:
    rng = Random(5)
    return {f"d{n:02}": {name: random_items(rng) for name in ("ann1", "ann2", "ann3")[: rng.randint(2, 3)]} for n in range(12)}


def test_in_one_group_every_headline_is_that_of_the_tallies_with_its_interval(corpus: dict[str, dict[str, Compared]]) -> None:
    names = ["ann1", "ann2", "ann3"]
    grouped = Grouped(["all", "none"], HEADLINE_WIDTH)
    entities, quotes = EntityTally(names, ["A", "B"]), QuoteTally(names, ["direct", "indirect"])
    events, chains = EventTally(names, ["E", "F"]), ChainTally(names)
    for article, sets in corpus.items():
        pairs = [(a, b) for a in sets for b in sets if a < b]
        grouped.add(article, {"all": [headline_counts(sets[a], sets[b]) for a, b in pairs]})
        entities.add(article, {name: sorted(items.entities) for name, items in sets.items()}, 70)
        quotes.add(article, {name: items.quotes for name, items in sets.items()})
        events.add(article, {name: items.events for name, items in sets.items()})
        chains.add(article, {name: items.chains for name, items in sets.items()})
    found = {
        result.name: result
        for tally in (entities, quotes, events, chains)
        for result in tally.results(resamples=80)
        if result.variant == MICRO and result.name in HEADLINE_FORMULAS
    }
    assert set(found) == set(HEADLINE_FORMULAS)
    for name, (formula, columns) in HEADLINE_FORMULAS.items():
        estimate = grouped.estimate("all", formula, lambda s, c=columns: s[..., list(c)].sum(axis=-1), "none", resamples=80)
        assert estimate.score.value == pytest.approx(found[name].score.value), name
        assert estimate.interval.low == pytest.approx(found[name].interval.low), name
        assert estimate.interval.high == pytest.approx(found[name].interval.high), name
        assert estimate.score.units == found[name].score.units, name


def test_a_group_without_articles_has_no_value_and_no_difference(corpus: dict[str, dict[str, Compared]]) -> None:
    grouped = Grouped(["all", "none"], 3)
    grouped.add("d1", {"all": [[1.0, 2.0, 2.0]]})
    nothing = grouped.estimate("none", f1_of, lambda s: s[..., 1], "none there", resamples=10)
    assert (nothing.score.value, nothing.score.reason, nothing.articles, nothing.interval.low) == (None, "none there", 0, None)
    assert grouped.difference("all", "none", f1_of, "one side has none", resamples=10).score.reason == "one side has none"


def test_a_difference_within_articles_has_the_narrow_interval_of_pairs() -> None:
    rng = np.random.default_rng(2)
    paired, apart = Grouped(["a", "b"], 3), Grouped(["a", "b"], 3)
    for n in range(40):
        hard = float(rng.integers(2, 9))
        paired.add(f"d{n:02}", {"a": [[hard, 10.0, 10.0]], "b": [[hard - 1, 10.0, 10.0]]})
        apart.add(f"d{n:02}", {"a": [[hard, 10.0, 10.0]]})
        apart.add(f"e{n:02}", {"b": [[hard - 1, 10.0, 10.0]]})
    narrow, wide = (table.difference("a", "b", f1_of, "", resamples=200) for table in (paired, apart))
    assert narrow.score.value == pytest.approx(0.1) == wide.score.value
    assert (narrow.interval.low, narrow.interval.high) == (pytest.approx(0.1), pytest.approx(0.1))
    assert wide.interval.low is not None and wide.interval.low < 0.08


def test_the_order_of_articles_changes_nothing(corpus: dict[str, dict[str, Compared]]) -> None:
    found = []
    for articles in (list(corpus), list(reversed(corpus))):
        grouped = Grouped(["x", "y"], HEADLINE_WIDTH)
        for article in articles:
            sets = corpus[article]
            grouped.add(article, {"x" if article < "d06" else "y": [headline_counts(sets["ann1"], sets["ann2"])]})
        formula, _ = HEADLINE_FORMULAS["span_f1_exact"]
        found.append(grouped.difference("x", "y", formula, "", resamples=50))
    assert found[0] == found[1]
