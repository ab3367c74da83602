"""Which column of an article's row of entity counts holds what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annotator.compare.pairs import Pair, pairs_of
from annotator.compare.results import Columns

SEMEVAL = 11
"""Where a pair's SemEval counts begin: pairs of equal boundaries, of equal labels, all pairs."""

PAIR_HEAD = SEMEVAL + 3
"""Columns of a pair before those of its labels: shared, n_a, n_b and tp of exact F1, the first seven of `SpanCounts`, SemEval's."""

UNIT_HEAD = 4
"""Columns of the uα family before those of the labels."""


@dataclass(frozen=True)
class Layout:
    """Blocks of pairs (head, then tp, n_a and n_b of each label), of matched labels, of the uα family."""

    annotators: Sequence[str]
    labels: Sequence[str]
    against: str | None = None

    @cached_property
    def size(self) -> int:
        """How many labels there are."""
        return len(self.labels)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each label."""
        return {label: n for n, label in enumerate(self.labels)}

    @cached_property
    def pairs(self) -> list[Pair]:
        """All pairs that are compared, in the order of their blocks."""
        return pairs_of(self.annotators, self.against)

    @cached_property
    def pair_width(self) -> int:
        """How wide a pair's block is."""
        return PAIR_HEAD + 3 * self.size

    @cached_property
    def ratings(self) -> int:
        """Where the sums of `nominal_statistics` begin."""
        return self.pair_width * len(self.pairs)

    @cached_property
    def units(self) -> int:
        """Where those of `unit_statistics` begin."""
        return self.ratings + 1 + self.size

    @cached_property
    def width(self) -> int:
        """How wide a row is."""
        return self.units + UNIT_HEAD + 4 * self.size

    def columns(self, *offsets: int) -> Columns:
        """Where these offsets of a pair's block are, for each pair, shape (pairs, offsets)."""
        bases = np.arange(len(self.pairs), dtype=np.int64)[:, None] * self.pair_width
        return bases + np.array(offsets, dtype=np.int64)
