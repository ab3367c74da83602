"""Agreement of a crowd, by this library and by others on the same input: `python benchmarks/agreement_crowd.py --data DIR`.

DIR holds JSON Lines of texts with the work of several people each: `{"id", "text", "annotations": [{"annotator",
"types_judged": [label …], "entities": [{"start", "end", "label"} …]} …]}`. Nobody is asked for every label: who
was not asked for a label is absent from a text's judgement of it, which is not the same as having found none.
nltk, nervaluate and krippendorff judge where they are installed; the project needs none of them. Exit code 1
where any difference is more than rounding, or nobody judged.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from annotator.compare import Marked, krippendorff_alpha_nominal, span_f1_exact
from annotator.compare.pairs import PairAgreement

ROUNDING = 1e-9

Corpus = dict[str, dict[str, list[Marked]]]
"""A text's judgement of one label → who was asked → what they marked."""

Ratings = list[list[str | None]]
"""A row a unit, a column a person; `None` where the person was not asked."""


def main() -> int:
    """Print the table; 0 where at least one judge is there and all agree."""
    parser = argparse.ArgumentParser(description="Compare figures of agreement with those of other libraries.")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="a folder of JSON Lines")
    records = [json.loads(line) for path in sorted(parser.parse_args().data.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    judgements = list(judged(records))
    corpus = {name: marked for name, marked, _ in judgements}
    people = sorted({person for marked in corpus.values() for person in marked})
    print(f"{len(records)} texts, {len(corpus)} judgements of a label, {len(people)} people")
    print(f"{'figure':<44}{'n':>8}{'annotator':>12}  {'judge':<14}{'value':>12}{'difference':>12}")
    differences = [*exact_f1(corpus), *alphas(judgements, people)]
    print(f"greatest difference: {max(differences):.1e}" if differences else "nobody judged: install nltk, nervaluate or krippendorff")
    return int(not differences or max(differences) > ROUNDING)


def judged(records: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, list[Marked]], str]]:
    """For every text and label that anybody was asked for: its name, who marked what, and the text."""
    for record in records:
        asked = sorted({label for each in record["annotations"] for label in each["types_judged"]})
        for label in asked:
            marked = {
                each["annotator"]: [
                    Marked(((item["start"], item["end"]),), label) for item in each["entities"] if item["label"] == label
                ]
                for each in record["annotations"]
                if label in each["types_judged"]
            }  # fmt: skip
            yield f"{record['id']} {label}", marked, record["text"]


def exact_f1(corpus: Corpus) -> Iterator[float]:
    """Differences of exact F1: each pair, and what is made of the pairs."""
    ours = span_f1_exact(corpus)
    for name, count in (("nltk", by_nltk), ("nervaluate", by_nervaluate)):
        judge = library("nltk.metrics.scores" if name == "nltk" else name)
        if judge is not None:
            yield from _compared(ours, corpus, name, lambda a, b, judge=judge, count=count: count(judge, a, b))  # type: ignore[misc]


def _compared(
    ours: PairAgreement, corpus: Corpus, name: str, count: Callable[[list[list[Marked]], list[list[Marked]]], float | None]
) -> Iterator[float]:
    """The pairs one by one, and their mean; a pair without a value is left out of it by both."""
    values, differences = [], [0.0]
    for (a, b), counts in ours.pairs.items():
        shared = [article for article in corpus.values() if a in article and b in article]
        theirs = count([article[a] for article in shared], [article[b] for article in shared])
        mine = counts.f1.value
        if mine is not None:
            values.append(theirs or 0.0)
            differences.append(abs(mine - (theirs or 0.0)))
    defined = f"exact F1, {len(values)} pairs with a value, greatest gap"
    print(f"{defined:<44}{sum(c.n_a + c.n_b for c in ours.pairs.values()):>8}{'':>12}  {name:<14}{'':>12}{max(differences):>12.1e}")
    yield max(differences)
    yield line("exact F1, macro over pairs", len(values), ours.macro_over_pairs.value, name, sum(values) / len(values) if values else None)
    everything = [(article[a], article[b]) for article in corpus.values() for a, b in combinations(sorted(article), 2)]
    pooled = count([a for a, _ in everything], [b for _, b in everything])
    yield line("exact F1, micro", int(ours.micro.units), ours.micro.value, name, pooled)


