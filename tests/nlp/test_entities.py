"""Entities by word lists, by the shape and neighbours of names, and by what the article itself says."""

from __future__ import annotations

import pytest
from nlp.reading import entities


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They flew to France again.", "France", "GPE"),
        ("They flew to Nairobi again.", "Nairobi", "GPE"),
        ("The French left.", "French", "NORP"),
        ("It was told to NATO.", "NATO", "ORG"),
        ("They rowed down the Danube.", "Danube", "LOC"),
        ("They fired mortars at it.", "mortars", "WEAPON"),
        ("A Kalashnikov lay there.", "Kalashnikov", "WEAPON"),
        ("Two helicopters came.", "helicopters", "VEHICLE"),
        ("The frigate HMS Selwick left.", "HMS Selwick", "VEHICLE"),
        ("Shares of Norsk Hydro fell.", "Norsk Hydro", "ORG"),
        ("It was bought by Crystal Palace.", "Crystal Palace", "ORG"),
        ("It was the worst since World War II.", "World War II", "EVENT"),
    ],
)
def test_word_lists_name_what_is_known(text: str, name: str, label: str) -> None:
    assert (name, label) in entities(text)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("President Leona Hask spoke.", "Leona Hask", "PERSON"),
        ("Interior Minister Pavle Rustan spoke.", "Pavle Rustan", "PERSON"),
        ("It was signed by Dr. Inés Karagöz.", "Inés Karagöz", "PERSON"),
        ("It hit Darya Molnić, 34, in the arm.", "Darya Molnić", "PERSON"),
        ("“No,” said Ilvo Dragan.", "Ilvo Dragan", "PERSON"),
        ("Xavra Pell, who fled, came back.", "Xavra Pell", "PERSON"),
        ("Xavra Pell, a retired teacher, came back.", "Xavra Pell", "PERSON"),
        ("They met the lawyer Xavra Pell.", "Xavra Pell", "PERSON"),
        ("It was written by George T. Orlan.", "George T. Orlan", "PERSON"),
        ("It was begun by Edward IV.", "Edward IV", "PERSON"),
        ("It was sold to Marc Lamont Hill.", "Marc Lamont Hill", "PERSON"),
        ("Rain fell on Box Hill.", "Box Hill", "LOC"),
        ("The Ministry of Ports closed.", "Ministry of Ports", "ORG"),
        ("It was found by the Lenz Institute.", "Lenz Institute", "ORG"),
        ("Fighters of the Free Highlands Front fled.", "Free Highlands Front", "ORG"),
        ("The carmaker Autovelle fell.", "Autovelle", "ORG"),
        ("The U.S. Department of Ports spoke.", "U.S. Department of Ports", "ORG"),
        ("It was found by the Greek Ministry of Culture.", "Greek Ministry of Culture", "ORG"),
        ("They swam in the Vassel Strait.", "Vassel Strait", "LOC"),
        ("They crossed Orsa Bridge.", "Orsa Bridge", "FAC"),
        ("It was in the village of Lower Tess.", "Lower Tess", "GPE"),
        ("Nobody lives in Khedrin.", "Khedrin", "GPE"),
    ],
)
def test_names_are_known_by_shape_title_and_neighbours(text: str, name: str, label: str) -> None:
    assert (name, label) in entities(text)


def test_two_joined_people_are_two_and_a_joined_body_is_one() -> None:
    assert entities("They saw Anna Berg and Thomas Orlan.", "PERSON") == [("Anna Berg", "PERSON"), ("Thomas Orlan", "PERSON")]
    assert ("Ministry of Housing and Ports", "ORG") in entities("The Ministry of Housing and Ports closed.")


def test_a_surname_and_an_acronym_seen_once_are_known_everywhere() -> None:
    text = "Valeska Paris, a former sailor, sued the Harbour Workers Union (HWU).\n\nParis won. HWU lost; Paris wept."
    found = entities(text, "PERSON", "ORG", "GPE")
    assert [name for name, label in found if label == "PERSON"] == ["Valeska Paris", "Paris", "Paris"]
    assert [name for name, label in found if label == "ORG"] == ["Harbour Workers Union", "HWU", "HWU"]


