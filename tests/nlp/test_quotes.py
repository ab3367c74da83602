"""Quotes: content, cue, speaker, addressee and type, by marks and by words."""

from __future__ import annotations

import pytest
from nlp.reading import Quote, quotes


def only(text: str) -> Quote:
    (quote,) = quotes(text)
    return quote


MARKS = pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "‘’", "''", "«»", "»«", "„“", "„”"])


@MARKS
def test_direct_quotes_are_found_in_every_style_of_marks(opening: str, closing: str) -> None:
    content = f"{opening}We will stay here,{closing}"
    assert only(f"It rained. {content} said Anna Berg. It stopped.") == Quote("direct", (content,), "said", "Anna Berg")


@MARKS
def test_a_cue_may_stand_before_the_quote(opening: str, closing: str) -> None:
    content = f"{opening}We will stay here.{closing}"
    assert only(f"Anna Berg said: {content} It stopped.") == Quote("direct", (content,), "said", "Anna Berg")


@pytest.mark.parametrize(
    ("after", "cue", "speaker"),
    [
        ("she said.", "said", "she"),
        ("said the mayor.", "said", "the mayor"),
        ("the mayor said on Tuesday.", "said", "the mayor"),
        ("Anna Berg added.", "added", "Anna Berg"),
        ("said Anna Berg, 34, a fruit seller.", "said", "Anna Berg"),
        ("Anna Berg, a fruit seller, said.", "said", "Anna Berg"),
        ("Mayor Anna Berg (CA) said.", "said", "Anna Berg"),
        ("two officials said.", "said", "two officials"),
        ("brokers in London said.", "said", "brokers"),
        ("he has repeatedly said.", "said", "he"),
        ("the Lenz Institute pointed out.", "pointed out", "the Lenz Institute"),
        ("Xarvel insisted.", "insisted", "Xarvel"),
    ],
)
def test_the_speaker_stands_on_either_side_of_the_cue(after: str, cue: str, speaker: str) -> None:
    found = only(f"“We will stay here,” {after}")
    assert (found.type, found.cue) == ("direct", cue)
    assert found.speaker.removeprefix("the ") == speaker.removeprefix("the ")


@pytest.mark.parametrize(
    ("text", "speaker", "addressee"),
    [
        ("“We stay here,” she told reporters.", "she", "reporters"),
        ("“We stay here,” prosecutor Saoirse Bhriain told the court.", "Saoirse Bhriain", "the court"),
        ("Anna Berg told supporters: “We stay here.”", "Anna Berg", "supporters"),
        ("She told Thomas Orlan that the bridge was safe.", "She", "Thomas Orlan"),
        ("She told The Harbour Post in a statement that the bridge was safe.", "She", "The Harbour Post"),
        ("The minister warned protesters that the law would stay.", "The minister", "protesters"),
    ],
)
def test_who_was_told_is_the_addressee_and_not_the_speaker(text: str, speaker: str, addressee: str) -> None:
    found = only(text)
    assert (found.speaker, found.addressee) == (speaker, addressee)


def test_a_split_quote_is_one_with_two_fragments() -> None:
    text = '"He pushed me behind the truck," Ilvo Dragan said, "and then the roof came down." It rained.'
    assert only(text) == Quote("direct", ('"He pushed me behind the truck,"', '"and then the roof came down."'), "said", "Ilvo Dragan")


def test_a_new_sentence_after_the_cue_is_a_quote_of_its_own_that_keeps_its_speaker() -> None:
    first, second = quotes("“We owe them the truth,” Anna Berg told reporters. “We will not guess.”")
    assert (first.cue, first.speaker) == ("told", "Anna Berg")
    assert (second.content, second.cue, second.speaker) == (("“We will not guess.”",), "", "Anna Berg")


def test_a_quote_in_the_next_paragraph_keeps_no_speaker() -> None:
    second = quotes("“We owe them the truth,” she said.\n\n“We will not guess about it.”")[1]
    assert second.speaker == ""


def test_marks_that_open_again_in_each_paragraph_make_one_quote() -> None:
    text = "“Nobody lost.\n\n“There is only one of us.\n\n“And we come,” she said."
    assert only(text) == Quote("direct", ("“Nobody lost.", "“There is only one of us.", "“And we come,”"), "said", "she")


def test_marks_that_close_in_a_later_paragraph_without_opening_again_make_one_quote() -> None:
    text = 'He said, "In the first half it felt good.\n\nWe could have had two or three." It rained.'
    assert only(text).content == ('"In the first half it felt good.', 'We could have had two or three."')


