from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

from training import named, sets
from training.splits import is_held_out


def write(path: Path, *ids: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({"id": name, "text": f"Ann Lee wrote {name}.", "entities": [{"start": 0, "end": 7, "label": "PER"}]}) for name in ids
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def data(folder: Path) -> Path:
    ids = [f"doc{i}" for i in range(40)]
    for name in (
        "pud/pud",
        "wikigold/wikigold",
        "crossner_politics/politics_train",
        "crossner_politics/politics_dev",
        "ewt/ewt_dev",
        "re3d/re3d",
    ):
        write(folder / f"{name}.jsonl", *ids)
    write(folder / "gum/gum_train.jsonl", "GUM_news_a", "GUM_fiction_b", "GUM_conversation_c")
    write(folder / "gum/gum_dev.jsonl", "GUM_news_z")
    tree = "# newdoc id = {}\n1\tRain\train\tPROPN\tNNP\t_\t0\troot\t_\t_\n\n"
    for name, documents in (
        ("gum/gum_train", ("GUM_bio_a", "GUM_whow_b")),
        ("ewt/ewt_train", ("w",)),
        ("ewt/ewt_dev", ("v",)),
        ("pud/pud", ids),
    ):
        (folder / f"{name}.conllu").write_text("".join(tree.format(d) for d in documents), encoding="utf-8")
        _zip(folder / f"{name}.conllu")
    return folder


def _zip(path: Path) -> None:
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))


def test_about_a_fifth_of_the_articles_is_held_out_and_the_same_ones_always() -> None:
    held_out = [name for name in (f"a{i}" for i in range(2000)) if is_held_out(name)]
    assert 340 < len(held_out) < 460
    assert held_out == [name for name in (f"a{i}" for i in range(2000)) if is_held_out(name)]


def test_no_article_is_both_learnt_from_and_reported(tmp_path: Path) -> None:
    folder = data(tmp_path)
    learnt = {(name, passage.text) for name, passage in sets.training_passages(folder)}
    reported = {(name.removesuffix("_20"), article["text"]) for name, article, _ in sets.held_out_articles(folder)}
    assert learnt and reported
    assert learnt.isdisjoint(reported)
    assert len({text for name, text in learnt if name == "pud"}) + len({text for name, text in reported if name == "pud"}) == 40


def test_genres_that_may_not_serve_are_left_out(tmp_path: Path) -> None:
    folder = data(tmp_path)
    assert {passage.text for name, passage in sets.training_passages(folder) if name == "gum"} == {"Ann Lee wrote GUM_news_a."}
    assert {s.document for s in sets.training_sentences(folder, Counter()) if s.document.startswith("GUM")} == {"GUM_bio_a"}


def test_trees_of_held_out_pud_documents_do_not_serve(tmp_path: Path) -> None:
    served = {s.document for s in sets.training_sentences(data(tmp_path), Counter()) if s.document.startswith("doc")}
    assert served == {f"doc{i}" for i in range(40) if not is_held_out(f"pud_doc{i}")}


def test_proper_nouns_that_a_set_leaves_unmarked_are_misc_or_unknown_when_a_list_has_them(tmp_path: Path) -> None:
    folder = data(tmp_path)
    tree = "# newdoc id = v\n1\tLong\t_\tPROPN\tNNP\t_\t0\troot\t_\t_\n2\tQuay\t_\tPROPN\tNNP\t_\t1\tflat\t_\t_\n3\tParis\t_\tPROPN\tNNP\t_\t1\tflat\t_\t_\n\n"
    (folder / "ewt/ewt_dev.conllu.gz").write_bytes(gzip.compress(tree.encode()))
    article = {"id": "doc0", "text": "Ann Lee wrote Long Quay in Paris.", "entities": [{"start": 0, "end": 7, "label": "PER"}]}
    (folder / "pud/pud.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    assert not is_held_out("doc0")
    (passage,) = [passage for name, passage in sets.training_passages(folder) if name == "pud"]
    assert passage.named == ((0, 7, "PERSON"), (14, 23, "MISC"))
    assert passage.unknown == ((27, 32),)


def test_articles_are_read_whole(tmp_path: Path) -> None:
    assert len(list(named.read(data(tmp_path) / "pud/pud.jsonl"))) == 40
