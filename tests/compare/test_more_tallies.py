"""SemEval's schemes, labels of quotes and events, roles, and γ, as tallies count them over articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.compare import (
    Argument,
    EntityTally,
    Event,
    EventTally,
    GammaTally,
    Marked,
    Quote,
    QuoteTally,
    Result,
    TokenTally,
    gamma,
    semeval13_scheme,
    summed_schemes,
    token_cohen_kappa,
    token_labels,
)
from annotator.compare.gamma_tally import SAMPLES
from annotator.compare.tuples import MOST_TUPLES
from annotator.model.errors import Unavailable

SPANS = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda at: ((at[0], at[0] + at[1]),))
SPREAD = st.tuples(st.integers(0, 5), st.integers(7, 9)).map(lambda at: ((at[0], at[0] + 1), (at[1], at[1] + 2)))
SETS = st.lists(st.builds(Marked, SPANS | SPANS | SPANS | SPREAD, st.sampled_from(["A", "B"])), max_size=7, unique=True)


def one(found: list[Result], name: str, variant: str) -> Result:
    (result,) = [each for each in found if (each.name, each.variant) == (name, variant)]
    return result


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SETS, SETS), min_size=1, max_size=4))
def test_the_schemes_of_a_tally_are_those_of_the_measure(pairs: list[tuple[list[Marked], list[Marked]]]) -> None:
    tally = EntityTally(["ann1", "ann2"], ["A", "B"])
    for n, (a, b) in enumerate(pairs):
        tally.add(f"d{n}", {"ann1": a, "ann2": b}, 30)
    found = tally.results(resamples=2)
    for scheme, counts in summed_schemes([semeval13_scheme(a, b) for a, b in pairs]).items():
        expected = counts.f1.value
        value = one(found, f"semeval13 {scheme}", "micro").score.value
        assert value == (None if expected is None else pytest.approx(expected))


def test_quotes_have_a_figure_by_type() -> None:
    tally = QuoteTally(["ann1", "ann2", "ann3"], ["direct", "indirect"])
    first = [Quote(((0, 10),), "direct"), Quote(((20, 30),), "indirect")]
    second = [Quote(((0, 10),), "direct"), Quote(((20, 25),), "indirect"), Quote(((40, 50),), "direct")]
    tally.add("d1", {"ann1": first, "ann2": second})
    tally.add("d2", {"ann1": first, "ann3": first})
    found = tally.results(resamples=20)
    assert one(found, "quote_f1_exact", "label direct").score.value == pytest.approx(2 * 2 / (3 + 2))
    assert one(found, "quote_f1_exact", "label indirect").score.value == pytest.approx(2 * 1 / (2 + 2))
    assert one(found, "quote_f1_overlap", "label indirect").score.value == 1
    direct = one(found, "quote_f1_exact", "label direct")
    assert direct.interval.low is not None
    assert direct.interval.low <= 0.8 <= direct.interval.high


def test_events_have_figures_by_type_and_by_role() -> None:
    tally = EventTally(["ann1", "ann2"], ["Attack", "Die"])
    here, there = ((9, 12),), ((20, 22),)
    first = [Event(((0, 3),), "Attack", frozenset({Argument("target", here), Argument("place", there)})), Event(((30, 33),), "Die")]
    second = [Event(((0, 3),), "Attack", frozenset({Argument("attacker", here), Argument("place", there)})), Event(((30, 33),), "Attack")]
    tally.add("d1", {"ann1": first, "ann2": second})
    found = tally.results(resamples=5)
    assert one(found, "event_f1 trigger_cls", "label Attack").score.value == pytest.approx(2 / 3)
    assert one(found, "event_f1 trigger_cls", "label Die").score.value == 0
    assert one(found, "event_f1 argument_cls", "label Attack").score.value == pytest.approx(1 / 2)
    assert one(found, "event_f1 argument_cls", "role place").score.value == 1
    assert one(found, "event_f1 argument_cls", "role target").score.value == 0
    assert one(found, "event_f1 argument_cls", "role attacker").score.units == 1


def test_an_article_more_changes_nothing_of_the_labels_of_others() -> None:
    alone, more = (QuoteTally(["ann1", "ann2"], ["direct", "mixed"]) for _ in range(2))
    quotes = {"ann1": [Quote(((0, 10),), "direct")], "ann2": [Quote(((0, 9),), "direct")]}
    for tally in (alone, more):
        tally.add("d1", quotes)
    more.add("d2", {"ann1": [Quote(((0, 10),), "mixed")], "ann2": []})
    for name in ("quote_f1_exact", "quote_f1_overlap"):
        assert one(alone.results(resamples=5), name, "label direct").score == one(more.results(resamples=5), name, "label direct").score
    assert one(more.results(resamples=5), "quote_f1_exact", "label mixed").score.value == 0


UNITS = {"ann1": [(0, 4, "A"), (9, 12, "B")], "ann2": [(0, 5, "A"), (9, 12, "A")], "ann3": [(1, 4, "A")]}


def test_gamma_is_the_mean_over_articles_of_both_samplers() -> None:
    tally = GammaTally(samples=10, seed=3)
    two = {name: UNITS[name] for name in ("ann1", "ann2")}
    for name, units in (("d1", UNITS), ("d2", two), ("d3", {"ann1": [], "ann2": []}), ("d4", {"ann1": UNITS["ann1"]})):
        tally.add(name, units)
    found = tally.results(resamples=50)
    for sampler in ("shuffle", "statistical"):
        each = [gamma(units, sampler=sampler, samples=10, seed=3) for units in (UNITS, two)]
        variant = f"mean over articles, {sampler} sampler, 10 samples, seed 3"
        result = one(found, "gamma", variant)
        assert result.score.value == pytest.approx(sum(one_.gamma.value or 0 for one_ in each) / 2)
        assert (result.articles, result.annotators, result.score.units) == (2, 3, 9)
        assert one(found, "gamma_cat", variant).score.value == pytest.approx(sum(one_.gamma_cat.value or 0 for one_ in each) / 2)


def test_gamma_against_gold_is_of_pairs_with_gold() -> None:
    tally = GammaTally("gold", samples=5)
    tally.add("d1", {"gold": UNITS["ann1"], "ann1": UNITS["ann1"], "ann2": UNITS["ann2"]})
    pair = gamma({"gold": UNITS["ann1"], "ann2": UNITS["ann2"]}, sampler="shuffle", samples=5)
    found = one(tally.results(resamples=5), "gamma", "mean over articles, shuffle sampler, 5 samples, seed 0")
    assert found.score.value == pytest.approx((1 + (pair.gamma.value or 0)) / 2)


def test_an_article_beyond_the_limit_has_no_gamma_and_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **options: object) -> None:
        raise Unavailable(f"more than {MOST_TUPLES} alignments")

    monkeypatch.setattr("annotator.compare.gamma_tally.gamma", refuse)
    tally = GammaTally()
    tally.add("d1", UNITS)
    (first, *_) = tally.results(resamples=5)
    assert (tally.refused, first.score.value, first.articles) == (1, None, 0)
    assert f"{SAMPLES} samples, seed 0" in first.variant


TOKENS = [(start, start + 3) for start in range(0, 24, 4)]


@given(SETS, st.lists(st.tuples(SETS, SETS), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_kappa_of_tokens_is_that_of_all_articles_one_after_the_other(
    third: list[Marked], pairs: list[tuple[list[Marked], list[Marked]]]
) -> None:
    halves = [TokenTally(["ann1", "ann2", "ann3"], ["A", "B"]) for _ in range(2)]
    for n, (a, b) in enumerate(pairs):
        halves[n > 0].add(f"d{n}", {"ann1": a, "ann2": b, **({} if n else {"ann3": third})}, TOKENS)
    halves[0].take(halves[1])
    found = halves[0].results(resamples=5)
    a, b = ([label for pair in pairs for label in token_labels(pair[side], TOKENS)] for side in (0, 1))
    expected = token_cohen_kappa(a, b)
    for name, score in (("all_tokens", expected.all_tokens), ("annotated_tokens_only", expected.annotated_tokens_only)):
        result = one(found, f"token_cohen_kappa {name}", "ann1|ann2")
        assert result.score.value == (None if score.value is None else pytest.approx(score.value))
        assert (result.articles, result.annotators, result.score.units) == (len(pairs), 2, score.units)
        values = [one(found, result.name, f"ann{x}|ann{y}").score.value for x, y in ((1, 2), (1, 3), (2, 3))]
        known = [value for value in values if value is not None]
        macro = one(found, result.name, "macro over pairs")
        assert macro.score.value == (pytest.approx(sum(known) / len(known)) if known else None)
        assert (macro.undefined_pairs, macro.annotators) == (3 - len(known), 3)


@given(SETS)
@settings(max_examples=40, deadline=None)
def test_a_token_has_the_label_of_the_longest_mention_over_it(items: list[Marked]) -> None:
    for (start, end), label in zip(TOKENS, token_labels(items, TOKENS), strict=True):
        over = [item for item in items if any(s < end and start < e for s, e in item.ranges)]
        longest = max((item.ranges[-1][1] - item.ranges[0][0] for item in over), default=0)
        assert label in {item.label for item in over if item.ranges[-1][1] - item.ranges[0][0] == longest} or (label == "O" and not over)
