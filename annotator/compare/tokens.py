"""κ over tokens, as a diagnostic only: both variants, since the choice decides the number.

Over all tokens κ is inflated by those nobody marked; over tokens that somebody marked it is deflated
(Hripcsak & Rothschild 2005; Brandsen et al. 2020).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from annotator.compare.kappa import cohen_kappa
from annotator.compare.mentions import Marked
from annotator.compare.score import Counts, Score

OUTSIDE = "O"
_START, _END = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class TokenKappa:
    """κ over all tokens, over those that at least one marked, and the F1 of marked tokens."""

    all_tokens: Score
    annotated_tokens_only: Score
    f1_without_outside: Score


def token_cohen_kappa(a: Sequence[str], b: Sequence[str]) -> TokenKappa:
    """Both variants from the labels of the same tokens, `O` for unmarked ones."""
    rows = list(zip(a, b, strict=True))
    marked = [row for row in rows if row != (OUTSIDE, OUTSIDE)]
    equal = sum(left == right for left, right in marked)
    counts = Counts(equal, sum(label != OUTSIDE for label in a), sum(label != OUTSIDE for label in b), 1)
    return TokenKappa(cohen_kappa(rows), cohen_kappa(marked), counts.f1)


def token_labels(mentions: Sequence[Marked], tokens: Sequence[tuple[int, int]]) -> list[str]:
    """The label of each token `[start, end)`, in reading order: of the longest mention that overlaps it, `O` where none does."""
    labels = [OUTSIDE] * len(tokens)
    ordered = sorted(mentions, key=lambda item: (item.ranges[-1][1] - item.ranges[0][0], item.ranges, item.label))
    for item in ordered:
        for start, end in item.ranges:
            first, last = bisect_right(tokens, start, key=_END), bisect_left(tokens, end, key=_START)
            labels[first:last] = [item.label] * (last - first)
    return labels
