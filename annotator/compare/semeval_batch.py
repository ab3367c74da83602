"""SemEval-2013 scores over many articles at once: the same counts as `semeval.semeval13_scheme`, added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter

import numpy as np

from annotator.compare.matching import Edge, components, matching
from annotator.compare.mentions import Marked
from annotator.compare.semeval import Matches, SchemeCounts, matches_of, schemes_of
from annotator.compare.sides import Flags, Numbers, Side, overlaps_of

Pair = tuple[Sequence[Marked], Sequence[Marked]]

_RANGES, _LABEL, _WEIGHT, _END = itemgetter(0), itemgetter(1), itemgetter(2), itemgetter(1)


def semeval13_over(articles: Iterable[Pair]) -> dict[str, SchemeCounts]:
    """The counts of each scheme over articles, each given as reference and other; no side has a duplicate."""
    pairs = list(articles)
    sides = [_Side([pair[which] for pair in pairs]) for which in (0, 1)]
    if all(side.is_plain for side in sides):
        return schemes_of(_matches(*sides))
    # articles with discontinuous mentions are compared one by one
    spread = [any(len(ranges) > 1 for side in pair for ranges, _ in side) for pair in pairs]
    found = [matches_of(*pair) for pair, is_spread in zip(pairs, spread, strict=True) if is_spread]
    rest = [pair for pair, is_spread in zip(pairs, spread, strict=True) if not is_spread]
    found.append(_matches(*(_Side([pair[which] for pair in rest]) for which in (0, 1))))
    strict, boundaries, labels, matched, possible, actual = (sum(counts) for counts in zip(*found, strict=True))
    return schemes_of((strict, boundaries, labels, matched, possible, actual))


class _Side:
    """One annotator's mentions in all articles: their fragments and labels, laid end to end."""

    def __init__(self, lists: Sequence[Sequence[Marked]]) -> None:
        self.sizes = list(map(len, lists))
        mentions = list(chain.from_iterable(lists))
        self.spans = list(chain.from_iterable(map(_RANGES, mentions)))
        self.labels = list(map(_LABEL, mentions))

    @property
    def is_plain(self) -> bool:
        """Whether no mention is discontinuous."""
        return len(self.spans) == len(self.labels)

    def placed(self, number: Mapping[str, int], length: int) -> Side:
        """The same as arrays, an article every `length` code points."""
        ends = np.fromiter(chain.from_iterable(self.spans), dtype=np.int64, count=2 * len(self.spans)).reshape(-1, 2)
        label = np.fromiter(map(number.__getitem__, self.labels), dtype=np.int64, count=len(self.labels))
        article = np.repeat(np.arange(len(self.sizes), dtype=np.int64), self.sizes)
        offset = article * length
        return Side(article, ends[:, 0] + offset, ends[:, 1] + offset, label)


def _matches(first: _Side, second: _Side) -> Matches:
    number = {label: n for n, label in enumerate({*first.labels, *second.labels})}
    length = max(map(_END, chain(first.spans, second.spans)), default=0) + 1
    a, b = first.placed(number, length), second.placed(number, length)
    i, j, _ = overlaps_of(a, b)
    same_ends = (a.start[i] == b.start[j]) & (a.end[i] == b.end[j])
    same_label = a.label[i] == b.label[j]
    boundaries, labels, matched = matched_articles(a.article[i], i, j, same_ends, same_label)
    return int((same_ends & same_label).sum()), len(boundaries), len(labels), len(matched), len(a.start), len(b.start)


def matched_articles(article: Numbers, i: Numbers, j: Numbers, same_ends: Flags, same_label: Flags) -> tuple[Numbers, Numbers, Numbers]:
    """Of all overlaps `i`, `j` those that are matched: the articles of pairs of equal ends, of equal labels, of all pairs.

    Strict pairs are taken first; they never stand in each other's way.
    """
    strict = same_ends & same_label
    free = ~(_having(i, strict) | _having(j, strict))
    alone = free & (_often(i, free) == 1) & (_often(j, free) == 1)
    firm = strict | alone
    rest = free & ~alone
    kinds = (2 * same_ends[rest] + same_label[rest]).tolist()
    edges = [Edge(*edge) for edge in zip(i[rest].tolist(), j[rest].tolist(), kinds, strict=True)]
    owner = dict(zip(i[rest].tolist(), article[rest].tolist(), strict=True))
    chosen = [(owner[edge.left], edge.weight) for component in components(edges) for edge in _best(component)]
    return (
        _with(article[firm & same_ends], [where for where, weight in chosen if weight >= 2]),
        _with(article[firm & same_label], [where for where, weight in chosen if weight % 2 == 1]),
        _with(article[firm], [where for where, _ in chosen]),
    )


def _having(place: Numbers, which: Flags) -> Flags:
    """Which edges have an end that one of `which` has."""
    taken = np.zeros(int(place.max(initial=-1)) + 1, dtype=bool)
    taken[place[which]] = True
    found: Flags = taken[place]
    return found


def _often(place: Numbers, which: Flags) -> Numbers:
    """How many of `which` have the end of each edge."""
    found: Numbers = np.bincount(place[which], minlength=int(place.max(initial=-1)) + 1)[place]
    return found


def _with(articles: Numbers, more: list[int]) -> Numbers:
    return np.concatenate([articles, np.array(more, dtype=np.int64)]) if more else articles


def _best(component: list[Edge]) -> list[Edge]:
    """The matching with the most equal ends, then the most pairs, then the most equal labels; a weight is 2·ends + label."""
    if len({edge.left for edge in component}) == 1 or len({edge.right for edge in component}) == 1:
        return [max(component, key=_WEIGHT)]
    base = len(component) + 1
    kinds = {(edge.left, edge.right): edge for edge in component}
    weighed = [edge._replace(weight=(edge.weight >= 2) * base**2 + base + edge.weight % 2) for edge in component]
    return [kinds[edge.left, edge.right] for edge in matching(weighed)]
