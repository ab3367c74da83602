"""Which roles an event type has, where in the sentence its fillers stand, and what they may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PEOPLE = frozenset({"PERSON", "ORG", "GPE", "NORP", "participant"})
PERSONS = frozenset({"PERSON", "NORP", "participant"})
THINGS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "VEHICLE", "participant"})
BLAMED = THINGS | {"event"}
COUNTS = frozenset({"CARDINAL"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
TIMES = frozenset({"DATE", "TIME"})
ARMS = frozenset({"WEAPON", "VEHICLE"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A role and the labels (or `participant`) that may fill it."""

    role: str
    fills: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots of subject and object of an active verb, of phrases after prepositions, and whether the verb takes an object."""

    subject: Slot | None
    object: Slot | None = None
    after: Mapping[str, Slot] = field(default_factory=dict)


FRAMES: Mapping[str, Frame] = {
    "Attack": Frame(
        Slot("attacker", PEOPLE),
        Slot("target", THINGS),
        {
            "on": Slot("target", THINGS),
            "against": Slot("target", THINGS),
            "of": Slot("target", THINGS),
            "by": Slot("attacker", PEOPLE),
            "with": Slot("instrument", ARMS),
        },
    ),
    "Die": Frame(
        Slot("agent", PEOPLE),
        Slot("victim", PERSONS),
        {"of": Slot("victim", PERSONS), "by": Slot("agent", PEOPLE), "with": Slot("instrument", ARMS)},
    ),
    "Injure": Frame(
        Slot("agent", PEOPLE),
        Slot("victim", PERSONS),
        {"to": Slot("victim", PERSONS), "by": Slot("agent", PEOPLE), "with": Slot("instrument", ARMS)},
    ),
    "Protest": Frame(
        Slot("protester", PEOPLE),
        None,
        {
            "against": Slot("against", BLAMED),
            "over": Slot("against", BLAMED),
            "by": Slot("protester", PEOPLE),
            "of": Slot("protester", PEOPLE),
        },
    ),
    "Arrest": Frame(Slot("agent", PEOPLE), Slot("person", PERSONS), {"of": Slot("person", PERSONS), "by": Slot("agent", PEOPLE)}),
    "Charge": Frame(
        Slot("agent", PEOPLE),
        Slot("person", PERSONS),
        {"of": Slot("person", PERSONS), "by": Slot("agent", PEOPLE), "under": Slot("crime", frozenset({"LAW"}))},
    ),
    "Threaten": Frame(
        Slot("speaker", PEOPLE),
        Slot("target", THINGS),
        {"to": Slot("target", THINGS), "against": Slot("target", THINGS), "by": Slot("speaker", PEOPLE)},
    ),
    "Condemn": Frame(Slot("speaker", PEOPLE), Slot("against", BLAMED), {"of": Slot("against", BLAMED), "by": Slot("speaker", PEOPLE)}),
    "Meet": Frame(
        Slot("participant", PEOPLE),
        Slot("participant", PEOPLE),
        {"with": Slot("participant", PEOPLE), "between": Slot("participant", PEOPLE)},
    ),
    "Mobilize": Frame(
        None,
        Slot("force", frozenset({"ORG", "VEHICLE", "WEAPON", "participant"})),
        {
            "to": Slot("destination", PLACES),
            "from": Slot("origin", PLACES),
            "of": Slot("force", frozenset({"ORG", "VEHICLE", "participant"})),
        },
    ),
    "Elect": Frame(None, Slot("winner", frozenset({"PERSON", "ORG", "participant"})), {"of": Slot("winner", frozenset({"PERSON"}))}),
    "Agree": Frame(
        Slot("party", PEOPLE), None, {"between": Slot("party", PEOPLE), "with": Slot("party", PEOPLE), "by": Slot("party", PEOPLE)}
    ),
    "Sanction": Frame(
        Slot("agent", PEOPLE),
        Slot("target", frozenset({"PERSON", "ORG", "GPE", "NORP"})),
        {"on": Slot("target", PEOPLE), "against": Slot("target", PEOPLE), "by": Slot("agent", PEOPLE)},
    ),
    "Aid": Frame(
        Slot("giver", PEOPLE),
        Slot("recipient", PEOPLE),
        {"to": Slot("recipient", THINGS), "for": Slot("recipient", THINGS), "from": Slot("giver", PEOPLE)},
    ),
}
INTRANSITIVE = frozenset({"die", "perish", "drown"})
"""Verbs whose subject is what the object is of the others."""
BURSTING = frozenset({"explode", "detonate"})
"""Verbs whose subject is the weapon."""
