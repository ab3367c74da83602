"""Events: triggers in the sense of the schema, fillers of their roles, attributes."""

from __future__ import annotations

import pytest
from nlp.reading import events, roles, types


@pytest.mark.parametrize(
    ("text", "type_", "trigger"),
    [
        ("Rebels shelled the port.", "Attack", "shelled"),
        ("The bombing of the bridge went on.", "Attack", "bombing"),
        ("Two air strikes hit the town.", "Attack", "air strikes"),
        ("Police fired tear gas at them.", "Attack", "fired"),
        ("The army fought rebels there.", "Attack", "fought"),
        ("Twelve people died.", "Die", "died"),
        ("The killing of the mayor shocked them.", "Die", "killing"),
        ("Four men were wounded.", "Injure", "wounded"),
        ("Teachers marched on the ministry.", "Protest", "marched"),
        ("There was a hunger strike.", "Protest", "hunger strike"),
        ("Police detained two men.", "Arrest", "detained"),
        ("He was charged with fraud.", "Charge", "charged"),
        ("He was tried in May.", "Charge", "tried"),
        ("The general threatened to close the strait.", "Threaten", "threatened"),
        ("The council condemned the raid.", "Condemn", "condemned"),
        ("She accused the mayor of lying.", "Condemn", "accused"),
        ("The ministers met in Selwick.", "Meet", "met"),
        ("Peace talks go on.", "Meet", "talks"),
        ("Corvania deployed two brigades.", "Mobilize", "deployed"),
        ("Marrow was elected governor.", "Elect", "elected"),
        ("Both sides signed the accord.", "Agree", "signed"),
        ("They agreed to exchange prisoners.", "Agree", "agreed"),
        ("The union imposed sanctions on two banks.", "Sanction", "sanctions"),
        ("Two ships rescued 93 people.", "Aid", "rescued"),
        ("The strike over wages went on.", "Protest", "strike"),
        ("The strike on the base went on.", "Attack", "strike"),
        ("The blast left six people dead.", "Die", "dead"),
        ("Rebels hurled grenades at the bus.", "Attack", "hurled"),
        ("Gunmen opened fire on the bus.", "Attack", "opened fire"),
        ("Corvania sent food to the valley.", "Aid", "sent"),
        ("Corvania sent troops to the valley.", "Mobilize", "sent"),
    ],
)
def test_verbs_and_nouns_of_every_type_are_triggers(text: str, type_: str, trigger: str) -> None:
    assert (type_, trigger) in types(text)


@pytest.mark.parametrize(
    "text",
    [
        "He had a heart attack.",
        "They tried again and try hard.",
        "The hotel charged us 20 euros.",
        "They went in March.",
        "It is a good sign of spring.",
        "The fire alarm rang.",
        "She got fired last week.",
        "They meet the demands of the union.",
        "Unions called a general strike rate of one in ten a myth.",
        "They struck a deal.",
        "The data show striking similarities.",
        "The drug demonstrated complete protection.",
        "The death toll rose.",
        "They fight corruption.",
        "An election campaign costs money.",
        "We talk a lot.",
        "Eye of the storm.",
        "The exhibition War and Peace opened.",
        "They played in attacking style.",
        "He shot a film about the city.",
        "He sent a letter to the king.",
        "Inspectors sought weapons of mass destruction.",
        "Two attack helicopters flew over them.",
        "Their demands were met.",
        "The demonstration of the robot took an hour.",
    ],
)
def test_other_senses_are_no_events(text: str) -> None:
    assert types(text) == []


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels shelled the port on Tuesday.", "shelled", {"attacker: Rebels", "target: the port", "time: Tuesday"}),
        ("The port was shelled by rebels.", "shelled", {"target: The port", "attacker: rebels"}),
        ("Two people were killed in Khedrin on Monday.", "killed", {"victim: Two people", "place: Khedrin", "time: Monday"}),
        ("Two people died in Khedrin.", "died", {"victim: Two people", "place: Khedrin"}),
        (
            "The killing of Anna Berg by soldiers in Khedrin was told.",
            "killing",
            {"victim: Anna Berg", "agent: soldiers", "place: Khedrin"},
        ),
        ("The assassination of General Tomas Brey was told.", "assassination", {"victim: Tomas Brey"}),
        ("Police arrested two suspected accomplices.", "arrested", {"agent: Police", "person: two suspected accomplices"}),
        ("Two suspected accomplices had been arrested.", "arrested", {"person: Two suspected accomplices"}),
        ("A car bomb exploded near Khedrin.", "exploded", {"instrument: car bomb", "place: Khedrin"}),
        (
            "They were attacked with grenades and machine guns.",
            "attacked",
            {"target: They", "instrument: grenades", "instrument: machine guns"},
        ),
        (
            "France and Italy met Turkey in Ankara.",
            "met",
            {"participant: France", "participant: Italy", "participant: Turkey", "place: Ankara"},
        ),
        ("The union imposed sanctions on France and Italy.", "sanctions", {"target: France", "target: Italy"}),
        ("Gunmen ambushed a convoy carrying food.", "ambushed", {"attacker: Gunmen", "target: a convoy"}),
        ("Corvania’s attack on France was told.", "attack", {"target: France"}),
    ],
)
def test_roles_are_filled_by_the_nearest_that_fits(text: str, trigger: str, expected: set[str]) -> None:
    assert expected <= roles(text, trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Gunmen attacked a convoy, killing two soldiers.", "killing", {"agent: Gunmen", "victim: two soldiers", "count: two"}),
        ("The bombing that killed 12 people shocked them.", "killed", {"agent: bombing", "victim: 12 people", "count: 12"}),
        ("The army carried out an attack on the village.", "attack", {"attacker: The army", "target: the village"}),
        ("The attack on the village was carried out by the army.", "attack", {"attacker: the army", "target: the village"}),
        ("Rebels claimed responsibility for the attack.", "attack", {"attacker: Rebels"}),
        ("A rocket attack hit the base.", "attack", {"instrument: rocket", "target: the base"}),
        ("The army denied killing farmers.", "killing", {"agent: The army", "victim: farmers"}),
        ("She is accused of killing her husband.", "killing", {"agent: She", "victim: her husband"}),
        ("The arrest of two students by police angered them.", "arrest", {"person: two students", "agent: police", "count: two"}),
        ("Thomas Orlan's arrest angered them.", "arrest", {"person: Thomas Orlan"}),
        ("The general, Tomas Brey, was killed.", "killed", {"victim: Tomas Brey"}),
        ("Dozens of people were injured.", "injured", {"victim: Dozens of people", "count: Dozens"}),
        ("The storm felled a crane, killing 107 or more.", "killing", {"agent: The storm", "count: 107"}),
        ("Parents prosecuted after daughter's death", "prosecuted", {"person: Parents"}),
        ("Anna Berg stood trial for fraud.", "trial", {"person: Anna Berg", "crime: fraud"}),
        ("The co-founder of the firm was arrested.", "arrested", {"person: The co-founder"}),
        ("Marrow was elected president.", "elected", {"winner: Marrow", "office: president"}),
        ("The Red Cross sent food to France.", "sent", {"giver: Red Cross", "item: food", "recipient: France"}),
    ],
)
def test_roles_are_read_from_the_parse(text: str, trigger: str, expected: set[str]) -> None:
    assert roles(text, trigger) == expected


