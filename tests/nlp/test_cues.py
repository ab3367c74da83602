"""Cues: the words of the lists in all their forms, phrases whole, by part of speech where there is one."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from annotator.nlp.cues import all_cues, cues
from annotator.nlp.words import table

VOCAB = spacy.blank("en").vocab


def found(text: str) -> list[str]:
    """The words of every cue in `word` or `word/POS` tokens."""
    parts = [token.partition("/") for token in text.split()]
    doc = Doc(VOCAB, words=[part[0] for part in parts], pos=[part[2] for part in parts] if "/" in text else None)
    whole = all_cues(doc)
    assert whole == cues(doc, 0, len(doc))
    return [doc[cue.start : cue.end].text for cue in whole]


@pytest.mark.parametrize("word", ["says", "Said", "saying", "told", "announces", "denied", "admitted", "threw"])
def test_verbs_are_known_in_all_their_forms(word: str) -> None:
    assert found(f"they {word} it") == ([] if word == "threw" else [word])


@pytest.mark.parametrize("phrase", ["according to", "According to", "pointed out", "calls for", "calling for", "went on", "was like"])
def test_phrases_are_whole(phrase: str) -> None:
    assert found(f"he {phrase} it") == [phrase]


def test_a_phrase_may_hold_a_pronoun() -> None:
    assert found("she made it clear that") == ["made it clear"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the/DET claims/NOUN he/PRON claims/VERB", ["claims", "claims"]),
        ("a/DET warning/NOUN the/DET say/NOUN", ["warning"]),
        ("a/DET clear/ADJ sky/NOUN", ["clear"]),
        ("Mark/PROPN Reports/PROPN say/ADV", ["Reports"]),
    ],
)
def test_the_part_of_speech_parts_nouns_from_verbs(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_every_class_of_the_list_has_words_and_the_class_is_kept() -> None:
    kinds = {"said", "report", "finding", "thought", "wish", "ask", "accuse", "demand", "manner", "noun", "adjective"}
    assert set(table("quote_cues")) == kinds
    doc = Doc(VOCAB, words=["vowed"])
    (cue,) = all_cues(doc)
    assert cue.takes("wish")
    assert not cue.takes("thought", "noun")