def test_a_firms_short_name_is_the_firm() -> None:
    assert entities("Shares in Rheinkontor AG fell. Rheinkontor did not answer.", "ORG", "PERSON") == [
        ("Rheinkontor AG", "ORG"),
        ("Rheinkontor", "ORG"),
    ]


def test_a_dateline_is_a_town_and_a_state_and_a_day() -> None:
    found = entities("PORT VASSEL, Sarovia, Nov 9 — Rain fell. Port Vassel slept.")
    assert found == [("PORT VASSEL", "GPE"), ("Sarovia", "GPE"), ("Nov 9", "DATE"), ("Port Vassel", "GPE")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("PORT-AU-VASSEL, Sarovia (Reuters) - Gangs fled.", ["PORT-AU-VASSEL", "Sarovia"]),
        ("VASSEL, March 3 (Kyodo) -- Gangs fled.", ["VASSEL"]),
        ("VASSEL – Gangs fled.", ["VASSEL"]),
        ("BREAKING - Gangs fled.", []),
    ],
)
def test_a_dateline_with_an_agency_or_a_dash_names_its_places(text: str, places: list[str]) -> None:
    assert [name for name, _ in entities(text, "GPE")] == places


@pytest.mark.parametrize(
    "text",
    ["Police said nothing.", "Officials said no.", "However, it rained.", "The bridge fell.", "Yesterday it rained.", "Diplomats said so."],
)
def test_a_capital_at_the_start_of_a_sentence_makes_no_name(text: str) -> None:
    assert entities(text, "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP") == []


def test_a_genitive_is_no_part_of_the_name() -> None:
    assert entities("It was Anna Berg’s car and France's fault.", "PERSON", "GPE") == [("Anna Berg", "PERSON"), ("France", "GPE")]


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("It began on March 3, 2022, early.", "DATE", ["March 3, 2022"]),
        ("It began on 3 March 2022.", "DATE", ["3 March 2022"]),
        ("It began on Tuesday.", "DATE", ["Tuesday"]),
        ("Last week it rained; this year it did not.", "DATE", ["Last week", "this year"]),
        ("Yesterday it rained.", "DATE", ["Yesterday"]),
        ("It fell in the past three years.", "DATE", ["the past three years"]),
        ("It fell in the 1990s and in 2019.", "DATE", ["the 1990s", "2019"]),
        ("It came two weeks ago.", "DATE", ["two weeks ago"]),
        ("A 34-year-old man fell.", "DATE", ["34-year-old"]),
        ("They may go in May.", "DATE", ["May"]),
        ("The logs of 2024-06-01 are gone.", "DATE", ["2024-06-01"]),
        ("It was sent on 8-May-2006 and 10/2/2006.", "DATE", ["8-May-2006", "10/2/2006"]),
        ("It ran from May 15-24 until March.", "DATE", ["May 15-24", "March"]),
        ("It stood in 1846 (built 1805) and until 1871.", "DATE", ["1846", "1871"]),
        ("They gave 1500 men in 1500 cases.", "DATE", []),
        ("It fell in 575 B.C. and rose in 394 AD.", "DATE", ["575 B.C.", "394 AD"]),
        (
            "It grew in the 19th century and the late 19th and early 20th centuries.",
            "DATE",
            ["19th century", "late 19th and early 20th centuries"],
        ),
        ("It came in the summer of 2012 and last spring.", "DATE", ["summer of 2012", "last spring"]),
        ("It ends by the end of the year.", "DATE", ["the end of the year"]),
        ("Sales fell in the first quarter of 2015.", "DATE", ["the first quarter of 2015"]),
        ("They met on New Year's Eve and this Thanksgiving.", "DATE", ["New Year's Eve", "this Thanksgiving"]),
        ("It takes two or three years, or 3-5 weeks.", "DATE", ["two or three years", "3-5 weeks"]),
        ("A year later it fell; recent years were dry.", "DATE", ["A year later", "recent years"]),
        ("It came at 4:30 p.m. and at 9 am GMT.", "TIME", ["4:30 p.m.", "9 am GMT"]),
        ("It came at noon on Tuesday morning.", "TIME", ["noon", "Tuesday morning"]),
        ("It burned for about two hours.", "TIME", ["about two hours"]),
        ("It fell 24 hours ago.", "TIME", ["24 hours ago"]),
        ("They gave $40 million and €1.9 billion.", "MONEY", ["$40 million", "€1.9 billion"]),
        ("They gave more than 200 crowns.", "MONEY", ["more than 200 crowns"]),
        ("They gave US$ 20,000.", "MONEY", ["US$ 20,000"]),
        ("It fell 0.3% and 12 percent and 5 per cent.", "PERCENT", ["0.3%", "12 percent", "5 per cent"]),
        ("It fell by two percentage points.", "PERCENT", ["two percentage points"]),
        ("Twelve men and some 3,000 families fled.", "CARDINAL", ["Twelve", "some 3,000"]),
        ("At least 27 of them fled.", "CARDINAL", ["At least 27"]),
        ("Some 12 000 tonnes sank.", "CARDINAL", ["Some 12 000"]),
        ("Hundreds of thousands fled.", "CARDINAL", ["Hundreds of thousands"]),
        ("Between 70 and 90 were missing.", "CARDINAL", ["70", "90"]),
    ],
)
def test_dates_times_money_percentages_and_numbers_are_read_whole(text: str, label: str, expected: list[str]) -> None:
    assert [name for name, _ in entities(text, label)] == expected


