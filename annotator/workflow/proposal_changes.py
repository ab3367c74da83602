"""What newer proposals change: against the proposals before them, and in the sets that annotators have open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.refreshing import refreshed_by
from annotator.store import annotations as sets
from annotator.store import proposal_rows
from annotator.workflow.project import Project
from annotator.workflow.session import waiting_refresh


@dataclass(frozen=True, slots=True)
class LabelChange:
    """How many proposals of a layer and label are new, gone or the same in fragments and label."""

    layer: str
    label: str
    new: int
    gone: int
    same: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What will change in unfinished sets when their annotators open them: items new and gone, and touched ones that stay."""

    sets: int
    annotators: int
    new: int
    gone: int
    changed: int
    kept: int


@dataclass(frozen=True, slots=True)
class ProposalChanges:
    """How newer proposals differ from those they follow on `articles`, of which `differing` have others now."""

    articles: int
    differing: int
    labels: tuple[LabelChange, ...]
    waiting: Waiting


def changes(project: Project, run_ids: Sequence[int]) -> ProposalChanges | None:
    """What the proposals of these runs change; `None` where they follow none and no set waits for them."""
    new: Counter[tuple[str, str]] = Counter()
    gone: Counter[tuple[str, str]] = Counter()
    same: Counter[tuple[str, str]] = Counter()
    articles = differing = 0
    for newer, older in proposal_rows.replaced(project.store, run_ids):
        articles += 1
        after, before = Counter(newer), Counter(older)
        came, went = after - before, before - after
        differing += bool(came or went)
        for counted, found in ((new, came), (gone, went), (same, after & before)):
            for (layer, label, *_), count in found.items():
                counted[layer, label] += count
    names = sorted({*new, *gone, *same})
    labels = tuple(LabelChange(*name, new[name], gone[name], same[name]) for name in names)
    waits = waiting(project)
    return ProposalChanges(articles, differing, labels, waits) if articles or waits.sets else None


def waiting(project: Project) -> Waiting:
    """What will change in unfinished sets when they are opened; sets begun bare and those that would stay the same are left out."""
    found = []
    for article_id, annotator in proposal_rows.waiting(project.store):
        current = sets.load(project.store, article_id, annotator)
        model = sets.newest_model_set(project.store, article_id)
        refresh = waiting_refresh(project, current, model) if current and model else None
        if current and refresh:
            found.append((annotator, refreshed_by(current, refresh)))
    total = [sum(getattr(what, name) for _, what in found) for name in ("new", "gone", "changed", "kept")]
    return Waiting(len(found), len({annotator for annotator, _ in found}), *total)