def by_nltk(judge: Any, reference: list[list[Marked]], other: list[list[Marked]]) -> float | None:
    """The F-measure of two sets of (text, span, label)."""
    first, second = ({(n, item) for n, items in enumerate(side) for item in items} for side in (reference, other))
    # without a reference or without an answer it has no value, where F1 is 0
    return judge.f_measure(first, second) if first and second else 0.0


def by_nervaluate(judge: Any, reference: list[list[Marked]], other: list[list[Marked]]) -> float | None:
    """The strict F1 of the evaluation of one side by the other."""
    made = [
        [[{"label": label, "start": start, "end": end - 1} for ((start, end),), label in items] for items in side]
        for side in (reference, other)
    ]
    labels = sorted({label for side in (reference, other) for items in side for _, label in items})
    if not labels:
        return None
    found = judge.Evaluator(made[0], made[1], tags=labels, loader="dict").evaluate()
    return float(found["overall"]["strict"].f1)


def alphas(judgements: Sequence[tuple[str, dict[str, list[Marked]], str]], people: Sequence[str]) -> Iterator[float]:
    """Differences of Krippendorff's α: whether a word is in a mention, all labels and each; whether a span that anybody marked is one."""
    labels = sorted({name.rsplit(" ", 1)[1] for name, *_ in judgements})
    for label in [None, *labels]:
        chosen = [each for each in judgements if label is None or each[0].endswith(f" {label}")]
        yield from _alpha(f"α of words, {label or 'all labels'}", words_rated(chosen, people))
    yield from _alpha("α of spans that anybody marked, all labels", spans_rated(judgements, people))


def words_rated(judgements: Sequence[tuple[str, dict[str, list[Marked]], str]], people: Sequence[str]) -> Ratings:
    """A row for each word (what blanks part) of each judgement: `in` or `out`."""
    rows: Ratings = []
    for _, marked, text in judgements:
        at = 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            rows.append([_rating(marked, person, lambda s, e, start=start, at=at: s < at and start < e) for person in people])  # type: ignore[misc]
    return rows


def spans_rated(judgements: Sequence[tuple[str, dict[str, list[Marked]], str]], people: Sequence[str]) -> Ratings:
    """A row for each span that anybody marked in a judgement: `in` for who marked just this one, else `out`."""
    rows: Ratings = []
    for _, marked, _ in judgements:
        for span in sorted({item.ranges[0] for items in marked.values() for item in items}):
            rows.append([_rating(marked, person, lambda s, e, span=span: (s, e) == span) for person in people])  # type: ignore[misc]
    return rows


def _rating(marked: dict[str, list[Marked]], person: str, has: Callable[[int, int], bool]) -> str | None:
    if person not in marked:
        return None
    return "in" if any(has(*item.ranges[0]) for item in marked[person]) else "out"


def _alpha(what: str, rows: Ratings) -> Iterator[float]:
    mine = krippendorff_alpha_nominal(rows)
    judge = library("krippendorff")
    if judge is not None:
        numbers = importlib.import_module("numpy")
        table = numbers.array([[numbers.nan if rating is None else float(rating == "in") for rating in row] for row in rows]).T
        theirs = float(judge.alpha(reliability_data=table, level_of_measurement="nominal"))
        yield line(what, int(mine.units), mine.value, "krippendorff", theirs)
    judge = library("nltk.metrics.agreement")
    if judge is not None:
        rated = [[rating for rating in row if rating is not None] for row in rows]
        triples = [(str(n), str(unit), rating) for unit, row in enumerate(rated) if len(row) > 1 for n, rating in enumerate(row)]
        yield line(what, int(mine.units), mine.value, "nltk", float(judge.AnnotationTask(data=triples).alpha()))


_missing: set[str] = set()


def library(name: str) -> Any:
    """The library, or `None` with a line, once, that it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        if package not in _missing:
            _missing.add(package)
            print(f"{package} is not installed and does not judge")
        return None


def line(what: str, units: int, mine: float | None, name: str, theirs: float | None) -> float:
    """One line of the table; returns the difference."""
    if mine is None or theirs is None:
        raise SystemExit(f"{what}: no value")
    print(f"{what:<44}{units:>8}{mine:>12.6f}  {name:<14}{theirs:>12.6f}{abs(mine - theirs):>12.1e}")
    return abs(mine - theirs)


if __name__ == "__main__":
    sys.exit(main())
