"""Indirect quotes of the built-in pipeline: what is said without marks, by whom and to whom, one construction a row."""

from __future__ import annotations

import pytest
from nlp.reading import Quote, annotated, quotes

from annotator.model.annotation import Layer


def only(text: str) -> Quote:
    (quote,) = quotes(text)
    return quote


@pytest.mark.parametrize(
    ("text", "content", "cue", "speaker"),
    [
        ("Fighters had left the town, residents said on Monday.", "Fighters had left the town", "said", "residents"),
        ("The ban was illegal, a court ruled on Friday.", "The ban was illegal", "ruled", "a court"),
        ("Prices will fall, the bank’s governor predicted on Friday.", "Prices will fall", "predicted", "the bank’s governor"),
        ("The ministry, in a statement, said that the border would stay shut.", "that the border would stay shut", "said", "The ministry"),
        ("Residents complained that the water was brown.", "that the water was brown", "complained", "Residents"),
        ("Farmers fear that the harvest will be lost.", "that the harvest will be lost", "fear", "Farmers"),
        (
            "According to the Selwick Herald, Emeritus Professor John Barrow, the chairman of the panel, said the flag was old.",
            "Emeritus Professor John Barrow, the chairman of the panel, said the flag was old",
            "According to",
            "Selwick Herald",
        ),
        (
            "According to Mohr the ministry, which had refused, will pay.",
            "the ministry, which had refused, will pay",
            "According to",
            "Mohr",
        ),
        (
            "According to Corvanian Envoy to the United Nations Hana Mohr, the talks show progress after two decades of conflict.",
            "the talks show progress after two decades of conflict",
            "According to",
            "Hana Mohr",
        ),
        ("SELWICK (AN) — The airline will appeal, the lawyer said.", "The airline will appeal", "said", "the lawyer"),
        (
            "SELWICK, Corvania (AN) — The airline said that it would appeal.",
            "that it would appeal",
            "said",
            "The airline",
        ),
        ("Police do not believe that it was arson.", "that it was arson", "believe", "Police"),
        ("Some lawmakers are convinced that the vote was bought.", "that the vote was bought", "convinced", "Some lawmakers"),
        ("The minister promised to rebuild the bridge by spring.", "to rebuild the bridge by spring", "promised", "The minister"),
        ("Aid groups called for a truce in the east.", "a truce in the east", "called for", "Aid groups"),
        ("The mayor accused the group of burning the market.", "the group of burning the market", "accused", "The mayor"),
        ("Rebels rejected the government's claim that the town had fallen.", "that the town had fallen", "claim", "the government"),
        ("The mayor, who said that he had been threatened, left the city.", "that he had been threatened", "said", "The mayor"),
        ("Orlan condemned the attack and said that troops would stay.", "that troops would stay", "said", "Orlan"),
        ("The army denied the charge, saying that no shells had been fired.", "that no shells had been fired", "saying", "The army"),
        ("As the bank warned in March, prices have doubled since then.", "prices have doubled since then", "warned", "the bank"),
        ("Police believe the man fled to Selwick, but have not found him.", "the man fled to Selwick", "believe", "Police"),
        ("Doctors at the hospital say that six children are missing.", "that six children are missing", "say", "Doctors at the hospital"),
        ("She was told by officials that the road was closed.", "that the road was closed", "told", "officials"),
        ("It was reported that the ship had sunk.", "that the ship had sunk", "reported", ""),
        ("Two more bodies were found, the agency reported, citing officials.", "Two more bodies were found", "reported", "the agency"),
        ("The union demanded that the port reopen.", "that the port reopen", "demanded", "The union"),
    ],
)
def test_what_is_reported_is_the_clause_with_its_cue_and_speaker(text: str, content: str, cue: str, speaker: str) -> None:
    assert only(text) == Quote("indirect", (content,), cue, speaker)


@pytest.mark.parametrize(
    ("text", "fragments", "speaker"),
    [
        ("The plant, the mayor said on Monday, will close next year.", ("The plant", "will close next year"), "the mayor"),
        ("The law, critics said, would hurt farmers.", ("The law", "would hurt farmers"), "critics"),
        ("Nobody, according to the police, was hurt in the fire.", ("Nobody", "was hurt in the fire"), "the police"),
    ],
)
def test_a_cue_inside_of_what_was_said_parts_it(text: str, fragments: tuple[str, ...], speaker: str) -> None:
    found = only(text)
    assert (found.content, found.speaker) == (fragments, speaker)


