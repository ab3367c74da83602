"""Where two annotators differ, one difference at a time."""

from __future__ import annotations

import pytest

from annotator.compare import (
    Argument,
    ChainTally,
    Element,
    EntityTally,
    Event,
    Kind,
    Marked,
    Quote,
    entity_differences,
    event_differences,
    pairs_of,
    quote_differences,
    span_f1_exact,
)
from annotator.compare.differences import Same, boundary


def m(start: int, end: int, label: str = "ORG") -> Marked:
    return Marked(((start, end),), label)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (((0, 9),), ((0, 5),), Kind.LONGER),
        (((2, 5),), ((0, 5),), Kind.SHORTER),
        (((0, 5),), ((3, 9),), Kind.CROSSING),
        (((0, 9),), ((0, 2), (6, 9)), Kind.LONGER),
        (((0, 2), (6, 9)), ((0, 9),), Kind.SHORTER),
        (((0, 2), (6, 9)), ((1, 7),), Kind.CROSSING),
    ],
)
def test_a_boundary_is_longer_shorter_or_crossing(a: tuple, b: tuple, kind: Kind) -> None:
    assert boundary(a, b) is kind
    assert boundary(b, a) is kind.mirrored


def test_equal_mentions_are_no_difference_and_the_rest_is_matched() -> None:
    a, b = [m(0, 5), m(10, 15, "GPE"), m(20, 25)], [m(0, 5), m(10, 17, "LOC"), m(30, 35)]
    found = entity_differences(a, b)
    assert found.same == {Same(Element.ENTITY, "ORG", ("ORG",)): 1}
    assert [(d.kind, d.a, d.b) for d in found.found] == [
        (Kind.LABEL, m(10, 15, "GPE"), m(10, 17, "LOC")),
        (Kind.SHORTER, m(10, 15, "GPE"), m(10, 17, "LOC")),
        (Kind.ALONE, m(20, 25), None),
        (Kind.MISSED, None, m(30, 35)),
    ]
    assert found.found[0].owners == ("GPE", "LOC")


def test_swapped_annotators_see_the_mirror_image() -> None:
    a, b = [m(0, 5), m(10, 15, "GPE"), m(20, 28)], [m(1, 5), m(10, 17, "LOC"), m(24, 35)]
    there = {(d.kind.mirrored, d.b, d.a) for d in entity_differences(a, b).found}
    assert there == {(d.kind, d.a, d.b) for d in entity_differences(b, a).found}


def test_quotes_that_are_matched_are_compared_in_cue_and_speaker() -> None:
    a = [Quote(((0, 9),), "direct", ((10, 14),), ((20, 25),), frozenset({"Ann"})), Quote(((50, 60),), "direct")]
    b = [Quote(((0, 9),), "mixed", ((10, 13),), ((30, 33),), frozenset({"Ann"})), Quote(((50, 60),), "direct", source=((70, 73),))]
    found = quote_differences(a, b)
    # the pair that is equal comes first
    assert [(d.element, d.kind, d.owners) for d in found.found] == [
        (Element.QUOTE, Kind.LABEL, ("direct", "mixed")),
        (Element.SPEAKER, Kind.MISSED, ("direct",)),
        (Element.CUE, Kind.LONGER, ("direct", "mixed")),
    ]
    # equal names are one speaker, wherever they stand
    assert found.same[Same(Element.SPEAKER, "", ("direct", "mixed"))] == 1


def test_fillers_are_compared_where_triggers_matched() -> None:
    hit, town, rebels = ((7, 15),), ((16, 23),), ((0, 6),)
    a = [Event(hit, "Attack", frozenset({Argument("attacker", rebels), Argument("target", town)}))]
    b = [Event(hit, "Attack", frozenset({Argument("target", rebels)})), Event(((40, 44),), "Die", frozenset({Argument("victim", town)}))]
    found = event_differences(a, b)
    assert {(d.element, d.kind, d.a and d.a.label, d.b and d.b.label) for d in found.found} == {
        (Element.TRIGGER, Kind.MISSED, None, "Die"),
        (Element.ARGUMENT, Kind.LABEL, "attacker", "target"),
        (Element.ARGUMENT, Kind.ALONE, "target", None),
    }


def test_events_of_one_trigger_and_type_are_one() -> None:
    hit = ((7, 15),)
    two = [
        Event(hit, "Attack", frozenset({Argument("target", ((16, 23),))})),
        Event(hit, "Attack", frozenset({Argument("target", ((30, 33),))})),
    ]
    one = [Event(hit, "Attack", frozenset({Argument("target", ((16, 23),)), Argument("target", ((30, 33),))}))]
    assert event_differences(two, one).found == []


CORPUS = {
    "d1": {"ann1": [m(0, 5)], "ann2": [m(0, 5), m(8, 9)], "gold": [m(0, 5)]},
    "d2": {"ann1": [m(3, 9)], "gold": [m(3, 8)]},
    "d3": {"ann1": [], "ann2": [m(1, 2)]},
}


def test_against_one_annotator_only_its_pairs_are_counted() -> None:
    assert pairs_of(["ann2", "gold", "ann1"], "gold") == [("ann1", "gold"), ("ann2", "gold")]
    tally = EntityTally(["ann1", "ann2", "gold"], ["ORG"], "gold")
    for article, marked in CORPUS.items():
        tally.add(article, marked, 20)
    found = {(r.name, r.variant): r.score.value for r in tally.results(resamples=10)}
    pairs = span_f1_exact(CORPUS).pairs
    both = pairs["ann1", "gold"] + pairs["ann2", "gold"]
    assert found["span_f1_exact", "micro"] == pytest.approx(both.f1.value)
    assert ("span_f1_exact", "ann1|ann2") not in found
    assert not any("alpha_2016" in name for name, _ in found)


def test_an_article_in_which_nobody_marked_anything_is_shared_all_the_same() -> None:
    tally = ChainTally(["ann1", "ann2"])
    tally.add("d1", {"ann1": [], "ann2": []})
    (muc, *_) = tally.results(resamples=10)
    assert (muc.score.value, muc.articles) == (None, 1)
