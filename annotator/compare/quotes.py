"""Agreement on quotes: which content, and on matched quotes the cue, the speaker and the type.

`agr(a‖b)` is the share of a's quotes that overlap one of b's, many-to-one allowed (Wiebe, Wilson & Cardie
2005, §5.2; for attribution Pareti 2015). F1 on content is one-to-one, exact or by overlap. Dice of the
elements is over all overlapping pairs of content; a pair in which neither side has the element is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap

from annotator.compare.matching import Overlap, Ranges, common_length, length_of, match_mentions, overlaps
from annotator.compare.mentions import Marked, Quote
from annotator.compare.pairs import Pair, pairs_of
from annotator.compare.score import NO_ITEMS, Counts, Score, mean_score
from annotator.compare.spans import exact_unlabelled, overlap_unlabelled

ELEMENTS = ("content", "cue", "source")
NO_QUOTES = "this annotator marked no quote"
NO_OVERLAP = "no two quotes overlap"


@dataclass(frozen=True, slots=True)
class Directed:
    """Both directions of `agr`: x's quotes found in y, and y's found in x; counts add up."""

    x_found: int = 0
    x_all: int = 0
    y_found: int = 0
    y_all: int = 0

    def __add__(self, other: Directed) -> Directed:
        return Directed(
            self.x_found + other.x_found, self.x_all + other.x_all, self.y_found + other.y_found, self.y_all + other.y_all
        )  # fmt: skip

    @property
    def agr_x_y(self) -> Score:
        """agr(x‖y), undefined where x marked nothing."""
        return Score(self.x_found / self.x_all, units=self.x_all) if self.x_all else Score(None, NO_QUOTES)

    @property
    def agr_y_x(self) -> Score:
        """agr(y‖x), undefined where y marked nothing."""
        return Score(self.y_found / self.y_all, units=self.y_all) if self.y_all else Score(None, NO_QUOTES)

    @property
    def mean(self) -> Score:
        """The mean of the two directions; of one where the other is undefined, and then 0."""
        return mean_score((self.agr_x_y, self.agr_y_x)) if self.x_all or self.y_all else Score(None, NO_ITEMS)


@dataclass(frozen=True, slots=True)
class DiceSum:
    """A sum of Dice coefficients and how many; sums add up."""

    total: float = 0.0
    pairs: int = 0

    def __add__(self, other: DiceSum) -> DiceSum:
        return DiceSum(self.total + other.total, self.pairs + other.pairs)

    @property
    def mean(self) -> Score:
        """The mean coefficient."""
        return Score(self.total / self.pairs, units=self.pairs) if self.pairs else Score(None, NO_OVERLAP)


def overlapping(a: Sequence[Quote], b: Sequence[Quote]) -> list[Overlap]:
    """All pairs of overlapping content; the functions here take them where they are known."""
    return overlaps([quote.content for quote in a], [quote.content for quote in b])


def agr_wiebe(a: Sequence[Quote], b: Sequence[Quote], known: Sequence[Overlap] | None = None) -> Directed:
    """`agr` by overlap of content, in one article."""
    pairs = overlapping(a, b) if known is None else known
    return Directed(len({i for i, *_ in pairs}), len(a), len({j for _, j, _ in pairs}), len(b))


def agr_wiebe_exact(a: Sequence[Quote], b: Sequence[Quote]) -> Directed:
    """`agr` by equal content, in one article."""
    left, right = {quote.content for quote in a}, {quote.content for quote in b}
    return Directed(sum(q.content in right for q in a), len(a), sum(q.content in left for q in b), len(b))


def quote_f1_exact(a: Sequence[Quote], b: Sequence[Quote]) -> Counts:
    """Equal content, whatever the type, in one article."""
    return exact_unlabelled(_contents(a), _contents(b))


def quote_f1_overlap(a: Sequence[Quote], b: Sequence[Quote]) -> Counts:
    """The most quotes that can be matched one-to-one by overlapping content, in one article."""
    return overlap_unlabelled(_contents(a), _contents(b))


def quote_element_dice(a: Sequence[Quote], b: Sequence[Quote], known: Sequence[Overlap] | None = None) -> dict[str, DiceSum]:
    """Dice of content, cue and source (speaker fragments) over all overlapping pairs of content, in one article."""
    pairs = [(a[i], b[j]) for i, j, _ in (overlapping(a, b) if known is None else known)]
    return {element: _dice_sum((getattr(x, element), getattr(y, element)) for x, y in pairs) for element in ELEMENTS}


def matched_quotes(a: Sequence[Quote], b: Sequence[Quote]) -> list[tuple[Quote, Quote]]:
    """Quotes matched one-to-one with the most Dice of content, equal types first among equals."""
    return [(a[i], b[j]) for i, j in match_mentions(_contents(a), _contents(b))]


def same_speaker(a: Quote, b: Quote) -> bool:
    """Whether both quotes have the same speaker.

    Neither has one; or all speakers of both have names and these are equal; else their fragments overlap.
    """
    if not a.source or not b.source:
        return not a.source and not b.source
    if a.speakers and b.speakers:
        return a.speakers == b.speakers
    return common_length(a.source, b.source) > 0


def over_quote_pairs(corpus: Mapping[str, Mapping[str, Sequence[Quote]]]) -> dict[Pair, tuple[Directed, Directed, dict[str, DiceSum]]]:
    """For every pair `agr` by overlap, `agr` by equal content and Dice of the elements, over the articles both annotated."""
    out: dict[Pair, tuple[Directed, Directed, dict[str, DiceSum]]] = {}
    for marked in corpus.values():
        for pair in pairs_of(marked):
            a, b = marked[pair[0]], marked[pair[1]]
            near, same, elements = out.get(pair, (Directed(), Directed(), dict.fromkeys(ELEMENTS, DiceSum())))
            found = quote_element_dice(a, b)
            added = {name: elements[name] + found[name] for name in ELEMENTS}
            out[pair] = (near + agr_wiebe(a, b), same + agr_wiebe_exact(a, b), added)
    return out


def _contents(quotes: Iterable[Quote]) -> list[Marked]:
    return [Marked(quote.content, quote.type) for quote in quotes]


def _dice_sum(pairs: Iterable[tuple[Ranges, Ranges]]) -> DiceSum:
    values = list(starmap(_dice, (pair for pair in pairs if pair[0] or pair[1])))
    return DiceSum(sum(sorted(values)), len(values))


def _dice(a: Ranges, b: Ranges) -> float:
    return 2 * common_length(a, b) / (length_of(a) + length_of(b))