@pytest.mark.parametrize(
    ("text", "content", "speaker", "addressee"),
    [
        ("The union's leader, Marta Kolen, told reporters that talks had failed.", "that talks had failed", "Marta Kolen", "reporters"),
        ("The governor urged people to leave the coast.", "to leave the coast", "The governor", "people"),
        ("The group warned the minister that it would strike.", "that it would strike", "The group", "the minister"),
    ],
)
def test_whom_it_is_said_to_is_the_addressee(text: str, content: str, speaker: str, addressee: str) -> None:
    found = only(text)
    assert (found.content, found.speaker, found.addressee) == ((content,), speaker, addressee)


def test_joined_verbs_share_their_subject_and_each_has_its_clause() -> None:
    assert quotes("Orlan said he would resign and added that he had no regrets.") == [
        Quote("indirect", ("he would resign",), "said", "Orlan"),
        Quote("indirect", ("that he had no regrets",), "added", "Orlan"),
    ]


def test_of_reports_in_each_other_the_outer_one_alone_is_a_quote() -> None:
    assert only("The paper reported that officials believe the dam is unsafe.").content == ("that officials believe the dam is unsafe",)


@pytest.mark.parametrize(
    "text",
    [
        "The report was published on Monday.",
        "The prince claimed the throne.",
        "He told them a long story.",
        "The announcement surprised nobody.",
        "You know, the shop is shut on Mondays.",
        "She thought of her garden.",
    ],
)
def test_verbs_of_saying_and_thinking_without_a_clause_report_nothing(text: str) -> None:
    assert quotes(text) == []


def test_words_in_marks_at_the_end_of_a_clause_that_is_reported_make_it_mixed() -> None:
    text = "In a statement, the army said it had opened fire “in self-defence” after stones were thrown."
    assert only(text) == Quote("mixed", ("it had opened fire “in self-defence” after stones were thrown",), "said", "the army")


@pytest.mark.parametrize(
    ("text", "kind", "content", "cue", "speaker"),
    [
        ("The plan was “a waste of time,” she said.", "mixed", "The plan was “a waste of time,”", "said", "she"),
        ("He called the plan “a waste of time”, and left.", "mixed", "the plan “a waste of time”", "called", "He"),
        ("“Nobody knows,” she whispered.", "direct", "“Nobody knows,”", "whispered", "she"),
        ("“Nobody knows,” grumbled Tarn.", "direct", "“Nobody knows,”", "grumbled", "Tarn"),
        ("“It was dark,” recalled one of the survivors.", "direct", "“It was dark,”", "recalled", "one of the survivors"),
        ("She said: 「We will stay here.」", "direct", "「We will stay here.」", "said", "She"),
        ("``We will stay here,'' said Anna Berg.", "direct", "``We will stay here,''", "said", "Anna Berg"),
    ],
)
def test_words_in_marks_with_any_verb_beside_them(text: str, kind: str, content: str, cue: str, speaker: str) -> None:
    assert only(text) == Quote(kind, (content,), cue, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "The hill, often called “the Old Man”, burned for a week.",
        "Her painting, “Boats at Night”, was sold.",
        "“A Winter Abroad.” Selwick Press, 2019.",
    ],
)
def test_names_and_titles_in_marks_are_no_quotes(text: str) -> None:
    assert quotes(text) == []


def canonical_of_speaker(text: str) -> list[str | None]:
    found = annotated(text)
    speakers = [found.mentions[key.target] for key in found.links if key.role == "speaker"]
    return [mention.canonical for mention in sorted(speakers, key=lambda m: m.start) if mention.layer is Layer.PARTICIPANT]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Marta Kolen arrived on Monday. She said that the talks had failed.", ["Marta Kolen"]),
        ("Marta Kolen won.\n\nKolen smiled. “It was time,” she said.", ["Marta Kolen"]),
        ("Marta Kolen won.\n\n“It was time,” she said.", [None]),
        ("Marta Kolen won. They said that the talks had failed.", [None]),
    ],
)
def test_a_pronoun_carries_the_name_it_stands_for_in_its_paragraph(text: str, names: list[str | None]) -> None:
    assert canonical_of_speaker(text) == names
