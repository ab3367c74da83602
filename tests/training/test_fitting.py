"""The fit from judged proposals to chances."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training import fitting
from training.calibrating import error, error_by_chance
from training.fitting import Judged

POINTS = st.lists(st.tuples(st.floats(-20, 20), st.booleans()), min_size=1, max_size=400)


def made(shares: dict[str, float], count: int, seed: int) -> list[Judged]:
    """`count` proposals of each kind, of which that share is right, five an article."""
    chance = random.Random(seed)
    return [
        Judged(f"{kind}{number // 5}", "made", (f"kind={kind}", f"noise={chance.randrange(4)}"), chance.random() < share)
        for kind, share in shares.items()
        for number in range(count)
    ]


@given(POINTS)
def test_a_curve_rises_and_never_says_all_or_nothing(points: list[tuple[float, bool]]) -> None:
    found = fitting.curve(points)
    assert list(found.sums) == sorted(found.sums)
    assert list(found.shares) == sorted(found.shares)
    assert all(0 < share < 1 for share in found.shares)


@given(st.lists(st.floats(0.03, 0.97), min_size=1, max_size=3), st.integers(0, 2**32))
@settings(max_examples=6, deadline=None)
def test_chances_come_near_the_shares_that_proposals_were_made_with(shares: list[float], seed: int) -> None:
    truth = {f"k{number}": share for number, share in enumerate(shares)}
    judged = made(truth, 250, seed)
    estimate = fitting.fit(judged)
    for kind, share in truth.items():
        # a bin of 40 has a standard error of 0.08, and neighbouring kinds share bins
        assert 0 < estimate.of([f"kind={kind}"]) < 1
        assert abs(estimate.of([f"kind={kind}"]) - share) < 0.3
    unseen = fitting.unseen_chances(judged)
    assert error(unseen) < error_by_chance(unseen) + 0.12


def test_what_tells_right_from_wrong_is_found() -> None:
    judged = made({"good": 0.95, "middling": 0.5, "bad": 0.05}, 300, 7)
    estimate = fitting.fit(judged)
    good, middling, bad = (estimate.of([f"kind={kind}"]) for kind in ("good", "middling", "bad"))
    assert good > 0.88
    assert 0.38 < middling < 0.62
    assert bad < 0.12
    assert error(fitting.unseen_chances(judged)) < 0.04


def test_chances_of_a_fold_rest_on_no_article_of_it() -> None:
    judged = [Judged(f"a{number}", "made", (f"only={number}",), number % 2 == 0) for number in range(100) for _ in range(5)]
    chances = [chance for chance, _ in fitting.unseen_chances(judged)]
    assert max(chances) - min(chances) < 0.15, "a feature of one article alone tells nothing of the others"


def test_one_article_and_one_outcome_are_enough_to_fit() -> None:
    estimate = fitting.fit([Judged("a1", "made", ("kind=x",), True)])
    assert 0.5 < estimate.of(["kind=x"]) < 1
    with pytest.raises(ValueError, match="nothing"):
        fitting.fit([])


def test_the_error_is_the_gap_between_chance_and_share() -> None:
    samples = made({"k": 0.0}, 10, 1)
    assert error([(0.3, sample) for sample in samples]) == pytest.approx(0.3)
    halves = [(0.5, Judged("a", "made", (), number % 2 == 0)) for number in range(10)]
    assert error(halves) == 0
    assert 0 < error_by_chance(halves) < 0.2
