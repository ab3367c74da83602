"""Which items of a set go into an export, or into gold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from annotator.model.annotation import AnnotationSet, Kind, State


@dataclass(frozen=True, slots=True)
class Selection:
    """Kept items always; proposed and rejected ones when asked for. A model's set is all proposals and always whole."""

    proposed: bool = False
    rejected: bool = False

    def of(self, annotations: AnnotationSet) -> tuple[AnnotationSet, Counter[str]]:
        """The set without what is left out, and how many roles went because one of their ends did.

        Cues go with their quotes; participants that no role names any more go too.
        """
        states = {s for s in State if self._takes(s, annotations.kind)}
        mentions = {name: m for name, m in annotations.mentions.items() if m.state in states}
        lost: Counter[str] = Counter()
        links = {}
        for key, link in annotations.links.items():
            if link.state not in states:
                continue
            if key.source in mentions and key.target in mentions:
                links[key] = link
            else:
                lost["roles whose other end is left out"] += 1
        named = {key.target for key in links}
        mentions = {name: m for name, m in mentions.items() if not m.layer.is_unlabelled or name in named}
        return replace(annotations, mentions=mentions, links=links), lost

    def _takes(self, state: State, kind: Kind) -> bool:
        if state is State.PROPOSED:
            return self.proposed or kind is Kind.MODEL
        return self.rejected if state is State.REJECTED else True
