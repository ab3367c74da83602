"""What a person's changes do to the state of mentions and links, and what goes with what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import key, marked, role, span_of, tiny_schema

from annotator.model import corrections, removals
from annotator.model.annotation import AnnotationSet, Layer, Mention, State
from annotator.model.article import Article
from annotator.model.edits import AddLink, AddMention, Batch, Edit, RemoveLink, SetState, apply
from annotator.model.errors import EditRefused
from annotator.model.replacement import same_content
from annotator.model.span import Span

SCHEMA = tiny_schema()
QUOTE = "[direct:q? “We stay,”] [cue:c? said] [participant:f? the mayor]; [GPE:g? Selwick] [Attack:e? burned] [ORG:o Red Unit]"
LINKS = ("q cue? c", "q speaker? f", "e target? g")


def after(annotations: AnnotationSet, edit: Edit, article: Article) -> AnnotationSet:
    """The set after the edit; taking it back restores it exactly."""
    applied = apply(annotations, edit, len(article.text))
    undone = apply(applied.after, applied.inverse, len(article.text)).after
    assert same_content(undone, annotations)
    return applied.after


def states(annotations: AnnotationSet) -> dict[str, str]:
    return {name: str(mention.state) for name, mention in sorted(annotations.mentions.items())}


@pytest.mark.parametrize(
    ("sign", "changed", "accepted", "crossed_out"),
    [
        ("?", State.EDITED, State.ACCEPTED, State.REJECTED),
        ("!", State.EDITED, None, State.REJECTED),
        ("~", State.EDITED, None, State.REJECTED),
        ("", State.ADDED, None, None),
        ("-", State.EDITED, State.ACCEPTED, None),
    ],
)
def test_the_table_of_states(sign: str, changed: State, accepted: State | None, crossed_out: State | None) -> None:
    article, found = marked(f"[Attack:e{sign} struck] twice")
    label = after(found, corrections.relabel(found, "e", "Die", SCHEMA), article)
    moved = after(found, corrections.set_fragments(found, "e", (Span(0, 4),)), article)
    tense = after(found, corrections.set_attribute(found, "e", "tense", "past"), article)
    assert {label.mentions["e"].state, moved.mentions["e"].state, tense.mentions["e"].state} == {changed}
    if accepted is None:
        assert corrections.acceptance(found, ["e"]) == []
    else:
        assert after(found, corrections.accept(found, ["e"]), article).mentions["e"].state is accepted
    if sign == "-":
        with pytest.raises(EditRefused):
            removals.reject(found, "e")
        return
    gone = after(found, removals.reject(found, "e"), article).mentions.get("e")
    assert (gone and gone.state) is crossed_out


@pytest.mark.parametrize("sign", ["-", "?"])
def test_the_same_span_and_label_again_accepts_what_is_there(sign: str) -> None:
    article, found = marked(f"[ORG:o{sign} Red Unit] left")
    again = after(found, corrections.add(found, Layer.ENTITY, "ORG", (Span(0, 8),), SCHEMA, "ann1"), article)
    assert states(again) == {"o": "accepted"}


def test_the_same_role_again_accepts_the_link() -> None:
    article, found = marked("[ORG:o! Red Unit] [Attack:e! struck]", "e attacker- o")
    again = after(found, corrections.fill_role(found, "e", role("Attack", "attacker"), "o", "ann1"), article)
    assert again.links[key("e attacker o")].state is State.ACCEPTED
    with pytest.raises(EditRefused):
        corrections.fill_role(again, "e", role("Attack", "attacker"), "o", "ann1")


@pytest.mark.parametrize(("sign", "left"), [("?", State.REJECTED), ("!", State.REJECTED), ("~", State.REJECTED), ("", None)])
def test_taking_a_role_away_rejects_what_a_model_made_and_removes_what_a_person_made(sign: str, left: State | None) -> None:
    article, found = marked("[ORG:o! Red Unit] [Attack:e! struck]", f"e attacker{sign} o")
    gone = after(found, removals.remove_role(found, key("e attacker o")), article).links.get(key("e attacker o"))
    assert (gone and gone.state) is left


def test_accepting_a_quote_accepts_links_cue_and_participants_in_one_batch() -> None:
    article, found = marked(QUOTE, *LINKS)
    edit = corrections.accept(found, ["q"])
    assert isinstance(edit, Batch)
    done = after(found, edit, article)
    assert {name: state for name, state in states(done).items() if state == "accepted"}.keys() == {"q", "c", "f"}
    assert {str(link.role) for link in done.links.values() if link.state.kept} == {"cue", "speaker"}
    assert done.mentions["g"].state is State.PROPOSED


def test_accepting_an_event_accepts_its_entity_fillers_and_events_among_them() -> None:
    article, found = marked(
        "[GPE:g? Selwick] [Condemn:n? blamed] the [Attack:e? raid] by [participant:f? rebels]",
        "n speaker? g",
        "n against? e",
        "e attacker? f",
    )
    done = after(found, corrections.accept(found, ["n"]), article)
    assert set(states(done).values()) == {"accepted"}
    assert all(link.state is State.ACCEPTED for link in done.links.values())


def test_accepting_leaves_a_rejected_filler_and_its_link_alone() -> None:
    article, found = marked("[GPE:g- Selwick] [Attack:e? burned]", "e target? g")
    done = after(found, corrections.accept(found, ["e"]), article)
    assert states(done) == {"e": "accepted", "g": "rejected"}
    assert done.links[key("e target g")].state is State.PROPOSED


def test_a_kept_link_to_something_unkept_is_refused() -> None:
    article, found = marked("[GPE:g? Selwick] [Attack:e burned]", "e target? g")
    for edit in (SetState("g", State.REJECTED), SetState("e", State.ACCEPTED)):
        apply(found, edit, len(article.text))
    kept = after(found, corrections.accept(found, ["e"]), article) if corrections.acceptance(found, ["e"]) else found
    with pytest.raises(EditRefused, match="accept it first"):
        apply(kept, SetState("g", State.REJECTED), len(article.text))


def test_finishing_accepts_what_waits_and_the_proposed_roles_of_what_was_edited() -> None:
    article, found = marked("[GPE:g? Selwick] [Attack:e~ burned] [ORG:o? Red Unit]", "e target? g")
    done = after(found, corrections.finish(found, ["o"]), article)
    assert str(done.status) == "done"
    assert states(done) == {"e": "edited", "g": "accepted", "o": "accepted"}
    assert done.links[key("e target g")].state is State.ACCEPTED


def test_rejecting_a_quote_takes_cue_links_and_lonely_participants_with_it() -> None:
    article, found = marked(QUOTE, *LINKS)
    gone = after(found, removals.reject(found, "q"), article)
    assert states(gone) == {"c": "rejected", "e": "proposed", "f": "rejected", "g": "proposed", "o": "added", "q": "rejected"}
    assert {str(link.state) for k, link in gone.links.items() if k.source == "q"} == {"rejected"}


def test_removing_what_a_person_made_leaves_no_row() -> None:
    article, found = marked("[direct:q “We stay,”] [cue:c said] [participant:f the mayor]", "q cue c", "q speaker f")
    gone = after(found, removals.reject(found, "q"), article)
    assert (dict(gone.mentions), dict(gone.links)) == ({}, {})


def test_a_participant_that_fills_another_role_stays() -> None:
    article, found = marked("[participant:f rebels] [Attack:e struck] and [Attack:b burned]", "e attacker f", "b attacker f")
    one = after(found, removals.reject(found, "e"), article)
    assert states(one) == {"b": "added", "f": "added"}
    none = after(one, removals.remove_role(one, key("b attacker f")), article)
    assert states(none) == {"b": "added"}


def test_removing_a_filler_takes_the_roles_it_fills() -> None:
    article, found = marked("[GPE:g Selwick] [Attack:e! burned]", "e target g")
    gone = after(found, removals.reject(found, "g"), article)
    assert (states(gone), dict(gone.links)) == ({"e": "accepted"}, {})


def test_a_participant_is_one_for_each_stretch_and_never_without_a_role() -> None:
    text = "rebels struck and burned"
    article, found = marked("rebels [Attack:e struck] and [Attack:b burned]")
    place = (span_of(text, "rebels"),)
    once = after(found, corrections.fill_role_with_text(found, "e", role("Attack", "attacker"), place, "ann1"), article)
    twice = after(once, corrections.fill_role_with_text(once, "b", role("Attack", "attacker"), place, "ann1"), article)
    assert len(twice.in_layer(Layer.PARTICIPANT)) == 1
    assert len(twice.links) == 2
    assert twice.in_layer(Layer.PARTICIPANT)[0].label == ""
    name = twice.in_layer(Layer.PARTICIPANT)[0].id
    with pytest.raises(EditRefused, match="at least one role"):
        apply(twice, Batch((RemoveLink(key(f"e attacker {name}")), RemoveLink(key(f"b attacker {name}")))), len(text))
    with pytest.raises(EditRefused, match="at least one role"):
        apply(found, AddMention(Mention("p", Layer.PARTICIPANT, "", place)), len(text))


def test_a_role_for_one_filler_changes_hands() -> None:
    article, found = marked("[GPE:g Selwick] [GPE:h? Ister] [Attack:e burned]", "e place g")
    done = after(found, corrections.fill_role(found, "e", role("Attack", "place"), "h", "ann1"), article)
    assert [link.target for link in done.links_from("e")] == ["h"]
    assert done.mentions["h"].state is State.ACCEPTED


def test_a_cue_belongs_to_one_quote_and_a_quote_has_one_cue() -> None:
    article, found = marked("[direct:q “No,”] she [cue:c said] and [direct:r “yes”]", "q cue c")
    length = len(article.text)
    other = Mention("m9", Layer.CUE, "", (Span(0, 1),))
    with pytest.raises(EditRefused, match="at most one cue"):
        apply(found, Batch((AddMention(other), AddLink(replace(found.links[key("q cue c")], target="m9")))), length)
    with pytest.raises(EditRefused, match="exactly one quote"):
        apply(found, AddLink(replace(found.links[key("q cue c")], source="r")), length)
    with pytest.raises(EditRefused, match="belongs to a quote"):
        apply(found, AddMention(other), length)
    moved = after(found, corrections.mark_cue(found, "q", (Span(6, 9),), "ann1"), article)
    assert [m.id for m in moved.in_layer(Layer.CUE)] == ["c"]
    parted = corrections.mark_cue(found, "q", (Span(6, 7), Span(8, 9)), "ann1")
    assert len(after(found, parted, article).mentions["c"].fragments) == 2


def test_a_relabelled_quote_gives_its_roles_to_the_rejected_one_it_becomes() -> None:
    article, found = marked("[direct:q? “No,”] [participant:f? she] said", "q speaker? f")
    both = replace(found, mentions={**found.mentions, "r": replace(found.mentions["q"], id="r", label="mixed", state=State.REJECTED)})
    done = after(both, corrections.relabel(both, "q", "mixed", SCHEMA), article)
    assert states(done) == {"f": "proposed", "q": "rejected", "r": "accepted"}
    assert done.links[key("r speaker f")].state is State.PROPOSED


def test_another_event_type_loses_the_roles_it_does_not_have() -> None:
    article, found = marked("[ORG:o Red Unit] [Attack:e struck] in [GPE:g Selwick]", "e attacker o", "e place g")
    done = after(found, corrections.relabel(found, "e", "Die", SCHEMA), article)
    assert [str(link.role) for link in done.links_from("e")] == ["place"]


def test_events_carry_every_attribute_from_the_start() -> None:
    article, found = marked("They struck twice.")
    made = after(found, corrections.add(found, Layer.EVENT, "Attack", (Span(5, 11),), SCHEMA, "ann1"), article)
    (event,) = made.mentions.values()
    assert event.attributes == (("modality", "actual"), ("polarity", "positive"), ("tense", None))
    again = after(made, corrections.set_attribute(made, event.id, "tense", "past"), article)
    assert again.mentions[event.id].attributes == (("modality", "actual"), ("polarity", "positive"), ("tense", "past"))


def test_splitting_a_quote_keeps_type_and_roles_on_both_and_the_cue_on_the_first() -> None:
    article, found = marked("[direct:q “We stay. And wait,”] [cue:c said] [PERSON:p Ann Lee]", "q cue c", "q speaker p")
    done = after(found, corrections.split_quote(found, "q", 10, article.text, "ann1"), article)
    first, second = done.in_layer(Layer.QUOTE)
    assert (first.text(article.text), second.text(article.text)) == ("“We stay.", "And wait,”")
    assert [link.role for link in done.links_from(first.id)] == ["cue", "speaker"]
    assert [link.role for link in done.links_from(second.id)] == ["speaker"]
