"""With a least score go unsure proposals and all that hangs on them, and every one of them is counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import AnnotationSet, Layer
from annotator.model.set_rules import set_rule_faults
from annotator.nlp.draft import Draft
from annotator.nlp.surer import keep_surer
from annotator.nlp.tally import Tally

LENGTH = 100
CHANCES = st.none() | st.floats(0, 1)


def draft(entity: float | None, quote: float | None, cue: float | None, speaker: float | None, event: float | None) -> Draft:
    """An entity that speaks a quote with a cue, and an event with that entity and a participant in its roles."""
    made = Draft("a1")
    who = made.add("entity", "PERSON", ((0, 5),), ("ner", entity), ())
    said = made.add("quote", "direct", ((10, 20),), ("quotes", quote), ())
    word = made.add("cue", "", ((6, 9),), ("quotes", cue), ())
    hit = made.add("event", "Attack", ((30, 33),), ("events", event), ())
    crowd = made.add("participant", "", ((40, 50),), ("events", event), ())
    made.link(said, "cue", word, ("quotes", cue))
    made.link(said, "speaker", who, ("quotes", speaker))
    made.link(hit, "attacker", who, ("events", event))
    made.link(hit, "target", crowd, ("events", event))
    return made


def kept(made: Draft, least: float) -> tuple[AnnotationSet, Tally]:
    tally = Tally()
    for layer, *_ in made.mentions.values():
        tally.proposed[layer] += 1
    return keep_surer(made, least, tally).annotations("en_test-1"), tally


def test_a_quote_takes_its_cue_along_and_leaves_its_speaker() -> None:
    found, tally = kept(draft(0.9, 0.3, 0.2, 0.2, 0.9), 0.5)
    assert {m.layer for m in found.mentions.values()} == {Layer.ENTITY, Layer.EVENT, Layer.PARTICIPANT}
    assert {key.role for key in found.links} == {"attacker", "target"}
    assert tally.unsure == {"quote": 1, "cue": 1, "role": 1}
    assert +tally.proposed == {"entity": 1, "event": 1, "participant": 1}


def test_a_cue_that_is_not_sure_leaves_its_quote() -> None:
    found, tally = kept(draft(0.9, 0.8, 0.4, 0.7, 0.9), 0.5)
    assert [m.layer for m in found.mentions.values() if m.layer in (Layer.QUOTE, Layer.CUE)] == [Layer.QUOTE]
    assert tally.unsure["cue"] == 1


def test_an_entity_takes_its_roles_along_and_an_event_its_participants() -> None:
    found, tally = kept(draft(0.1, 0.9, 0.9, 0.9, 0.9), 0.5)
    assert {key.role for key in found.links} == {"cue", "target"}
    assert tally.unsure == {"entity": 1, "role": 2}
    found, tally = kept(draft(0.9, 0.9, 0.9, 0.9, 0.4), 0.5)
    assert not found.in_layer(Layer.EVENT)
    assert not found.in_layer(Layer.PARTICIPANT)
    assert tally.unsure == {"event": 1, "participant": 1, "role": 2}


def test_what_has_no_score_stays() -> None:
    found, tally = kept(draft(None, None, None, None, None), 1.0)
    assert (len(found.mentions), len(found.links), +tally.unsure) == (5, 4, {})


@given(CHANCES, CHANCES, CHANCES, CHANCES, CHANCES, st.floats(0, 1))
def test_what_stays_keeps_the_rules_of_sets_and_is_sure_enough(
    entity: float | None, quote: float | None, cue: float | None, speaker: float | None, event: float | None, least: float
) -> None:
    found, tally = kept(draft(entity, quote, cue, speaker, event), least)
    names = set(found.mentions)
    assert list(set_rule_faults(found, names, names, LENGTH)) == []
    items = [m for m in found.mentions.values() if m.layer in (Layer.ENTITY, Layer.QUOTE, Layer.EVENT)]
    scores = [made.origin.score for made in (*items, *found.links.values()) if made.origin]
    assert all(score is None or score >= least for score in scores)
    assert len(found.mentions) + sum(count for name, count in tally.unsure.items() if name != "role") == 5
