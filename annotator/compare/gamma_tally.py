"""γ and γcat over a stream of articles: each article's own alignment and chance, then the mean over articles.

γ has no counts that add up, so what is resampled are the values of articles. It takes long: chance is sampled
for every article and sampler.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from annotator.compare.alignment import RealUnit
from annotator.compare.bootstrap import RESAMPLES, Formula
from annotator.compare.gamma_agreement import NO_ALIGNED_UNITS, gamma
from annotator.compare.pairs import pairs_of
from annotator.compare.results import CountTable, Measure, Result, results
from annotator.compare.sampling import SAMPLERS
from annotator.compare.score import Score, divided
from annotator.compare.unitizing import NO_UNITS
from annotator.model.errors import Unavailable

SAMPLES = 30
"""Random continua for the chance of one article, as pygamma-agreement takes by default."""

GAMMA, GAMMA_CAT = "gamma", "gamma_cat"


class GammaTally:
    """γ of articles, of all annotators at once; with `against` of everybody with this one.

    `refused` counts articles in which there is more to align than the stated limit.
    """

    def __init__(self, against: str | None = None, *, samples: int = SAMPLES, seed: int = 0) -> None:
        self._against, self._samples, self._seed = against, samples, seed
        self._table = CountTable(1 + 4 * len(SAMPLERS))
        self._seen: set[str] = set()
        self.refused = 0

    def add(self, article: str, marked: Mapping[str, Sequence[RealUnit]]) -> None:
        """Align an article; an annotator missing from `marked` was absent."""
        if len(marked) < 2:
            return
        self._seen.update(marked)
        row = np.zeros(self._table.width)
        groups = [tuple(sorted(marked))] if self._against is None else pairs_of(marked, self._against)
        for names in groups:
            row += self._row({name: marked[name] for name in names})
        self._table.add(article, row)

    def take(self, other: GammaTally) -> None:
        """Add what a tally of the same annotators has aligned of later articles."""
        self._seen |= other._seen
        self._table.take(other._table)
        self.refused += other.refused

    def results(self, *, resamples: int = RESAMPLES, seed: int = 0) -> list[Result]:
        """The means over articles, by sampler."""
        return results(self._table, self._measures(), len(self._seen), resamples=resamples, seed=seed)

    def _row(self, continuum: Mapping[str, Sequence[RealUnit]]) -> list[float]:
        """Units, then value and 1 (0 and 0 where undefined) of γ and γcat, by sampler."""
        if not any(continuum.values()):
            return [0.0] * self._table.width
        row = [float(sum(map(len, continuum.values())))]
        try:
            for sampler in sorted(SAMPLERS):
                found = gamma(continuum, sampler=sampler, samples=self._samples, seed=self._seed)
                row += [*_cells(found.gamma), *_cells(found.gamma_cat)]
        except Unavailable:
            self.refused += 1
            return [0.0] * self._table.width
        return row

    def _measures(self) -> list[Measure]:
        found = []
        for n, sampler in enumerate(sorted(SAMPLERS)):
            variant = f"mean over articles, {sampler} sampler, {self._samples} samples, seed {self._seed}"
            for part, (name, reason) in enumerate(((GAMMA, NO_UNITS), (GAMMA_CAT, NO_ALIGNED_UNITS))):
                first = 1 + 4 * n + 2 * part
                articles = first + 1 if self._against is None else None
                found.append(Measure(name, variant, _mean(first), lambda s: s[..., 0], None, reason, NO_UNITS, articles))
        return found


def _cells(score: Score) -> tuple[float, float]:
    return (0.0, 0.0) if score.value is None else (score.value, 1.0)


def _mean(first: int) -> Formula:
    return lambda sums: divided(sums[..., first], sums[..., first + 1])
