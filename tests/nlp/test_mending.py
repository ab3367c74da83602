"""What is set right about a recogniser's names, on Docs that are made by hand."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from annotator.nlp.mending import mended

NLP = spacy.blank("en")


def seen(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """What becomes of the names, `(words, label)`, that stand in the text."""
    doc = NLP(text)
    return [(span.text, span.label_) for span in mended(doc, [_span(doc, words, label) for words, label in names])]


def _span(doc: Doc, words: str, label: str) -> Span:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words), label=label)
    assert span is not None
    return span


def test_a_name_that_runs_over_a_genitive_is_two() -> None:
    assert seen("Ilse Marrow's Justice Movement won.", ("Ilse Marrow's Justice Movement", "PERSON")) == [
        ("Ilse Marrow", "PERSON"),
        ("Justice Movement", "ORG"),
    ]
    assert seen("Egypt's Canal Authority paid.", ("Egypt's Canal Authority", "ORG")) == [("Egypt", "GPE"), ("Canal Authority", "ORG")]
    assert seen("France’s Ilse Marrow won.", ("France’s Ilse Marrow", "PERSON")) == [("France", "GPE"), ("Ilse Marrow", "PERSON")]


def test_a_genitive_that_belongs_to_the_name_stays() -> None:
    assert seen("The People's Party won.", ("People's Party", "ORG")) == [("People's Party", "ORG")]


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Emperor Norton", "Norton"), ("Lt. Gen. Ilse Marrow", "Ilse Marrow"), ("Madam Speaker", "Madam Speaker"), ("Don Maitz", "Don Maitz")],
)
def test_a_person_is_named_without_titles(name: str, bare: str) -> None:
    assert seen(f"They saw {name} again.", (name, "PERSON")) == [(bare, "PERSON")]


def test_small_words_and_signs_at_the_ends_are_no_part_of_a_name() -> None:
    assert seen("The Selwick Library and others met.", ("Selwick Library and", "ORG")) == [("Selwick Library", "ORG")]
    assert seen("They saw de Marrow.", ("de Marrow", "PERSON")) == [("de Marrow", "PERSON")]
    assert seen("The Command - in", ("Command -", "ORG")) == [("Command", "ORG")]


def test_a_firms_legal_form_belongs_to_its_name_and_says_what_it_is() -> None:
    assert seen("Marrow Motors Co rose.", ("Marrow Motors", "ORG")) == [("Marrow Motors Co", "ORG")]
    assert seen("Anglo Selwick Plc rose.", ("Anglo Selwick Plc", "LOC")) == [("Anglo Selwick Plc", "ORG")]
    assert seen("Marrow. Co", ("Marrow", "ORG")) == [("Marrow", "ORG")]


def test_a_family_name_with_a_particle_joins_the_name_before_it() -> None:
    assert seen("Abdel Fattah al-Tarn won.", ("Abdel Fattah", "PERSON"), ("al-Tarn", "PERSON")) == [("Abdel Fattah al-Tarn", "PERSON")]
    assert seen("Ann Lee Bo Tarn", ("Ann Lee", "PERSON"), ("Bo Tarn", "PERSON")) == [("Ann Lee", "PERSON"), ("Bo Tarn", "PERSON")]


def test_an_acronym_in_brackets_says_where_the_name_before_it_begins() -> None:
    text = "The United Nations Aid Mission in Sarovia (UNAMS) left."
    whole = [("United Nations Aid Mission in Sarovia", "ORG"), ("UNAMS", "ORG")]
    assert seen(text) == whole
    assert seen(text, ("United Nations Aid Mission", "ORG"), ("Sarovia", "GPE"), ("UNAMS", "GPE")) == whole


@pytest.mark.parametrize("text", ["Ann Lee (AFP) left.", "the ports authority (PA) left", "Lee (L) left.", "Port of Selwick (POX) closed."])
def test_brackets_that_do_not_spell_the_words_before_them_say_nothing(text: str) -> None:
    assert seen(text) == []


def test_two_firms_that_and_joins_are_two() -> None:
    assert seen("Toyota and Volkswagen AG fell.", ("Toyota and Volkswagen AG", "ORG")) == [("Toyota", "ORG"), ("Volkswagen AG", "ORG")]
    assert seen("The Trade and Ports Council met.", ("Trade and Ports Council", "ORG")) == [("Trade and Ports Council", "ORG")]


def test_a_head_word_makes_an_organisation_unless_a_given_name_stands_first() -> None:
    assert seen("They own Sumi Marrow Group.", ("Sumi Marrow Group", "PERSON")) == [("Sumi Marrow Group", "ORG")]
    assert seen("They met Anna Bank.", ("Anna Bank", "PERSON")) == [("Anna Bank", "PERSON")]


def test_an_office_ends_no_organisation() -> None:
    assert seen("The Saudi Crown Prince left.", ("Saudi Crown Prince", "ORG")) == [("Saudi", "NORP")]
    assert seen("The Iraqi Minister left.", ("Iraqi Minister", "ORG")) == [("Iraqi", "NORP")]


def test_a_given_name_in_two_halves_is_whole() -> None:
    assert seen("President Moon Jae-in left.", ("Moon Jae", "PERSON")) == [("Moon Jae-in", "PERSON")]
    assert seen("The Marrow - led team left.", ("Marrow", "PERSON")) == [("Marrow", "PERSON")]