def test_a_missing_close_ends_with_its_paragraph() -> None:
    text = "She said: “We stay here and wait.\n\nIt rained all night."
    assert only(text) == Quote("direct", ("“We stay here and wait.",), "said", "She")


@pytest.mark.parametrize(
    "content",
    [
        "“One of them shouted, ‘Leave the keys and run,’ so I ran,”",
        "“They said, ‘It is cheap,’”",
        "\"He told me 'no' twice,\"",
        "‘They said “go” to us,’",
        "«Il a dit “non” hier,»",
        "„Er sagte ‚nein‘ dazu,“",
    ],
)
def test_of_nested_quotes_the_outermost_alone_is_one(content: str) -> None:
    assert only(f"{content} said Anna Berg.") == Quote("direct", (content,), "said", "Anna Berg")


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “safe zone” was shelled.",
        "Her memoir “A Bench by the River” sold well.",
        "The ‘dark fleet’ sails on.",
        "A user called “Anon” left.",
        "The screen is 14\" wide and the mast 6' tall.",
        "It’s the workers’ strike and the ’90s.",
        "She won’t and they don't.",
    ],
)
def test_scare_quotes_titles_and_apostrophes_are_no_quotes(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He called the plan “a waste of time”.", "the plan “a waste of time”"),
        ("She said the bridge was “as safe as any” of them.", "the bridge was “as safe as any” of them"),
        ("The group said that the trial was “long overdue”.", "that the trial was “long overdue”"),
        ("The mayor threatened to “answer every lie with fire” if they came.", "to “answer every lie with fire” if they came"),
        ("It said it was “appalled” by the killing.", "it was “appalled” by the killing"),
        (
            "The Harbour Times noted what began as single messages had grown into a “support movement”.",
            "what began as single messages had grown into a “support movement”",
        ),
    ],
)
def test_a_clause_that_is_partly_in_marks_is_mixed_and_whole(text: str, content: str) -> None:
    found = only(text)
    assert (found.type, found.content) == ("mixed", (content,))


@pytest.mark.parametrize(
    ("text", "content", "cue", "speaker"),
    [
        ("Officials said that two people were killed.", "that two people were killed", "said", "Officials"),
        ("Officials said two people were killed.", "two people were killed", "said", "Officials"),
        ("Officials said on Tuesday that nobody was hurt.", "that nobody was hurt", "said", "Officials"),
        ("The army denied that it had shelled the port.", "that it had shelled the port", "denied", "The army"),
        ("Anna Berg stated they have not received it.", "they have not received it", "stated", "Anna Berg"),
        ("The bridge was safe, Anna Berg said.", "The bridge was safe", "said", "Anna Berg"),
        ("The bridge was safe, said the mayor.", "The bridge was safe", "said", "the mayor"),
        ("According to the mayor, nobody was hurt.", "nobody was hurt", "According to", "the mayor"),
        ("Nobody was hurt, according to the mayor.", "Nobody was hurt", "according to", "the mayor"),
        ("More than 40 were hurt according to police.", "More than 40 were hurt", "according to", "police"),
        ("According to the team’s coach, Alireza Mehran, they had won.", "they had won", "According to", "Alireza Mehran"),
        ("Xavra Pell, a former sailor, has claimed that she was held.", "that she was held", "claimed", "Xavra Pell"),
        ("A recent poll found that voters were tired.", "that voters were tired", "found", "A recent poll"),
        ("Police have not said why he was held, but lawyers have.", "why he was held", "said", "Police"),
    ],
)
def test_indirect_quotes_are_the_clause_that_tells_what_was_said(text: str, content: str, cue: str, speaker: str) -> None:
    found = only(text)
    assert (found.type, found.content, found.cue) == ("indirect", (content,), cue)
    assert found.speaker.lower().removeprefix("the ") == speaker.lower().removeprefix("the ")


@pytest.mark.parametrize(
    "text",
    [
        "She was told to wait outside.",
        "He said it twice.",
        "The company announced a plan which the mayor liked.",
        "The keeper conceded a penalty.",
        "They found shelter in a barn.",
    ],
)
def test_where_nothing_of_what_was_said_is_told_there_is_no_quote(text: str) -> None:
    assert quotes(text) == []


def test_a_slogan_that_stands_alone_is_a_quote_without_a_speaker() -> None:
    assert quotes("It rained.\n\n“No face, no number, no fear!”\n\nIt stopped.") == [
        Quote("direct", ("“No face, no number, no fear!”",), "", "")
    ]
