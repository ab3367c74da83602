from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
import spacy

from training import labels, named
from training.named import Passage


def article(text: str, *entities: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": "a",
        "text": text,
        "entities": [{"start": text.index(t), "end": text.index(t) + len(t), "label": label} for t, label in entities],
    }


def pieces(passage: Passage) -> list[tuple[str, str]]:
    return [(passage.text[start:end], label) for start, end, label in passage.named]


@pytest.mark.parametrize(
    ("label", "scheme", "text", "wanted"),
    [
        ("PER", labels.UNER, "Ann Lee", "PERSON"),
        ("LOC", labels.UNER, "Selwick", "GPE"),
        ("LOC", labels.WIKIGOLD, "Ister River", "LOC"),
        ("LOC", labels.WIKIGOLD, "Lake Anna", "LOC"),
        ("Location", labels.RE3D, "Selwick Airport", "FAC"),
        ("MISC", labels.WIKIGOLD, "Syrian", "NORP"),
        ("MISC", labels.WIKIGOLD, "The Long Quay", "MISC"),
        ("ORG", labels.UNER, "France", "GPE"),
        ("ORG", labels.UNER, "Syrians", "NORP"),
        ("politicalparty", labels.CROSSNER, "Harbour Party", "ORG"),
        ("DATE", labels.GUM, "Tuesday", ""),
        ("Weapon", labels.RE3D, "mortars", None),
    ],
)
def test_labels_of_the_sets_become_those_of_the_schema(label: str, scheme: dict[str, str], text: str, wanted: str | None) -> None:
    assert labels.learnt(label, scheme, text) == wanted


def test_every_label_to_learn_is_one_the_recogniser_has() -> None:
    mapped = {label for scheme in (labels.GUM, labels.UNER, labels.WIKIGOLD, labels.CROSSNER, labels.RE3D) for label in scheme.values()}
    assert mapped <= {*labels.LEARNT, labels.PLACE}


def test_a_name_is_taken_without_its_article_and_genitive() -> None:
    (passage,) = named.passages(article("It was the Ports Authority's ship.", ("the Ports Authority's", "ORG")), labels.GUM)
    assert pieces(passage) == [("Ports Authority", "ORG")]


def test_a_person_is_taken_without_titles() -> None:
    (passage,) = named.passages(article("They saw Gen. Ann Lee.", ("Gen. Ann Lee", "PERSON")), labels.GUM)
    assert pieces(passage) == [("Ann Lee", "PERSON")]
    (passage,) = named.passages(article("No, Madam Speaker.", ("Madam Speaker", "PERSON")), labels.GUM)
    assert pieces(passage) == [("Madam Speaker", "PERSON")]


def test_of_nested_mentions_the_outermost_is_learnt() -> None:
    (passage,) = named.passages(article("The Selwick Council met.", ("Selwick Council", "ORG"), ("Selwick", "GPE")), labels.GUM)
    assert pieces(passage) == [("Selwick Council", "ORG")]


def test_peoples_that_a_set_leaves_unmarked_are_learnt_from_the_list() -> None:
    (passage,) = named.passages(article("Syrian officials met Ann Lee.", ("Ann Lee", "PER")), labels.UNER)
    assert pieces(passage) == [("Syrian", "NORP"), ("Ann Lee", "PERSON")]


def test_mentions_that_are_no_bare_names_are_neither_names_nor_taught_as_none() -> None:
    found = article(
        "Selwick guards saw him near Ister City.", ("Selwick guards", "Organisation"), ("him", "Person"), ("Ister City", "Location")
    )
    (passage,) = named.passages(found, labels.RE3D, only_names=True)
    assert pieces(passage) == [("Ister City", "GPE")]
    assert [passage.text[start:end] for start, end in passage.unknown] == ["Selwick guards"]


def test_what_is_unknown_is_missing_in_the_example_and_the_rest_is_outside() -> None:
    nlp = spacy.blank("en")
    shown = named.example(nlp, Passage("Ann sold Long Quay.", ((0, 3, "PERSON"),), ((9, 18),))).reference
    assert [token.ent_iob_ for token in shown] == ["B", "O", "", "", "O"]


def test_a_name_that_no_tokens_make_up_is_missing_and_counted() -> None:
    dropped = Counter[str]()
    shown = named.example(spacy.blank("en"), Passage("Selwickers", ((0, 7, "GPE"),)), dropped).reference
    assert dropped.total() == 1
    assert [token.ent_iob_ for token in shown] == [""]


def test_long_articles_are_cut_at_sentence_ends_and_keep_every_name() -> None:
    rng = random.Random(3)
    sentences = [f"Officer {rng.choice(('Ann', 'Bo'))} Lee{i} met Mr. Tarn at St. Ives." for i in range(120)]
    text = " ".join(sentences)
    entities = [{"start": text.index(f"Lee{i} "), "end": text.index(f"Lee{i} ") + len(f"Lee{i}"), "label": "PER"} for i in range(120)]
    cut = named.passages({"id": "a", "text": text, "entities": entities}, labels.UNER)
    assert "".join(passage.text for passage in cut) == text
    assert [piece for passage in cut for piece, _ in pieces(passage)] == [f"Lee{i}" for i in range(120)]
    assert max(len(passage.text) for passage in cut) <= named.LONGEST + 80
