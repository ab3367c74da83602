"""Scores of proposals against gold of other projects: entities, quotes and events, each article one JSON value.

Entities count when the span is the same without a leading "the", marks round it and a genitive; GPE,
LOC and FAC are one class, DATE and TIME another. Quotes are sets of letters and digits, paired one to
one by the best overlap of at least a half. Triggers are paired when they overlap at all, arguments of
paired triggers likewise. What the gold does not annotate is not scored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Record = Mapping[str, Any]
Letters = frozenset[int]
"""The offsets of the letters and digits that a mention covers."""

CORE = ("PERSON", "ORG", "PLACE")
_CLASSES = {
    "PERSON": ("person", "per", "politician"),
    "ORG": ("org", "organization", "organisation", "politicalparty"),
    "PLACE": ("gpe", "loc", "fac", "location", "facility", "country"),
    "NORP": ("norp", "nationality"),
    "DATE": ("date", "time", "temporal", "duration"),
    "MONEY": ("money",),
    "EVENT": ("event", "eve"),
}
_CLASS_OF = {name: cls for cls, names in _CLASSES.items() for name in names}
_TYPE_PARTS = (
    ("conflict.attack", "Attack"), ("hostile_encounter", "Attack"), ("assault", "Attack"), ("fight", "Attack"), ("war", "Attack"),
    ("invade", "Attack"), ("destroy", "Attack"), ("attack", "Attack"), ("life.die", "Die"), ("die/kill", "Die"), ("killing", "Die"),
    ("death", "Die"), ("life.injure", "Injure"), ("injure", "Injure"), ("cause_harm", "Injure"), ("demonstrate", "Protest"),
    ("protest", "Protest"), ("arrestjail", "Arrest"), ("arrest", "Arrest"), ("coerce", "Arrest"), ("chargeindict", "Charge"),
    ("accuse/charge", "Charge"), ("threaten", "Threaten"), ("disapprove", "Condemn"), ("accuse", "Condemn"), (".meet", "Meet"),
    ("negotiate", "Meet"), ("consult", "Meet"), ("elect", "Elect"), ("agree", "Agree"), ("sanction", "Sanction"), ("aid", "Aid"),
    ("mobilize", "Mobilize"),
)  # fmt: skip
_ROLE_OF = {
    "attacker": "attacker", "assailant": "attacker", "perpetrator": "attacker", "killer": "agent", "injurer": "agent",
    "agent": "agent", "jailer": "agent", "victim": "victim", "target": "target", "place": "place", "loc": "place", "time": "time",
    "instrument": "instrument", "explosivedevice": "instrument", "weapon": "instrument", "instrument/manner": "instrument",
    "source": "actor", "detainee": "person", "defendant": "person", "person": "person", "demonstrator": "protester",
    "participant": "participant",
}  # fmt: skip


@dataclass(slots=True)
class Tally:
    """How many agree, how many the gold has and how many were proposed; precision, recall and F1 in percent."""

    hits: int = 0
    gold: int = 0
    proposed: int = 0

    def add(self, hits: int, gold: int, proposed: int) -> None:
        """Count one article more."""
        self.hits, self.gold, self.proposed = self.hits + hits, self.gold + gold, self.proposed + proposed

    @property
    def precision(self) -> float:
        """Of what was proposed, how much is in the gold."""
        return 100 * self.hits / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Of the gold, how much was proposed."""
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 200 * self.hits / (self.gold + self.proposed) if self.gold + self.proposed else 0.0


@dataclass(slots=True)
class Scores:
    """What one file gave, entities by class."""

    entities: dict[str, Tally] = field(default_factory=dict)
    quotes: Tally = field(default_factory=Tally)
    exact_quotes: Tally = field(default_factory=Tally)
    direct: Tally = field(default_factory=Tally)
    speaker: Tally = field(default_factory=Tally)
    cue: Tally = field(default_factory=Tally)
    trigger: Tally = field(default_factory=Tally)
    typed_trigger: Tally = field(default_factory=Tally)
    argument: Tally = field(default_factory=Tally)


def score(golds: Sequence[Record], exported: Mapping[str, Record]) -> Scores:
    """The scores of exported records against gold of the same ids.

    Raises ValueError when the text of an article differs.
    """
    found = Scores()
    types = marked_types(golds)
    for gold in golds:
        record = exported.get(str(gold["id"]))
        if record is None:
            continue
        if gold["text"] != record["text"]:
            raise ValueError(f"the text of {gold['id']} differs")
        _entities(gold, record, found.entities)
        _quotes(gold, record, found)
        _events(gold, record, types, found)
    return found


def core(found: Scores) -> Tally:
    """Persons, organisations and places together."""
    total = Tally()
    for name in CORE:
        tally = found.entities.get(name, Tally())
        total.add(tally.hits, tally.gold, tally.proposed)
    return total


def marked_types(golds: Iterable[Record]) -> frozenset[str]:
    """The types of the shipped schema that a gold file marks with triggers."""
    events = (event for gold in golds for event in gold.get("events") or () if event.get("trigger"))
    return frozenset(kind for event in events if (kind := event_type(event["type"])))


