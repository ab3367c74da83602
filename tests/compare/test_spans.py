"""F1 of spans: the cases in which a number is easily wrong."""

from __future__ import annotations

import pytest

from annotator.compare import DuplicateMention, Marked, confusion, per_label, semeval13_scheme, span_f1_exact, summed_schemes
from annotator.compare import span_f1_exact_unlabelled as exact_unlabelled
from annotator.compare import span_f1_overlap_label as overlap_label
from annotator.compare import span_f1_overlap_unlabelled as overlap_unlabelled
from annotator.compare import span_f1_soft_dice_label as dice_label


def m(start: int, end: int, label: str = "ORG") -> Marked:
    return Marked(((start, end),), label)


def test_two_empty_annotators_are_undefined_and_not_averaged() -> None:
    found = span_f1_exact({"d1": {"a": [], "b": [], "c": [m(0, 3)]}, "d2": {"a": [], "b": []}})
    assert found.pairs["a", "b"].f1.value is None
    assert "neither annotator marked" in found.pairs["a", "b"].f1.reason
    assert found.undefined_pairs == 1
    assert found.macro_over_pairs.value == 0.0


def test_one_empty_annotator_is_zero() -> None:
    assert span_f1_exact({"d1": {"a": [m(0, 3)], "b": []}}).micro.value == 0.0


def test_annotators_without_a_shared_article_are_undefined() -> None:
    found = span_f1_exact({"d1": {"a": [m(0, 3)]}, "d2": {"b": [m(0, 3)]}})
    assert found.macro_over_pairs.value is None
    assert "no shared articles" in found.macro_over_pairs.reason
    assert found.pairs["a", "b"].n_articles == 0


def test_an_absent_annotator_is_not_an_empty_one() -> None:
    absent = span_f1_exact({"d1": {"a": [m(0, 3)], "b": [m(0, 3)]}, "d2": {"a": [m(5, 9)]}})
    empty = span_f1_exact({"d1": {"a": [m(0, 3)], "b": [m(0, 3)]}, "d2": {"a": [m(5, 9)], "b": []}})
    assert absent.micro.value == 1.0
    assert empty.micro.value == pytest.approx(2 / 3)


def test_the_same_mention_twice_by_one_annotator_is_an_error() -> None:
    with pytest.raises(DuplicateMention, match="b in d1: ORG at 0–3 is there twice"):
        span_f1_exact({"d1": {"a": [m(0, 3)], "b": [m(0, 3), m(5, 7), m(0, 3)]}})


def test_stacked_labels_are_two_mentions_but_one_unlabelled() -> None:
    corpus = {"d1": {"a": [m(0, 8, "ORG"), m(0, 8, "GPE")], "b": [m(0, 8, "ORG")]}}
    assert span_f1_exact(corpus).micro.value == pytest.approx(2 / 3)
    assert exact_unlabelled(corpus).micro.value == 1.0
    assert overlap_unlabelled(corpus).micro.value == 1.0


def test_a_long_mention_matches_one_of_two_short_ones() -> None:
    corpus = {"d1": {"a": [m(0, 20)], "b": [m(0, 9), m(10, 20)]}}
    assert overlap_label(corpus).micro.value == pytest.approx(2 / 3)
    assert dice_label(corpus).micro.value == pytest.approx(2 * (2 * 10 / 30) / 3)


def test_the_matching_is_of_greatest_weight_where_greedy_is_not() -> None:
    a, b = [m(0, 10), m(9, 30)], [m(0, 1), m(1, 12)]
    assert overlap_label({"d1": {"a": a, "b": b}}).pairs["a", "b"].tp == 2


def test_equal_discontinuous_mentions_match_and_their_hull_does_not() -> None:
    split, hull = Marked(((0, 4), (10, 14)), "ORG"), m(0, 14)
    assert span_f1_exact({"d1": {"a": [split], "b": [split]}}).micro.value == 1.0
    assert span_f1_exact({"d1": {"a": [split], "b": [hull]}}).micro.value == 0.0
    assert dice_label({"d1": {"a": [split], "b": [hull]}}).micro.value == pytest.approx(2 * 8 / 22)


def test_a_mention_in_the_gap_of_another_does_not_overlap_it() -> None:
    split, inside = Marked(((0, 4), (10, 14)), "ORG"), m(5, 9)
    assert overlap_unlabelled({"d1": {"a": [split], "b": [inside]}}).micro.value == 0.0


def test_labels_are_scored_alone_and_confusions_counted_both_ways() -> None:
    corpus = {"d1": {"a": [m(0, 3, "ORG"), m(5, 9, "GPE")], "b": [m(0, 3, "ORG"), m(5, 8, "ORG")]}}
    assert {label: score.value for label, score in per_label(corpus).items()} == {"ORG": pytest.approx(2 / 3), "GPE": 0.0}
    assert confusion(corpus) == {("ORG", "ORG"): 2, ("GPE", "ORG"): 1, ("ORG", "GPE"): 1}


def test_semeval_takes_the_strict_pair_before_a_longer_overlap() -> None:
    counts = semeval13_scheme([m(0, 3), m(4, 7)], [m(2, 7), m(0, 3)])
    assert (counts["strict"].correct, counts["strict"].incorrect) == (1, 1)
    assert counts["partial"].f1.value == pytest.approx(0.75)


def test_semeval_counts_missed_and_spurious_and_adds_up() -> None:
    missed, spurious = semeval13_scheme([m(0, 3)], []), semeval13_scheme([], [m(0, 3)])
    both = summed_schemes([missed, spurious])
    assert (both["exact"].missed, both["exact"].spurious, both["exact"].f1.value) == (1, 1, 0.0)
    assert summed_schemes([semeval13_scheme([], [])])["strict"].f1.value is None
