"""Agreement beside the libraries people use, and over a large corpus: `python benchmarks/agreement_speed.py [ARTICLES]`.

nltk, nervaluate and pygamma-agreement are compared where they are installed; the project does not need
them. All data are random; a ratio is of two times in the same run on the same data. The corpus is made
of 500 random articles over and over, each counted anew.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from annotator import compare
from annotator.compare import Argument, Event, Marked, Quote
from annotator.model.annotation import AnnotationSet, Layer, Mention, State
from annotator.model.span import Span

ARTICLES = 10_000
PEOPLE = ("ann1", "ann2", "ann3")
LABELS = [f"L{n:02}" for n in range(18)]
POOL = 500
MENTIONS = 40


def main() -> None:
    """Print what was measured."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    drawn = random.Random(1)
    print(f"{'what':<58}{'seconds':>10}{'ratio':>8}")
    spans(drawn)
    categories(drawn)
    units(drawn)
    corpus(drawn, articles)


def line(what: str, seconds: float, ratio: float | None = None) -> None:
    """One line of the table."""
    print(f"{what:<58}{seconds:>10.3f}{'' if ratio is None else f'{ratio:>8.0f}'}", flush=True)


def seconds_of(run: Callable[[], object], rounds: int = 3) -> float:
    """The best of some rounds, in processor time, since others may be busy on the machine."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times)


def library(name: str) -> Any:
    """The library, or `None` with a line that it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed")
        return None


def against(what: str, ours: Callable[[], object], theirs: Callable[[], object] | None, rival: str, rounds: int = 1) -> None:
    """Both times and the ratio."""
    mine = seconds_of(ours)
    if theirs is None:
        line(f"{what}: annotator", mine)
        return
    other = seconds_of(theirs, rounds)
    line(f"{what}: {rival}", other)
    line(f"{what}: annotator", mine, other / mine)


def layout_of(drawn: random.Random, count: int) -> list[tuple[int, int, str]]:
    """Random units one after the other."""
    made, at = [], 0
    for _ in range(count):
        start = at + drawn.randint(5, 60)
        at = start + drawn.randint(3, 25)
        made.append((start, at, drawn.choice(LABELS)))
    return made


def seen_by(drawn: random.Random, truth: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """One annotator's version: some left out, moved, relabelled, some nested ones more."""
    made = []
    for start, end, label in truth:
        chance = drawn.random()
        if chance < 0.1:
            continue
        if chance < 0.2:
            start, end = start + drawn.randint(0, 2), end + drawn.randint(1, 3)
        if drawn.random() < 0.02:
            made.append((start, start + 2, drawn.choice(LABELS)))
        made.append((start, end, label if drawn.random() < 0.92 else drawn.choice(LABELS)))
    return sorted(set(made))


def marked(units_: Sequence[tuple[int, int, str]]) -> list[Marked]:
    """The units as mentions."""
    return [Marked(((start, end),), label) for start, end, label in units_]


def spans(drawn: random.Random) -> None:
    """SemEval'13 and exact counts of articles of 40 and of 400 mentions, beside nervaluate."""
    for articles, size in ((300, MENTIONS), (30, 10 * MENTIONS)):
        scored(drawn, articles, size)


def scored(drawn: random.Random, articles: int, size: int) -> None:
    """The two for one size of article."""
    what = f"{articles} articles of {size}"
    pairs = []
    for _ in range(articles):
        truth = layout_of(drawn, size)
        pairs.append((seen_by(drawn, truth), seen_by(drawn, truth)))
    plain = [(marked(a), marked(b)) for a, b in pairs]
    both = {str(n): {"ann1": a, "ann2": b} for n, (a, b) in enumerate(plain)}
    nervaluate = library("nervaluate")
    gold, other = ([[{"label": u[2], "start": u[0], "end": u[1] - 1} for u in pair[side]] for pair in pairs] for side in (0, 1))

    def theirs() -> object:
        return nervaluate.Evaluator(gold, other, tags=LABELS, loader="dict").evaluate()

    rival = theirs if nervaluate else None
    against(f"SemEval'13, {what}", lambda: compare.semeval13_over(plain), rival, "nervaluate")
    against(f"exact F1, {what}", lambda: compare.span_f1_exact(both), rival, "nervaluate (all schemes)")


def categories(drawn: random.Random) -> None:
    """α and κ of 20,000 units and three annotators from Python objects, beside nltk."""
    rows: list[list[str | None]] = []
    for _ in range(20_000):
        label = drawn.choice(LABELS)
        rows.append([label if drawn.random() < 0.8 else drawn.choice(LABELS) for _ in PEOPLE])
    agreement = library("nltk.metrics.agreement")
    triples = [(name, unit, label) for unit, row in enumerate(rows) for name, label in zip(PEOPLE, row, strict=True)]

    def task() -> Any:
        return agreement.AnnotationTask(data=triples)

    against("α nominal, 20,000 units", lambda: compare.krippendorff_alpha_nominal(rows), agreement and (lambda: task().alpha()), "nltk")
    against("mean pairwise κ", lambda: compare.mean_pairwise_cohen_kappa(rows).mean, agreement and (lambda: task().kappa()), "nltk")
    against("multi κ", lambda: compare.multi_kappa_davies_fleiss(rows), agreement and (lambda: task().multi_kappa()), "nltk")


def units(drawn: random.Random) -> None:
    """The best alignment for γ, beside pygamma-agreement, and γ of several annotators."""
    logging.disable(logging.WARNING)
    pygamma = library("pygamma_agreement")
    for count in (100, 1000):
        truth = layout_of(drawn, count)
        continuum = {name: seen_by(drawn, truth) for name in PEOPLE[:2]}
        rival = theirs_of(pygamma, continuum) if pygamma else None
        if rival and count == 100:
            rival()
        against(f"best alignment of two, {count:,} units", lambda c=continuum: compare.best_alignment(c), rival, "pygamma-agreement")  # type: ignore[misc]
    for people in (3, 4, 5):
        truth = layout_of(drawn, 100)
        continuum = {f"ann{n}": seen_by(drawn, truth) for n in range(people)}
        line(f"γ of {people}, 100 units, 30 samples", seconds_of(lambda c=continuum: compare.gamma(c, samples=30), 1))  # type: ignore[misc]


def theirs_of(pygamma: Any, continuum: dict[str, list[tuple[int, int, str]]]) -> Callable[[], object]:
    """The best alignment by pygamma-agreement, the same data already in its classes."""
    segment = importlib.import_module("pyannote.core").Segment
    made = pygamma.Continuum()
    for name, found in continuum.items():
        for start, end, label in found:
            made.add(name, segment(start, end), label)
    measure = pygamma.CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)

    def run() -> object:
        with contextlib.redirect_stdout(None):
            return made.get_best_alignment(measure)

    return run


