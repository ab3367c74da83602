"""What the pipeline knows about words before it is trained: Brown clusters, how a word is mostly written, word lists."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from spacy.strings import get_string_id

from annotator.nlp.words import table, words
from training import gazetteers
from training.gazetteers import Abroad

KEPT = 100_000
"""How many of the most frequent words the table keeps."""

_LISTS = (
    "first_names",
    "surnames",
    "gpe",
    "gpe_cities",
    "loc",
    "norp",
    "org",
    "org_heads",
    "place_heads",
    "event_heads",
    "titles",
    "person_nouns",
    "words",
)
_NEVER = -99.0


def lexemes(name: str) -> dict[str, Any]:
    """The English table `name` (`cluster` or `prob`) of the package spacy-lookups-data."""
    path = files("spacy_lookups_data") / "data" / f"en_lexeme_{name}.json.gz"
    found: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def build(clusters: dict[str, int], frequencies: dict[str, float], lists: dict[str, set[str]], kept: int = KEPT) -> dict[str, Any]:
    """The table as arrays: the most frequent clustered words as written, and their lower-case forms."""
    ordered = sorted(frequencies, key=lambda word: -frequencies[word])
    clustered = [word for word in ordered if clusters.get(word)][:kept]
    frequent = [word for word in ordered[:kept] if word.isalpha()]
    exact = {word: (clusters[word] + 1, (clusters[word] & 63) + 1) for word in clustered}
    forms: dict[str, list[str]] = {}
    for word in (*clustered, *frequent, *(word for entries in lists.values() for word in entries)):
        forms.setdefault(word.lower(), []).append(word)
    lower = {low: _lower_row(low, variants, clusters, frequencies, lists) for low, variants in forms.items()}
    return _arrays("exact", exact) | _arrays("lower", lower)


def word_lists(folder: Path, abroad: Abroad) -> dict[str, set[str]]:
    """Single words of the package's lists, of the surnames in `folder` and of the names `abroad`: which word may be part of what."""
    found: dict[str, set[str]] = {}
    for name in _LISTS:
        if name == "surnames":
            entries = _surnames(folder)
        elif name == "place_heads":
            entries = [entry for group in table(name).values() for entry in group]
        else:
            entries = list(words(name))
        found[name] = _single(entries, in_small=name in ("person_nouns", "words"))
    found["given_names_abroad"] = _single(name for given, _ in abroad.cultures for name in given)
    found["family_names_abroad"] = _single(name for _, family in abroad.cultures for name in family)
    found["towns"] = _single(abroad.towns)
    return found


def _single(entries: Iterable[str], in_small: bool = False) -> set[str]:
    """The words of the entries, those in small letters only where asked for."""
    return {part for entry in entries for part in entry.split() if len(part) > 1 and (part[0].isupper() or in_small)}


def write(path: Path, folder: Path) -> None:
    """Build the table and write it as `.npz`."""
    np.savez_compressed(path, **build(lexemes("cluster"), lexemes("prob"), word_lists(folder, gazetteers.abroad())))


def _surnames(folder: Path) -> list[str]:
    lines = (folder / "people.txt").read_text(encoding="utf-8").splitlines()
    return [name.strip() for line in lines if "|" in line for name in line.split("|")[1].split(",")]


def _lower_row(
    low: str, variants: list[str], clusters: dict[str, int], frequencies: dict[str, float], lists: dict[str, set[str]]
) -> tuple[int, int, int]:
    """The cluster of the capitalised form, how much rarer the small form is (with how rare both are), the lists as a bit set."""
    big = max((frequencies.get(form, _NEVER), form) for form in {*variants, low.title(), low.upper()} - {low} or {low.title()})
    small = frequencies.get(low, _NEVER)
    bits = sum(1 << i for i, name in enumerate(lists) if not lists[name].isdisjoint({*variants, low.title()}))
    return clusters.get(big[1], 0) + 1, case_bucket(small, big[0]), bits + 1


def case_bucket(small: float, big: float) -> int:
    """1–8 for how much more frequent the capitalised form is (log), times 4 for how frequent the word is at all."""
    best = max(small, big)
    if best == _NEVER:
        return 0
    ratio = 7 if small == _NEVER else 0 if big == _NEVER else int(np.digitize(big - small, (-4.0, -2.5, -1.0, 0.5, 2.0, 4.0)))
    return 1 + ratio * 4 + int(np.digitize(best, (-16.0, -13.0, -10.0)))


def _arrays(name: str, rows: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
    keys = np.array([get_string_id(word) for word in rows], dtype="uint64")
    order = np.argsort(keys)
    return {f"{name}_keys": keys[order], f"{name}_rows": np.array(list(rows.values()), dtype="uint32")[order]}
