"""From two trained pipelines to the folder that the package ships."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from annotator.nlp import word_features
from annotator.nlp.trained import NAMES, SYNTAX

VERSION = "1.0.0"
LARGEST = 15_000_000
"""Bytes of the folder at most."""


def assemble(syntax: Path, names: Path) -> Language:
    """One pipeline with the components of both, which share the packaged word table."""
    nlp = spacy.blank("en", meta={"name": "news_sm", "version": VERSION, "description": "English news: tagger, parser, named entities"})
    for folder, components in ((syntax, SYNTAX), (names, (NAMES,))):
        source = spacy.load(folder)
        for component in components:
            nlp.add_pipe(component, source=source)
    return nlp


def share_table(nlp: Language) -> None:
    """Let every embedding layer of the pipeline read the packaged word table instead of the training's."""
    for _, component in nlp.pipeline:
        for node in component.model.walk() if hasattr(component, "model") else ():
            if node.name == word_features.NODE:
                node.attrs["table"] = ""


def write(nlp: Language, table: Path, out: Path, card: str, scores: dict[str, Any]) -> int:
    """The pipeline, its word table and its card in the folder `out`, anew; returns its size in bytes.

    The vocabulary has the labels alone, not the words of the training texts.

    Raises ValueError when it is larger than the package may be.
    """
    if out.exists():
        shutil.rmtree(out)
    nlp.meta["performance"] = scores
    share_table(nlp)
    nlp.to_disk(out, exclude=["vocab"])
    shutil.copy(table, out / word_features.PACKAGED.name)
    _write_labels(out)
    _without_paths(out / "config.cfg")
    (out / "README.md").write_text(card, encoding="utf-8")
    size = folder_size(out)
    if size > LARGEST:
        raise ValueError(f"{out} has {size:,} bytes, more than {LARGEST:,}")
    return size


def _write_labels(out: Path) -> None:
    """A vocabulary that knows the labels, which tagger and parser set by their hash."""
    nlp = spacy.load(out)
    for name in nlp.pipe_names:
        for label in getattr(nlp.get_pipe(name), "labels", ()):
            nlp.vocab.strings.add(label)
    nlp.vocab.to_disk(out / "vocab")


def folder_size(folder: Path) -> int:
    """The bytes of all files in the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _without_paths(config: Path) -> None:
    """Take the table's path out of the config: a loaded model brings its own table."""
    lines = config.read_text(encoding="utf-8").splitlines()
    config.write_text("\n".join("table = null" if line.startswith("table = ") else line for line in lines) + "\n", encoding="utf-8")


def read_scores(folder: Path) -> dict[str, Any]:
    """The scores that stand in the folder's `meta.json`."""
    found: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["performance"]
    return found
