"""Agreement on quotes, events and chains over a stream of articles: counts an article at a time, results at the end."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from annotator.compare.bootstrap import RESAMPLES, Formula
from annotator.compare.coreference import MEASURES, Cluster, coref_metrics
from annotator.compare.events import CRITERIA, Key, best_match, keys_of, matched_triggers, parts_of, shared_keys
from annotator.compare.mentions import Event, Marked, Quote, without_duplicates
from annotator.compare.pairs import pairs_of
from annotator.compare.quotes import (
    ELEMENTS,
    NO_OVERLAP,
    NO_QUOTES,
    agr_wiebe,
    matched_quotes,
    overlapping,
    quote_element_dice,
    quote_f1_exact,
    quote_f1_overlap,
    same_speaker,
)
from annotator.compare.results import (
    LABEL,
    MICRO,
    ROLE,
    Columns,
    CountTable,
    LabelCounts,
    Measure,
    Result,
    f1_measures,
    nominal_measures,
    results,
    summing,
)
from annotator.compare.score import NO_SHARED_UNITS, Counts, divided, f1_of_shares, mean_of

ByLabel = dict[tuple[str, str], tuple[float, float, float]]
"""Measure and variant (`label X`, `role X`) → tp, n_a, n_b."""

T = TypeVar("T")
P = TypeVar("P")
Labels = list[tuple[str, str]]
_DICE = ("content", "cue", "speaker")
"""What reports call the elements of a quote."""


class PairTally(ABC, Generic[T, P]):
    """Counts of every pair of annotators (with `against` of those it is in); add every article once, then ask for `results`.

    A pair's block of a row is whether both annotated the article, then `pair_width` counts; after the pairs
    come the sums of nominal agreement over `categories` (labels of what matched).
    """

    pair_width: int

    def __init__(self, annotators: Sequence[str], categories: Sequence[str] = (), against: str | None = None) -> None:
        self.pairs = pairs_of(annotators, against)
        self._number = {label: n for n, label in enumerate(sorted(set(categories)))}
        self._ratings = len(self.pairs) * (1 + self.pair_width)
        self._table = CountTable(self._ratings + 1 + len(self._number))
        self._labels = LabelCounts()
        self._seen: set[str] = set()

    def add(self, article: str, marked: Mapping[str, Sequence[T]]) -> None:
        """Count an article; an annotator missing from `marked` was absent, and fewer than two compare nothing.

        Raises `DuplicateMention`, and `KeyError` for a category that was not announced.
        """
        if len(marked) < 2:
            return
        for name, items in marked.items():
            self.check(items, f"{name} in {article}")
        ready = {name: self.prepare(items) for name, items in marked.items()}
        row = [0.0] * self._table.width
        for n, (a, b) in enumerate(self.pairs):
            if a in marked and b in marked:
                first = n * (1 + self.pair_width)
                row[first] = 1.0
                if not marked[a] and not marked[b]:
                    continue
                counts, labels = self.compare(ready[a], ready[b])
                row[first + 1 : first + 1 + self.pair_width] = counts
                self._labels.add(len(self._table.articles), self.by_label(ready[a], ready[b]))
                for left, right in labels:
                    row[self._ratings] += 2 * (left == right)
                    row[self._ratings + 1 + self._number[left]] += 1
                    row[self._ratings + 1 + self._number[right]] += 1
        self._seen.update(marked)
        self._table.add(article, row)

    def take(self, other: PairTally[T, P]) -> None:
        """Add what a tally of the same annotators and categories has counted of later articles."""
        self._seen |= other._seen
        self._labels.take(other._labels, len(self._table.articles))
        self._table.take(other._table)

    def results(self, *, resamples: int = RESAMPLES, seed: int = 0) -> list[Result]:
        """Every measure with its interval."""
        return results(self._table, self.measures(), len(self._seen), self._labels, resamples=resamples, seed=seed)

    def columns(self, *offsets: int) -> Columns:
        """Where these counts are for each pair, shape (pairs, offsets); 0 is whether the pair shares the article."""
        bases = np.arange(len(self.pairs), dtype=np.int64)[:, None] * (1 + self.pair_width)
        return bases + np.array(offsets, dtype=np.int64)

    def f1(self, name: str, tp: int, n_a: int, n_b: int) -> list[Measure]:
        """Micro, macro and pairs of an F1 whose counts are at these offsets."""
        return f1_measures(name, self.columns(tp, n_a, n_b), self.pairs, self.columns(0)[:, 0].tolist())

    def share(self, name: str, variant: str, above: int, below: int, nothing: str) -> Measure:
        """A quotient of sums over all pairs."""
        upper, lower = self.columns(above)[:, 0], self.columns(below)[:, 0]
        return Measure(
            name, variant, lambda s: divided(s[..., upper].sum(-1), s[..., lower].sum(-1)), summing(lower), None, nothing, nothing
        )

    def nominal(self, variant: str) -> list[Measure]:
        """α, raw agreement and AC1 on the categories of what matched."""
        return nominal_measures(variant, self._ratings, len(self._number))

    def check(self, items: Sequence[T], where: str) -> None:
        """Raise `DuplicateMention` where the annotator marked the same twice."""

    @abstractmethod
    def prepare(self, items: Sequence[T]) -> P:
        """What of one annotator's items is compared with everyone else's."""

    @abstractmethod
    def compare(self, a: P, b: P) -> tuple[list[float], Labels]:
        """The counts of a pair in one article, and the categories of what matched."""

    def by_label(self, a: P, b: P) -> ByLabel:
        """tp, n_a and n_b of a pair in one article for each label (or role) that one of them marked."""
        return {}

    @abstractmethod
    def measures(self) -> list[Measure]:
        """What is made of the sums."""


class Prepared(NamedTuple):
    """The events of one annotator in one article, and what of them is compared."""

    events: Sequence[Event]
    keys: Mapping[str, set[Key]]
    parts: Sequence[frozenset[Key]]


class QuoteTally(PairTally[Quote, Sequence[Quote]]):
    """Quotes: F1 and `agr` on content, Dice of the elements, speaker and type on matched quotes."""

    pair_width = 18

    def check(self, items: Sequence[Quote], where: str) -> None:
        """Refuse two quotes with the same content and type."""
        without_duplicates((Marked(quote.content, quote.type) for quote in items), where)

    def prepare(self, items: Sequence[Quote]) -> Sequence[Quote]:
        """The quotes as they are."""
        return items

    def compare(self, a: Sequence[Quote], b: Sequence[Quote]) -> tuple[list[float], Labels]:
        """Exact, overlap, n_a, n_b; both directions of `agr`; sum and number of each Dice; speakers agreed, matched."""
        known = overlapping(a, b)
        same, directed, elements = quote_f1_exact(a, b), agr_wiebe(a, b, known), quote_element_dice(a, b, known)
        plain = len({i for i, *_ in known}) == len(known) == len({j for _, j, _ in known})
        matched = [(a[i], b[j]) for i, j, _ in known] if plain else matched_quotes(a, b)
        near = float(len(known)) if plain else quote_f1_overlap(a, b).tp
        sums = [part for name in ELEMENTS for part in (elements[name].total, float(elements[name].pairs))]
        agr = [float(directed.x_found), float(directed.x_all), float(directed.y_found), float(directed.y_all)]
        speakers = float(sum(same_speaker(x, y) for x, y in matched))
        sourced = [(x, y) for x, y in matched if x.source or y.source]
        given = float(sum(same_speaker(x, y) for x, y in sourced))
        counts = [same.tp, near, float(same.n_a), float(same.n_b), *agr, *sums]
        return [*counts, speakers, float(len(matched)), given, float(len(sourced))], [(x.type, y.type) for x, y in matched]

    def by_label(self, a: Sequence[Quote], b: Sequence[Quote]) -> ByLabel:
        """Exact and overlap F1 of the quotes of each type alone."""
        found: ByLabel = {}
        for kind in sorted({quote.type for quote in (*a, *b)}):
            left, right = ([quote for quote in side if quote.type == kind] for side in (a, b))
            for name, count in (("quote_f1_exact", quote_f1_exact), ("quote_f1_overlap", quote_f1_overlap)):
                found[name, f"{LABEL}{kind}"] = _numbers(count(left, right))
        return found

    def measures(self) -> list[Measure]:
        """All of the layer."""
        agr = [self.share("agr_wiebe", direction, 5 + 2 * n, 6 + 2 * n, NO_QUOTES) for n, direction in enumerate(("x‖y", "y‖x"))]
        dice = [self.share("quote_element_dice", name, 9 + 2 * n, 10 + 2 * n, NO_OVERLAP) for n, name in enumerate(_DICE)]
        speakers = [
            self.share("speaker_agreement", "matched quotes", 15, 16, NO_OVERLAP),
            self.share("speaker_agreement", "matched quotes with a speaker", 17, 18, NO_SHARED_UNITS),
        ]
        content = [*self.f1("quote_f1_exact", 1, 3, 4), *self.f1("quote_f1_overlap", 2, 3, 4)]
        return [*content, *agr, *dice, *speakers, *self.nominal("types of matched quotes")]


class EventTally(PairTally[Event, Prepared]):
    """Events: F1 of triggers and arguments, bound and not, over whole events, and the types of matched triggers."""

    pair_width = 3 * (len(CRITERIA) + 1)

    def prepare(self, items: Sequence[Event]) -> Prepared:
        """The keys of the criteria and the parts of every event."""
        return Prepared(items, keys_of(items), [parts_of(event) for event in items])

    def compare(self, a: Prepared, b: Prepared) -> tuple[list[float], Labels]:
        """The counts of every criterion in turn, then of the best match over whole events."""
        found = [*shared_keys(a.keys, b.keys).values(), best_match(a.parts, b.parts)]
        return [number for counts in found for number in _numbers(counts)], matched_triggers(a.events, b.events)

    def by_label(self, a: Prepared, b: Prepared) -> ByLabel:
        """Trigger and argument classification F1 of each event type alone, and the latter of each role alone."""
        triggers, arguments = ((a.keys[name], b.keys[name]) for name in ("trigger_cls", "argument_cls"))
        return {
            **_each("event_f1 trigger_cls", LABEL, 1, triggers),
            **_each("event_f1 argument_cls", LABEL, 0, arguments),
            **_each("event_f1 argument_cls", ROLE, 2, arguments),
        }

    def measures(self) -> list[Measure]:
        """All of the layer."""
        names = [*CRITERIA, "best_match"]
        f1 = [measure for n, name in enumerate(names) for measure in self.f1(f"event_f1 {name}", 1 + 3 * n, 2 + 3 * n, 3 + 3 * n)]
        return [*f1, *self.nominal("types of matched triggers")]


class ChainTally(PairTally[Cluster, Sequence[Cluster]]):
    """Chains of equal canonical names: MUC, B³, CEAF and the CoNLL mean."""

    pair_width = 4 * len(MEASURES)

    def prepare(self, items: Sequence[Cluster]) -> Sequence[Cluster]:
        """The chains as they are."""
        return items

    def compare(self, a: Sequence[Cluster], b: Sequence[Cluster]) -> tuple[list[float], Labels]:
        """Above and below of recall and precision, for every measure."""
        shares = coref_metrics(a, b)
        return [float(number) for name in MEASURES for number in astuple(shares[name])], []

    def measures(self) -> list[Measure]:
        """F1 of the sums over pairs, and the mean of MUC, B³ and CEAFe."""
        formulas = {name: self._f1(n) for n, name in enumerate(MEASURES)}
        mentions = summing(self.columns(4 * MEASURES.index("b_cubed") + 2, 4 * MEASURES.index("b_cubed") + 4).ravel())
        conll = [formulas[name] for name in ("muc", "b_cubed", "ceaf_e")]
        found = [Measure(f"coref {name}", MICRO, formula, mentions) for name, formula in formulas.items()]
        return [*found, Measure("conll_mean_f1", MICRO, lambda s: mean_of(np.stack([f(s) for f in conll], axis=-1)), mentions)]

    def _f1(self, number: int) -> Formula:
        columns = self.columns(*(1 + 4 * number + part for part in range(4)))
        return lambda s: f1_of_shares(s[..., columns].sum(axis=-2))


def _each(name: str, word: str, part: int, keys: tuple[set[Key], set[Key]]) -> ByLabel:
    """The counts of keys by what stands at `part` of them."""
    a, b = keys
    shared, left, right = (Counter(key[part] for key in found) for found in (a & b, a, b))
    return {(name, f"{word}{label}"): (shared[label], left[label], right[label]) for label in sorted({*left, *right}, key=str)}


def _numbers(counts: Counts) -> tuple[float, float, float]:
    return counts.tp, float(counts.n_a), float(counts.n_b)
