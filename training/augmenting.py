"""Other names in the same sentences, and capitals as in headlines, so that the recogniser learns contexts and not names."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.nlp.words import words
from training.gazetteers import Abroad
from training.named import Passage

SWAPPED = 0.6
"""The share of passages in which names are swapped."""

CHANCES = {"PERSON": 0.5, "GPE": 0.3, "LOC": 0.3, "FAC": 0.3, "EVENT": 0.2, "ORG": 0.15}
"""How often a name is swapped in these; organisations seldom, since their names say more by their words than people's do."""

CAPITALS = 0.06
TITLED = 0.12
"""The share of swapped people who get a title before their name."""

_HEADS = (
    "Ministry Party Council Agency Committee Commission Union Group Bank University Institute Front Army Movement Corporation Association "
    "Foundation Authority Court Police Network Times Post News Department Office Forces Brigade Alliance Congress Federation Party Court Club"
).split()
_KINDS = (
    "Democratic National People's Liberal Social Workers' United Central Islamic Republican Popular Free Supreme Federal International Royal "
    "Revolutionary Conservative Labour Green Christian Public Human Rights Peace Security Defence Trade Health Energy"
).split()
_LETTERS = "ABCDEFGHIKLMNOPRSTU"


@dataclass(frozen=True, slots=True)
class Names:
    """The names to swap in: people by culture, and names by label."""

    people: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    by_label: dict[str, tuple[str, ...]]
    titles: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path, passages: Iterable[Passage], abroad: Abroad) -> Names:
        """Names from the lists in `folder`, the package's lists, those `abroad`, and what the passages themselves name."""
        people = list(abroad.cultures)
        for line in (folder / "people.txt").read_text(encoding="utf-8").splitlines():
            if "|" in line and not line.startswith("#"):
                given, family = line.split(":", 1)[1].split("|")
                people.append((_entries(given), _entries(family)))
        seen: dict[str, set[str]] = defaultdict(set)
        for passage in passages:
            for start, end, label in passage.named:
                if label in ("ORG", "LOC", "FAC", "EVENT", "GPE") and passage.text[start].isupper():
                    seen[label].add(passage.text[start:end])
        seen["GPE"] |= {*words("gpe"), *words("gpe_cities"), *abroad.towns}
        seen["LOC"] |= {*words("loc")}
        seen["ORG"] |= {*words("org")}
        seen["EVENT"] |= {*words("event")}
        return cls(tuple(people), {label: tuple(sorted(found)) for label, found in seen.items()}, words("titles"))

    def vary(self, passage: Passage, chance: random.Random) -> Passage:
        """The passage, perhaps with other names, perhaps in capitals."""
        if chance.random() < SWAPPED:
            passage = self.swapped(passage, chance)
        if chance.random() < CAPITALS:
            passage = capitals(passage)
        return passage

    def swapped(self, passage: Passage, chance: random.Random) -> Passage:
        """The passage with some of its names replaced, the same name always by the same."""
        culture = chance.choice(self.people)
        known: dict[str, str] = {}
        text, shift, end_before = [], 0, 0
        named: list[tuple[int, int, str]] = []
        moves: list[tuple[int, int]] = []
        for start, end, label in passage.named:
            old = passage.text[start:end]
            new = self._other(old, label, culture, known, chance)
            title = self._title(passage.text[end_before:start], chance) if label == "PERSON" and new != old else ""
            text.append(passage.text[end_before:start] + title + new)
            named.append((start + shift + len(title), start + shift + len(title) + len(new), label))
            shift += len(title) + len(new) - len(old)
            moves.append((end, shift))
            end_before = end
        text.append(passage.text[end_before:])
        unknown = tuple((start + _shift(moves, start), end + _shift(moves, start)) for start, end in passage.unknown)
        return Passage("".join(text), tuple(named), unknown)

    def _title(self, before: str, chance: random.Random) -> str:
        """Perhaps a title with its blank, where the words before are no title already."""
        is_free = before.endswith(" ") and not before.rstrip()[-1:].isupper() and before.split()[-1:] and before.split()[-1].islower()
        return chance.choice(self.titles) + " " if is_free and chance.random() < TITLED else ""

    def _other(
        self, old: str, label: str, culture: tuple[tuple[str, ...], tuple[str, ...]], known: dict[str, str], chance: random.Random
    ) -> str:
        if old not in known:
            known[old] = old
            if chance.random() < CHANCES.get(label, 0.0):
                known[old] = self._person(old, culture, known, chance) if label == "PERSON" else self._named(old, label, chance)
        return known[old]

    def _person(self, old: str, culture: tuple[tuple[str, ...], tuple[str, ...]], known: dict[str, str], chance: random.Random) -> str:
        """A name of as many words: given names first, the family name last and the same wherever it stands alone."""
        parts = old.split()
        if not parts[0][:1].isupper() or len(parts) > 4:
            return old
        family = known.setdefault(parts[-1], chance.choice(culture[1]))
        if len(parts) == 1:
            return chance.choice(culture[0]) if chance.random() < 0.2 else family
        given = known.setdefault(parts[0], chance.choice(culture[0]))
        return " ".join([given, *(part for part in parts[1:-1] if part.endswith(".")), family])

    def _named(self, old: str, label: str, chance: random.Random) -> str:
        if label == "ORG":
            if old.isupper() and " " not in old:
                return "".join(chance.choices(_LETTERS, k=chance.choice((2, 3, 3, 3, 4, 4, 5))))
            if chance.random() < 0.3 and " " in old:
                return self._organisation(chance)
        return chance.choice(self.by_label[label])

    def _organisation(self, chance: random.Random) -> str:
        """An organisation made up of a place, a family name or a kind with a head word."""
        place = chance.choice(self.by_label["GPE"])
        kind, head = chance.choice(_KINDS), chance.choice(_HEADS)
        family = chance.choice(chance.choice(self.people)[1])
        return chance.choice(
            (f"{place} {head}", f"{kind} {head}", f"{place} {kind} {head}", f"{kind} {head} of {place}", f"{family} {head}", f"University of {place}",
             f"Ministry of {kind} Affairs", f"{family} and {chance.choice(chance.choice(self.people)[1])}", f"{family} Inc.", f"{family} {head}")
        )  # fmt: skip


def capitals(passage: Passage) -> Passage:
    """The passage in capital letters, as headlines and datelines have it; letters that grow by it stay as they are."""
    text = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in passage.text)
    return Passage(text, passage.named, passage.unknown)


def _shift(moves: list[tuple[int, int]], place: int) -> int:
    """How far the text at `place` has moved."""
    return next((shift for end, shift in reversed(moves) if end <= place), 0)


def _entries(line: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in line.split(",") if entry.strip())
