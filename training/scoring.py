"""Scores of a pipeline: trees on CoNLL-U files, names on articles, by set and label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from training import labels
from training.named import mentions, trimmed

CLASSES = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
"""Kinds of places count as one, since three of the sets mark them as one."""

CORE = ("PERSON", "ORG", "PLACE")
_MARKS = re.compile(r"^[\s\"'“‘«]+|[\s\"”«».,;:]+$")


@dataclass(slots=True)
class Count:
    """Hits, gold and predicted items, which add up; precision, recall and F1 in percent."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, gold: set[Any], predicted: set[Any]) -> None:
        """Count two sets of items."""
        self.hits += len(gold & predicted)
        self.gold += len(gold)
        self.predicted += len(predicted)

    @property
    def precision(self) -> float:
        """Hits of predicted."""
        return 100 * self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Hits of gold."""
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 200 * self.hits / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


def names(nlp: Language, articles: Iterable[tuple[str, dict[str, Any], Mapping[str, str]]]) -> dict[str, dict[str, Count]]:
    """Counts by set and class (`core` adds up PERSON, ORG and PLACE); spans without article, marks and genitive must be equal."""
    listed = list(articles)
    counts: dict[str, dict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    for doc, (name, article, scheme) in zip(nlp.pipe(article["text"] for _, article, _ in listed), listed, strict=True):
        gold, unsure = gold_names(article, dict(scheme))
        predicted = {span for span in _predicted(doc) if unsure.isdisjoint(range(span[0], span[1]))}
        marked = {kind for _, _, kind in gold} | set(CORE)
        for kind in marked:
            pair = [{span for span in side if span[2] == kind} for side in (gold, predicted)]
            for row in (kind, "core") if kind in CORE else (kind,):
                counts[name][row].add(pair[0], pair[1])
    return {name: dict(rows) for name, rows in counts.items()}


def gold_names(article: dict[str, Any], scheme: dict[str, str]) -> tuple[set[tuple[int, int, str]], set[int]]:
    """The names to find, and the places in the text about which re3d says nothing sure (mentions that are no bare names)."""
    text, found = article["text"], set()
    named, unknown = mentions(article, scheme, only_names=scheme == labels.RE3D)
    for start, end, label in named:
        if label != "MISC":
            found.add((*bare(text, start, end), CLASSES.get(label, label)))
    return found, {i for start, end in unknown for i in range(start, end)} if scheme == labels.RE3D else set()


def _predicted(doc: Doc) -> set[tuple[int, int, str]]:
    return {
        (*bare(doc.text, ent.start_char, ent.end_char), CLASSES.get(ent.label_, ent.label_)) for ent in doc.ents if ent.label_ != "MISC"
    }


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without surrounding quotation marks, a leading article and a trailing genitive."""
    if (found := _MARKS.match(text[start:end])) and found.start() == 0:
        start += found.end()
    if found := re.search(r"[\s\"”“«».,;:]+$", text[start:end]):
        end -= len(found[0])
    return trimmed(text, start, end)


def trees(nlp: Language, docs: Iterable[Doc]) -> dict[str, float]:
    """Tag and part-of-speech accuracy, UAS, LAS and sentence F1 in percent, text tokenised by the pipeline itself."""
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    for example, predicted in zip(examples, nlp.pipe([e.predicted for e in examples]), strict=True):
        example.predicted = predicted
    found: dict[str, Any] = {}
    for component in ("parser", "tagger", "morphologizer"):
        found |= nlp.get_pipe(component).score(examples)  # type: ignore[attr-defined]
    keys = {"tag": "tag_acc", "pos": "pos_acc", "uas": "dep_uas", "las": "dep_las", "sentences": "sents_f"}
    return {name: 100 * (found[key] or 0.0) for name, key in keys.items()}
