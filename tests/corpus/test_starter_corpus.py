"""The starter corpus: twelve articles that together hold what the annotation of news has to deal with."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
from builders import schema

from annotator.model.annotation import AnnotationSet, Layer
from annotator.model.article import Article
from annotator.nlp.pipeline import load
from annotator.nlp.propose import Tally, propose
from annotator.workflow.shipped import shipped, shipped_articles

ARTICLES: list[dict[str, Any]] = [json.loads(line) for line in shipped_articles().read_text(encoding="utf-8").splitlines()]
IDS = [article["id"] for article in ARTICLES]
README = (shipped("corpus") / "README.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in README.splitlines() if line.startswith("| wire-")]
DOUBLED = re.compile(r"\b(\w+) \1\b")


def is_noisy(text: str) -> bool:
    return bool(DOUBLED.search(text)) and "ADVERTISEMENT" in text and "2 minutes read" in text


@cache
def proposals() -> dict[str, AnnotationSet]:
    articles = [Article(article["id"], article["text"]) for article in ARTICLES]
    return {found.article_id: found for found in propose(articles, load("builtin"), schema(), Tally())}


def test_there_are_twelve_articles_with_ids_and_titles_of_their_own() -> None:
    assert len(ARTICLES) == 12
    assert len(set(IDS)) == len({article["title"] for article in ARTICLES}) == 12
    assert all(set(article) == {"id", "title", "source", "published", "language", "text"} for article in ARTICLES)


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_an_article_has_150_to_500_words_in_paragraphs(article: dict[str, Any]) -> None:
    assert 150 <= len(article["text"].split()) <= 500
    assert len(article["text"].split("\n\n")) >= 6
    assert article["text"] == article["text"].strip()


def test_the_readme_tells_title_words_and_noise_as_they_are() -> None:
    told = {row[0]: (row[1], int(row[3]), row[4] == "yes") for row in ROWS}
    real = {a["id"]: (a["title"], len(a["text"].split()), is_noisy(a["text"])) for a in ARTICLES}
    assert told == real


def test_together_they_tell_of_conflict_politics_disaster_economy_and_courts() -> None:
    themes = {row[2].split("/")[0] for row in ROWS}
    assert {"conflict", "politics", "disaster", "economy", "courts"} <= themes


def test_three_are_noisy_as_scraped_pages_are() -> None:
    noisy = [article["text"] for article in ARTICLES if is_noisy(article["text"])]
    assert len(noisy) == 3
    together = "\n".join(noisy)
    assert len(DOUBLED.findall(together)) >= 9
    assert len(re.findall(r"[\w”]\.[A-Z][a-z]", together)) >= 4, "missing spaces after a full stop"
    assert len(re.findall(r"Handout", together)) >= 3, "captions of photos"
    assert all(text.splitlines()[0].isupper() for text in noisy), "the headline in capitals"
    assert all("\nRead more: " in text for text in noisy)


def test_the_others_are_clean() -> None:
    for article in ARTICLES:
        if not is_noisy(article["text"]):
            assert not [word for word in DOUBLED.findall(article["text"]) if word != "that"], article["id"]
            assert "ADVERTISEMENT" not in article["text"]


def test_they_use_curly_and_straight_marks_and_letters_of_many_alphabets_of_europe() -> None:
    texts = [article["text"] for article in ARTICLES]
    assert sum("“" in text for text in texts) >= 6
    assert sum('"' in text for text in texts) >= 3
    assert len({letter for text in texts for letter in text if letter.isalpha() and not letter.isascii()}) >= 20


def test_quotes_over_several_paragraphs_open_again_in_each() -> None:
    reopened = [
        a["id"] for a in ARTICLES if re.search(r"“[^”]+\n\n“[^”]+”", a["text"]) or re.search(r'(?m)^"[^"\n]+\n\n"[^"\n]+"', a["text"])
    ]
    assert len(reopened) >= 3


def test_quotes_stand_inside_quotes_in_several() -> None:
    nested = [a["id"] for a in ARTICLES if re.search(r"“[^”]*‘[^’]+’", a["text"])]
    assert len(nested) >= 4


def test_the_built_in_pipeline_finds_every_kind_of_quote_and_split_ones() -> None:
    quotes = [m for found in proposals().values() for m in found.in_layer(Layer.QUOTE)]
    kinds = Counter(quote.label for quote in quotes)
    assert kinds["direct"] >= 40
    assert kinds["indirect"] >= 30
    assert kinds["mixed"] >= 5
    assert sum(len(quote.fragments) > 1 for quote in quotes) >= 9


def test_events_abound_and_all_fourteen_types_occur() -> None:
    types = Counter(m.label for found in proposals().values() for m in found.in_layer(Layer.EVENT))
    assert set(types) == {label.name for label in schema().event_types}
    assert sum(types.values()) >= 150


def test_every_entity_label_but_products_laws_and_works_is_found() -> None:
    labels = Counter(m.label for found in proposals().values() for m in found.in_layer(Layer.ENTITY))
    rare = {"PRODUCT", "LAW", "WORK_OF_ART", "EVENT"}
    assert {label.name for label in schema().entities} - set(labels) <= rare
    assert sum(labels.values()) >= 500
