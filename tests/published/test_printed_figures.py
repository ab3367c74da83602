"""Figures printed in the literature, with their data as printed there."""

from __future__ import annotations

import pytest

from annotator.compare import (
    cohen_kappa,
    conll_mean_f1,
    coref_metrics,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha_interval,
    krippendorff_alpha_nominal,
    krippendorff_alpha_ordinal,
    scott_pi,
)

KRIPPENDORFF = ["123321412...", "1233224125.3", ".333234225" + "1.", "12332441251."]
"""Four observers, twelve units (Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section D)."""


def columns(*observers: str) -> list[list[str | None]]:
    """One row a unit from one string an observer; a dot is missing."""
    return [[None if value == "." else value for value in unit] for unit in zip(*observers, strict=True)]


def table(*rows: tuple[int, ...]) -> list[list[str | None]]:
    """Two annotators' ratings from their contingency table."""
    return [[str(i), str(j)] for i, row in enumerate(rows) for j, count in enumerate(row) for _ in range(count)]


def test_krippendorff_2011_two_observers_binary() -> None:
    assert krippendorff_alpha_nominal(columns("0100000010", "1110010000")).value == pytest.approx(0.095, abs=5e-4)


def test_krippendorff_2011_two_observers_nominal() -> None:
    assert krippendorff_alpha_nominal(columns("aabbdcccedda", "babbbccceddd")).value == pytest.approx(0.692, abs=5e-4)


def test_krippendorff_2011_four_observers_with_missing_data() -> None:
    ratings = columns(*KRIPPENDORFF)
    assert krippendorff_alpha_nominal(ratings).value == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha_ordinal(ratings, "12345").value == pytest.approx(0.815, abs=5e-4)
    assert krippendorff_alpha_interval(ratings, {digit: float(digit) for digit in "12345"}).value == pytest.approx(0.849, abs=5e-4)


def test_cohen_1960_page_45() -> None:
    assert cohen_kappa(table((88, 14, 18), (10, 40, 10), (2, 6, 12))).value == pytest.approx(0.492, abs=5e-4)


def test_artstein_and_poesio_2008_page_558() -> None:
    ratings = table((20, 10), (20, 50))
    assert cohen_kappa(ratings).value == pytest.approx(0.348, abs=5e-4)
    assert scott_pi(ratings).value == pytest.approx(0.341, abs=5e-4)


def test_gwet_2008_table_of_a_prevalent_category() -> None:
    ratings = table((118, 5), (2, 0))
    assert cohen_kappa(ratings).value == pytest.approx(-0.0234, abs=5e-5)
    assert gwet_ac1(ratings).value == pytest.approx(0.941, abs=5e-4)


def test_fleiss_kappa_of_ten_subjects_and_fourteen_raters() -> None:
    """The worked example that textbooks print for Fleiss 1971: Po = .378, Pe = .213."""
    counts = [
        "0 0 0 0 14",
        "0 2 6 4 2",
        "0 0 3 5 6",
        "0 3 9 2 0",
        "2 2 8 1 1",
        "7 7 0 0 0",
        "3 2 6 3 0",
        "2 5 3 2 2",
        "6 5 2 1 0",
        "0 2 2 3 7",
    ]
    ratings = [[str(c) for c, n in enumerate(row.split()) for _ in range(int(n))] for row in counts]
    score = fleiss_kappa(ratings)
    assert score.value == pytest.approx(0.210, abs=5e-4)
    assert (score.observed, score.expected) == (pytest.approx(0.378, abs=5e-4), pytest.approx(0.213, abs=5e-4))


def test_pradhan_and_others_2014_worked_example_of_coreference() -> None:
    found = coref_metrics(["abc", "defg"], ["ab", "cd", "fghi"])
    printed = {"muc": 0.40, "b_cubed": 0.46, "ceaf_m": 0.53, "ceaf_e": 0.52}
    for name, value in printed.items():
        assert found[name].f1.value == pytest.approx(value, abs=6e-3)
    assert found["b_cubed"].recall.value == pytest.approx(0.42, abs=5e-3)
    assert conll_mean_f1(found).value == pytest.approx((0.40 + 0.4545 + 0.52) / 3, abs=1e-3)
