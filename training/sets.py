"""The sets that the pipeline learns from: where each stands, which parts may serve, how its labels are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.nlp.words import words
from training import labels, named, trees
from training.named import Passage
from training.splits import is_held_out
from training.trees import Sentence

LEFT_OUT_GENRES = frozenset({"fiction", "whow", "essay", "letter", "podcast", "conversation"})
"""Genres of GUM under a non-commercial licence, and conversation, whose texts allow no derivatives."""

_PARTS = (
    ("gum", "gum/gum_train.jsonl", labels.GUM),
    ("pud", "pud/pud.jsonl", labels.UNER),
    ("wikigold", "wikigold/wikigold.jsonl", labels.WIKIGOLD),
    ("crossner", "crossner_politics/politics_train.jsonl", labels.CROSSNER),
    ("crossner", "crossner_politics/politics_dev.jsonl", labels.CROSSNER),
    ("ewt", "ewt/ewt_dev.jsonl", labels.UNER),
    ("re3d", "re3d/re3d.jsonl", labels.RE3D),
)
_TREES = (("gum", "gum/gum_train.conllu.gz"), ("ewt", "ewt/ewt_train.conllu.gz"), ("pud", "pud/pud.conllu.gz"))
_WHOLE = frozenset({"gum", "ewt_train"})
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Fri Sat Sun President Minister Mr Mr. Mrs. Ms. Dr. Dr Senator Secretary".split()
)


def may_serve(document: str) -> bool:
    """Whether the licence of a document lets it serve; only GUM's names carry the genre."""
    return not (document.startswith("GUM_") and document.split("_")[1] in LEFT_OUT_GENRES)


def training_sentences(data: Path, dropped: Counter[str]) -> Iterator[Sentence]:
    """The trees to learn from: GUM and EWT train parts, and PUD without its held-out documents."""
    for name, path in _TREES:
        for sentence in trees.read(data / path, dropped):
            if may_serve(sentence.document) and not (name == "pud" and is_held_out(f"pud_{sentence.document}")):
                yield sentence


def training_passages(data: Path) -> Iterator[tuple[str, Passage]]:
    """What the recogniser learns from, with the name of its set; held-out articles of all but GUM are left out."""
    proper = proper_nouns(data)
    for name, path, scheme in _PARTS:
        for article in named.read(data / path):
            if may_serve(article["id"]) and (name in _WHOLE or not is_held_out(article["id"])):
                if scheme is labels.UNER:
                    article["entities"] = [*article["entities"], *_unmarked(article, proper)]
                yield from ((name, passage) for passage in named.passages(article, scheme, only_names=name == "re3d"))


def held_out_articles(data: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """The articles that are reported, with the name of their set and its labels."""
    for article in named.read(data / "gum/gum_dev.jsonl"):
        yield "gum_dev", article, labels.GUM
    for name, path, scheme in _PARTS:
        if name not in _WHOLE:
            yield from ((f"{name}_20", article, scheme) for article in named.read(data / path) if is_held_out(article["id"]))


def proper_nouns(data: Path) -> frozenset[str]:
    """Every word form that the trees of EWT dev and PUD tag as a proper noun, without days, months and titles."""
    found = set()
    for path in ("ewt/ewt_dev.conllu.gz", "pud/pud.conllu.gz"):
        for sentence in trees.read(data / path):
            found |= {word.form for word in sentence.words if word.part == "PROPN"}
    return frozenset(found - _CALENDAR - {*words("titles")})


def _unmarked(article: dict[str, Any], proper: frozenset[str]) -> list[dict[str, Any]]:
    """Stretches of proper nouns outside of the marked names: MISC in a set that has no such label.

    What the project's lists know is an oversight of the set more often than MISC: it gets a label that no scheme maps.
    """
    text, taken = article["text"], {i for e in article["entities"] for i in range(e["start"], e["end"])}
    found: list[dict[str, Any]] = []
    for match in named.WORD.finditer(text):
        start, end = match.span()
        if not _may_be_misc(match[0], proper) or not taken.isdisjoint(range(start, end)):
            continue
        label = "listed" if labels.is_listed(match[0]) else "MISC"
        if found and found[-1]["end"] + 1 == start and text[found[-1]["end"]] == " ":
            label = "listed" if "listed" in (label, found[-1]["label"]) else "MISC"
            found[-1] = {"start": found[-1]["start"], "end": end, "label": label}
        else:
            found.append({"start": start, "end": end, "label": label})
    return found


def _may_be_misc(word: str, proper: frozenset[str]) -> bool:
    return word in proper and word[0].isupper() and len(word) > 1 and not labels.is_norp(word)
