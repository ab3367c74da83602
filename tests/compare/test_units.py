"""Unitizing agreement and γ: empty annotators, overlaps, seeds."""

from __future__ import annotations

import pytest

from annotator.compare import (
    Dissimilarity,
    alpha_u_1995,
    bar_u_alpha_2016,
    best_alignment,
    cu_alpha_2016,
    gamma,
    gamma_given_samples,
    gamma_observed_disorder,
    k_u_alpha_2016,
    u_alpha_2016,
)
from annotator.compare.unit_alpha import flattened
from annotator.model.errors import Unavailable

A = [(0, 12, "PER"), (20, 34, "ORG"), (50, 56, "LOC")]


def test_nobody_marked_anything_is_undefined_everywhere() -> None:
    empty = {"a": [], "b": []}
    for score in (u_alpha_2016(empty, 20), bar_u_alpha_2016(empty, 20), cu_alpha_2016(empty, 20), alpha_u_1995(empty, 20)):
        assert score.value is None
        assert score.reason
    assert gamma(empty).gamma.reason == "nobody marked a unit"
    assert gamma_observed_disorder(empty).value is None


def test_one_annotator_alone_is_undefined() -> None:
    for score in (u_alpha_2016({"a": A}, 60), alpha_u_1995({"a": A}, 60), gamma({"a": A}).gamma):
        assert score.value is None
        assert "two annotators" in score.reason


def test_an_empty_annotator_counts_and_makes_it_negative() -> None:
    value = u_alpha_2016({"a": A, "b": []}, 160).value
    assert value is not None
    assert value < 0
    assert alpha_u_1995({"a": [(0, 1, "X")], "b": [], "c": []}, 20).value == pytest.approx(0.0)


def test_equal_annotators_agree_fully() -> None:
    both = {"a": A, "b": A}
    assert u_alpha_2016(both, 160).value == bar_u_alpha_2016(both, 160).value == cu_alpha_2016(both, 160).value == 1.0
    assert set(k_u_alpha_2016(both, 160)) == {"PER", "ORG", "LOC"}
    assert gamma(both, samples=5).gamma.value == 1.0
    assert gamma(both, samples=5).gamma_cat.value == 1.0


def test_a_label_whose_units_meet_gaps_only_is_undefined() -> None:
    found = k_u_alpha_2016({"a": [(0, 5, "X"), (10, 15, "Y")], "b": [(10, 15, "Y"), (20, 25, "Z")]}, 40)
    assert found["X"].value is None
    assert found["X"].reason == "no two annotators' units intersect"


def test_overlaps_within_an_annotator_merge_to_the_outermost_and_are_counted() -> None:
    assert flattened([(5, 8, "A"), (0, 6, "A")]) == ([(0, 8, "A")], 1)
    assert flattened([(2, 5, "LOC"), (0, 10, "ORG")]) == ([(0, 10, "ORG")], 1)
    assert flattened([(8, 12, "LOC"), (0, 10, "ORG")]) == ([(0, 10, "ORG"), (10, 12, "LOC")], 1)
    assert flattened([(10, 12, "LOC"), (0, 10, "ORG")]) == ([(0, 10, "ORG"), (10, 12, "LOC")], 0)


def test_touching_units_do_not_meet() -> None:
    assert cu_alpha_2016({"a": [(0, 5, "X")], "b": [(5, 9, "Y")]}, 20).value is None


def test_gamma_is_the_same_for_a_seed_and_says_which_sampler() -> None:
    continuum = {"a": A, "b": [(0, 10, "PER"), (22, 34, "GPE")]}
    one, again, other = (gamma(continuum, samples=20, seed=seed) for seed in (3, 3, 4))
    assert one.gamma == again.gamma != other.gamma
    shuffled = gamma(continuum, samples=20, sampler="shuffle", seed=3)
    assert (one.sampler, shuffled.sampler, shuffled.seed) == ("statistical", "shuffle", 3)
    assert shuffled.gamma.value != one.gamma.value


def test_gamma_cat_without_an_aligned_pair_is_undefined() -> None:
    found = gamma_given_samples({"a": [(0, 2, "A")], "b": [(900, 902, "A")]}, [{"a": [(0, 2, "A")], "b": [(1, 3, "B")]}])
    assert found.gamma_cat.value is None
    assert found.gamma.value is not None


def test_labels_a_person_would_align_are_aligned_although_they_differ() -> None:
    best = best_alignment({"a": [(0, 10, "A")], "b": [(0, 10, "B")]}, Dissimilarity())
    assert best.rows.tolist() == [[0, 0]]
    assert best.disorder == pytest.approx(1.0)


def test_large_components_are_solved_as_exactly_as_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    continuum = {name: [(n * 4 + shift, n * 4 + shift + 5, "AB"[n % 2]) for n in range(6)] for shift, name in enumerate("abc")}
    searched = best_alignment(continuum).disorder
    monkeypatch.setattr("annotator.compare.packing.EXACT_UNITS", 0)
    assert best_alignment(continuum).disorder == pytest.approx(searched)


def test_an_alignment_that_would_take_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.compare.tuples.MOST_TUPLES", 10)
    continuum = {name: [(n, n + 5, "A") for n in range(6)] for name in "abcd"}
    with pytest.raises(Unavailable, match="more than 10 alignments"):
        best_alignment(continuum)
