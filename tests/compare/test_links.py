"""Quotes, events and chains."""

from __future__ import annotations

import pytest

from annotator.compare import (
    Argument,
    Event,
    Quote,
    agr_wiebe,
    agr_wiebe_exact,
    best_match_f1,
    conll_mean_f1,
    coref_metrics,
    event_f1,
    matched_quotes,
    matched_triggers,
    quote_element_dice,
    quote_f1_overlap,
    same_speaker,
)


def quote(start: int, end: int, type_: str = "direct", source: tuple[tuple[int, int], ...] = (), *names: str) -> Quote:
    return Quote(((start, end),), type_, (), source, frozenset(names))


def event(start: int, type_: str, *arguments: tuple[str, int]) -> Event:
    return Event(((start, start + 3),), type_, frozenset(Argument(role, ((at, at + 2),)) for role, at in arguments))


def test_agr_allows_many_to_one_and_f1_does_not() -> None:
    a, b = [quote(0, 40)], [quote(0, 10), quote(20, 40)]
    found = agr_wiebe(a, b)
    assert (found.agr_x_y.value, found.agr_y_x.value, found.mean.value) == (1.0, 1.0, 1.0)
    assert quote_f1_overlap(a, b).f1.value == pytest.approx(2 / 3)
    assert agr_wiebe_exact(a, b).mean.value == 0.0


def test_agr_without_quotes_on_one_side_is_undefined_in_that_direction() -> None:
    found = agr_wiebe([], [quote(0, 10)])
    assert found.agr_x_y.value is None
    assert found.agr_y_x.value == 0.0
    assert agr_wiebe([], []).mean.value is None


def test_elements_that_neither_side_has_are_left_out() -> None:
    with_cue = Quote(((0, 10),), "direct", ((12, 16),))
    assert quote_element_dice([with_cue], [with_cue])["source"].mean.value is None
    assert quote_element_dice([with_cue], [quote(0, 10)])["cue"].mean.value == 0.0
    assert quote_element_dice([with_cue], [quote(0, 5)])["content"].mean.value == pytest.approx(2 * 5 / 15)


def test_a_speaker_is_the_same_by_name_else_by_overlap() -> None:
    here, there = ((50, 53),), ((90, 92),)
    assert same_speaker(quote(0, 9, "direct", here, "Ann Lee"), quote(0, 9, "direct", there, "Ann Lee"))
    assert not same_speaker(quote(0, 9, "direct", here, "Ann Lee"), quote(0, 9, "direct", here, "Bob"))
    assert same_speaker(quote(0, 9, "direct", here, "Ann Lee"), quote(0, 9, "direct", ((50, 57),)))
    assert not same_speaker(quote(0, 9, "direct", here), quote(0, 9))
    assert same_speaker(quote(0, 9), quote(0, 9))


def test_quotes_match_by_the_most_common_text() -> None:
    a, b = [quote(0, 10), quote(10, 30)], [quote(5, 30, "mixed")]
    assert matched_quotes(a, b) == [(a[1], b[0])]


def test_bound_arguments_tell_two_events_of_one_type_apart() -> None:
    a, b = [event(0, "Meet", ("entity", 9)), event(20, "Meet", ("entity", 9))], [event(0, "Meet", ("entity", 9))]
    found = event_f1(a, b)
    assert found["argument_cls"].f1.value == 1.0
    assert found["argument_cls_trigger_bound"].f1.value == pytest.approx(2 / 3)


def test_a_wrong_role_costs_classification_alone() -> None:
    found = event_f1([event(0, "Attack", ("target", 9))], [event(0, "Attack", ("attacker", 9))])
    assert found["argument_id"].f1.value == 1.0
    assert found["argument_cls"].f1.value == 0.0


def test_whole_events_match_one_to_one_by_what_they_share() -> None:
    a = [event(0, "Attack", ("target", 9)), event(0, "Attack", ("attacker", 30))]
    assert best_match_f1(a, a).f1.value == 1.0
    assert best_match_f1(a, a[:1]).f1.value == pytest.approx(2 / 3)
    assert best_match_f1(a[:1], [event(0, "Attack")]).f1.value == pytest.approx(2 / 3)


def test_types_of_a_shared_trigger_pair_equal_ones_first() -> None:
    a, b = [event(0, "Attack"), event(0, "Die")], [event(0, "Die"), event(9, "Die")]
    assert matched_triggers(a, b) == [("Die", "Die")]
    assert matched_triggers([event(0, "Attack")], b) == [("Attack", "Die")]


def test_chains_by_one_annotator_alone_score_zero_and_by_neither_nothing() -> None:
    assert conll_mean_f1(coref_metrics([["a", "b"]], [])).value == 0.0
    assert conll_mean_f1(coref_metrics([], [])).value is None


def test_equal_singletons_leave_muc_out_of_the_mean() -> None:
    found = coref_metrics([["a"], ["b"]], [["b"], ["a"]])
    assert found["muc"].f1.value is None
    assert conll_mean_f1(found).value == 1.0


def test_a_mention_in_two_chains_is_refused() -> None:
    with pytest.raises(ValueError, match="two chains"):
        coref_metrics([["a", "b"], ["b"]], [])
