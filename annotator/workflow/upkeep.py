"""Looking after a store: backup and health."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.store import health
from annotator.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What `examine` found: faults that make data wrong, warnings about the environment."""

    faults: tuple[str, ...]
    warnings: tuple[str, ...]


def back_up(project: Project, target: Path) -> None:
    """Copy the store to `target`, consistent although others work in it.

    Raises Misuse when `target` exists, Unavailable when it can't be written.
    """
    health.backup(project.store, target)


def examine(project: Project) -> Diagnosis:
    """Check the store's integrity, that replaying each log gives its set, and the SQLite version."""
    return Diagnosis(tuple(health.integrity(project.store)), tuple(health.environment(project.store)))
