"""Random continua for the expected disorder of γ: two samplers, which give different values; always seeded.

`statistical`: numbers of units, gaps and lengths drawn from normal distributions with the mean and spread
of the data, labels by their frequency. `shuffle`: each annotator gets a random annotator's units shifted
by a random amount, wrapped at the end (Mathet et al. 2015, §5.2). Both follow pygamma-agreement's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from annotator.compare.alignment import RealContinuum, RealUnit

Sampler = Callable[[Generator], dict[str, list[RealUnit]]]

_SHORTEST = 1e-6


def statistical_sampler(continuum: RealContinuum) -> Sampler:
    """A sampler of continua with the data's means and spreads; at least one unit is in each."""
    gaps = np.array(_gaps(continuum))
    lengths = np.array([end - start for units in continuum.values() for start, end, _ in units])
    numbers = np.array([len(units) for units in continuum.values()])
    labels = [label for units in continuum.values() for *_, label in units]
    names, counts = np.unique(np.array(labels, dtype=object), return_counts=True)
    shares = counts / counts.sum()

    def sample(random: Generator) -> dict[str, list[RealUnit]]:
        made: dict[str, list[RealUnit]] = {}
        for name in sorted(continuum):
            size = abs(int(random.normal(numbers.mean(), numbers.std())))
            size = size if any(made.values()) else max(1, size)
            long = np.maximum(np.abs(random.normal(lengths.mean(), lengths.std(), size)), _SHORTEST)
            between = random.normal(gaps.mean(), gaps.std(), size)
            ends = np.cumsum(between + long)
            chosen: list[str] = names[random.choice(len(names), size, p=shares)].tolist() if size else []
            made[name] = list(zip((ends - long).tolist(), ends.tolist(), chosen, strict=True))
        return made

    return sample


def shuffle_sampler(continuum: RealContinuum) -> Sampler:
    """A sampler that shifts annotators' units; pivots lie at least half a mean unit apart where there is room."""
    bounds = (
        min(0.0, *(start for units in continuum.values() for start, *_ in units), 0.0),
        max(end for units in continuum.values() for _, end, _ in units),
    )
    lengths = [end - start for units in continuum.values() for start, end, _ in units]
    apart = sum(lengths) / len(lengths) / 2
    names = sorted(continuum)

    def sample(random: Generator) -> dict[str, list[RealUnit]]:
        made: dict[str, list[RealUnit]] = {}
        while not any(made.values()):
            free = [bounds]
            for name in names:
                pivot = _pivot(free, bounds, random)
                free = _cut(free, pivot, apart)
                source = continuum[names[random.integers(len(names))]]
                made[name] = [_shifted(unit, pivot, bounds) for unit in source]
        return made

    return sample


SAMPLERS: Mapping[str, Callable[[RealContinuum], Sampler]] = {"statistical": statistical_sampler, "shuffle": shuffle_sampler}


def _gaps(continuum: RealContinuum) -> list[float]:
    gaps = [0.0]
    for units in continuum.values():
        ordered = sorted(units)
        gaps += [right[0] - left[1] for left, right in pairwise(ordered)]
        if ordered and ordered[0][0] > 0:
            gaps.append(ordered[0][0])
    return gaps


def _pivot(free: list[tuple[float, float]], bounds: tuple[float, float], random: Generator) -> float:
    if not free:
        return float(random.uniform(*bounds))
    sizes = np.array([end - start for start, end in free])
    start, end = free[random.choice(len(free), p=sizes / sizes.sum())]
    return float(int(random.uniform(start, end)))


def _cut(free: list[tuple[float, float]], pivot: float, apart: float) -> list[tuple[float, float]]:
    pieces = [piece for start, end in free for piece in ((start, min(end, pivot - apart)), (max(start, pivot + apart), end))]
    return [(start, end) for start, end in pieces if start < end]


def _shifted(unit: RealUnit, pivot: float, bounds: tuple[float, float]) -> RealUnit:
    start, end, label = unit
    by = pivot if start + pivot <= bounds[1] else pivot + bounds[0] - bounds[1]
    return (start + by, end + by, label)
