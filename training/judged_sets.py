"""The articles on which proposals are judged, what of each set is gold there, and how its labels are read.

The recogniser has learnt from four fifths of the sets of names, so names are judged on the held-out fifth; quotes, events
and the closed grammars are rules, and are judged on the train parts. GUM dev and the events of EWT dev serve no fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import labels, named
from training.sets import may_serve
from training.splits import is_held_out

_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
_GUM_CLOSED = {"DATE": "DATE", "TIME": "TIME"}
_RE3D_CLOSED = {
    "Temporal": "DATE", "Money": "MONEY", "Quantity": "CARDINAL", "Weapon": "WEAPON", "Vehicle": "VEHICLE", "MilitaryPlatform": "VEHICLE",
}  # fmt: skip

EWT_TYPES = {
    "Attack": "Attack", "War": "Attack", "Invade/Occupy": "Attack", "Destroy": "Attack", "Die/Kill": "Die", "Injure": "Injure",
    "Arrest/Detain": "Arrest", "Protest": "Protest", "Threaten": "Threaten", "Accuse/Charge": "Charge", "Elect": "Elect",
    "Negotiate/Meet": "Meet",
}  # fmt: skip
GENEVA_TYPES = {
    "Attack": "Attack", "Hostile_encounter": "Attack", "Terrorism": "Attack", "Destroying": "Attack", "Killing": "Die", "Death": "Die",
    "Arrest": "Arrest",
}  # fmt: skip
PLOVER_TYPES = {
    "ASSAULT": "Attack", "FIGHT": "Attack", "PROTEST": "Protest", "COERCE": "Arrest", "THREATEN": "Threaten", "DISAPPROVE": "Condemn",
    "CONSULT": "Meet", "MOBILIZE": "Mobilize", "AGREE": "Agree", "SANCTION": "Sanction", "AID": "Aid",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A file and what of it is gold: the labels of names that it marks, quotes or not, and its event types.

    `closed` names its labels for what rules alone propose. `whole` events mark every event of these types; else an article marks one, and only proposals of its type are judged.
    """

    name: str
    path: str
    labels: frozenset[str] = frozenset()
    scheme: Mapping[str, str] | None = None
    closed: Mapping[str, str] | None = None
    held_out_only: bool = False
    quotes: bool = False
    types: Mapping[str, str] | None = None
    whole: bool = True

    def articles(self, data: Path) -> Iterator[dict[str, Any]]:
        """The articles that may serve."""
        for article in named.read(data / self.path):
            if may_serve(article["id"]) and (not self.held_out_only or is_held_out(article["id"])):
                yield article


FITTED = (
    Source("gum_train", "gum/gum_train.jsonl", closed=_GUM_CLOSED, quotes=True),
    Source("re3d", "re3d/re3d.jsonl", closed=_RE3D_CLOSED),
    Source("pud_20", "pud/pud.jsonl", _NAMES, labels.UNER, held_out_only=True),
    Source("wikigold_20", "wikigold/wikigold.jsonl", _NAMES | {"NORP"}, labels.WIKIGOLD, held_out_only=True),
    Source("crossner_20", "crossner_politics/politics_train.jsonl", _NAMES | {"EVENT"}, labels.CROSSNER, held_out_only=True),
    Source("crossner_20", "crossner_politics/politics_dev.jsonl", _NAMES | {"EVENT"}, labels.CROSSNER, held_out_only=True),
    Source("ewt_dev_20", "ewt/ewt_dev.jsonl", _NAMES, labels.UNER, held_out_only=True),
    Source("re3d_20", "re3d/re3d.jsonl", _NAMES | {"NORP"}, labels.RE3D, held_out_only=True),
    Source("ewt_train", "ewt/ewt_train.jsonl", types=EWT_TYPES),
    Source("geneva", "geneva/geneva_val.jsonl", types=GENEVA_TYPES),
    Source("plover", "plover_gsr/plover_train.jsonl", types=PLOVER_TYPES, whole=False),
)
UNSEEN = (
    Source("gum_dev", "gum/gum_dev.jsonl", _NAMES | {"EVENT"}, labels.GUM, _GUM_CLOSED, quotes=True),
    Source("ewt_dev", "ewt/ewt_dev.jsonl", types=EWT_TYPES),
)
