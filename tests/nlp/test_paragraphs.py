"""Whole paragraphs as newsrooms write them: everything that the built-in pipeline says of them."""

from __future__ import annotations

from nlp.reading import Quote, entities, events, quotes, roles, types

FERRY = (
    "BERGEN, Norway, Nov 3 — A car ferry sank off the island of Skarvøy on Monday night, killing seven people, police said.\n\n"
    "“The floor became a wall,” said Søren Dalsgård, a Danish lorry driver. “I held on to a child’s jacket,” he said, "
    "“and I hoped there was a child in it.”\n\n"
    "The captain was arrested and charged with negligent homicide, prosecutor Håkon Lie-Jensen told reporters in Oslo. "
    "The operator, Nordkyst Ferger AS, denied that the bow door had been left open."
)
RAID = (
    "Gunmen ambushed a convoy in Somalia at around noon.Two trucks burned out and three drivers were killed.\n"
    "Photo: Handout/2026\n\n"
    "Governor Hadiza Camara condemned the the attack and said that security forces had killed four of the gunmen. "
    "“We will not look away,” the African Union said. France offered to send aid."
)
VOTE = (
    "Zofia Wałecka, a former judge, was elected president on Sunday, defeating Ondřej Březina by fewer than 60,000 votes. "
    "Březina conceded on Monday. “I called Mrs. Wałecka,” he told supporters. “She will need luck.”\n\n"
    "According to the commission, turnout was 71.4 percent. Wałecka will meet Polish leaders in Warsaw on Oct 16 "
    "and promised “a small door in a thick wall”."
)


def test_a_disaster_is_read_with_its_quotes_and_its_court_case() -> None:
    assert quotes(FERRY) == [
        Quote("indirect", ("A car ferry sank off the island of Skarvøy on Monday night, killing seven people",), "said", "police"),
        Quote("direct", ("“The floor became a wall,”",), "said", "Søren Dalsgård"),
        Quote("direct", ("“I held on to a child’s jacket,”", "“and I hoped there was a child in it.”"), "said", "he"),
        Quote("indirect", ("The captain was arrested and charged with negligent homicide",), "told", "Håkon Lie-Jensen", "reporters"),
        Quote("indirect", ("that the bow door had been left open",), "denied", "Nordkyst Ferger AS"),
    ]
    assert types(FERRY) == [("Die", "killing"), ("Arrest", "arrested"), ("Charge", "charged")]
    assert "victim: seven people" in roles(FERRY, "killing")
    assert "person: The captain" in roles(FERRY, "arrested")
    assert "person: The captain" in roles(FERRY, "charged")
    assert entities(FERRY, "PERSON") == [("Søren Dalsgård", "PERSON"), ("Håkon Lie-Jensen", "PERSON")]
    assert entities(FERRY, "ORG") == [("Nordkyst Ferger AS", "ORG")]


def test_a_noisy_report_of_a_raid_is_read_all_the_same() -> None:
    assert [pair for pair in types(RAID) if pair[0] in ("Attack", "Die", "Condemn")] == [
        ("Attack", "ambushed"),
        ("Die", "killed"),
        ("Condemn", "condemned"),
        ("Attack", "attack"),
        ("Die", "killed"),
    ]
    assert {"attacker: Gunmen", "target: a convoy", "place: Somalia"} <= roles(RAID, "ambushed")
    killed = [event for event in events(RAID) if event.trigger == "killed"]
    assert {"victim: three drivers"} <= killed[0].roles
    assert "agent: security forces" in killed[1].roles
    assert [quote.type for quote in quotes(RAID)] == ["indirect", "direct"]
    assert quotes(RAID)[0].speaker == "Hadiza Camara"


def test_an_election_is_read_with_names_numbers_and_dates() -> None:
    assert entities(VOTE, "PERSON") == [
        ("Zofia Wałecka", "PERSON"),
        ("Ondřej Březina", "PERSON"),
        ("Březina", "PERSON"),
        ("Wałecka", "PERSON"),
        ("Wałecka", "PERSON"),
    ]
    assert entities(VOTE, "PERCENT", "CARDINAL") == [("fewer than 60,000", "CARDINAL"), ("71.4 percent", "PERCENT")]
    assert entities(VOTE, "DATE") == [("Sunday", "DATE"), ("Monday", "DATE"), ("Oct 16", "DATE")]
    found = quotes(VOTE)
    assert found[0] == Quote("direct", ("“I called Mrs. Wałecka,”",), "told", "he", "supporters")
    assert (found[1].content, found[1].speaker) == (("“She will need luck.”",), "he")
    assert found[2] == Quote("indirect", ("turnout was 71.4 percent",), "According to", "the commission")
    assert "winner: Zofia Wałecka" in roles(VOTE, "elected")
    assert {"place: Warsaw", "time: Oct 16"} <= roles(VOTE, "meet")
    (meeting,) = (event for event in events(VOTE) if event.trigger == "meet")
    assert (meeting.modality, meeting.tense) == ("planned", "future")
