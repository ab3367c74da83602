"""Reads the rules of events from text: sections of `key = entries` lines, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from annotator.model.annotation import Layer
from annotator.model.schema import Schema
from annotator.nlp.event_rules import ALL, NONE, EventRules, Guards, Kind, Pattern, Reading, Readings
from annotator.nlp.forms import participles, plain_forms, with_s

SHIPPED = Path(__file__).with_name("data") / "events.ini"

_SECTION = re.compile(r"\[\s*([^\]:]+?)\s*(?::\s*([^\]]*?)\s*)?\]")
_LINE = re.compile(r"([A-Za-z][\w -]*?)\s*=\s*(.*)")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*(?: [\w'’.-]+)?")
_NAME = re.compile(r"\w[\w-]*")
_RELATION = re.compile(r"[^\W_][\w -]*")

_COMMON = frozenset({"light verbs", "happening verbs", "hitting verbs"})
"""Keys that belong to the section of all types."""

RuleFault = tuple[int, str]
"""The line, counted from 1, and what is wrong there."""


@cache
def shipped_rules() -> EventRules:
    """The rules of the package; to be copied before anything is added."""
    rules, faults = read_rules(SHIPPED.read_text(encoding="utf-8"))
    if faults:
        raise ValueError(f"{SHIPPED.name}: {faults}")
    return rules


def read_rules(text: str, *, base: EventRules | None = None, schema: Schema | None = None) -> tuple[EventRules, list[RuleFault]]:
    """The rules that a text adds to those of `base`, and all its faults; with a schema, types and roles it lacks are faults too."""
    reader = _Reader((base or EventRules()).copy(), schema)
    for number, line in _joined(text):
        reader.read(number, line)
    return reader.finished(), sorted(reader.faults)


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """The lines without comments and blank ones, those that begin with blanks put to the line they continue."""
    number, begun = 0, ""
    for index, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() and begun:
            begun += " " + line.strip()
            continue
        if begun:
            yield number, begun
        number, begun = index, line.strip()
    if begun:
        yield number, begun


@dataclass(slots=True)
class _Reader:
    """Adds line after line to the rules."""

    rules: EventRules
    schema: Schema | None
    faults: list[RuleFault] = field(default_factory=list)
    _type: str = ""
    _lemmas: tuple[str, ...] = ()
    _line: int = 0
    _patterns: dict[tuple[str, str], list[Pattern]] = field(default_factory=dict)

    def read(self, number: int, line: str) -> None:
        self._line = number
        if line.startswith("["):
            self._section(line)
            return
        found = _LINE.fullmatch(line)
        if found is None:
            self._fault("must be a section [TYPE] or a line KEY = ENTRIES")
        elif not self._type:
            self._fault("stands before the first section [TYPE]")
        else:
            self._entries(found[1].split(), [entry.strip() for entry in found[2].split(",") if entry.strip()])

    def finished(self) -> EventRules:
        """The rules with the patterns of this text before those it was added to."""
        for section, patterns in self._patterns.items():
            taken = {(pattern.role, pattern.relation) for pattern in patterns}
            old = [p for p in self.rules.patterns.get(section, ()) if (p.role, p.relation) not in taken]
            self.rules.patterns[section] = (*patterns, *old)
        return self.rules

    def _fault(self, reason: str) -> None:
        self.faults.append((self._line, reason))

    def _section(self, line: str) -> None:
        found = _SECTION.fullmatch(line)
        if found is None or not (found[1] == ALL or _NAME.fullmatch(found[1])):
            self._fault("a section is [TYPE], [TYPE: WORD, WORD] or [*]")
            return
        self._type = found[1]
        self._lemmas = tuple(word.strip().lower() for word in (found[2] or "").split(",") if word.strip())
        if self.schema is not None and self._type != ALL and self.schema.label(Layer.EVENT, self._type) is None:
            self._fault(f"the schema has no event type {self._type!r}")

    def _entries(self, key: list[str], entries: list[str]) -> None:
        readers: dict[str, Callable[[list[str]], None]] = {
            "verbs": self._verbs,
            "nouns": lambda words: self._words(words, self.rules.nouns, Kind.NOUN),
            "adjectives": lambda words: self._words(words, self.rules.adjectives, Kind.ADJECTIVE),
            "drop": self._drop,
            "light verbs": self._group("light"),
            "happening verbs": self._group("happening"),
            "hitting verbs": self._group("hitting"),
            "transitive": lambda words: self._lists("transitive", words),
            "not after": lambda words: self._neighbours(words, self.rules.not_after),
            "not before": lambda words: self._neighbours(words, self.rules.not_before),
        }
        whole = " ".join(key)
        if not entries:
            self._fault(f"{whole} has no entries")
        elif key[0] == "role" and len(key) == 2:
            self._role(key[1], entries)
        elif self._lemmas:
            self._fault("a section [TYPE: WORD] has lines `role NAME = …` only")
        elif key[0] in ("needs", "bars", "context") and len(key) > 1:
            self._guard(key[0], " ".join(key[1:]).lower(), entries)
        elif key[0] == "list" and len(key) == 2:
            self._lists(key[1], entries)
        elif whole in readers and self._may_stand(whole):
            readers[whole](entries)
        elif whole in readers:
            self._fault(f"{whole} belongs to {'[*]' if whole in _COMMON else 'a type, not to [*]'}")
        else:
            known = "verbs, nouns, adjectives, drop, transitive, not after, not before, needs WORD, bars WORD, context WORD, role NAME, list NAME"
            self._fault(f"unknown key {whole!r}: there are {known}")

    def _lists(self, name: str, entries: list[str]) -> None:
        self.rules.lists[name] = self.rules.lists.get(name, frozenset()) | {entry.lower() for entry in entries}

    def _may_stand(self, key: str) -> bool:
        return key.startswith("not ") or (key in _COMMON) is (self._type == ALL)

    def _known(self, entry: str) -> bool:
        if _WORD.fullmatch(entry):
            return True
        self._fault(f"{entry!r} is no word or pair of words")
        return False

    def _verbs(self, entries: list[str]) -> None:
        for entry in entries:
            lemma, *irregular = entry.lower().split("/")
            unknown = [form for form in (lemma, *irregular) if not self._known(form)]
            if unknown:
                continue
            first, _, rest = lemma.partition(" ")
            particle = f" {rest}" if rest else ""
            bent = tuple(form.removesuffix(particle) for form in irregular)
            for form in plain_forms(first):
                self._read_as(self.rules.verbs, form + particle, Reading(self._type, lemma, Kind.VERB))
            for form in participles(first, bent):
                self._read_as(self.rules.verbs, form + particle, Reading(self._type, lemma, Kind.PARTICIPLE))

    def _words(self, entries: list[str], table: dict[str, Readings], kind: Kind) -> None:
        for entry in map(str.lower, entries):
            if self._known(entry):
                for form in {entry, with_s(entry)} if kind is Kind.NOUN else {entry}:
                    self._read_as(table, form, Reading(self._type, entry, kind))

    def _read_as(self, table: dict[str, Readings], form: str, reading: Reading) -> None:
        """Add a reading of a form before those it has, so that the later word wins where both would do."""
        table[form] = (reading, *(other for other in table.get(form, ()) if other.type != reading.type or other.kind != reading.kind))

    def _drop(self, entries: list[str]) -> None:
        for entry in map(str.lower, entries):
            found = False
            for table in (self.rules.verbs, self.rules.nouns, self.rules.adjectives):
                for form, readings in list(table.items()):
                    kept = tuple(r for r in readings if r.type != self._type or entry not in (ALL, r.lemma))
                    found = found or len(kept) < len(readings)
                    table[form] = kept
            if not found:
                self._fault(f"{entry!r} is no word of {self._type} that could be dropped")

    def _group(self, name: str) -> Callable[[list[str]], None]:
        def add(entries: list[str]) -> None:
            forms: set[str] = set()
            for entry in map(str.lower, entries):
                if self._known(entry.partition("/")[0]):
                    lemma, *irregular = entry.split("/")
                    forms |= {*plain_forms(lemma), *participles(lemma, tuple(irregular))}
            self.rules.lists[name] = self.rules.lists.get(name, frozenset()) | forms

        return add

    def _neighbours(self, entries: list[str], table: dict[str, frozenset[str]]) -> None:
        table[self._type] = table.get(self._type, frozenset()) | {entry.lower() for entry in entries}

    def _guard(self, which: str, lemma: str, entries: list[str]) -> None:
        tables = (self.rules.verbs, self.rules.nouns, self.rules.adjectives)
        if not any(r.type == self._type and r.lemma == lemma for table in tables for readings in table.values() for r in readings):
            self._fault(f"{lemma!r} is no word of {self._type}: name its words before their guards")
            return
        old = self.rules.guards.get((self._type, lemma), Guards())
        # a word in capitals is an entity's label or PASSIVE or NEXT
        words = frozenset(entry if entry.isupper() else entry.lower() for entry in entries)
        news = {"needs": words, "bars": old.bars | words, "context": words}
        self.rules.guards[self._type, lemma] = replace(old, **{which: news[which]})

    def _role(self, name: str, entries: list[str]) -> None:
        if name != NONE and not self._has_role(name):
            self._fault(f"the schema's {self._type} has no role {name!r}")
        for entry in entries:
            relation, *only = (part.strip() for part in entry.split(":"))
            if not _RELATION.fullmatch(relation) or not all(_NAME.fullmatch(part) for part in only):
                self._fault(f"{entry!r} is no relation or RELATION:KIND:KIND")
                continue
            for lemma in self._lemmas or ("",):
                self._patterns.setdefault((self._type, lemma), []).append(Pattern(name, relation.lower(), frozenset(only)))

    def _has_role(self, name: str) -> bool:
        if self.schema is None:
            return True
        types = [self.schema.label(Layer.EVENT, self._type)] if self._type != ALL else list(self.schema.labels(Layer.EVENT))
        return any(label is None or label.role(name) is not None for label in types)
