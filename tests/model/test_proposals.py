"""How a model's proposals come into a person's set, the first time and later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import MODEL, key, marked, proposed

from annotator.model.annotation import AnnotationSet, Layer, Origin, State, Status
from annotator.model.edits import Refresh, apply
from annotator.model.proposals import refresh_from, seed_from, seed_of
from annotator.model.replacement import same_content

OLD = "[ORG:o? Red Unit] [Attack:e? struck] [GPE:g? Ister]"


def refreshed(current: AnnotationSet, model: AnnotationSet, length: int = 200) -> AnnotationSet:
    edit = refresh_from(current, model)
    assert edit is not None
    return apply(current, edit, length).after


def test_a_seed_copies_ids_origin_and_score_and_proposes_everything() -> None:
    article, model = proposed("[ORG:x:1 Red Unit] [Attack:e struck]", "e attacker x:1")
    accepted = {name: replace(m, state=State.ACCEPTED, origin=Origin(MODEL, "ner", 0.25)) for name, m in model.mentions.items()}
    seed = seed_from(replace(model, mentions=accepted))
    seeded = apply(AnnotationSet("a1", "ann1"), seed, len(article.text)).after
    assert seed.source == MODEL
    assert seeded.mentions["x:1"].origin == Origin(MODEL, "ner", 0.25)
    assert {m.state for m in seeded.mentions.values()} == {link.state for link in seeded.links.values()} == {State.PROPOSED}
    assert seeded.status is Status.NEW


def test_an_article_served_bare_seeds_empty() -> None:
    assert seed_from(None).mentions == ()


def test_a_seed_of_a_set_brings_its_content_with_status_and_flags_in_reading_order() -> None:
    article, known = marked("[Attack:e struck] [ORG:o? Red Unit]", "e attacker? o")
    known = replace(known, status=Status.DONE, reason="short", flags=("later",), mentions=dict(reversed(known.mentions.items())))
    seed = seed_of(known, "elsewhere")
    seeded = apply(AnnotationSet("a1", "ann2"), seed, len(article.text)).after
    assert (seed.source, [m.id for m in seed.mentions]) == ("elsewhere", ["e", "o"])
    assert same_content(seeded, known)


def test_a_refresh_replaces_what_nobody_touched_and_gives_new_ids() -> None:
    _, current = marked(OLD, "e attacker? o")
    _, model = proposed("[ORG:o Red Unit] [Attack:e struck] [PERSON:g Ister]", "e target g")
    after = refreshed(current, model)
    assert sorted((m.layer.value, m.label, m.state.value) for m in after.mentions.values()) == [
        ("entity", "ORG", "proposed"),
        ("entity", "PERSON", "proposed"),
        ("event", "Attack", "proposed"),
    ]
    assert set(after.mentions).isdisjoint(current.mentions)
    assert [(after.mentions[k.source].label, k.role, after.mentions[k.target].label) for k in after.links] == [
        ("Attack", "target", "PERSON")
    ]


@pytest.mark.parametrize("sign", ["!", "~", "", "-"])
def test_a_proposal_stays_away_where_the_same_was_touched_and_its_links_point_there(sign: str) -> None:
    _, current = marked(f"[ORG:o{sign} Red Unit] struck [GPE:g? Ister]")
    _, model = proposed("[ORG:x Red Unit] [Attack:e struck] [GPE:g Ister]", "e attacker x", "e target g")
    after = refreshed(current, model)
    assert [m.id for m in after.in_layer(Layer.ENTITY) if m.label == "ORG"] == ["o"]
    (event,) = after.in_layer(Layer.EVENT)
    assert {(link.role, after.mentions[link.target].label) for link in after.links_from(event.id)} == {
        ("attacker", "ORG"),
        ("target", "GPE"),
    }
    assert ("o" in {link.target for link in after.links_from(event.id)}) and after.mentions["o"] == current.mentions["o"]


def test_what_a_touched_link_uses_stays_though_it_is_still_proposed() -> None:
    _, current = marked("[ORG:o? Red Unit] [Attack:e! struck] [GPE:g? Ister]", "e attacker- o", "e target? g")
    _, model = proposed("[PERSON:x Ister]")
    after = refreshed(current, model)
    assert "o" in after.mentions
    assert "g" not in after.mentions
    assert set(after.links) == {key("e attacker o")}


def test_a_noted_proposal_stays() -> None:
    _, current = marked("[ORG:o? Red Unit] [GPE:g? Ister]")
    current = replace(current, mentions={**current.mentions, "o": replace(current.mentions["o"], note="which unit?")})
    after = refreshed(current, proposed("[PERSON:x Ister]")[1])
    assert set(after.mentions) == {"o", "m1"}


def test_a_quote_and_its_cue_come_and_go_together() -> None:
    _, current = marked("[direct:q? “No,”] she [cue:c? said]", "q cue? c")
    after = refreshed(current, proposed("[mixed:q “No,”] [cue:c she] said", "q cue c")[1])
    assert sorted((m.layer.value, m.start) for m in after.mentions.values()) == [("cue", 6), ("quote", 0)]
    kept = marked("[direct:q! “No,”] she [cue:c! said]", "q cue! c")[1]
    again = refreshed(kept, proposed("[direct:q “No,”] [cue:c she] [ORG:o said]", "q cue c")[1])
    assert [m.id for m in again.in_layer(Layer.CUE)] == ["c"]


def test_a_participant_goes_when_no_role_is_left_for_it() -> None:
    _, current = marked("[participant:f! rebels] [Attack:e? struck]", "e attacker? f")
    after = refreshed(current, proposed("rebels [ORG:o struck]")[1])
    assert after.in_layer(Layer.PARTICIPANT) == []


def test_events_that_become_the_same_come_once() -> None:
    _, current = marked("[Attack:a! raid] [Condemn:n? blamed]")
    model = proposed("[Attack:a raid] [Condemn:n blamed]", "n against a")[1]
    second = {"a2": replace(model.mentions["a"], id="a2"), "n2": replace(model.mentions["n"], id="n2")}
    links = {key("n2 against a2"): replace(model.links[key("n against a")], source="n2", target="a2")}
    after = refreshed(current, replace(model, mentions={**model.mentions, **second}, links={**model.links, **links}))
    assert [m.label for m in after.in_layer(Layer.EVENT)] == ["Attack", "Condemn"]


def test_the_same_proposals_again_change_nothing() -> None:
    _, model = proposed("[ORG:o Red Unit] [Attack:e struck]", "e attacker o")
    seeded = apply(AnnotationSet("a1", "ann1"), seed_from(model), 50).after
    assert refresh_from(seeded, model) is None
    assert refresh_from(seeded, replace(model, links={})) is not None


@pytest.mark.parametrize("status", [Status.DONE, Status.SKIPPED])
def test_a_finished_set_never_changes_by_itself(status: Status) -> None:
    _, current = marked(OLD)
    assert refresh_from(replace(current, status=status), proposed("[PERSON:x Red]")[1]) is None
    assert isinstance(refresh_from(replace(current, status=Status.STARTED), proposed("[PERSON:x Red]")[1]), Refresh)
