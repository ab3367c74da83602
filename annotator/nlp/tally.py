"""What a pipeline's proposals amount to, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What was proposed by layer, which labels the schema has no place for, which it ignores on purpose, what was left out, and what was not sure enough."""

    proposed: Counter[str] = field(default_factory=Counter)
    unmapped: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    unsure: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Count what another tally counted too."""
        self.proposed += other.proposed
        self.unmapped += other.unmapped
        self.ignored += other.ignored
        self.dropped += other.dropped
        self.unsure += other.unsure
