"""Agreement on categories: missing ratings, single labels, nothing shared."""

from __future__ import annotations

import pytest

from annotator.compare import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha_nominal,
    mean_pairwise_cohen_kappa,
    multi_kappa_davies_fleiss,
    scott_pi,
    token_cohen_kappa,
    token_labels,
)
from annotator.compare.mentions import Marked

SINGLE = [["A", "A"]] * 5
NOTHING_SHARED = [["A", None], ["B", None], [None, "A"]]
MEASURES = [cohen_kappa, scott_pi, krippendorff_alpha_nominal, fleiss_kappa, multi_kappa_davies_fleiss, gwet_ac1]


@pytest.mark.parametrize("measure", MEASURES)
def test_one_single_label_is_undefined_with_the_raw_agreement_beside_it(measure) -> None:  # type: ignore[no-untyped-def]
    score = measure(SINGLE)
    assert score.value is None
    assert "single label" in score.reason
    assert score.observed == 1.0


def test_ac1_is_defined_on_a_single_label_if_the_schema_has_more() -> None:
    assert gwet_ac1(SINGLE, ["A", "B", "C"]).value == 1.0


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("ratings", [NOTHING_SHARED, []])
def test_nothing_rated_twice_is_undefined(measure, ratings) -> None:  # type: ignore[no-untyped-def]
    assert measure(ratings).value is None
    assert "rated twice" in measure(ratings).reason


def test_a_missing_rating_is_no_category_and_only_shared_units_count() -> None:
    ratings = [["1", "1", "1"], ["2", "2", None], ["1", None, "1"], ["2", None, None]]
    found = mean_pairwise_cohen_kappa(ratings)
    assert [(score.value, score.units) for score in found.pairs.values()] == [(1.0, 2), (None, 2), (None, 1)]
    assert (found.mean.value, found.defined_pairs, found.undefined_pairs) == (1.0, 1, 2)
    assert krippendorff_alpha_nominal(ratings).value == 1.0
    assert krippendorff_alpha_nominal(ratings).units == 3


def test_fleiss_refuses_incomplete_data_with_a_reason() -> None:
    score = fleiss_kappa([["1", "1", "2"], ["2", "2", None]])
    assert score.value is None
    assert "Krippendorff" in score.reason


def test_mean_pairwise_and_multi_kappa_are_two_numbers() -> None:
    ratings = [["1", "1", "1"]] * 4 + [["1", "2", "1"]] * 2 + [["2", "2", "2"]] + [["2", "1", "2"]]
    assert mean_pairwise_cohen_kappa(ratings).mean.value != pytest.approx(multi_kappa_davies_fleiss(ratings).value, abs=1e-3)


def test_token_kappa_has_both_variants() -> None:
    found = token_cohen_kappa(["O", "O", "A", "B", "O"], ["O", "O", "A", "O", "O"])
    assert found.all_tokens.value == pytest.approx(1 - 0.2 / (1 - (3 * 4 + 1) / 25))
    assert found.annotated_tokens_only.value == pytest.approx((0.5 - 0.25) / 0.75)
    assert found.f1_without_outside.value == pytest.approx(2 / 3)


def test_a_token_has_the_label_of_the_longest_mention_over_it() -> None:
    mentions = [Marked(((0, 3), (8, 11)), "ORG"), Marked(((0, 3),), "GPE")]
    assert token_labels(mentions, [(0, 3), (4, 7), (8, 11)]) == ["ORG", "O", "ORG"]