@pytest.mark.parametrize(
    "text",
    ["The F-16 and the T-90 left.", "One never knows.", "the twelfth man", "Version 3.2.1 failed.", "He is no. #1", "the 5th of them"],
)
def test_ordinals_codes_and_pronouns_are_no_numbers(text: str) -> None:
    assert entities(text, "CARDINAL") == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("They march in step.", "DATE"),
        ("It may rain.", "DATE"),
        ("The second man left.", "TIME"),
        ("Good morning, they said.", "TIME"),
        ("They spent the night there.", "TIME"),
    ],
)
def test_words_that_are_also_times_are_left_alone(text: str, label: str) -> None:
    assert entities(text, label) == []


def test_a_noisy_article_gives_whole_names_all_the_same() -> None:
    text = (
        "AID CONVOY AMBUSHED NEAR BEL OURA\n\n2 minutes read\n\nBEL OURA, Tamrouh, Oct 28 — Gunmen killed three at noon.Two fled.\n"
        "Photo: SRC/Handout\n\nThe Sahel Relief Consortium (SRC) said so in in Bel Oura."
    )
    found = entities(text)
    for wanted in [
        ("BEL OURA", "GPE"),
        ("Tamrouh", "GPE"),
        ("Sahel Relief Consortium", "ORG"),
        ("SRC", "ORG"),
        ("Bel Oura", "GPE"),
        ("noon", "TIME"),
        ("Two", "CARDINAL"),
    ]:
        assert wanted in found


def test_what_the_lists_know_is_found_in_a_headline_of_capitals() -> None:
    found = entities("FRANCE AND SAUDI ARABIA AGREE, SAYS NATO\n\nIt rained.", "GPE", "ORG")
    assert found == [("FRANCE", "GPE"), ("SAUDI ARABIA", "GPE"), ("NATO", "ORG")]


def test_a_common_word_in_capitals_is_no_acronym() -> None:
    assert entities("THIS IS NOT WHO WE ARE", "ORG", "GPE") == []
    assert ("IS", "ORG") in entities("The village was held by IS fighters.", "ORG")
