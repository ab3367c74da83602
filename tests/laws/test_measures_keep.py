"""Laws of agreement: order, names and sides do not matter, identity is 1, fast ways equal slow ones."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.compare import (
    Dissimilarity,
    Marked,
    alpha_u_1995,
    best_alignment,
    confusion,
    gwet_ac1,
    krippendorff_alpha_nominal,
    mean_pairwise_cohen_kappa,
    multi_kappa_davies_fleiss,
    semeval13_over,
    semeval13_scheme,
    span_f1_exact,
    span_f1_exact_unlabelled,
    span_f1_overlap_label,
    span_f1_overlap_unlabelled,
    span_f1_soft_dice_label,
    span_f1_soft_dice_unlabelled,
    summed_schemes,
    u_alpha_family_2016,
)
from annotator.compare.entity_layout import Layout
from annotator.compare.entity_rows import Given, article_row, batch_rows
from annotator.compare.matching import common_length, dice
from annotator.compare.ratings import coded, coincidences
from annotator.compare.unit_alpha import flattened

MEASURES = [
    span_f1_exact,
    span_f1_exact_unlabelled,
    span_f1_overlap_label,
    span_f1_overlap_unlabelled,
    span_f1_soft_dice_label,
    span_f1_soft_dice_unlabelled,
]
LENGTH = 30
LABELS = "ABC"


def ranges() -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    plain = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda pair: ((pair[0], pair[0] + pair[1]),))
    split = st.tuples(plain, st.integers(1, 3)).map(lambda made: (*made[0], (made[0][0][1] + 1, made[0][0][1] + 1 + made[1])))
    return st.one_of(plain, plain, plain, split)


def mentions(most: int = 5) -> st.SearchStrategy[list[Marked]]:
    return st.lists(st.builds(Marked, ranges(), st.sampled_from(LABELS)), max_size=most, unique=True)


def articles(most: int = 5) -> st.SearchStrategy[dict[str, list[Marked]]]:
    return st.dictionaries(st.sampled_from(["ann1", "ann2", "ann3"]), mentions(most), min_size=2)


def units() -> st.SearchStrategy[list[tuple[int, int, str]]]:
    plain = st.tuples(st.integers(0, 20), st.integers(1, 8), st.sampled_from(LABELS)).map(lambda u: (u[0], u[0] + u[1], u[2]))
    return st.lists(plain, max_size=4, unique=True)


def continua(people: int = 3) -> st.SearchStrategy[dict[str, list[tuple[int, int, str]]]]:
    return st.fixed_dictionaries({name: units() for name in ("ann1", "ann2", "ann3")[:people]})


ratings = st.lists(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=3, max_size=3), max_size=8)


@given(st.dictionaries(st.sampled_from(["d1", "d2", "d3"]), articles(), min_size=1), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_and_names_change_no_span_measure(corpus: dict[str, dict[str, list[Marked]]], random: Any) -> None:
    other = {"ann1": "zoe", "ann2": "bob", "ann3": "mia"}
    names = random.sample(sorted(corpus), len(corpus))
    shuffled = {f"x{d}": {other[who]: random.sample(items, len(items)) for who, items in reversed(corpus[d].items())} for d in names}
    for measure in MEASURES:
        one, two = measure(corpus), measure(shuffled)
        assert one.micro.value == pytest.approx(two.micro.value, abs=1e-12)
        assert one.macro_over_pairs.value == pytest.approx(two.macro_over_pairs.value, abs=1e-12)
    assert confusion(corpus) == confusion(shuffled)


@given(mentions())
@settings(max_examples=40, deadline=None)
def test_an_annotator_agrees_fully_with_a_copy(items: list[Marked]) -> None:
    for measure in MEASURES:
        assert measure({"d": {"a": items, "b": list(reversed(items))}}).micro.value == (pytest.approx(1.0) if items else None)
    assert semeval13_scheme(items, items)["strict"].correct == len(items)


@given(mentions(4), mentions(4))
@settings(max_examples=80, deadline=None)
def test_relaxed_f1_is_that_of_the_best_of_all_matchings(a: list[Marked], b: list[Marked]) -> None:
    for measure, worth in ((span_f1_overlap_label, _one), (span_f1_soft_dice_label, _soft)):
        short, long = sorted((a, b), key=len)
        best = max(sum(worth(x, y) for x, y in zip(short, chosen, strict=True)) for chosen in permutations(long, len(short)))
        assert measure({"d": {"a": a, "b": b}}).pairs["a", "b"].tp == pytest.approx(best)


def _one(x: Marked, y: Marked) -> float:
    return float(x.label == y.label and common_length(x.ranges, y.ranges) > 0)


def _soft(x: Marked, y: Marked) -> float:
    return dice(x.ranges, y.ranges, common_length(x.ranges, y.ranges)) if x.label == y.label else 0.0


@given(mentions(), mentions(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_semeval_counts_follow_from_the_mentions_alone(a: list[Marked], b: list[Marked], random: Any) -> None:
    forth = semeval13_scheme(a, b)
    assert forth == semeval13_scheme(random.sample(a, len(a)), random.sample(b, len(b)))
    back = semeval13_scheme(b, a)
    for scheme, counts in forth.items():
        assert (counts.correct, counts.incorrect, counts.partial) == (back[scheme].correct, back[scheme].incorrect, back[scheme].partial)
        assert (counts.missed, counts.spurious) == (back[scheme].spurious, back[scheme].missed)


@given(st.lists(st.tuples(mentions(), mentions()), max_size=4))
@settings(max_examples=60, deadline=None)
def test_semeval_over_articles_is_the_sum_of_them(pairs: list[tuple[list[Marked], list[Marked]]]) -> None:
    assert semeval13_over(pairs) == summed_schemes([semeval13_scheme(a, b) for a, b in pairs])


@given(st.lists(articles(), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_batch_counts_as_its_articles_one_by_one(marked: list[dict[str, list[Marked]]]) -> None:
    layout = Layout(["ann1", "ann2", "ann3"], list(LABELS))
    batch = [Given(str(n), article, LENGTH + 5) for n, article in enumerate(marked)]
    rows, overlapping = batch_rows(batch, layout)
    single = [article_row(each, layout) for each in batch]
    assert np.allclose(rows, [row for row, _ in single], atol=1e-9)
    assert overlapping == sum(changed for _, changed in single)


@given(ratings, st.permutations(range(3)), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_and_names_change_no_measure_of_categories(rows: list[list[str | None]], columns: list[int], random: Any) -> None:
    renamed: dict[str | None, str | None] = {"a": "z", "b": "y", "c": "x", None: None}
    other = [[renamed[row[column]] for column in columns] for row in random.sample(rows, len(rows))]
    for measure in (krippendorff_alpha_nominal, multi_kappa_davies_fleiss, gwet_ac1):
        assert measure(rows).value == pytest.approx(measure(other).value, abs=1e-12)
    assert mean_pairwise_cohen_kappa(rows).mean.value == pytest.approx(mean_pairwise_cohen_kappa(other).mean.value, abs=1e-12)


@given(ratings)
@settings(max_examples=60, deadline=None)
def test_nominal_alpha_is_that_of_all_pairs_of_ratings(rows: list[list[str | None]]) -> None:
    units_rated = [[label for label in row if label] for row in rows]
    paired = [labels for labels in units_rated if len(labels) > 1]
    pool = [label for labels in paired for label in labels]
    value = krippendorff_alpha_nominal(rows).value
    if len(set(pool)) < 2:
        assert value is None
        return
    observed = sum(sum(x != y for x, y in permutations(labels, 2)) / (len(labels) - 1) for labels in paired) / len(pool)
    expected = sum(x != y for x, y in permutations(pool, 2)) / (len(pool) * (len(pool) - 1))
    assert value == pytest.approx(1 - observed / expected)
    assert coincidences(coded(rows).counts).sum() == pytest.approx(len(pool))


@given(continua(), st.permutations(["ann1", "ann2", "ann3"]), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_and_names_change_no_unitizing_measure(
    continuum: dict[str, list[tuple[int, int, str]]], names: list[str], random: Any
) -> None:
    other = {f"x{name}": random.sample(continuum[name], len(continuum[name])) for name in names}
    one, two = u_alpha_family_2016(continuum, LENGTH), u_alpha_family_2016(other, LENGTH)
    for name in ("u_alpha", "bar_u_alpha", "cu_alpha"):
        assert getattr(one, name).value == pytest.approx(getattr(two, name).value, abs=1e-9)
    assert alpha_u_1995(continuum, LENGTH).value == pytest.approx(alpha_u_1995(other, LENGTH).value, abs=1e-9)
    if any(continuum.values()):
        assert best_alignment(continuum).disorder == pytest.approx(best_alignment(other).disorder)


@given(continua())
@settings(max_examples=60, deadline=None)
def test_u_alpha_by_edges_is_that_by_single_positions(continuum: dict[str, list[tuple[int, int, str]]]) -> None:
    flat = [flattened(items)[0] for items in continuum.values()]
    value = u_alpha_family_2016(continuum, LENGTH).u_alpha.value
    observed, expected = _by_position(flat)
    assert value is None if not expected else value == pytest.approx(1 - observed / expected)


def _by_position(flat: list[list[tuple[int, int, str]]]) -> tuple[float, float]:
    """Observed and expected disagreement of uα, position by position; two positions of one unit are no pair."""
    cells = [
        [next(((x, n, u[2]) for n, u in enumerate(items) if u[0] <= p < u[1]), (x, -1 - p, "")) for p in range(LENGTH)]
        for x, items in enumerate(flat)
    ]
    observed = sum(a[p][2] != b[p][2] for a, b in combinations(cells, 2) for p in range(LENGTH)) / (
        len(flat) * (len(flat) - 1) / 2 * LENGTH
    )
    pool = [cell for row in cells for cell in row]
    pairs = [(x, y) for x in pool for y in pool if x[:2] != y[:2]]
    return observed, sum(x[2] != y[2] for x, y in pairs) / len(pairs)


@given(continua(2), st.sampled_from([1.0, 3.0]))
@settings(max_examples=50, deadline=None)
def test_the_alignment_of_two_has_the_least_disorder_of_all(continuum: dict[str, list[tuple[int, int, str]]], alpha: float) -> None:
    _check_least(continuum, alpha)


@given(
    st.fixed_dictionaries({name: units().map(lambda items: items[:2]) for name in ("ann1", "ann2", "ann3")}), st.sampled_from([1.0, 3.0])
)
@settings(max_examples=40, deadline=None)
def test_the_alignment_of_three_has_the_least_disorder_of_all(continuum: dict[str, list[tuple[int, int, str]]], alpha: float) -> None:
    _check_least(continuum, alpha)


def _check_least(continuum: dict[str, list[tuple[int, int, str]]], alpha: float) -> None:
    total = sum(map(len, continuum.values()))
    if total:
        found = best_alignment(continuum, Dissimilarity(alpha)).disorder
        assert found == pytest.approx(_least([list(items) for items in continuum.values()], alpha) / (total / len(continuum)))


def _least(left: list[list[tuple[int, int, str]]], alpha: float) -> float:
    """The least disorder of all ways to align what is left: the first unit with any choice of the others' units."""
    first = next((n for n, items in enumerate(left) if items), None)
    if first is None:
        return 0.0
    head, rest = left[first][0], [items[1:] if n == first else items for n, items in enumerate(left)]
    return min(_disorder(row, alpha) + _least(remaining, alpha) for row, remaining in _choices(head, first, rest))


def _choices(head: Any, first: int, rest: list[list[Any]]) -> list[tuple[list[Any], list[list[Any]]]]:
    rows: list[tuple[list[Any], list[list[Any]]]] = [([], [])]
    for n, items in enumerate(rest):
        options = [(head, items)] if n == first else [(None, items), *((u, [v for v in items if v != u]) for u in items)]
        rows = [([*row, unit], [*kept, others]) for row, kept in rows for unit, others in options]
    return rows


def _disorder(row: list[Any], alpha: float) -> float:
    pairs = list(combinations(row, 2))
    return sum(1.0 if x is None or y is None else _apart(x, y, alpha) for x, y in pairs) / len(pairs)


def _apart(x: tuple[int, int, str], y: tuple[int, int, str], alpha: float) -> float:
    return alpha * ((abs(x[0] - y[0]) + abs(x[1] - y[1])) / (x[1] - x[0] + y[1] - y[0])) ** 2 + (x[2] != y[2])
