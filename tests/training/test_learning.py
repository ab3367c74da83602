from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from annotator.nlp import word_features
from training import learning, named, packaging, scoring, wordtable
from training.learning import Plan
from training.named import Passage

PASSAGES = [
    Passage("Ann Lee met rebels in Selwick.", ((0, 7, "PERSON"), (22, 29, "GPE"))),
    Passage("Rebels left Selwick. Bo Tarn stayed.", ((12, 19, "GPE"), (21, 28, "PERSON"))),
]
LISTS = {"first_names": {"Ann", "Bo"}, "gpe": {"Selwick"}}


def write_table(folder: Path) -> Path:
    path = folder / "words.npz"
    np.savez_compressed(
        path,
        **wordtable.build({"Ann": 77, "met": 12, "Lee": 77}, {"Ann": -9.0, "ann": -14.0, "met": -7.0, "Lee": -9.5, "left": -7.5}, LISTS),
    )
    return path


def examples(nlp: Language) -> list[Example]:
    return [named.example(nlp, passage) for passage in PASSAGES]


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    folder = tmp_path_factory.mktemp("learnt")
    table = write_table(folder)
    nlp = learning.make("names", table, examples(spacy.blank("en")), seed=1)

    def measure(pipeline: Language) -> tuple[float, str]:
        right = sum(
            [(e.text, e.label_) for e in pipeline(p.text).ents] == [(p.text[a:b], label) for a, b, label in p.named] for p in PASSAGES
        )
        return float(right), ""

    plan = Plan(steps=30, words=20, every=15, rate=0.01, dropout=0.0, warmup=2)
    score = learning.learn(nlp, lambda chance: examples(nlp), plan, measure, folder / "best")
    return SimpleNamespace(folder=folder, score=score, table=table, made=nlp)


def test_a_few_steps_learn_two_sentences_and_the_best_weights_are_kept(learnt: SimpleNamespace) -> None:
    assert learnt.score == 2.0
    kept = spacy.load(learnt.folder / "best")
    assert [(ent.text, ent.label_) for ent in kept(PASSAGES[0].text).ents] == [("Ann Lee", "PERSON"), ("Selwick", "GPE")]


def test_the_rate_climbs_then_falls_to_nothing() -> None:
    plan = Plan(steps=100, warmup=10)
    rates = [learning.rate_at(step, plan) for step in range(1, 101)]
    assert rates[9] == max(rates) == 1.0
    assert rates[:10] == sorted(rates[:10])
    assert rates[9:] == sorted(rates[9:], reverse=True)
    assert 0 < rates[-1] < 0.02


def test_a_leg_that_stops_before_its_horizon_ends_with_rate_left() -> None:
    assert learning.rate_at(50, Plan(steps=50, horizon=100, warmup=10)) == pytest.approx(0.56, abs=0.01)


def test_batches_hold_every_example_once_and_enough_words() -> None:
    shown = examples(spacy.blank("en")) * 5
    batches = list(learning.in_batches(shown, 15))
    assert [e for batch in batches for e in batch] == shown
    assert all(sum(len(e.predicted) for e in batch) >= 15 for batch in batches[:-1])


def test_the_word_table_knows_clusters_lists_and_how_a_word_is_mostly_written(tmp_path: Path) -> None:
    table = word_features.read_table(write_table(tmp_path))
    doc = spacy.blank("en")("Ann LEFT Zzyx ann")
    rows = word_features.features(table, ["ORTH"], doc)
    assert rows.shape == (4, 1 + word_features.EXACT_COLUMNS + word_features.LOWER_COLUMNS)
    assert rows[0, 1] == 78
    assert list(rows[2, 1:]) == [0, 0, 0, 0, 0]
    assert rows[1, 1] == 0
    assert rows[1, 4] > 0
    assert rows[0, 5] == rows[3, 5] == 2
    assert rows[0, 4] != rows[1, 4]


def test_a_package_that_grows_too_large_is_refused(tmp_path: Path, learnt: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = spacy.load(learnt.folder / "best")
    monkeypatch.setattr(packaging, "LARGEST", 1000)
    with pytest.raises(ValueError, match="more than 1,000"):
        packaging.write(nlp, learnt.table, tmp_path / "out", "card", {})


def test_a_package_has_card_and_scores_but_neither_paths_nor_words_of_the_texts(tmp_path: Path, learnt: SimpleNamespace) -> None:
    nlp = spacy.load(learnt.folder / "best")
    size = packaging.write(nlp, learnt.table, tmp_path / "out", "the card", {"names": 1})
    assert size == packaging.folder_size(tmp_path / "out")
    assert (tmp_path / "out" / "README.md").read_text(encoding="utf-8") == "the card"
    assert packaging.read_scores(tmp_path / "out") == {"names": 1}
    assert (tmp_path / "out" / "words.npz").exists()
    everything = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert str(learnt.folder).encode() not in everything
    assert b"Selwick" not in everything


def test_names_are_scored_by_span_and_class_without_article_and_genitive() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "LOC", "pattern": "the Ister"}, {"label": "ORG", "pattern": "Ann Lee"}])  # type: ignore[attr-defined]
    text = "Ann Lee saw the Ister's bank."
    article = {"text": text, "entities": [{"start": 0, "end": 7, "label": "PERSON"}, {"start": 16, "end": 23, "label": "GPE"}]}
    found = scoring.names(nlp, [("set", article, {"PERSON": "PERSON", "GPE": "GPE"})])["set"]
    assert (found["PLACE"].hits, found["PERSON"].hits, found["ORG"].predicted) == (1, 0, 1)
    assert (found["core"].gold, found["core"].predicted, found["core"].hits) == (2, 2, 1)


def test_an_epoch_of_batches_depends_on_the_seed_alone() -> None:
    nlp = spacy.blank("en")
    shown = examples(nlp) * 10

    def order(seed: int) -> list[int]:
        batches = learning._batches(lambda chance: list(shown), Plan(steps=5, words=10, seed=seed))
        return [shown.index(e) for batch in batches for e in batch]

    assert order(1) == order(1)
    assert order(1) != order(2)


def test_the_recogniser_begins_with_the_syntaxs_weights(tmp_path: Path) -> None:
    table = write_table(tmp_path)
    made = learning.make("names", table, examples(spacy.blank("en")), seed=1)
    words = ["Ann", "met", "rebels"]
    tree = Doc(
        made.vocab, words=words, tags=["NNP", "VBD", "NNS"], pos=["PROPN", "VERB", "NOUN"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "obj"]
    )
    source = learning.make("syntax", table, [Example(Doc(made.vocab, words=words), tree)], seed=2)
    docs = [made.make_doc("Ann left Selwick.")]
    theirs = source.get_pipe("tok2vec").model.predict(docs)[0]  # type: ignore[attr-defined]
    network = made.get_pipe("ner").model.get_ref("tok2vec").layers[0]  # type: ignore[attr-defined]
    assert not np.allclose(network.predict(docs)[0], theirs)
    learning.take_over(made, "ner", source)
    assert np.allclose(network.predict(docs)[0], theirs)
