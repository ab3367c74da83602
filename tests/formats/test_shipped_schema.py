"""The shipped schema: every label, type, role and attribute has what the editor, the checks and the exports need."""

from __future__ import annotations

import re

import pytest
from builders import schema

from annotator.model.annotation import Layer
from annotator.model.command_keys import COMMAND_KEYS, LABEL_KEYS
from annotator.model.schema import Label

LABELS = tuple(schema().all_labels())
NAMES = [f"{label.layer}-{label.name}" for label in LABELS]
TYPES = {label.name: label for label in schema().event_types}

ENTITY_KEYS = "PERSON p ORG o GPE g LOC l FAC a NORP y EVENT h WEAPON w VEHICLE j PRODUCT i DATE d TIME t LAW 1 WORK_OF_ART 2 CARDINAL 3 MONEY 4 PERCENT 5"
EVENT_KEYS = "Attack a Die d Injure i Protest p Arrest r Charge c Threaten t Condemn n Meet m Mobilize b Elect e Agree g Sanction s Aid h"
QUOTE_KEYS = "direct d indirect i mixed m"
ROLE_KEYS = (
    "place l time h count n attacker a target t victim v instrument i agent g person p crime c protester p against a speaker s"
    " participant p force f origin o destination d winner w office o party p mediator m giver g recipient r item i"
)
ROLES = {
    "Attack": "attacker* target* victim* instrument*",
    "Die": "victim+ agent* instrument*",
    "Injure": "victim+ agent* instrument*",
    "Protest": "protester+ against*",
    "Arrest": "person+ agent* crime*",
    "Charge": "person+ agent* crime*",
    "Threaten": "speaker* target*",
    "Condemn": "speaker+ against*",
    "Meet": "participant2-*",
    "Mobilize": "force+ origin* destination*",
    "Elect": "winner? office?",
    "Agree": "party+ mediator*",
    "Sanction": "agent* target+",
    "Aid": "giver* recipient* item*",
}
COMMON = "place* time* count?"


def table(words: str) -> dict[str, str]:
    parts = words.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


def keys(labels: tuple[Label, ...]) -> dict[str, str]:
    return {label.name: label.key for label in labels}


def test_it_holds_the_labels_and_types_of_news_about_conflict_on_their_keys() -> None:
    shipped = schema()
    assert (shipped.name, shipped.language) == ("news-conflict", "en")
    assert keys(shipped.entities) == table(ENTITY_KEYS)
    assert keys(shipped.quote_types) == table(QUOTE_KEYS)
    assert keys(shipped.event_types) == table(EVENT_KEYS)


@pytest.mark.parametrize("label", LABELS, ids=NAMES)
def test_a_label_is_explained(label: Label) -> None:
    guide = label.guide
    assert re.fullmatch(r"[A-Z][^.]*[^ ]\.", guide.description), "one sentence"
    assert len(guide.examples) >= 2
    assert len(set(guide.examples)) == len(guide.examples)
    for example in guide.examples:
        assert re.search(r"\[[^][]+\]", example), "the words to be marked stand in brackets"
    assert guide.counter_example
    assert len(guide.guideline.split()) >= 12
    assert len(re.findall(r"[.:;] ", guide.guideline)) >= 1, "a paragraph"
    assert guide.guideline.endswith(".")


@pytest.mark.parametrize("label", LABELS, ids=NAMES)
def test_a_label_has_key_colour_and_a_short_name_that_a_lane_can_hold(label: Label) -> None:
    assert len(label.key) == 1
    assert re.fullmatch(r"#[0-9a-f]{6}", label.colour.dark)
    assert re.fullmatch(r"#[0-9a-f]{6}", label.colour.light)
    assert 2 <= len(label.short) <= 9


@pytest.mark.parametrize("label", LABELS, ids=NAMES)
def test_a_label_says_what_it_is_called_elsewhere(label: Label) -> None:
    assert {"ontonotes", "conll", "ace", "plover"} <= set(label.maps)
    if label.layer is Layer.EVENT:
        assert set(label.maps) == {"ontonotes", "conll", "ace", "ere", "plover"}


def test_the_labels_of_spacys_english_pipelines_have_a_place_or_are_left_out_on_purpose() -> None:
    theirs = "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY TIME WORK_OF_ART"
    mapped = {name for label in schema().entities for name in label.maps["ontonotes"]}
    assert mapped | schema().ignore == set(theirs.split())
    assert schema().ignore == {"ORDINAL", "QUANTITY", "LANGUAGE"}


def test_no_name_of_another_scheme_is_claimed_by_two_entity_labels_except_where_that_scheme_is_coarser() -> None:
    for scheme in ("ontonotes", "ace"):
        claimed = [name for label in schema().entities for name in label.maps[scheme] if name != "TIMEX2"]
        assert len(claimed) == len(set(claimed)), scheme


@pytest.mark.parametrize("name", ROLES)
def test_an_event_type_has_its_roles_with_cardinality_and_the_common_ones(name: str) -> None:
    written = {f"{role.name}{role.cardinality}" for role in TYPES[name].roles}
    assert written == {*ROLES[name].split(), *COMMON.split()}


@pytest.mark.parametrize("label", [label for label in LABELS if label.roles], ids=lambda label: label.name)
def test_every_role_says_what_may_fill_it_and_has_a_key_of_its_own(label: Label) -> None:
    names = {entity.name for entity in schema().entities}
    pressed = [role.key for role in label.roles]
    assert len(pressed) == len(set(pressed))
    wanted = {**table(ROLE_KEYS), "speaker": "s", "addressee": "a"}
    for role in label.roles:
        assert role.key == wanted[role.name], role.name
        assert role.fill.entities is None or (role.fill.entities and role.fill.entities <= names), role.name
        assert Layer.PARTICIPANT in role.fill.layers, role.name
        assert re.fullmatch(r"[A-Z].*\.", role.guide.description), role.name


def test_every_quote_type_has_speaker_and_addressee_and_condemning_may_be_about_a_quote() -> None:
    for label in schema().quote_types:
        assert [f"{role.name}{role.cardinality}" for role in label.roles] == ["speaker*", "addressee*"]
    against = TYPES["Condemn"].role("against")
    assert against is not None
    assert against.fill.layers == {Layer.PARTICIPANT, Layer.EVENT, Layer.QUOTE}


def test_the_attributes_are_those_of_events_with_their_defaults() -> None:
    assert [(a.name, a.values, a.default) for a in schema().attributes_of(Layer.EVENT)] == [
        ("polarity", ("positive", "negative"), "positive"),
        ("modality", ("actual", "reported", "planned", "possible"), "actual"),
        ("tense", ("past", "present", "future"), None),
    ]
    assert len(schema().attributes) == 3


def test_no_label_key_is_a_commands_key() -> None:
    assert not {label.key for label in schema().entities} & COMMAND_KEYS
    assert not set(LABEL_KEYS) & COMMAND_KEYS


def test_the_comments_explain_every_key_of_a_schema_file() -> None:
    comments = "\n".join(line for line in schema().text.splitlines() if line.startswith("#"))
    words = "format name version language description ignore key short colour examples counter_example guideline maps fill cardinality layer values default"
    assert [word for word in words.split() if not re.search(rf"^#   {word} ", comments, re.MULTILINE)] == []