def annotation_set(name: str, found: Sequence[Marked]) -> AnnotationSet:
    """The mentions as a person's set."""
    mentions = {
        f"m{n}": Mention(f"m{n}", Layer.ENTITY, label, tuple(Span(*pair) for pair in ranges), State.ACCEPTED)
        for n, (ranges, label) in enumerate(found)
    }
    return AnnotationSet("a", name, mentions=mentions)


def corpus(drawn: random.Random, articles: int) -> None:
    """A full report with 2,000 resamples over the whole corpus."""
    pool = []
    for _ in range(POOL):
        truth = layout_of(drawn, 46)
        pool.append(({name: annotation_set(name, marked(seen_by(drawn, truth))) for name in PEOPLE}, truth[-1][1] + 40, truth))
    mentions = sum(len(made.mentions) for sets, *_ in pool for made in sets.values()) / POOL / len(PEOPLE)
    print(f"\n{articles:,} articles × {len(PEOPLE)} annotators × {mentions:.0f} mentions")
    begun, worked = time.perf_counter(), time.process_time()
    entities = compare.EntityTally(PEOPLE, LABELS)
    for name, (sets, length, _) in again(pool, articles):
        entities.add(name, {who: compare.entities_of(made) for who, made in sets.items()}, length)
    counted = time.perf_counter()
    found = entities.results()
    line("entities: counting annotation sets", counted - begun)
    line(f"entities: {len(found)} numbers with intervals, 2,000 resamples", time.perf_counter() - counted)
    line("entities: all", time.perf_counter() - begun)
    line("entities: all, processor time", time.process_time() - worked)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
    if articles <= ARTICLES:
        linked(drawn, pool, articles)


def linked(drawn: random.Random, pool: Sequence[Any], articles: int) -> None:
    """Quotes and events of the same articles: six quotes, eight events with two arguments each."""
    made = [{who: _linked(drawn, truth) for who in PEOPLE} for *_, truth in pool]
    begun = time.perf_counter()
    quotes, events = compare.QuoteTally(PEOPLE, ["direct", "indirect"]), compare.EventTally(PEOPLE, LABELS)
    for name, by in again(made, articles):
        quotes.add(name, {who: items[0] for who, items in by.items()})
        events.add(name, {who: items[1] for who, items in by.items()})
    found = [*quotes.results(), *events.results()]
    line(f"quotes and events: {len(found)} numbers with intervals", time.perf_counter() - begun)


def _linked(drawn: random.Random, truth: Sequence[tuple[int, int, str]]) -> tuple[list[Quote], list[Event]]:
    ranges = [((start, end),) for start, end, _ in truth]
    quotes = [
        Quote(ranges[n], drawn.choice(["direct", "indirect"]), ranges[n + 1], ranges[n + 2])
        for n in range(0, 18, 3)
        if drawn.random() < 0.9
    ]
    events = []
    for n in range(20, 44, 3):
        fillers = frozenset(Argument(drawn.choice("ab"), ranges[n + k]) for k in (1, 2))
        events.append(Event(ranges[n], truth[n][2] if drawn.random() < 0.8 else drawn.choice(LABELS), fillers))
    return quotes, events


def again(pool: Sequence[Any], articles: int) -> Iterator[tuple[str, Any]]:
    """The pool over and over under new names."""
    for n in range(articles):
        yield f"a{n:06}", pool[n % len(pool)]


if __name__ == "__main__":
    main()
