"""Gold: the annotation set of an article that the team stands by."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.model.annotation import AnnotationSet, Kind, Status
from annotator.model.edits import apply
from annotator.model.errors import BadData
from annotator.model.names import GOLD
from annotator.model.proposals import seed_of
from annotator.model.replacement import replacement
from annotator.model.selection import Selection
from annotator.store import annotations as sets
from annotator.store.streaming import stream
from annotator.workflow.project import Project, checked_name


@dataclass(slots=True)
class Accepted:
    """What `accept_as_gold` did, in articles; `left_out` counts items nobody had looked at."""

    made: int = 0
    unchanged: int = 0
    replaced: int = 0
    differing: int = 0
    unfinished: int = 0
    left_out: int = 0


def accept_as_gold(project: Project, name: str, *, replace_gold: bool = False) -> Accepted:
    """Make every finished set of `name` the gold of its article, each in one logged edit.

    Gold that differs stays as it is, and is counted, unless `replace_gold`. Raises BadData when
    `name` has no finished set, Misuse when it can't be anybody's.
    """
    checked_name(name)
    report = Accepted()
    for article, finished, _ in stream(project.store, annotator=name):
        if finished.status is not Status.DONE:
            report.unfinished += finished.status is not Status.SKIPPED
            continue
        wanted, left_out = _gold_of(finished)
        report.left_out += left_out
        current = sets.load(project.store, article.id, GOLD)
        if current is None:
            _write(project, wanted, name, len(article.text))
            report.made += 1
            continue
        edit = replacement(current, wanted, f"adjudicate:{name}")
        if edit is None:
            report.unchanged += 1
        elif replace_gold:
            sets.commit(project.store, current, apply(current, edit, len(article.text)), edit, schema=project.schema)
            report.replaced += 1
        else:
            report.differing += 1
    if not (report.made or report.unchanged or report.replaced or report.differing):
        raise BadData(f"{name} has no finished set", f"finish articles with A in the editor: annotator annotate --as {name}")
    return report


def _gold_of(annotations: AnnotationSet) -> tuple[AnnotationSet, int]:
    """The kept part of a set as gold, and how many items nobody had looked at."""
    gold, _ = Selection().of(replace(annotations, annotator=GOLD, kind=Kind.GOLD, revision=0))
    return gold, sum(not m.state.touched for m in annotations.mentions.values())


def _write(project: Project, gold: AnnotationSet, name: str, length: int) -> None:
    seed = seed_of(gold, f"adjudicate:{name}")
    empty = AnnotationSet(gold.article_id, GOLD, Kind.GOLD)
    sets.commit(project.store, None, apply(empty, seed, length), seed, schema=project.schema)
