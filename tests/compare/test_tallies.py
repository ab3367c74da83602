"""Tallies over articles: the same numbers as the measures, with what they rest on."""

from __future__ import annotations

import math

import numpy as np
import pytest

from annotator.compare import (
    Argument,
    ChainTally,
    DuplicateMention,
    EntityTally,
    Event,
    EventTally,
    Marked,
    Quote,
    QuoteTally,
    Result,
    bootstrap_percentile_ci,
    f1_of,
    per_label,
    resampled_sums,
    span_f1_exact,
    span_f1_soft_dice_label,
    u_alpha_family_2016,
)
from annotator.model.errors import BadData


def m(start: int, end: int, label: str = "ORG") -> Marked:
    return Marked(((start, end),), label)


CORPUS = {
    "d1": {"ann1": [m(0, 5), m(10, 15, "GPE")], "ann2": [m(0, 5), m(10, 15)], "ann3": [m(0, 4)]},
    "d2": {"ann1": [m(3, 9)], "ann2": [m(3, 9)]},
    "d3": {"ann2": [m(0, 4, "GPE"), m(8, 12)], "ann3": [m(0, 4, "GPE"), m(8, 12), m(20, 22)]},
    "d4": {"ann1": [m(1, 2)]},
    "d5": {"ann1": [], "ann3": []},
}


def tallied(corpus: dict[str, dict[str, list[Marked]]]) -> EntityTally:
    tally = EntityTally(["ann1", "ann2", "ann3"], ["ORG", "GPE", "DATE"])
    for article, marked in corpus.items():
        tally.add(article, marked, 40)
    return tally


def one(found: list[Result], name: str, variant: str) -> Result:
    (result,) = [each for each in found if (each.name, each.variant) == (name, variant)]
    return result


def test_a_tally_gives_the_numbers_of_the_measures() -> None:
    tally = tallied(CORPUS)
    found = tally.results(resamples=50)
    exact = span_f1_exact(CORPUS)
    assert one(found, "span_f1_exact", "micro").score.value == pytest.approx(exact.micro.value)
    assert one(found, "span_f1_exact", "macro over pairs").score.value == pytest.approx(exact.macro_over_pairs.value)
    assert one(found, "span_f1_exact", "ann1|ann3").score.value == pytest.approx(exact.pairs["ann1", "ann3"].f1.value)
    assert one(found, "span_f1_soft_dice_label", "micro").score.value == pytest.approx(span_f1_soft_dice_label(CORPUS).micro.value)
    for label, score in per_label(CORPUS).items():
        assert one(found, "span_f1_exact", f"label {label}").score.value == pytest.approx(score.value)
    assert tally.per_article() == {name: counts.f1.value for name, counts in exact.per_article.items()}


def test_the_u_alpha_of_one_article_is_that_of_its_text() -> None:
    article = CORPUS["d1"]
    continuum = {name: [(*items.ranges[0], items.label) for items in marked] for name, marked in article.items()}
    family = u_alpha_family_2016(continuum, 40)
    found = tallied({"d1": article}).results(resamples=10)
    assert one(found, "u_alpha_2016", "all labels").score.value == pytest.approx(family.u_alpha.value)
    assert one(found, "cu_alpha_2016", "all labels").score.value == pytest.approx(family.cu_alpha.value)


def test_a_result_says_what_it_rests_on() -> None:
    found = tallied(CORPUS).results(resamples=50)
    pair, macro = one(found, "span_f1_exact", "ann1|ann2"), one(found, "span_f1_exact", "macro over pairs")
    assert (pair.articles, pair.annotators, pair.score.units) == (2, 2, 6)
    assert (macro.articles, macro.annotators, macro.undefined_pairs) == (4, 3, 0)
    assert macro.interval.few_articles
    assert macro.interval.low <= macro.score.value <= macro.interval.high


def test_undefined_pairs_and_resamples_are_counted() -> None:
    corpus = {"d1": {"ann1": [m(0, 5)], "ann2": [m(0, 5)]}, "d2": {"ann1": [], "ann3": []}, "d3": {"ann1": [], "ann2": []}}
    found = tallied(corpus).results(resamples=400)
    macro = one(found, "span_f1_exact", "macro over pairs")
    assert macro.undefined_pairs == 2
    assert 0 < macro.interval.undefined < 400
    date = one(found, "span_f1_exact", "label DATE")
    assert (date.score.value, date.interval.low, date.interval.undefined) == (None, None, 400)


