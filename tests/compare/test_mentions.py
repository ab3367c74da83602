"""What of an annotation set is compared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import marked

from annotator.compare import Argument, DuplicateMention, Marked, chains_of, entities_of, event_f1, events_of, quotes_of
from annotator.model.annotation import AnnotationSet, Layer


def the_set(text: str, *links: str) -> AnnotationSet:
    return marked(text, *links)[1]


def test_proposed_and_rejected_mentions_are_not_compared() -> None:
    found = entities_of(the_set("[ORG Reuters] [ORG? Bell] [ORG- Cole] [GPE! Oslo] [GPE~ Rome]"))
    assert found == [Marked(((0, 7),), "ORG"), Marked(((18, 22),), "GPE"), Marked(((23, 27),), "GPE")]


def test_participants_are_no_entities() -> None:
    assert entities_of(the_set("[participant:p two people] were [Attack hit].")) == []


def test_an_argument_is_the_same_whether_entity_or_participant() -> None:
    entity = events_of(the_set("[PERSON:p Ann] was [Attack:e hit].", "e target p"))
    participant = events_of(the_set("[participant:p Ann] was [Attack:e hit].", "e target p"))
    assert entity == participant
    assert entity[0].arguments == {Argument("target", ((0, 3),))}


def test_a_filler_that_is_an_event_counts_by_its_fragments() -> None:
    (cause,) = [e for e in events_of(the_set("The [Attack:a attack] [Die:d killed] two.", "d agent a")) if e.type == "Die"]
    assert cause.arguments == {Argument("agent", ((4, 10),))}


def test_links_that_are_not_kept_are_not_compared() -> None:
    text = "[PERSON:p Ann] was [Attack:e hit] by [PERSON:q Bob]."
    assert events_of(the_set(text, "e target- p", "e attacker? q"))[0].arguments == frozenset()


def test_events_that_share_trigger_and_type_count_once_in_trigger_measures() -> None:
    one = events_of(the_set("[PERSON:p Ann] was [Attack:e hit].", "e target p"))
    two = events_of(the_set("[PERSON:p Ann] was [Attack:e [Attack:f hit]].", "e target p", "f attacker p"))
    assert len(two) == 2
    assert event_f1(one, two)["trigger_cls"].f1.value == 1.0
    assert event_f1(one, two)["argument_cls"].f1.value == pytest.approx(2 / 3)


def test_a_quote_brings_its_cue_and_the_fragments_of_its_speakers() -> None:
    (quote,) = quotes_of(the_set("“[direct:q We stay],” [cue:c said] [PERSON:p Ann].", "q cue c", "q speaker p"))
    assert (quote.content, quote.cue, quote.source, quote.type) == (((1, 8),), ((11, 15),), ((16, 19),), "direct")


def test_equal_names_are_a_chain_and_mentions_without_a_name_are_in_none() -> None:
    annotations = the_set("[PERSON:a Ann Lee] and [PERSON:b Lee] met [PERSON:c Bob] and [PERSON:d Cy].")
    named = {"a": "Ann Lee", "b": "Ann Lee", "c": "Bob"}
    mentions = {name: replace(mention, canonical=named.get(name)) for name, mention in annotations.mentions.items()}
    assert chains_of(replace(annotations, mentions=mentions)) == [frozenset({((0, 7),), ((12, 15),)}), frozenset({((20, 23),)})]


def test_a_duplicate_says_who_where_and_what() -> None:
    annotations = the_set("[ORG:a Reuters] said")
    twice = replace(annotations, mentions={**annotations.mentions, "b": replace(annotations.mentions["a"], id="b")})
    assert all(mention.layer is Layer.ENTITY for mention in twice.mentions.values())
    with pytest.raises(DuplicateMention, match="ann1 in a1: ORG at 0–7 is there twice"):
        entities_of(twice)
