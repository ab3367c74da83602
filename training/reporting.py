"""The report of a trained pipeline: trees on the dev sets, names by set and label, words per second."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from training import named, scoring, sets, trees
from training.scoring import Count

_TREES = {"gum_dev": "gum/gum_dev.conllu.gz", "ewt_dev": "ewt/ewt_dev.conllu.gz"}
_ORDER = ("core", "PERSON", "ORG", "PLACE", "NORP", "EVENT")


@dataclass(frozen=True, slots=True)
class Report:
    """Scores in percent: of trees by set, of names by set and label; and the speed."""

    syntax: dict[str, dict[str, float]]
    names: dict[str, dict[str, Count]]
    words_per_second: float

    def as_json(self) -> dict[str, Any]:
        """The figures for `meta.json`."""
        names = {
            name: {row: {"p": _round(c.precision), "r": _round(c.recall), "f1": _round(c.f1), "gold": c.gold} for row, c in rows.items()}
            for name, rows in self.names.items()
        }
        syntax = {name: {key: _round(value) for key, value in found.items()} for name, found in self.syntax.items()}
        return {"syntax": syntax, "names": names, "words_per_second": round(self.words_per_second)}

    def as_text(self) -> str:
        """Two Markdown tables."""
        return "\n".join((*self._syntax_rows(), "", *self._name_rows()))

    def _syntax_rows(self) -> Iterator[str]:
        keys = list(next(iter(self.syntax.values())))
        yield "| trees | " + " | ".join(keys) + " |"
        yield "|---" * (len(keys) + 1) + "|"
        for name, found in self.syntax.items():
            yield f"| {name} | " + " | ".join(f"{found[key]:.1f}" for key in keys) + " |"

    def _name_rows(self) -> Iterator[str]:
        yield "| names | label | precision | recall | F1 | gold |"
        yield "|---|---|---|---|---|---|"
        for name, rows in self.names.items():
            for row in _ORDER:
                if row in rows:
                    count = rows[row]
                    yield f"| {name} | {row} | {count.precision:.1f} | {count.recall:.1f} | {count.f1:.1f} | {count.gold} |"


def report(nlp: Language, data: Path) -> Report:
    """Measure the pipeline on what training never saw."""
    found = {name: list(trees.documents(trees.read(data / path), nlp.vocab)) for name, path in _TREES.items()}
    both = [doc for docs in found.values() for doc in docs]
    syntax = {name: scoring.trees(nlp, docs) for name, docs in (*found.items(), ("both", both))}
    return Report(syntax, scoring.names(nlp, sets.held_out_articles(data)), words_per_second(nlp, data))


def words_per_second(nlp: Language, data: Path) -> float:
    """Words (parted by blanks) that a bare `nlp.pipe` does in a second of this process, on the dev articles."""
    texts = [article["text"] for article in named.read(data / "gum/gum_dev.jsonl")]
    began = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return sum(len(text.split()) for text in texts) / (time.process_time() - began)


def _round(value: float) -> float:
    return round(value, 1)