def test_a_tally_of_nothing_is_undefined_with_reasons() -> None:
    for result in tallied({"d4": CORPUS["d4"]}).results(resamples=10):
        assert result.score.value is None
        assert result.score.reason


def test_the_order_of_articles_changes_no_interval() -> None:
    backwards = dict(reversed(CORPUS.items()))
    forth, back = tallied(CORPUS).results(resamples=60), tallied(backwards).results(resamples=60)
    for one_way, other in zip(forth, back, strict=True):
        assert one_way.interval.low == pytest.approx(other.interval.low)
        assert one_way.interval.undefined == other.interval.undefined


def test_duplicates_and_unknown_labels_are_refused() -> None:
    with pytest.raises(DuplicateMention, match="ann2 in d1"):
        tallied({"d1": {"ann1": [], "ann2": [m(0, 5), m(0, 5)]}})
    with pytest.raises(BadData, match="label EVENT"):
        tallied({"d1": {"ann1": [], "ann2": [m(0, 5, "EVENT")]}})


def test_resamples_are_sums_of_whole_articles_and_the_same_for_a_seed() -> None:
    counts = np.array([[1.0, 1, 1], [0, 1, 1], [2, 3, 3]])
    sums = resampled_sums(counts, resamples=300, seed=7)
    assert (sums == resampled_sums(counts, resamples=300, seed=7)).all()
    possible = {tuple(counts[list(drawn)].sum(axis=0)) for drawn in np.ndindex(3, 3, 3)}
    assert {tuple(row) for row in sums} == possible


def test_one_article_has_an_interval_of_one_point_and_a_warning() -> None:
    found = bootstrap_percentile_ci(np.array([[1.0, 2, 2]]), f1_of, resamples=50)
    assert (found.low, found.high, found.few_articles, found.undefined) == (0.5, 0.5, True, 0)
    assert math.isclose(found.level, 0.95)


def test_quotes_are_tallied_with_speakers_and_types() -> None:
    tally = QuoteTally(["ann1", "ann2"], ["direct", "indirect"])
    here = ((50, 53),)
    a = [Quote(((0, 10),), "direct", ((11, 15),), here), Quote(((20, 30),), "indirect")]
    b = [Quote(((0, 10),), "direct", ((11, 15),), here), Quote(((20, 25),), "direct")]
    tally.add("d1", {"ann1": a, "ann2": b})
    found = tally.results(resamples=10)
    assert one(found, "quote_f1_exact", "micro").score.value == 0.5
    assert one(found, "quote_f1_overlap", "micro").score.value == 1.0
    assert one(found, "agr_wiebe", "x‖y").score.value == 1.0
    assert one(found, "quote_element_dice", "content").score.value == pytest.approx((1 + 2 * 5 / 15) / 2)
    assert one(found, "speaker_agreement", "matched quotes with a speaker").score.units == 1
    assert one(found, "raw_agreement", "types of matched quotes").score.value == 0.5


def test_events_are_tallied_by_criterion() -> None:
    tally = EventTally(["ann1", "ann2"], ["Attack", "Die"])
    trigger, filler = ((0, 3),), ((9, 12),)
    tally.add("d1", {"ann1": [Event(trigger, "Attack", frozenset({Argument("target", filler)}))], "ann2": [Event(trigger, "Die")]})
    found = tally.results(resamples=10)
    assert one(found, "event_f1 trigger_id", "micro").score.value == 1.0
    assert one(found, "event_f1 trigger_cls", "micro").score.value == 0.0
    assert one(found, "event_f1 argument_cls_trigger_bound", "ann1|ann2").score.value == 0.0
    assert one(found, "raw_agreement", "types of matched triggers").score.value == 0.0


def test_chains_are_tallied_to_the_conll_mean() -> None:
    tally = ChainTally(["ann1", "ann2"])
    tally.add("d1", {"ann1": ["abc", "defg"], "ann2": ["ab", "cd", "fghi"]})
    found = tally.results(resamples=10)
    assert one(found, "coref muc", "micro").score.value == pytest.approx(0.4)
    assert one(found, "conll_mean_f1", "micro").score.value == pytest.approx((0.4 + 5 / 11 + 0.52) / 3)
