"""The disagreements by group, narrowed down by layer, kind, label, pair and words; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import TypeVar

from annotator.workflow.agreement_view import Entry, by_frequency
from annotator.workflow.disagreements import Element, Group, Kind, Place

Pair = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed down to; empty or `None` is everything."""

    elements: frozenset[Element] = frozenset()
    kind: Kind | None = None
    label: str | None = None
    pair: Pair | None = None
    words: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()

    def sentence(self) -> str:
        """What is shown, in words."""
        parts = [
            "/".join(sorted(element.value for element in self.elements)),
            self.kind.value if self.kind else "",
            self.label or "",
            "|".join(self.pair) if self.pair else "",
            f"with {self.words!r}" if self.words else "",
        ]
        return " · ".join(filter(None, parts)) or "all"


def pair_of(place: Place) -> Pair:
    """The two who disagree."""
    return (place.versions[0].annotator, place.versions[1].annotator)


def labels_of(group: Group, place: Place) -> frozenset[str]:
    """The labels, types or roles of both versions; canonical names are none."""
    return frozenset(version.label for version in place.versions if version.label and group.element is not Element.NAME)


class Listing:
    """All disagreements, and those that are wanted: `groups` with their frequency, `entries` one by one in the groups' order."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._all = list(entries)
        self._pairs = [pair_of(place) for _, place in self._all]
        self._labels = [labels_of(group, place) for group, place in self._all]
        self._words: dict[Group, str] = {}
        self._sizes: Counter[tuple[Element, Pair | None, str | None]] = Counter()
        for (group, _), pair, labels in zip(self._all, self._pairs, self._labels, strict=True):
            self._words.setdefault(group, group.what.casefold())
            for who in (pair, None):
                self._sizes[group.element, who, None] += 1
                for label in labels:
                    self._sizes[group.element, who, label] += 1
        self.wanted = Wanted()
        self.entries: list[Entry] = []
        self.groups: list[tuple[Group, int]] = []
        self.firsts: list[int] = []
        self.narrow(Wanted())

    @property
    def total(self) -> int:
        """How many there are in all."""
        return len(self._all)

    def size(self, wanted: Wanted) -> int:
        """How many disagreements have one of the elements, the pair and the label."""
        return sum(self._sizes[element, wanted.pair, wanted.label] for element in wanted.elements)

    def narrow(self, wanted: Wanted) -> None:
        """Show only what is wanted."""
        self.wanted = wanted
        found = [self._all[number] for number in self._numbers(wanted)]
        self.entries = found if wanted.is_everything else by_frequency(found)
        self.groups = [(group, sum(1 for _ in places)) for group, places in groupby(self.entries, key=lambda entry: entry[0])]
        self.firsts = [0, *accumulate(count for _, count in self.groups)][:-1]

    def group_of(self, number: int) -> int:
        """Which group the entry of this number is in."""
        return max(0, bisect_right(self.firsts, number) - 1)

    def elements(self) -> list[Element]:
        """The elements that there are disagreements on."""
        return [element for element in Element if self._sizes[element, None, None]]

    def kinds(self) -> list[Kind]:
        """The kinds that there are."""
        found = {group.kind for group in self._words}
        return [kind for kind in Kind if kind in found]

    def pairs(self) -> list[Pair]:
        """The pairs that disagree anywhere."""
        return sorted({pair for _, pair, label in self._sizes if pair is not None and label is None})

    def labels(self) -> list[str]:
        """The labels of what is shown whatever its label, the most frequent first."""
        counts: Counter[str] = Counter()
        for number in self._numbers(replace(self.wanted, label=None)):
            counts.update(self._labels[number])
        return sorted(counts, key=lambda label: (-counts[label], label))

    def _numbers(self, wanted: Wanted) -> list[int]:
        words = wanted.words.casefold()
        groups = {
            group: (not wanted.elements or group.element in wanted.elements)
            and (wanted.kind is None or group.kind is wanted.kind)
            and (not words or words in text)
            for group, text in self._words.items()
        }
        return [
            number
            for number, (group, _) in enumerate(self._all)
            if groups[group]
            and (wanted.pair is None or self._pairs[number] == wanted.pair)
            and (wanted.label is None or wanted.label in self._labels[number])
        ]


def following(choices: Sequence[T], now: T | None, by: int) -> T | None:
    """The next of the choices, round and round; `None`, everything, comes between the last and the first."""
    circle: list[T | None] = [None, *choices]
    return circle[(circle.index(now) + by) % len(circle)] if now in circle else None


Filter = Callable[[Listing, int], Wanted]


def by_element(listing: Listing, by: int) -> Wanted:
    """The next layer, or part of one."""
    now = listing.wanted.elements
    found = following(listing.elements(), next(iter(now)) if len(now) == 1 else None, by)
    return replace(listing.wanted, elements=frozenset({found} if found else ()), label=None)


def by_kind(listing: Listing, by: int) -> Wanted:
    """The next kind of disagreement."""
    return replace(listing.wanted, kind=following(listing.kinds(), listing.wanted.kind, by))


def by_label(listing: Listing, by: int) -> Wanted:
    """The next label, type or role."""
    return replace(listing.wanted, label=following(listing.labels(), listing.wanted.label, by))


def by_pair(listing: Listing, by: int) -> Wanted:
    """The next pair of annotators."""
    return replace(listing.wanted, pair=following(listing.pairs(), listing.wanted.pair, by))


FILTERS: dict[str, Filter] = {"element": by_element, "kind": by_kind, "label": by_label, "pair": by_pair}
