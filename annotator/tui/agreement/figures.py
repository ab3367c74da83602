"""Which figure is looked at: a headline, and of its heat map a pair and a label; pure."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.tui.agreement.listing import Listing, Wanted
from annotator.workflow.agreeing import Measured, Part
from annotator.workflow.agreement_cells import Cells, Pair
from annotator.workflow.agreement_trend import Trend
from annotator.workflow.agreement_view import MICRO, Result, Sight
from annotator.workflow.disagreements import Element
from annotator.workflow.meanings import HEADLINES, Meaning, meaning

TITLES = {Part.ENTITY: "Entities", Part.QUOTE: "Quotes", Part.EVENT: "Events", Part.NAMES: "Names"}


@dataclass(frozen=True, slots=True)
class Headline:
    """A number to report: of which layer, what it means, and the result itself."""

    part: Part
    meaning: Meaning
    result: Result


class Figures:
    """What is looked at; `pair` and `label` are numbers, 0 for all of them."""

    def __init__(self, sight: Sight, listing: Listing) -> None:
        self.sight, self.listing = sight, listing
        self.headlines = [
            Headline(measured.part, meaning(result.name), result) for measured in sight.agreement.parts for result in _to_report(measured)
        ]
        self.number = 0
        self.pair = self.label = 0
        self.first_pair = self.first_label = 0
        self.shows_trend = False

    @property
    def headline(self) -> Headline:
        """The headline that is looked at."""
        return self.headlines[self.number]

    @property
    def cells(self) -> Cells | None:
        """Its figures by pair and label; `None` where it has none."""
        return self.sight.cells.get(self.headline.result.name)

    @property
    def pairs(self) -> list[Pair | None]:
        """The rows of the heat map, all pairs together first."""
        return [None, *self.cells.pairs] if self.cells else []

    @property
    def labels(self) -> list[str | None]:
        """The columns, all labels together first."""
        return [None, *self.cells.labels()] if self.cells else []

    @property
    def trend(self) -> Trend | None:
        """Its trend, of the pair that is looked at."""
        trends = self.sight.trends.get(self.headline.result.name, [])
        return trends[self.pair] if trends else None

    def step_headline(self, by: int) -> None:
        """Look at the next headline, round and round; the pair stays."""
        self.number = (self.number + by) % len(self.headlines)
        self.label = self.first_label = 0
        if not self.cells:
            self.pair = 0

    def move(self, pairs: int, labels: int) -> None:
        """Look at another cell; at the edge nothing happens."""
        self.pair = max(0, min(self.pair + pairs, len(self.pairs) - 1))
        self.label = max(0, min(self.label + labels, len(self.labels) - 1))

    def wanted(self) -> Wanted:
        """The disagreements behind the cell."""
        cells = self.cells
        if cells is None:
            return Wanted(frozenset({Element.NAME}))
        return Wanted(cells.aspect.elements, pair=self.pairs[self.pair], label=self.labels[self.label])


def _to_report(measured: Measured) -> list[Result]:
    return [result for result in measured.results if result.name in HEADLINES[measured.part] and result.variant == MICRO]
