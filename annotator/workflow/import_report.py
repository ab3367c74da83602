"""What an import did, or would do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats.faults import Fault
from annotator.workflow.fault_tally import FaultTally


@dataclass(slots=True)
class ImportReport:
    """Articles, sets, mentions by layer, warnings, faults of what was skipped, files passed over.

    `imported` counts the records that brought something new, `skipped` the bad ones that were left
    out and stand in the files of `rejected`.
    """

    imported: int = 0
    skipped: int = 0
    new: int = 0
    unchanged: int = 0
    sets: int = 0
    sets_unchanged: int = 0
    sets_replaced: int = 0
    merged: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    warnings: FaultTally[Fault] = field(default_factory=lambda: FaultTally("warnings"))
    faults: FaultTally[Fault] = field(default_factory=lambda: FaultTally("faults"))
    rejected: list[Path] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    new_labels: list[str] = field(default_factory=list)
