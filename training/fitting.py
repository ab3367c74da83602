"""From judged proposals to estimates: a logistic regression over features, then a rising curve; and how well both hold.

The regression (penalised likelihood, by L-BFGS) weighs the features. The curve says what share was right where the sum of
the weights is so and so: proposals of articles that the regression did not see, in bins of equal size, joined where
a bin with a higher sum was right less often (pool adjacent violators: Ayer et al. 1955).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from annotator.nlp.confidence import Curve, Estimate

FOLDS = 5
PENALTY = 1.5
"""How much a weight costs: as if each feature had been seen a few times with either outcome."""

FEWEST = 4
"""A feature seen less often has no weight."""

IN_A_BIN = 40
"""Proposals of one point of a curve, at least."""

_MOST_BINS = 15
_Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal of some article of some set: its features, and whether the gold has it."""

    article: str
    source: str
    features: tuple[str, ...]
    is_right: bool


def fit(judged: Sequence[Judged]) -> Estimate:
    """The estimate for one kind of proposal.

    Raises ValueError when nothing was judged.
    """
    if not judged:
        raise ValueError("nothing of this kind was judged")
    base, weights = _regression(judged)
    unseen: list[tuple[float, bool]] = []
    for kept, left in _folds(judged):
        fold_base, fold_weights = _regression(kept)
        unseen += [(_sum(fold_base, fold_weights, sample.features), sample.is_right) for sample in left]
    return Estimate(base, {name: round(weight, 3) for name, weight in weights.items()}, curve(unseen))


def unseen_chances(judged: Sequence[Judged]) -> list[tuple[float, Judged]]:
    """Every proposal with the chance that a fit without its fold gives it."""
    return [(estimate.of(sample.features), sample) for kept, left in _folds(judged) for estimate in [fit(kept)] for sample in left]


def curve(points: Sequence[tuple[float, bool]]) -> Curve:
    """The rising curve through sums and outcomes, of at most fifteen bins."""
    ordered = sorted(points)
    count = max(1, min(_MOST_BINS, len(ordered) // IN_A_BIN))
    bins = []
    for part in np.array_split(np.arange(len(ordered)), count):
        right = sum(ordered[index][1] for index in part)
        # half a proposal of either outcome keeps a bin from being all or nothing
        bins.append((float(np.mean([ordered[index][0] for index in part])), right + 0.5, len(part) + 1.0))
    pooled = _rising(bins)
    return Curve(tuple(round(total, 3) for total, _, _ in pooled), tuple(round(right / count, 3) for _, right, count in pooled))


def _rising(bins: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Bins (mean sum, right, count), joined until the share that is right rises with the sum."""
    pooled: list[tuple[float, float, float]] = []
    for total, right, count in bins:
        while pooled and pooled[-1][1] / pooled[-1][2] >= right / count:
            other, other_right, other_count = pooled.pop()
            total = (total * count + other * other_count) / (count + other_count)
            right, count = right + other_right, count + other_count
        pooled.append((total, right, count))
    return pooled


def _regression(judged: Sequence[Judged]) -> tuple[float, dict[str, float]]:
    """Base and weights of the features that were seen often enough."""
    seen = Counter(feature for sample in judged for feature in sample.features)
    names = sorted(name for name, count in seen.items() if count >= FEWEST)
    matrix = _matrix(judged, {name: column for column, name in enumerate(names)})
    outcomes = np.array([sample.is_right for sample in judged], dtype=float)

    def loss(values: _Numbers) -> tuple[float, _Numbers]:
        sums = values[0] + matrix @ values[1:]
        chances = expit(sums)
        likelihood = np.logaddexp(0, sums).sum() - outcomes @ sums
        slope = chances - outcomes
        return likelihood + PENALTY / 2 * values[1:] @ values[1:], np.append(slope.sum(), matrix.T @ slope + PENALTY * values[1:])

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    return float(round(found[0], 3)), dict(zip(names, map(float, found[1:]), strict=True))


def _matrix(judged: Sequence[Judged], columns: Mapping[str, int]) -> csr_matrix:
    cells = [(row, columns[name]) for row, sample in enumerate(judged) for name in set(sample.features) if name in columns]
    rows, places = zip(*cells, strict=True) if cells else ((), ())
    return csr_matrix((np.ones(len(cells)), (rows, places)), shape=(len(judged), len(columns)))


def _folds(judged: Sequence[Judged]) -> Iterator[tuple[list[Judged], list[Judged]]]:
    """What is kept and what is left for each fold; an article is in one fold, chosen by a hash of its id."""
    by_fold = [_fold(sample.article) for sample in judged]
    for fold in sorted(set(by_fold)):
        kept = [sample for sample, own in zip(judged, by_fold, strict=True) if own != fold]
        left = [sample for sample, own in zip(judged, by_fold, strict=True) if own == fold]
        yield kept or left, left


def _fold(article: str) -> int:
    return int(sha256(f"fold {article}".encode()).hexdigest()[:8], 16) % FOLDS


def _sum(base: float, weights: Mapping[str, float], features: Sequence[str]) -> float:
    return base + sum(weights.get(feature, 0.0) for feature in features)
