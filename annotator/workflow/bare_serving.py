"""Articles served without proposals, so that work with them can be compared with work without.

For a share s of 0.1 a fifth of the articles is drawn, and on each of these a coin is drawn for every annotator: so each
annotator begins a tenth of the articles bare, and those articles are bare for some and not for others, which keeps the
article's difficulty out of the comparison, while half of the bare ones meet another bare one. What is drawn depends
on the seed and the two names alone: it is the same tomorrow, and a larger share adds to what a smaller one drew.
How a set was begun is the seed edit of its log.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from annotator.model.annotation import Status
from annotator.model.errors import Misuse
from annotator.model.names import GOLD
from annotator.store import annotations as sets
from annotator.store import properties, serving
from annotator.store.annotations import Proposals
from annotator.store.queue import QueueRow
from annotator.workflow.project import Project

_PROPERTY = "bare"
_SPAN = 1 << 64


@dataclass(frozen=True, slots=True)
class Bare:
    """Which share of the articles each annotator gets without proposals, and what the draw depends on."""

    share: float
    seed: int = 0

    def holds_back(self, article_id: str, annotator: str) -> bool:
        """Whether this annotator gets this article without proposals; gold is nobody's work and never bare."""
        if annotator == GOLD or not self.share:
            return False
        drawn = min(1.0, 2 * self.share)
        return _fraction(self.seed, article_id) < drawn and _fraction(self.seed, article_id, annotator) < self.share / drawn


def chosen(project: Project) -> Bare:
    """The share that is in force; nothing is bare by default."""
    found = properties.get(project.store, _PROPERTY)
    return Bare(0.0) if found is None else Bare(float(found["share"]), int(found["seed"]))


def choose(project: Project, bare: Bare) -> None:
    """Let the share be in force for every article that an annotator has not opened yet.

    Raises Misuse when it is no share.
    """
    if not 0 <= bare.share <= 1:
        raise Misuse(f"{bare.share} is no share of the articles", "give a number from 0 to 1: --bare 0.1")
    properties.put(project.store, _PROPERTY, {"share": bare.share, "seed": bare.seed})


def is_held_back(project: Project, article_id: str, annotator: str) -> bool:
    """Whether the annotator, who has no set on the article yet, is to begin it without proposals."""
    return chosen(project).holds_back(article_id, annotator)


def to_begin_with(project: Project, article_id: str, annotator: str) -> Proposals | None:
    """The proposals with which the annotator, who has no set on the article yet, is to begin it."""
    if is_held_back(project, article_id, annotator):
        return None
    return sets.newer_proposals(project.store, article_id, annotator)


def without_held_back(project: Project, annotator: str, rows: list[QueueRow]) -> list[QueueRow]:
    """The queue without the count of proposals that the annotator will not see."""
    bare = chosen(project)
    if not bare.share:
        return rows
    held = {row.article_id for row in rows if row.status is Status.NEW and bare.holds_back(row.article_id, annotator)}
    held -= serving.opened(project.store, annotator, held)
    return [replace(row, total=0, looked_at=0) if row.article_id in held else row for row in rows]


def _fraction(*parts: object) -> float:
    """A number from 0 to 1 that looks random and is always the same for the same parts."""
    digest = hashlib.sha256("\0".join(map(str, parts)).encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big") / _SPAN
