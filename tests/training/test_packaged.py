from __future__ import annotations

import json

import pytest
import spacy
from spacy.language import Language

from annotator.nlp import trained
from training import labels, packaging

TEXT = "Maria Santos, the foreign minister of Norway, met officials of the World Bank in Paris on Tuesday. They signed a treaty."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return trained.load_trained()


def test_the_packaged_pipeline_is_small_enough_and_brings_card_and_scores() -> None:
    assert packaging.folder_size(trained.FOLDER) <= packaging.LARGEST
    card = (trained.FOLDER / "README.md").read_text(encoding="utf-8")
    for name in ("GUM", "EWT", "PUD", "wikigold", "CrossNER", "re3d", "spacy-lookups-data", "CC BY-SA"):
        assert name in card
    scores = packaging.read_scores(trained.FOLDER)
    assert scores["syntax"]["both"]["las"] > 78
    assert scores["names"]["gum_dev"]["core"]["f1"] > 60


def test_it_is_the_version_that_its_files_say(nlp: Language) -> None:
    assert (nlp.meta["lang"], nlp.meta["name"], nlp.meta["version"]) == ("en", "news_sm", packaging.VERSION)


def test_it_tags_and_parses(nlp: Language) -> None:
    doc = nlp(TEXT)
    met = next(token for token in doc if token.text == "met")
    assert (met.pos_, met.tag_, met.dep_) == ("VERB", "VBD", "ROOT")
    assert {child.dep_ for child in met.children} >= {"nsubj", "obj"}
    assert len(list(doc.sents)) == 2


def test_it_finds_names(nlp: Language) -> None:
    found = {(ent.text, ent.label_) for ent in nlp(TEXT).ents}
    assert {("Maria Santos", "PERSON"), ("World Bank", "ORG"), ("Norway", "GPE"), ("Paris", "GPE")} <= found


def test_it_has_the_labels_that_it_is_said_to_learn(nlp: Language) -> None:
    assert set(nlp.get_pipe("ner").labels) == set(labels.LEARNT)  # type: ignore[attr-defined]


def test_an_empty_text_and_one_of_blanks_are_no_trouble(nlp: Language) -> None:
    assert [doc.text for doc in nlp.pipe(["", "\n\n", " "])] == ["", "\n\n", " "]


def test_it_loads_from_any_folder_by_spacy_itself() -> None:
    assert spacy.load(trained.FOLDER).pipe_names == [*trained.SYNTAX, trained.NAMES]


def test_its_config_names_no_path() -> None:
    config = (trained.FOLDER / "config.cfg").read_text(encoding="utf-8")
    assert "table = null" in config
    assert "words.npz" not in config
    assert "/" not in json.dumps(json.loads((trained.FOLDER / "meta.json").read_text(encoding="utf-8"))["labels"]["ner"])
