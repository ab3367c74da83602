"""F1 between annotators who mark labelled spans: exact, and relaxed with a one-to-one matching.

With one annotator as reference F1 is what evaluations report; as agreement it needs no count of
"true negatives", which spans do not have (Hripcsak & Rothschild 2005). Exact: fragments and label are
equal. Relaxed: F1 = 2W / (|A| + |B|), W the weight of the best one-to-one matching, a pair weighing 1 for
any overlap or the Dice coefficient of the code points. Unlabelled: labels don't matter, and stacked
labels on the same fragments are one mention. 0/0 is undefined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from annotator.compare.matching import Edge, Ranges, dice, match_mentions, matching, overlaps
from annotator.compare.mentions import Marked, unique, without_duplicates
from annotator.compare.pairs import PairAgreement, over_pairs, over_prepared_pairs
from annotator.compare.score import Counts, Score

Corpus = Mapping[str, Mapping[str, Sequence[Marked]]]
"""Article → annotator → mentions; an annotator absent from an article is missing, one who marked nothing has `[]`."""

SpanCount = Callable[[Sequence[Marked], Sequence[Marked]], Counts]


def exact(a: Sequence[Marked], b: Sequence[Marked]) -> Counts:
    """Mentions with equal fragments and label."""
    return Counts(len(set(a) & set(b)), len(a), len(b), 1)


def exact_unlabelled(a: Sequence[Marked], b: Sequence[Marked]) -> Counts:
    """Distinct fragments that both marked."""
    left, right = {item.ranges for item in a}, {item.ranges for item in b}
    return Counts(len(left & right), len(left), len(right), 1)


def overlap_label(a: Sequence[Marked], b: Sequence[Marked]) -> Counts:
    """As many pairs as can be matched among mentions of equal label that overlap."""
    return Counts(_weight([*a], [*b], _one), len(a), len(b), 1)


def overlap_unlabelled(a: Sequence[Marked], b: Sequence[Marked]) -> Counts:
    """As many pairs as can be matched among distinct fragments that overlap."""
    return _unlabelled(a, b, _one)


def dice_label(a: Sequence[Marked], b: Sequence[Marked]) -> Counts:
    """The greatest sum of Dice coefficients over matchings of mentions of equal label."""
    return Counts(_weight([*a], [*b], dice), len(a), len(b), 1)


def dice_unlabelled(a: Sequence[Marked], b: Sequence[Marked]) -> Counts:
    """The greatest sum of Dice coefficients over matchings of distinct fragments."""
    return _unlabelled(a, b, dice)


def span_f1_exact(corpus: Corpus) -> PairAgreement:
    """Exact F1 of every pair; raises `DuplicateMention`."""
    return over_prepared_pairs(corpus, unique, _shared)


def span_f1_exact_unlabelled(corpus: Corpus) -> PairAgreement:
    """Exact F1 of fragments alone, of every pair; raises `DuplicateMention`."""
    return over_prepared_pairs(corpus, without_duplicates, exact_unlabelled)


def span_f1_overlap_label(corpus: Corpus) -> PairAgreement:
    """Overlap F1 within labels, of every pair; raises `DuplicateMention`."""
    return over_prepared_pairs(corpus, without_duplicates, overlap_label)


def span_f1_overlap_unlabelled(corpus: Corpus) -> PairAgreement:
    """Overlap F1 whatever the label, of every pair; raises `DuplicateMention`."""
    return over_prepared_pairs(corpus, without_duplicates, overlap_unlabelled)


def span_f1_soft_dice_label(corpus: Corpus) -> PairAgreement:
    """Dice F1 within labels, of every pair; raises `DuplicateMention`."""
    return over_prepared_pairs(corpus, without_duplicates, dice_label)


def span_f1_soft_dice_unlabelled(corpus: Corpus) -> PairAgreement:
    """Dice F1 whatever the label, of every pair; raises `DuplicateMention`."""
    return over_prepared_pairs(corpus, without_duplicates, dice_unlabelled)


def per_label(corpus: Corpus, count: SpanCount = exact) -> dict[str, Score]:
    """Micro F1 of each label's mentions alone; `count` is one of the functions above."""
    labels = sorted({item.label for article in corpus.values() for items in article.values() for item in items})
    return {label: over_pairs(_of_label(corpus, label), count).micro for label in labels}


def confusion(corpus: Corpus) -> Counter[tuple[str, str]]:
    """How often matched mentions (most Dice, labels aside) have these two labels, over all pairs.

    Both orders are counted, so the table is symmetric, and a pair of equal labels counts twice.
    """
    table: Counter[tuple[str, str]] = Counter()
    for article in corpus.values():
        names = sorted(article)
        for n, a in enumerate(names):
            for b in names[n + 1 :]:
                for i, j in match_mentions(article[a], article[b]):
                    left, right = article[a][i].label, article[b][j].label
                    table[left, right] += 1
                    table[right, left] += 1
    return table


def _shared(a: AbstractSet[Marked], b: AbstractSet[Marked]) -> Counts:
    return Counts(len(a & b), len(a), len(b), 1)


def _of_label(corpus: Corpus, label: str) -> Corpus:
    return {
        article: {name: [item for item in items if item.label == label] for name, items in marked.items()}
        for article, marked in corpus.items()
    }


def _unlabelled(a: Sequence[Marked], b: Sequence[Marked], weigh: Callable[[Ranges, Ranges, int], float]) -> Counts:
    left, right = ([Marked(ranges, "") for ranges in sorted({item.ranges for item in side})] for side in (a, b))
    return Counts(_weight(left, right, weigh), len(left), len(right), 1)


def _one(left: Ranges, right: Ranges, shared: int) -> float:
    return 1.0


def _weight(a: list[Marked], b: list[Marked], weigh: Callable[[Ranges, Ranges, int], float]) -> float:
    a, b = sorted(a), sorted(b)
    edges = [
        Edge(i, j, weigh(a[i].ranges, b[j].ranges, shared))
        for i, j, shared in overlaps([item.ranges for item in a], [item.ranges for item in b])
        if a[i].label == b[j].label
    ]
    return sum(edge.weight for edge in sorted(matching(edges)))
