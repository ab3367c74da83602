"""γ and γcat: agreement on where units are and what they are called, in one alignment.

γ = 1 - observed / expected disorder of the best alignment (Mathet, Widlöcher & Métivier 2015), γcat the same
on the categories of aligned units alone (Mathet 2017). The expected disorder is the mean over random
continua; the sampler changes the value, so name it, with the seed, beside every γ.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from annotator.compare.alignment import Alignment, Dissimilarity, RealContinuum, best_alignment
from annotator.compare.sampling import SAMPLERS
from annotator.compare.score import Array, Score
from annotator.compare.unitizing import NO_UNITS, ONE_ANNOTATOR

NO_ALIGNED_UNITS = "no two units align"


@dataclass(frozen=True, slots=True)
class Gamma:
    """γ and γcat (`observed` and `expected` are disorders), the best alignment, and what chance was made of."""

    gamma: Score
    gamma_cat: Score
    alignment: Alignment | None = None
    sample_disorders: Sequence[float] = field(default=())
    sampler: str = ""
    seed: int = 0


def gamma(
    continuum: RealContinuum,
    dissimilarity: Dissimilarity | None = None,
    *,
    sampler: str = "statistical",
    samples: int = 100,
    seed: int = 0,
) -> Gamma:
    """γ of one text with the expected disorder of `samples` random continua by the `sampler` named in `SAMPLERS`."""
    reason = _why_not(continuum)
    if reason:
        return Gamma(Score(None, reason), Score(None, reason), sampler=sampler, seed=seed)
    make, random = SAMPLERS[sampler](continuum), np.random.default_rng(seed)
    chance = [best_alignment(make(random), dissimilarity) for _ in range(samples)]
    return _compared(best_alignment(continuum, dissimilarity), chance, sampler, seed, _units(continuum))


def gamma_given_samples(continuum: RealContinuum, sampled: Sequence[RealContinuum], dissimilarity: Dissimilarity | None = None) -> Gamma:
    """γ with the expected disorder of these continua; nothing is random."""
    reason = _why_not(continuum)
    if reason:
        return Gamma(Score(None, reason), Score(None, reason), sampler="given")
    chance = [best_alignment(each, dissimilarity) for each in sampled if not _why_not(each)]
    return _compared(best_alignment(continuum, dissimilarity), chance, "given", 0, _units(continuum))


def gamma_observed_disorder(continuum: RealContinuum, dissimilarity: Dissimilarity | None = None) -> Score:
    """The disorder of the best alignment, 0 for equal annotators."""
    reason = _why_not(continuum)
    return Score(None, reason) if reason else Score(best_alignment(continuum, dissimilarity).disorder, units=_units(continuum))


def _compared(found: Alignment, chance: Sequence[Alignment], sampler: str, seed: int, units: int) -> Gamma:
    disorders = [each.disorder for each in chance]
    categories = np.array([each.cat_disorder for each in chance])
    return Gamma(
        _score(found.disorder, np.array(disorders), units),
        Score(None, NO_ALIGNED_UNITS) if math.isnan(found.cat_disorder) else _score(found.cat_disorder, categories, units),
        found,
        tuple(disorders),
        sampler,
        seed,
    )


def _score(observed: float, disorders: Array, units: int) -> Score:
    """1 - observed / mean; no disorder at all is 1 whatever chance gives; samples without a value are left out."""
    known = disorders[~np.isnan(disorders)]
    expected = float(known.mean()) if len(known) else 0.0
    if observed < _NOTHING:
        return Score(1.0, "", 0.0, expected, units)
    if not expected:
        return Score(None, "chance gives no disorder", observed, expected, units)
    return Score(1 - observed / expected, "", observed, expected, units)


_NOTHING = 1e-9


def _why_not(continuum: RealContinuum) -> str:
    return ONE_ANNOTATOR if len(continuum) < 2 else "" if any(continuum.values()) else NO_UNITS


def _units(continuum: RealContinuum) -> int:
    return sum(len(units) for units in continuum.values())
