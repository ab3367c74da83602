"""Sentences and tokens of clean and of scraped text."""

from __future__ import annotations

import pytest
from nlp.reading import pipeline, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. Nobody came.", ["It rained.", "Nobody came."]),
        ("Mr. Orlan met Dr. A. B. Lee. She left.", ["Mr. Orlan met Dr. A. B. Lee.", "She left."]),
        ("It began in Jan. 2020. It ended.", ["It began in Jan. 2020.", "It ended."]),
        ("They met at 5 p.m. The talks failed.", ["They met at 5 p.m.", "The talks failed."]),
        ("They met at 5 p.m. on Monday.", ["They met at 5 p.m. on Monday."]),
        ("The U.S. Army left. The U.S. It stayed.", ["The U.S. Army left.", "The U.S.", "It stayed."]),
        ("He went home … and slept.", ["He went home … and slept."]),
        ("It cost 3.5 million. It fell 0.4%.", ["It cost 3.5 million.", "It fell 0.4%."]),
    ],
)
def test_a_sentence_ends_with_its_stop_and_not_with_an_abbreviation(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "No." She left. "Yes."', ['He said "No."', "She left.", '"Yes."']),
        ('"No," he said.', ['"No," he said.']),
        ("“Go!” he said. ‘Why?’ she asked.", ["“Go!” he said.", "‘Why?’ she asked."]),
        ("«Non.» Il part. „Nein.“ Sie ging.", ["«Non.»", "Il part.", "„Nein.“", "Sie ging."]),
        ("“He said ‘No.’” She left. (It rained.) Then.", ["“He said ‘No.’”", "She left.", "(It rained.)", "Then."]),
    ],
)
def test_closing_marks_belong_to_the_sentence_that_they_close(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They came at noon.Two left.", ["They came at noon.", "Two left."]),
        ("It was nearer 18\u00a0000.Thirty were held.", ["It was nearer 18\u00a0000.", "Thirty were held."]),
        ("He meets “reasonable people”.He did not say.", ["He meets “reasonable people”.", "He did not say."]),
        ('She said "no".She left.', ['She said "no".', "She left."]),
        ("Read more: Why?More on this.", ["Read more: Why?", "More on this."]),
        ('He said "It is over."He left.', ['He said "It is over."', "He left."]),
        ("He said “It is over.”He left.", ["He said “It is over.”", "He left."]),
        ('"One." She left."Two."', ['"One."', "She left.", '"Two."']),
        ('Asked, he said: "No!"Then he left.', ['Asked, he said: "No!"', "Then he left."]),
        ('They shouted "Freedom!".The police came.', ['They shouted "Freedom!".', "The police came."]),
        ("It rose 5%.The bank fell.", ["It rose 5%.", "The bank fell."]),
        ("The mayor spoke.[12]The crowd cheered.", ["The mayor spoke.", "[12]The crowd cheered."]),
        ("Write to ann@example.org.The office is closed.", ["Write to ann@example.org.", "The office is closed."]),
    ],
)
def test_a_blank_that_is_missing_after_a_stop_parts_all_the_same(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELWICK, Corvania, Nov 3 — Rebels fled.", ["SELWICK, Corvania, Nov 3 —", "Rebels fled."]),
        ("SELWICK (AN) - Rebels fled.", ["SELWICK (AN) -", "Rebels fled."]),
        ("The U.N. — Rebels said — is late.", ["The U.N. — Rebels said — is late."]),
        ("NATO troops — all of them — left.", ["NATO troops — all of them — left."]),
    ],
)
def test_a_dateline_is_no_part_of_the_report(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_headlines_captions_and_link_lines_are_sentences_of_their_own() -> None:
    text = "THOUSANDS MARCH IN ORLE; 37 HELD\n\n2 minutes read\n\nORLE, Nov 14 — Police fired.\nPhoto: AP/Handout (2026)\nMore on this"
    assert sentences(text) == [
        "THOUSANDS MARCH IN ORLE; 37 HELD",
        "2 minutes read",
        "ORLE, Nov 14 —",
        "Police fired.",
        "Photo: AP/Handout (2026)",
        "More on this",
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("“We go,”she said", "“ We go , ” she said"),
        ('"We go,"she said', '" We go , " she said'),
        ("He asked:“Why?”", "He asked : “ Why ? ”"),
        ('He said,"No".She left', 'He said , " No " . She left'),
        ("Marrow Inc.,said no", "Marrow Inc. , said no"),
        ("Ann Lee,[1] a judge.[2][3]", "Ann Lee , [ 1 ] a judge . [ 2 ] [ 3 ]"),
        ("Ann Lee(Arabic) left", "Ann Lee ( Arabic ) left"),
        ("rock’n’roll isn’t O’Brien’s", "rock’n’roll is n’t O’Brien ’s"),
    ],
)
def test_quotation_marks_without_a_blank_are_tokens_of_their_own(text: str, tokens: str) -> None:
    assert " ".join(token.text for token in pipeline().nlp.make_doc(text)) == tokens


def test_headlines_of_capitals_captions_and_addresses_keep_to_their_lines() -> None:
    text = (
        "MAYOR 'HELD' AFTER BLAST\nBy ann1\nImage caption The mayor, left, spoke\n• First point\n• Second point: https://example.org/a?b=C.D\n"
        "The mayor – who fled – said:“I won’t go.”She left."
    )
    assert sentences(text) == [
        "MAYOR 'HELD' AFTER BLAST",
        "By ann1",
        "Image caption The mayor, left, spoke",
        "• First point",
        "• Second point: https://example.org/a?b=C.D",
        "The mayor – who fled – said:“I won’t go.”",
        "She left.",
    ]


@pytest.mark.parametrize("word", ["https://example.org/a.b?c=Xy", "ann@example.org", "3.5", "18,000", "U.S.", "Kestrel-2", "example.org"])
def test_addresses_numbers_and_names_stay_one_token(word: str) -> None:
    assert word in [token.text for token in pipeline().nlp(f"They wrote {word} again.")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "a",
        ".",
        "...",
        "“",
        "”",
        "e\u0301 😀👩‍👩‍👧 ok. Yes.",
        "\u200bA. B",
        "مرحبا. سلام",
        "一。二",
        "A.\r\nB.\tC.",
        "x" * 5000,
    ],
)
def test_tokens_give_the_text_back_to_the_code_point(text: str) -> None:
    doc = pipeline().nlp(text)
    assert "".join(token.text_with_ws for token in doc) == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text
