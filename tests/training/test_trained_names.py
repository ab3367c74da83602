from __future__ import annotations

import spacy
from spacy.tokens import Doc, Span

from annotator.nlp.trained_names import agreed, find, joined

TEXT = "Ann Lee left Port Selwick on Tuesday . Lee saw Selwick again , and Selwick slept"
WORDS = TEXT.split()


def doc() -> Doc:
    return Doc(spacy.blank("en").vocab, words=WORDS)


def spans(made: Doc, *wanted: tuple[str, str, int]) -> list[Span]:
    """Spans by words, label and the position of their first word."""
    return [Span(made, start, start + len(words.split()), label=label) for words, label, start in wanted]


def seen(found: list[Span]) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in found]


def test_rules_decide_where_both_say_something_of_the_same_words() -> None:
    made = doc()
    recognised = spans(made, ("Port Selwick", "ORG", 3), ("Tuesday", "PERSON", 6))
    assert seen(joined(spans(made, ("Port Selwick", "FAC", 3), ("Tuesday", "DATE", 6)), recognised)) == [
        ("Port Selwick", "FAC"),
        ("Tuesday", "DATE"),
    ]


def test_a_longer_name_takes_in_the_rules_pieces() -> None:
    made = doc()
    assert seen(joined(spans(made, ("Selwick", "GPE", 4)), spans(made, ("Port Selwick", "FAC", 3)))) == [("Port Selwick", "FAC")]


def test_a_date_is_no_piece_of_a_name() -> None:
    made = doc()
    assert seen(joined(spans(made, ("Tuesday", "DATE", 6)), spans(made, ("Selwick on Tuesday", "ORG", 4)))) == [("Tuesday", "DATE")]


def test_names_that_overlap_halfway_are_the_rules() -> None:
    made = doc()
    assert seen(joined(spans(made, ("left Port", "ORG", 2)), spans(made, ("Port Selwick", "GPE", 3)))) == [("left Port", "ORG")]


def test_what_only_the_rules_find_stays() -> None:
    made = doc()
    assert seen(joined(spans(made, ("Ann Lee", "PERSON", 0)), spans(made, ("Selwick", "GPE", 10)))) == [
        ("Ann Lee", "PERSON"),
        ("Selwick", "GPE"),
    ]


def test_labels_of_training_alone_are_left_out_and_the_rules_are_run() -> None:
    made = doc()
    made.ents = spans(made, ("Port Selwick", "MISC", 3), ("Ann Lee", "PERSON", 0))
    found = {(ent.text, ent.label_) for ent in find(made).ents}
    assert {("Ann Lee", "PERSON"), ("Tuesday", "DATE")} <= found
    assert "MISC" not in {label for _, label in found}


def test_the_same_words_have_one_label_in_an_article_the_most_frequent() -> None:
    found = agreed(spans(doc(), ("Selwick", "GPE", 4), ("Selwick", "PERSON", 10), ("Selwick", "GPE", 14)))
    assert [span.label_ for span in found] == ["GPE", "GPE", "GPE"]


def test_of_equally_frequent_labels_each_stays() -> None:
    found = agreed(spans(doc(), ("Selwick", "GPE", 10), ("Selwick", "ORG", 14)))
    assert [span.label_ for span in found] == ["GPE", "ORG"]


def test_a_family_name_alone_is_the_person() -> None:
    found = agreed(spans(doc(), ("Ann Lee", "PERSON", 0), ("Lee", "GPE", 8)))
    assert seen(found) == [("Ann Lee", "PERSON"), ("Lee", "PERSON")]


def test_other_labels_are_left_alone() -> None:
    found = agreed(spans(doc(), ("Tuesday", "DATE", 6), ("Tuesday", "TIME", 6)))
    assert [span.label_ for span in found] == ["DATE", "TIME"]


def test_a_name_without_a_proper_noun_is_none() -> None:
    made = doc()
    made.ents = spans(made, ("again", "PERSON", 11), ("Port Selwick", "FAC", 3))
    for token in made:
        token.pos_ = "PROPN" if token.text == "Selwick" else "ADV"
    found = {ent.text for ent in find(made).ents}
    assert "again" not in found
    assert "Port Selwick" in found


def test_what_the_recogniser_takes_in_before_a_whole_name_is_left_out() -> None:
    made = doc()
    assert seen(joined(spans(made, ("Port Selwick", "ORG", 3)), spans(made, ("left Port Selwick", "ORG", 2)))) == [("Port Selwick", "ORG")]
