"""Ids, duplicates and canonical names: what every set keeps to."""

from __future__ import annotations

import pytest
from builders import key, link, marked, tiny_schema

from annotator.model import corrections
from annotator.model.annotation import AnnotationSet, Layer, Mention
from annotator.model.edits import AddLink, AddMention, RemoveLink, RemoveMention, Seed, SetCanonical, SetFragments, apply
from annotator.model.errors import EditRefused
from annotator.model.names import name_fault
from annotator.model.span import Span

EMPTY = AnnotationSet("a1", "ann1")


def entity(name: str, start: int = 0, label: str = "ORG") -> Mention:
    return Mention(name, Layer.ENTITY, label, (Span(start, start + 1),))


def test_our_ids_start_above_every_imported_one_and_are_never_used_again() -> None:
    seeded = apply(EMPTY, Seed("import:x", (entity("m7"), entity("m007", 1), entity("T1", 2), entity("m99x", 3))), 9).after
    assert seeded.next_id() == "m8"
    added = apply(seeded, AddMention(entity(seeded.next_id(), 4)), 9)
    undone = apply(added.after, added.inverse, 9).after
    assert undone.next_id() == "m9"
    assert apply(undone, AddMention(entity("m9", 5)), 9).after.next_id() == "m10"


@pytest.mark.parametrize("number", [10**15 - 1, 10**15, 10**18])
def test_the_counter_goes_on_above_numbers_of_any_length(number: int) -> None:
    current = apply(EMPTY, AddMention(entity(f"m{number}")), 9).after
    for start in range(1, 4):
        current = apply(current, AddMention(entity(current.next_id(), start)), 9).after
    assert len(current.mentions) == 4
    assert current.next_number < 2**63


@pytest.mark.parametrize("name", ["", "a b", "é", "x" * 65, "a/b", "a\n"])
def test_an_id_of_another_form_is_refused(name: str) -> None:
    with pytest.raises(EditRefused, match="an id is 1–64"):
        apply(EMPTY, AddMention(entity(name)), 9)


@pytest.mark.parametrize("name", ["T1", "x" * 64, "a:b.c_d-e", "0"])
def test_an_id_of_a_file_is_kept(name: str) -> None:
    assert name in apply(EMPTY, AddMention(entity(name)), 9).after.mentions


def test_an_id_stands_once() -> None:
    with pytest.raises(EditRefused, match="already"):
        apply(apply(EMPTY, AddMention(entity("a")), 9).after, AddMention(entity("a", 3)), 9)


def test_names_of_annotators_are_checked() -> None:
    assert name_fault("ann.1_x-Y") is None
    assert all(name_fault(name) for name in ("", "ann 1", "é", "x" * 65, "a/b", "ann1\n"))


@pytest.mark.parametrize("tag", ["ORG", "direct"])
@pytest.mark.parametrize("sign", ["", "?", "-"])
def test_the_same_entity_or_quote_twice_is_refused_whatever_its_state(tag: str, sign: str) -> None:
    article, found = marked(f"[{tag}:a{sign} Red] [{tag}:b Unit]")
    with pytest.raises(EditRefused, match="the same"):
        apply(found, SetFragments("b", found.mentions["a"].fragments), len(article.text))
    with pytest.raises(EditRefused, match="the same"):
        apply(found, AddMention(Mention("c", found.mentions["a"].layer, tag, found.mentions["a"].fragments)), len(article.text))


def test_entities_nest_and_share_a_stretch_under_two_labels() -> None:
    article, found = marked("[ORG:o Bank of [GPE:g Selwick]]")
    assert apply(found, AddMention(Mention("x", Layer.ENTITY, "GPE", found.mentions["o"].fragments)), len(article.text))


def test_a_mention_may_be_discontinuous_and_differs_from_its_extent() -> None:
    article, found = marked("[ORG:o North] and [ORG:o South Bank]")
    assert found.mentions["o"].fragments == (Span(0, 5), Span(10, 20))
    assert apply(found, AddMention(Mention("x", Layer.ENTITY, "ORG", (Span(0, 20),))), len(article.text))


def test_two_events_share_trigger_and_type_only_while_their_roles_differ() -> None:
    article, found = marked("[ORG:o Red] [Attack:e struck] [GPE:g Ister]", "e attacker o")
    length = len(article.text)
    twin = Mention("m9", Layer.EVENT, "Attack", found.mentions["e"].fragments)
    second = apply(found, AddMention(twin), length).after
    with pytest.raises(EditRefused, match="the same roles"):
        apply(second, AddLink(link("m9 attacker o")), length)
    third = apply(second, AddLink(link("m9 target g")), length).after
    with pytest.raises(EditRefused, match="the same roles"):
        apply(second, RemoveLink(key("e attacker o")), length)
    assert len(apply(third, RemoveLink(key("e attacker o")), length).after.in_layer(Layer.EVENT)) == 2


def test_two_quotes_may_have_cues_at_the_same_place() -> None:
    article, found = marked("[direct:q “No,”] she said, [direct:r “no.”]")
    place = (Span(10, 14),)
    one = apply(found, corrections.mark_cue(found, "q", place, "ann1"), len(article.text)).after
    two = apply(one, corrections.mark_cue(one, "r", place, "ann1"), len(article.text)).after
    assert [m.fragments for m in two.in_layer(Layer.CUE)] == [place, place]


def test_a_link_stands_once_and_fills_no_role_of_itself() -> None:
    article, found = marked("[ORG:o Red] [Attack:e struck]", "e attacker o")
    for text in ("e attacker o", "e target e", "o attacker e", "e target nobody"):
        with pytest.raises(EditRefused):
            apply(found, AddLink(link(text)), len(article.text))


def test_a_mention_in_use_is_not_taken_out_alone() -> None:
    article, found = marked("[ORG:o Red] [Attack:e struck]", "e attacker o")
    with pytest.raises(EditRefused, match="point at nothing"):
        apply(found, RemoveMention("o"), len(article.text))


def test_entities_and_participants_have_a_canonical_name_and_nothing_else() -> None:
    article, found = marked("[PERSON:p Ann Lee] [Attack:e hit] [participant:h her]", "e attacker p", "e target h")
    for name in ("p", "h"):
        assert apply(found, SetCanonical(name, "Ann Lee"), len(article.text)).after.mentions[name].canonical == "Ann Lee"
    with pytest.raises(EditRefused, match="canonical"):
        apply(found, SetCanonical("e", "Ann Lee"), len(article.text))


@pytest.mark.parametrize(
    ("fragments", "sentence"),
    [
        (((3, 3),), "after start"),
        (((-1, 2),), "≥ 0"),
        (((4, 10),), "past the end"),
        (((0, 2), (2, 3)), "touches"),
        (((0, 2), (1, 3)), "overlap"),
        (((4, 5), (0, 1)), "sorted"),
        ((), "at least one"),
    ],
)
def test_fragments_lie_inside_the_text_apart_and_in_order(fragments: tuple[tuple[int, int], ...], sentence: str) -> None:
    found = apply(EMPTY, AddMention(entity("a")), 9).after
    with pytest.raises(EditRefused, match=sentence):
        apply(found, SetFragments("a", tuple(Span(*pair) for pair in fragments)), 9)


def test_what_a_rule_forbids_leaves_the_schema_out() -> None:
    article, found = marked("[ORG:o Red]")
    gone = corrections.relabel(found, "o", "GPE", tiny_schema())
    assert apply(found, gone, len(article.text)).after.mentions["o"].label == "GPE"
    with pytest.raises(EditRefused, match="the schema has no"):
        corrections.relabel(found, "o", "WEAPON", tiny_schema())
