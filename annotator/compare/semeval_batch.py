"""SemEval-2013 scores over many articles at once: the same counts as `semeval.semeval13_scheme`, added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from annotator.compare.matching import Edge, components, matching
from annotator.compare.mentions import Marked
from annotator.compare.semeval import Matches, SchemeCounts, matches_of, schemes_of
from annotator.compare.sides import Flags, Numbers, Side, overlaps_of

Pair = tuple[Sequence[Marked], Sequence[Marked]]


class _Columns(NamedTuple):
    """One annotator's mentions in all articles."""

    article: Numbers
    start: Numbers
    end: Numbers
    label: list[str]


def semeval13_over(articles: Iterable[Pair]) -> dict[str, SchemeCounts]:
    """The counts of each scheme over articles, each given as reference and other; no side has a duplicate."""
    plain: list[Pair] = []
    found: list[Matches] = []
    for pair in articles:
        if max(map(len, [ranges for side in pair for ranges, _ in side]), default=1) > 1:
            found.append(matches_of(*pair))
        else:
            plain.append(pair)
    if plain:
        found.append(_matches(plain))
    strict, boundaries, labels, matched, possible, actual = (sum(counts) for counts in zip(*found, strict=True)) if found else (0,) * 6
    return schemes_of((strict, boundaries, labels, matched, possible, actual))


def _matches(pairs: Sequence[Pair]) -> Matches:
    first, second = (_columns([pair[which] for pair in pairs]) for which in (0, 1))
    number = {label: n for n, label in enumerate({*first.label, *second.label})}
    length = int(max(first.end.max(initial=0), second.end.max(initial=0))) + 1
    a, b = _side(first, number, length), _side(second, number, length)
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
    base = len(component) + 1
    kinds = {(edge.left, edge.right): edge for edge in component}
    weighed = [edge._replace(weight=(edge.weight >= 2) * base**2 + base + edge.weight % 2) for edge in component]
    return [kinds[edge.left, edge.right] for edge in matching(weighed)]


def _columns(lists: Sequence[Sequence[Marked]]) -> _Columns:
    flat = list(chain.from_iterable(lists))
    spans = [ranges[0] for ranges, _ in flat]
    start, end = np.fromiter(chain.from_iterable(spans), dtype=np.int64, count=2 * len(spans)).reshape(-1, 2).T
    article = np.repeat(np.arange(len(lists), dtype=np.int64), list(map(len, lists)))
    return _Columns(article, start, end, [label for _, label in flat])


def _side(columns: _Columns, number: Mapping[str, int], length: int) -> Side:
    label = np.fromiter(map(number.__getitem__, columns.label), dtype=np.int64, count=len(columns.label))
    offset = columns.article * length
    return Side(columns.article, columns.start + offset, columns.end + offset, label)
