"""The trained part of the built-in pipeline: the package data in `en_news_sm`, loaded as a spaCy pipeline."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from annotator.nlp import word_features  # noqa: F401  (it registers the embedding layer)
from annotator.nlp.matrix_products import use_matmul

FOLDER = Path(__file__).with_name("en_news_sm")

SYNTAX = ("tok2vec", "tagger", "morphologizer", "parser")
NAMES = "ner"
TRAINING_ONLY = frozenset({"MISC"})
"""Labels that the recogniser learns in order not to take titles, laws and products for organisations; no proposal has them."""


def load_trained(folder: Path = FOLDER) -> Language:
    """Tagger, parser and entity recogniser, without our own components."""
    return use_matmul(spacy.load(folder))
