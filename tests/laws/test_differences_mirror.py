"""Differences are complete, and mirrored when the annotators are swapped."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.compare import Changes, Difference, EntityTally, Kind, Marked, entity_differences

_SPANS = st.tuples(st.integers(0, 20), st.integers(1, 6), st.sampled_from("AB")).map(lambda s: Marked(((s[0], s[0] + s[1]),), s[2]))
SETS = st.lists(_SPANS, max_size=6, unique=True)


@given(SETS, SETS)
def test_every_mention_is_the_same_matched_or_alone(a: list[Marked], b: list[Marked]) -> None:
    found = entity_differences(a, b)
    same = sum(found.same.values())
    pairs = {(d.a, d.b) for d in found.found if d.a and d.b}
    alone = sum(d.kind is Kind.ALONE for d in found.found)
    missed = sum(d.kind is Kind.MISSED for d in found.found)
    assert (same + len(pairs) + alone, same + len(pairs) + missed) == (len(a), len(b))
    assert same == len(set(a) & set(b))


@given(SETS, SETS)
def test_swapped_annotators_see_the_mirror_image(a: list[Marked], b: list[Marked]) -> None:
    there, back = entity_differences(a, b), entity_differences(b, a)
    mirrored = [Difference(d.element, d.kind.mirrored, d.b, d.a, d.owners) for d in back.found]
    assert Counter(there.found) == Counter(mirrored)
    assert there.same == back.same


@given(st.data(), SETS, SETS)
def test_the_order_of_mentions_changes_nothing(data: st.DataObject, a: list[Marked], b: list[Marked]) -> None:
    turned = entity_differences(data.draw(st.permutations(a)), data.draw(st.permutations(b)))
    assert Counter(turned.found) == Counter(entity_differences(a, b).found)


@given(st.lists(st.tuples(SETS, SETS), max_size=5))
def test_articles_counted_together_differ_as_one_by_one(articles: list[tuple[list[Marked], list[Marked]]]) -> None:
    tally, one_by_one = EntityTally(["ann1", "ann2"], ["A", "B"]), Changes(Counter(), Counter())
    for number, (a, b) in enumerate(articles):
        tally.add(str(number), {"ann1": a, "ann2": b}, 30)
        one_by_one.take(entity_differences(a, b))
    assert tally.changes() == {("ann1", "ann2"): one_by_one}