def event_type(name: str) -> str | None:
    """The shipped schema's type for a type of another scheme, or `None`."""
    return next((ours for part, ours in _TYPE_PARTS if part in name.lower()), None)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without a leading article, marks and blanks round it, and a genitive."""
    while start < end and text[start] in " \n\t\"'“”‘’«»":
        start += 1
    while end > start and text[end - 1] in ' \n\t"“”«».,;:':
        end -= 1
    if article := re.match(r"the\s+", text[start:end], re.IGNORECASE):
        start += article.end()
    if genitive := re.search(r"['’]s?$", text[start:end]):
        end -= len(genitive[0])
    return start, end


def pairs(gold: Sequence[Letters], proposed: Sequence[Letters], least: float) -> list[tuple[int, int, float]]:
    """One-to-one pairs `(gold index, proposed index, overlap)` of overlapping sets, the best overlap first."""
    candidates = []
    for g, wanted in enumerate(gold):
        for p, given in enumerate(proposed):
            overlap = len(wanted & given) / len(wanted | given) if wanted & given else 0.0
            if overlap and overlap >= least:
                candidates.append((-overlap, g, p))
    taken_gold: set[int] = set()
    taken_proposed: set[int] = set()
    chosen = []
    for negative, g, p in sorted(candidates):
        if g not in taken_gold and p not in taken_proposed:
            taken_gold.add(g)
            taken_proposed.add(p)
            chosen.append((g, p, -negative))
    return chosen


def _entities(gold: Record, record: Record, found: dict[str, Tally]) -> None:
    wanted, given = _spans_by_class(gold), _spans_by_class(record)
    for name in _CLASSES:
        one, other = wanted.get(name, set()), given.get(name, set())
        found.setdefault(name, Tally()).add(len(one & other), len(one), len(other))


def _spans_by_class(record: Record) -> dict[str, set[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for entity in record.get("entities") or ():
        name = _CLASS_OF.get(entity["label"].lower())
        if name:
            found.setdefault(name, set()).add(trimmed(record["text"], entity["start"], entity["end"]))
    return found


def _quotes(gold: Record, record: Record, found: Scores) -> None:
    text, where = gold["text"], _places(record)
    wanted = _with_letters(text, gold.get("quotes") or (), lambda quote: _fragments(quote["content"]))
    given = _with_letters(text, record.get("quotes") or (), _fragments)
    matched = pairs([letters for letters, _ in wanted], [letters for letters, _ in given], 0.5)
    found.quotes.add(len(matched), len(wanted), len(given))
    found.exact_quotes.add(sum(overlap == 1.0 for *_, overlap in matched), len(wanted), len(given))
    recalled = {g for g, *_ in matched}
    direct = [index for index, (_, quote) in enumerate(wanted) if quote.get("type") == "direct"]
    found.direct.add(len(recalled.intersection(direct)), len(direct), 0)
    for g, p, _ in matched:
        quote, proposal = wanted[g][1], given[p][1]
        speakers = [span for role in proposal.get("roles") or () if role["role"] == "speaker" for span in where.get(role["target"], ())]
        _overlap(text, quote.get("source"), speakers, found.speaker)
        _overlap(text, quote.get("cue"), _fragments(proposal.get("cue")), found.cue)


def _overlap(text: str, wanted: Any, given: Iterable[tuple[int, int]], tally: Tally) -> None:
    letters = _letters(text, _fragments(wanted))
    if letters:
        tally.add(bool(letters & _letters(text, given)), 1, 1)


def _events(gold: Record, record: Record, types: frozenset[str], found: Scores) -> None:
    text, where = gold["text"], _places(record)
    wanted = []
    for event in gold.get("events") or ():
        kind = event_type(event["type"])
        if kind and event.get("trigger"):
            wanted.append((_letters(text, _fragments(event["trigger"])), kind, event))
    given = [(_letters(text, _fragments(event)), event["type"], event) for event in record.get("events") or () if event["type"] in types]
    matched = pairs([letters for letters, *_ in wanted], [letters for letters, *_ in given], 0.0)
    found.trigger.add(len(matched), len(wanted), len(given))
    found.typed_trigger.add(sum(wanted[g][1] == given[p][1] for g, p, _ in matched), len(wanted), len(given))
    for g, p, _ in matched:
        arguments = [a for a in wanted[g][2].get("args") or () if a["role"].lower() in _ROLE_OF]
        one = [letters for a in arguments if (letters := _letters(text, _fragments(a)))]
        other = [letters for role in given[p][2].get("roles") or () if (letters := _letters(text, where.get(role["target"], ())))]
        found.argument.add(len(pairs(one, other, 0.0)), len(one), len(other))


def _with_letters(text: str, items: Iterable[Record], spans: Callable[[Record], list[tuple[int, int]]]) -> list[tuple[Letters, Record]]:
    return [(letters, item) for item in items if (letters := _letters(text, spans(item)))]


def _letters(text: str, spans: Iterable[tuple[int, int]]) -> Letters:
    return frozenset(index for start, end in spans for index in range(start, end) if text[index].isalnum())


def _fragments(item: Any) -> list[tuple[int, int]]:
    """The ranges of `[start, end]`, of a list of them, or of an object with `fragments` or `start` and `end`."""
    if not item:
        return []
    if isinstance(item, Mapping):
        return [(part["start"], part["end"]) for part in item.get("fragments") or (item,)]
    return [(item[0], item[1])] if isinstance(item[0], int) else [(start, end) for start, end in item]


def _places(record: Record) -> dict[str, list[tuple[int, int]]]:
    layers = ("entities", "participants", "quotes", "events")
    return {item["id"]: _fragments(item) for layer in layers for item in record.get(layer) or () if "id" in item}