def test_two_joined_verbs_share_their_subject() -> None:
    text = "Rebels killed two workers and wounded eleven."
    assert roles(text, "killed") == {"agent: Rebels", "victim: two workers", "count: two"}
    assert roles(text, "wounded") == {"agent: Rebels", "count: eleven"}


def test_participles_after_a_comma_share_who_did_it_and_when() -> None:
    text = "A bomb exploded on Tuesday, killing nine people and wounding at least 23."
    assert roles(text, "killing") == {"instrument: bomb", "victim: nine people", "count: nine", "time: Tuesday"}
    assert roles(text, "wounding") == {"instrument: bomb", "count: at least 23", "time: Tuesday"}


def test_joined_fillers_all_count() -> None:
    found = roles("Police arrested Anna Berg, Thomas Orlan and two students.", "arrested")
    assert found == {"agent: Police", "person: Anna Berg", "person: Thomas Orlan", "person: two students"}


def test_what_is_condemned_may_be_an_event() -> None:
    assert roles("The council condemned the attack.", "condemned") == {"speaker: The council", "against: attack"}


def test_a_subject_is_no_object_and_a_place_needs_its_preposition() -> None:
    assert roles("We did not attack France, and we do not kill farmers.", "attack") == {"attacker: We", "target: France"}
    assert not {role for role in roles("Khedrin saw how rebels killed them.", "killed") if role.startswith("place")}


def test_ages_and_lengths_are_no_times() -> None:
    assert not {role for role in roles("People died in the seven-year war.", "died") if role.startswith("time")}


@pytest.mark.parametrize(
    ("text", "polarity", "modality", "tense"),
    [
        ("Rebels shelled the port.", "positive", "actual", "past"),
        ("Nobody was arrested.", "negative", "actual", "past"),
        ("Rebels never shelled the port.", "negative", "actual", "past"),
        ("They will shell the port.", "positive", "planned", "future"),
        ("They could shell the port.", "positive", "possible", None),
        ("Officials said rebels shelled the port.", "positive", "reported", "past"),
        ("The two sides plan to negotiate.", "positive", "planned", None),
        ("The army denied killing farmers.", "negative", "actual", None),
        ("The army failed to capture them.", "negative", "actual", None),
        ("Rebels left without attacking farmers.", "negative", "actual", "past"),
        ("Rebels allegedly shelled the port.", "positive", "reported", "past"),
        ("Rebels shelled the port, officials said.", "positive", "reported", "past"),
        ("Rebels tried to kill him.", "positive", "possible", None),
        ("A lawyer was arrested after attempting to leave.", "positive", "actual", "past"),
        ("The police are detaining farmers.", "positive", "actual", "present"),
        ("The army carried out no attack.", "negative", "actual", "past"),
    ],
)
def test_negation_modality_and_tense_are_read_from_the_words_before(text: str, polarity: str, modality: str, tense: str | None) -> None:
    (event,) = events(text)
    assert (event.polarity, event.modality, event.tense) == (polarity, modality, tense)
