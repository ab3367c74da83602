"""Token κ over a stream of articles, as a diagnostic only: both variants, since the choice decides the number.

What κ of two annotators needs adds up over articles: how many tokens have equal labels, how many nobody marked, and how
often each annotator gave each label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from annotator.compare.bootstrap import RESAMPLES, Formula
from annotator.compare.mentions import Marked
from annotator.compare.pairs import pairs_of
from annotator.compare.results import MACRO, CountTable, Measure, Result, results
from annotator.compare.score import NO_SHARED_UNITS, ONE_LABEL, Array, divided, mean_of
from annotator.compare.tokens import OUTSIDE, token_labels

ALL_TOKENS, MARKED_TOKENS = "token_cohen_kappa all_tokens", "token_cohen_kappa annotated_tokens_only"
_HEAD = 3


class TokenTally:
    """κ of every pair of these annotators over tokens with these labels; with `against` of the pairs with this one.

    A pair's columns are: articles, tokens of equal label, tokens that neither marked, then the labels of the first and of the
    second, `O` first.
    """

    def __init__(self, annotators: Sequence[str], labels: Sequence[str], against: str | None = None) -> None:
        self._pairs = pairs_of(annotators, against)
        self._number = {label: n for n, label in enumerate([OUTSIDE, *sorted(set(labels))])}
        self._width = _HEAD + 2 * len(self._number)
        self._table = CountTable(self._width * len(self._pairs))
        self._seen: set[str] = set()

    def add(self, article: str, marked: Mapping[str, Sequence[Marked]], tokens: Sequence[tuple[int, int]]) -> None:
        """Count an article of these tokens; an annotator missing from `marked` was absent."""
        if len(marked) < 2:
            return
        self._seen.update(marked)
        codes = {name: np.array([self._number[label] for label in token_labels(items, tokens)], int) for name, items in marked.items()}
        blocks = [self._block(codes[a], codes[b]) if a in codes and b in codes else np.zeros(self._width) for a, b in self._pairs]
        self._table.add(article, np.concatenate(blocks))

    def take(self, other: TokenTally) -> None:
        """Add what a tally of the same annotators and labels has counted of later articles."""
        self._seen |= other._seen
        self._table.take(other._table)

    def results(self, *, resamples: int = RESAMPLES, seed: int = 0) -> list[Result]:
        """Both variants, as the mean over pairs and of each pair."""
        measures = [measure for name in (ALL_TOKENS, MARKED_TOKENS) for measure in self._measures(name)]
        return results(self._table, measures, len(self._seen), resamples=resamples, seed=seed)

    def _block(self, a: np.ndarray[tuple[int], np.dtype[np.int64]], b: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Array:
        size = len(self._number)
        head = [1, (a == b).sum(), ((a == 0) & (b == 0)).sum()]
        return np.concatenate([head, np.bincount(a, minlength=size), np.bincount(b, minlength=size)]).astype(float)

    def _measures(self, name: str) -> list[Measure]:
        def kappas(sums: Array) -> Array:
            return _kappa(sums.reshape(*sums.shape[:-1], len(self._pairs), self._width), name)

        def tokens(sums: Array) -> Array:
            return _tokens(sums.reshape(*sums.shape[:-1], len(self._pairs), self._width), name)

        def of_pair(formula: Formula, n: int) -> Formula:
            return lambda sums: formula(sums)[..., n]

        found = [Measure(name, MACRO, lambda s: mean_of(kappas(s)), lambda s: tokens(s).sum(axis=-1), kappas, ONE_LABEL, NO_SHARED_UNITS)]
        for n, (a, b) in enumerate(self._pairs):
            one = of_pair(kappas, n), of_pair(tokens, n)
            found.append(Measure(name, f"{a}|{b}", *one, None, ONE_LABEL, NO_SHARED_UNITS, articles=n * self._width, annotators=2))
        return found


def _kappa(blocks: Array, name: str) -> Array:
    """Cohen's κ from blocks of shape (…, width); nan where there is one label alone, or none. Shape (…)."""
    first, second = _margins(blocks, name)
    n = _tokens(blocks, name)
    equal = blocks[..., 1] - (blocks[..., 2] if name == MARKED_TOKENS else 0)
    observed, expected = divided(equal, n), divided((first * second).sum(axis=-1), n * n)
    return divided(observed - expected, 1 - expected)


def _tokens(blocks: Array, name: str) -> Array:
    """How many tokens a variant is over."""
    tokens: Array = _margins(blocks, name)[0].sum(axis=-1)
    return tokens


def _margins(blocks: Array, name: str) -> tuple[Array, Array]:
    """How often each annotator gave each label, without the tokens that neither marked where the variant leaves them out."""
    size = (blocks.shape[-1] - _HEAD) // 2
    first, second = blocks[..., _HEAD : _HEAD + size].copy(), blocks[..., _HEAD + size :].copy()
    if name == MARKED_TOKENS:
        first[..., 0] -= blocks[..., 2]
        second[..., 0] -= blocks[..., 2]
    return first, second
