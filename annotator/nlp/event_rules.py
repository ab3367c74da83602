"""What names an event and how its roles are filled: words by type, guards, and patterns of relations, as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

ALL = "*"
"""The section of the rules that holds for every type."""
NONE = "none"
"""The role of what fills none: `role none = of` takes a relation from a word that its type gives one."""


class Kind(Enum):
    """What a form of a trigger is."""

    VERB = "verb"
    PARTICIPLE = "participle"
    NOUN = "noun"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Reading:
    """A form of a trigger: the type it names, its dictionary form, and what it is."""

    type: str
    lemma: str
    kind: Kind


Readings = tuple[Reading, ...]
"""What a form may be, the first whose guards hold."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What stands in the relation fills the role; only these entity labels and kinds of words, or whatever the schema allows."""

    role: str
    relation: str
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Guards:
    """Words that make or break a sense: which must or must not stand near a trigger, and of which one must be in its sentence."""

    needs: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()


_NO_GUARDS = Guards()


@dataclass(slots=True)
class EventRules:
    """The rules of all types; built while a file is read, and not changed afterwards."""

    verbs: dict[str, Readings] = field(default_factory=dict)
    nouns: dict[str, Readings] = field(default_factory=dict)
    adjectives: dict[str, Readings] = field(default_factory=dict)
    guards: dict[tuple[str, str], Guards] = field(default_factory=dict)
    not_after: dict[str, frozenset[str]] = field(default_factory=dict)
    not_before: dict[str, frozenset[str]] = field(default_factory=dict)
    patterns: dict[tuple[str, str], tuple[Pattern, ...]] = field(default_factory=dict)
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    _by_relation: dict[tuple[str, str], Mapping[str, tuple[Pattern, ...]]] = field(default_factory=dict)

    def copy(self) -> EventRules:
        """Rules of the same content, to be added to."""
        return EventRules(
            dict(self.verbs),
            dict(self.nouns),
            dict(self.adjectives),
            dict(self.guards),
            dict(self.not_after),
            dict(self.not_before),
            dict(self.patterns),
            dict(self.lists),
        )

    def guard(self, reading: Reading) -> Guards:
        """What must stand near a trigger, and what must not."""
        return self.guards.get((reading.type, reading.lemma), _NO_GUARDS)

    def is_barred(self, type_: str, before: str, after: str) -> bool:
        """Whether the word before or the word after forbids a trigger of the type; `before` is empty where it doesn't matter."""
        return any(before in self.not_after.get(name, ()) or after in self.not_before.get(name, ()) for name in (ALL, type_))

    def roles(self, type_: str, lemma: str) -> Mapping[str, tuple[Pattern, ...]]:
        """The patterns of a trigger by relation: those of its own word before those of its type before those of all types."""
        known = self._by_relation.get((type_, lemma))
        if known is None:
            found: dict[str, tuple[Pattern, ...]] = {}
            for pattern in self._patterns(type_, lemma):
                found[pattern.relation] = (*found.get(pattern.relation, ()), pattern)
            known = self._by_relation[type_, lemma] = found
        return known

    def _patterns(self, type_: str, lemma: str) -> Iterator[Pattern]:
        for section in ((type_, lemma), (type_, ""), (ALL, "")):
            yield from self.patterns.get(section, ())
