"""The component that says of each proposal how likely a person is to accept it as it is.

Each kind of proposal has weights for what `confidence_features` sees, and a curve from the sum of the weights to the
share of such proposals that was right. `python -m training --stages calibration` fits both; they are data of the built-in
pipeline. Quotes, events and what hangs on them come from the project's own components, so they are scored in any English
pipeline that has a parser; names of other pipelines keep the score that they bring, or have none.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from annotator.nlp.confidence_features import Evidence, has_origins
from annotator.nlp.proposal import Proposal, proposals
from annotator.nlp.trained import FOLDER

FILE = "confidence.json"
KINDS = ("entity", "quote", "event", "cue", "speaker", "role")
"""What has weights and a curve of its own; a speaker is any role of a quote."""

LEAST, MOST = 0.01, 0.99
"""No proposal is sure to be right or wrong."""

_FITTED_FOR = "en"
_SCORES = "annotator.entity_scores"


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising line through points: sums of weights, and the share that was right there."""

    sums: tuple[float, ...]
    shares: tuple[float, ...]

    def at(self, total: float) -> float:
        """The share at this sum; beyond either end it stays."""
        after = bisect_right(self.sums, total)
        if after == 0:
            return self.shares[0]
        if after == len(self.sums):
            return self.shares[-1]
        left, right = self.sums[after - 1], self.sums[after]
        return self.shares[after - 1] + (self.shares[after] - self.shares[after - 1]) * (total - left) / (right - left)


@dataclass(frozen=True, slots=True)
class Estimate:
    """How sure one kind of proposal is: a base, a weight for each feature that the fit has seen, and the curve."""

    base: float
    weights: Mapping[str, float]
    curve: Curve

    def sum(self, features: Iterable[str]) -> float:
        """Base and weights together; a feature that the fit has not seen weighs nothing."""
        weights = self.weights
        return self.base + sum(weights.get(feature, 0.0) for feature in features)

    def of(self, features: Iterable[str]) -> float:
        """The chance that a person accepts a proposal with these features."""
        return min(MOST, max(LEAST, self.curve.at(self.sum(features))))


Estimates = Mapping[str, Estimate]
"""An estimate for each of `KINDS`."""


def read_estimates(path: Path) -> Estimates | None:
    """The estimates in a file that the training wrote, or `None` when it was not written yet."""
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))["kinds"]
    return {kind: Estimate(data[kind]["base"], data[kind]["weights"], Curve(*map(tuple, data[kind]["curve"]))) for kind in KINDS}


@cache
def packaged() -> Estimates | None:
    """The estimates of the built-in pipeline."""
    return read_estimates(FOLDER / FILE)


@Language.factory("annotator_confidence", default_config={"names": False})
def make_confidence(nlp: Language, name: str, names: bool) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config; with `names` it scores entities too, as fits the built-in recogniser alone."""

    def component(doc: Doc) -> Doc:
        estimates = packaged()
        return doc if estimates is None or nlp.lang != _FITTED_FOR else score(doc, estimates, names=names)

    return component


def score(doc: Doc, estimates: Estimates, *, names: bool) -> Doc:
    """Score what is proposed on a Doc: on the proposals themselves, and for `doc.ents` beside them."""
    evidence = Evidence(doc)
    if names and has_origins(doc):
        estimate = estimates["entity"]
        doc.user_data[_SCORES] = {span.start_char: _rounded(estimate.of(seen)) for span, seen in evidence.entities()}
    if doc.has_annotation("DEP"):
        _score_proposals(doc, evidence, estimates)
    return doc


def score_of_entity(doc: Doc, start: int) -> float | None:
    """The score of the entity that begins at this character, or `None`."""
    scores: dict[int, float] = doc.user_data.get(_SCORES, {})
    return scores.get(start)


def _score_proposals(doc: Doc, evidence: Evidence, estimates: Estimates) -> None:
    filling: dict[str, float] = {}
    by_key = {proposal["key"]: proposal for proposal in proposals(doc)}
    for proposal in by_key.values():
        if proposal["layer"] in ("quote", "event"):
            seen = evidence.quote(proposal) if proposal["layer"] == "quote" else evidence.event(proposal)
            chance = estimates[proposal["layer"]].of(seen)
            proposal["score"] = _rounded(chance)
            _score_links(proposal, chance, evidence, estimates, filling)
    for key, best in filling.items():
        # what is there for a role alone is as sure as its surest role
        if key in by_key and by_key[key]["layer"] in ("cue", "participant"):
            by_key[key]["score"] = best


def _score_links(source: Proposal, chance: float, evidence: Evidence, estimates: Estimates, filling: dict[str, float]) -> None:
    """Score the links: nobody accepts a role of what they reject, so its chance is that of its source times its own."""
    for link in source["links"]:
        if link["role"] == "cue":
            own = estimates["cue"].of(evidence.cue(source))
        else:
            own = estimates["speaker" if source["layer"] == "quote" else "role"].of(evidence.link(source, link))
        link["score"] = _rounded(max(LEAST, chance * own))
        target = link["target"]
        if isinstance(target, str):
            filling[target] = max(filling.get(target, 0.0), link["score"])


def _rounded(chance: float) -> float:
    return round(chance, 2)
