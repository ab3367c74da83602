"""Every disagreement between two annotators, grouped by kind and frequency: "GPE/LOC on Gaza: 14"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from annotator.compare import Change, Changes, Difference, Differences, Marked
from annotator.compare import Element as Element
from annotator.compare import Kind as Kind

_SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Disagreements that are alike whoever is on which side: `what` is `GPE/LOC on Gaza`, `PERSON: Ann Lee` or `Ann Lee | A. Lee on she`."""

    element: Element
    kind: Kind
    what: str


@dataclass(frozen=True, slots=True)
class Version:
    """What one annotator marked: whose it is, label (or canonical name), fragments as code points, the text between first and last."""

    annotator: str
    label: str
    ranges: tuple[tuple[int, int], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """One disagreement: where it is, and both versions side by side; an annotator who has none has no fragments."""

    article_id: str
    versions: tuple[Version, Version]

    @property
    def start(self) -> int:
        """The first code point of either version."""
        return min(version.ranges[0][0] for version in self.versions if version.ranges)

    @property
    def end(self) -> int:
        """The code point after the last one of either."""
        return max(version.ranges[-1][1] for version in self.versions if version.ranges)


@dataclass(slots=True)
class Disagreements:
    """Disagreements as they are added: how many in `total`; `groups` with their frequency and each one's place, where these were added.

    Without places it stays small however many articles come by.

    `views` counts for each annotator how their versions lie to others' (longer, shorter, crossing, missed, alone);
    `same` and `kinds` count by element and label (a role, for arguments); `confusion` has both orders.
    """

    labels: frozenset[str] = frozenset()
    total: int = 0
    groups: Counter[Group] = field(default_factory=Counter)
    places: dict[Group, list[Place]] = field(default_factory=dict)
    views: Counter[tuple[str, Element, Kind]] = field(default_factory=Counter)
    same: Counter[tuple[Element, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[Element, str, Kind]] = field(default_factory=Counter)
    confusion: Counter[tuple[Element, str, str]] = field(default_factory=Counter)

    def add_changes(self, a: str, b: str, changes: Changes) -> None:
        """Count what differs between a's and b's work; with `labels` only what has one of them."""
        for (element, label, owners), count in changes.same.items():
            if self._wanted(owners):
                self.same[element, label] += count
                self.confusion[element, label, label] += 2 * count
        for change, count in changes.found.items():
            if self._wanted(change.owners):
                self._count(a, b, change, count)

    def add_places(self, article_id: str, text: str, a: str, b: str, found: Differences) -> None:
        """Note where a and b differ in an article."""
        for difference in found.found:
            if self._wanted(difference.owners):
                group = Group(difference.element, _plain(difference.kind), _what(text, difference))
                self.groups[group] += 1
                versions = (_version(a, difference.a, text), _version(b, difference.b, text))
                self.places.setdefault(group, []).append(Place(article_id, versions))

    def ordered(self) -> list[tuple[Group, int]]:
        """The groups, the most frequent first."""
        return sorted(self.groups.items(), key=lambda item: (-item[1], item[0]))

    def _wanted(self, owners: Collection[str]) -> bool:
        return not self.labels or not self.labels.isdisjoint(owners)

    def _count(self, a: str, b: str, change: Change, count: int) -> None:
        element, kind = change.element, change.kind
        self.views[a, element, kind] += count
        self.views[b, element, kind.mirrored] += count
        labels = sorted({label for label in (change.a, change.b) if label is not None})
        for label in labels:
            self.kinds[element, label, _plain(kind)] += count
        if kind is Kind.LABEL:
            self.confusion[element, labels[0], labels[1]] += count
            self.confusion[element, labels[1], labels[0]] += count
        elif change.a is not None and change.b is not None and len(labels) == 1 and element is not Element.NAME:
            self.confusion[element, labels[0], labels[0]] += 2 * count
        self.total += count


def _plain(kind: Kind) -> Kind:
    """The kind that both sides share: that one is longer, that one is missed."""
    return {Kind.SHORTER: Kind.LONGER, Kind.ALONE: Kind.MISSED}.get(kind, kind)


def _what(text: str, difference: Difference) -> str:
    versions = [version for version in (difference.a, difference.b) if version]
    labels = "/".join(sorted({version.label for version in versions} - {""}))
    words = sorted({_words(text, version) for version in versions}, key=lambda found: (len(found), found))
    if difference.element is Element.NAME:
        return f"{' | '.join(sorted(_cut(version.label) for version in versions))} on {words[0]}"
    beside = f"{labels}: " if labels else ""
    said = f"{labels} on {words[0]}" if difference.kind is Kind.LABEL else beside + " | ".join(words)
    return f"{'/'.join(difference.owners)} {said}" if difference.element is Element.ARGUMENT else said


def _words(text: str, version: Marked) -> str:
    """The fragments' words; long ones are cut in the middle, so that both ends are seen."""
    return _cut(" … ".join(text[start:end] for start, end in version.ranges))


def _cut(text: str) -> str:
    words = " ".join(text.split())
    half = _SHOWN // 2
    return words if len(words) <= _SHOWN else f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def _version(annotator: str, version: Marked | None, text: str) -> Version:
    if version is None:
        return Version(annotator, "", (), "")
    return Version(annotator, version.label, version.ranges, text[version.ranges[0][0] : version.ranges[-1][1]])
