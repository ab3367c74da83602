"""Any two-sided count over all pairs of annotators: micro, macro, per article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeVar

from annotator.compare.score import NO_DEFINED_PAIRS, NO_ITEMS, NO_SHARED_ARTICLES, Counts, Score, mean_score, summed

T = TypeVar("T")
U = TypeVar("U")
Pair = tuple[str, str]
"""Two annotators, by name in sorted order."""


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Counts of every pair of annotators, over the articles both annotated.

    An annotator who is absent from an article takes no part in it; one who marked nothing does.
    `per_article` adds up the pairs of one article; articles with fewer than two annotators are not in it.
    """

    pairs: Mapping[Pair, Counts]
    per_article: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def micro(self) -> Score:
        """F1 of the sums over pairs and articles."""
        return sum(self.pairs.values(), Counts()).f1

    @property
    def macro_over_pairs(self) -> Score:
        """The mean of the pairs that have an F1; 0/0 is left out, never counted as 0 or 1."""
        mean = mean_score(counts.f1 for counts in self.pairs.values())
        return mean if mean.defined else Score(None, self._why_undefined())

    @property
    def undefined_pairs(self) -> int:
        """How many pairs have no F1: no shared article, or nothing marked by either."""
        return sum(not counts.f1.defined for counts in self.pairs.values())

    def _why_undefined(self) -> str:
        reasons = {counts.f1.reason for counts in self.pairs.values()} or {NO_SHARED_ARTICLES}
        return reasons.pop() if len(reasons) == 1 else f"{NO_DEFINED_PAIRS}: {NO_ITEMS}, or {NO_SHARED_ARTICLES}"


def pairs_of(annotators: Iterable[str], against: str | None = None) -> list[Pair]:
    """Every pair of the annotators, sorted; with `against` only the pairs that this one is in."""
    return [pair for pair in combinations(sorted(set(annotators)), 2) if against is None or against in pair]


def over_pairs(corpus: Mapping[str, Mapping[str, T]], count: Callable[[T, T], Counts]) -> PairAgreement:
    """Count every pair of annotators in every article that both annotated.

    `corpus` is article → annotator → what the annotator marked there; an annotator who did not annotate an
    article is missing from it.
    """
    return over_prepared_pairs(corpus, lambda items, _: items, count)


def over_prepared_pairs(
    corpus: Mapping[str, Mapping[str, T]], prepare: Callable[[T, str], U], count: Callable[[U, U], Counts]
) -> PairAgreement:
    """As `over_pairs`, but counted is what `prepare` makes of what an annotator marked, told whose it is in which article.

    It is made for an article at a time, since keeping it for all of them takes most of the time.
    """
    pairs: dict[Pair, list[Counts]] = {pair: [] for pair in pairs_of(name for article in corpus.values() for name in article)}
    articles: dict[str, list[Counts]] = {}
    for article, marked in corpus.items():
        names = sorted(marked)
        made = {name: prepare(marked[name], f"{name} in {article}") for name in names}
        for pair in combinations(names, 2):
            counts = count(made[pair[0]], made[pair[1]])
            pairs[pair].append(counts)
            articles.setdefault(article, []).append(counts)
    return PairAgreement(
        {pair: summed(found) for pair, found in pairs.items()}, {article: summed(found) for article, found in articles.items()}
    )
