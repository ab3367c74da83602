"""What a team sees of a pipeline's quality: what became of its proposals, by layer, label and score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from annotator.model.annotation import State, Status
from annotator.store import proposal_outcomes, serving
from annotator.store.proposal_outcomes import BANDS, Changed
from annotator.store.serving import Served
from annotator.workflow.project import Project


class Outcome(StrEnum):
    """What became of a proposal; `missed` is what a person kept that was not proposed."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    UNTOUCHED = "untouched"
    MISSED = "missed"


class Change(StrEnum):
    """How an edited proposal differs from what it was; one may differ in several ways, and `back` in none any more."""

    LABEL = "label"
    BOUNDARY = "boundary"
    ATTRIBUTE = "attribute"
    BACK = "back"
    UNKNOWN = "unknown"


class Group(NamedTuple):
    """Of whose sets, which pipeline, layer, label and score band; `""` and `ALL` stand for all, and band `None` for no score."""

    annotator: str
    pipeline: str
    layer: str
    label: str
    band: int | None


ALL = -1
"""The band that stands for every score."""


@dataclass(slots=True)
class Tallied:
    """The outcomes of some proposals and, of the edited ones, the kinds of change."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    changes: Counter[Change] = field(default_factory=Counter)

    def add(self, other: Tallied) -> None:
        """Count what another counted too."""
        self.outcomes += other.outcomes
        self.changes += other.changes

    @property
    def proposals(self) -> int:
        """How many there are, looked at or not."""
        return self.outcomes.total() - self.outcomes[Outcome.MISSED]

    @property
    def looked_at(self) -> int:
        """How many were accepted, edited or rejected."""
        return self.proposals - self.outcomes[Outcome.UNTOUCHED]

    def rate(self, outcome: Outcome) -> float | None:
        """The share of those looked at that came out so; `None` where nobody looked at any."""
        return _share(self.outcomes[outcome], self.looked_at)

    @property
    def precision(self) -> float | None:
        """The share of those looked at that were accepted as they were."""
        return self.rate(Outcome.ACCEPTED)

    @property
    def recall(self) -> float | None:
        """The share of what was kept that had been proposed just so; an edited proposal counts as not."""
        kept = self.outcomes[Outcome.ACCEPTED] + self.outcomes[Outcome.EDITED] + self.outcomes[Outcome.MISSED]
        return _share(self.outcomes[Outcome.ACCEPTED], kept)


@dataclass(slots=True)
class ProposalQuality:
    """The outcomes in each finest group, and on how many sets of each annotator they rest; `left_out` says which sets do not count."""

    groups: dict[Group, Tallied]
    sets: dict[str, int]
    left_out: dict[str, int]
    unfinished: bool

    def only(self, annotator: str, pipeline: str) -> ProposalQuality:
        """The groups of one pipeline and, where a name is given, of one annotator."""
        mine = {g: tallied for g, tallied in self.groups.items() if g.pipeline == pipeline and annotator in ("", g.annotator)}
        return ProposalQuality(mine, self.sets, self.left_out, self.unfinished)

    def by(self, key: Callable[[Group], Group]) -> dict[Group, Tallied]:
        """The outcomes summed over what `key` makes equal, sorted."""
        summed: dict[Group, Tallied] = {}
        for group, tallied in self.groups.items():
            summed.setdefault(key(group), Tallied()).add(tallied)
        return dict(sorted(summed.items(), key=lambda item: _order(item[0])))


def band_name(band: int | None) -> str:
    """A score band as people write it."""
    if band is None:
        return "none"
    return "all" if band == ALL else f"{band / BANDS:.1f}–{(band + 1) / BANDS:.1f}"


def proposal_quality(project: Project, *, unfinished: bool = False) -> ProposalQuality:
    """Count what became of proposals in finished sets, with `unfinished` also in those that were begun."""
    statuses = (Status.DONE, Status.STARTED) if unfinished else (Status.DONE,)
    groups: dict[Group, Tallied] = {}
    for row in proposal_outcomes.counted(project.store, statuses):
        group = Group(row.annotator, row.pipeline, row.layer, row.label, row.band)
        tallied = groups.setdefault(group, Tallied())
        tallied.outcomes[_OUTCOMES[row.state]] += row.count
        if row.state is State.EDITED:
            tallied.changes[Change.UNKNOWN] += row.count
    for item in proposal_outcomes.changed(project.store, statuses):
        # a proposal counts under the label with which it came
        label = (item.before or item.now)[0]
        tallied = groups.setdefault(Group(item.annotator, item.pipeline, item.layer, label, item.band), Tallied())
        tallied.outcomes[_OUTCOMES[item.state]] += 1
        if item.state is State.EDITED:
            tallied.changes.update(_changes(item))
    sets = proposal_outcomes.set_counts(project.store, statuses)
    return ProposalQuality(groups, sets, _left_out(project, unfinished), unfinished)


_OUTCOMES: Mapping[State, Outcome] = {
    State.ACCEPTED: Outcome.ACCEPTED,
    State.EDITED: Outcome.EDITED,
    State.REJECTED: Outcome.REJECTED,
    State.PROPOSED: Outcome.UNTOUCHED,
    State.ADDED: Outcome.MISSED,
}


def _changes(item: Changed) -> Iterator[Change]:
    if item.before is None:
        yield Change.UNKNOWN
        return
    differ = [now != before for now, before in zip(item.now, item.before, strict=True)]
    yield from (change for change, differs in zip((Change.LABEL, Change.BOUNDARY, Change.ATTRIBUTE), differ, strict=True) if differs)
    if not any(differ):
        yield Change.BACK


def _left_out(project: Project, unfinished: bool) -> dict[str, int]:
    """How many sets were begun bare, or otherwise without proposals, or are not finished."""
    begun = serving.served(project.store).values()
    found = Counter({"bare": 0, "without proposals": 0, "unfinished": 0})
    found["bare"] = sum(how is Served.WITHOUT for how in begun)
    found["without proposals"] = sum(how is Served.OTHER for how in begun)
    if not unfinished:
        found["unfinished"] = sum(proposal_outcomes.set_counts(project.store, (Status.STARTED,)).values())
    return {name: count for name, count in found.items() if count}


def _order(group: Group) -> tuple[str, str, int, str, int]:
    layers = ("entity", "quote", "cue", "event", "role")
    layer = layers.index(group.layer) if group.layer in layers else len(layers)
    return (group.annotator, group.pipeline, layer, group.label, BANDS if group.band is None else group.band)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
