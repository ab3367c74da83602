"""The stage that fits how sure a proposal is: the packaged pipeline over the sets, proposals judged, estimates written."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from spacy.language import Language

from annotator.nlp.confidence import FILE, KINDS, Estimate
from training import fitting
from training.fitting import Judged
from training.judged_sets import FITTED, UNSEEN, Source
from training.judging import judge

_BANDS = 5
Verdicts = Mapping[str, Sequence[Judged]]
"""Judged proposals by kind."""


def collect(nlp: Language, data: Path, sources: Iterable[Source]) -> Verdicts:
    """Run the pipeline over the sources and judge what it proposes."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for source in sources:
        articles = list(source.articles(data))
        for doc, article in nlp.pipe(((article["text"], article) for article in articles), as_tuples=True):
            for kind, judged in judge(doc, article, source):
                found[kind].append(judged)
    return found


def calibrate(nlp: Language, data: Path, out: Path) -> str:
    """Fit all kinds, write them into the folder of the packaged pipeline, and return the tables of reliability."""
    fitted, unseen = collect(nlp, data, FITTED), collect(nlp, data, UNSEEN)
    estimates = {kind: fitting.fit(fitted[kind]) for kind in KINDS}
    write(estimates, out)
    return "\n".join(_report(fitted, unseen, estimates))


def write(estimates: Mapping[str, Estimate], folder: Path) -> None:
    """Write the estimates beside the weights that they belong to."""
    kinds = {
        kind: {"base": found.base, "weights": _heavy(found.weights), "curve": [found.curve.sums, found.curve.shares]}
        for kind, found in estimates.items()
    }
    data = {"fitted_for": fingerprint(folder), "kinds": kinds}
    (folder / FILE).write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def fingerprint(folder: Path) -> str:
    """What tells one training's weights from another's."""
    return sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*/model")))).hexdigest()[:16]


def fitted_for(folder: Path) -> str:
    """The fingerprint of the weights that the folder's estimates were fitted for."""
    data: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return str(data["fitted_for"])


def _heavy(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights that change anything."""
    return {name: weight for name, weight in weights.items() if abs(weight) >= 0.01}


def _report(fitted: Verdicts, unseen: Verdicts, estimates: Mapping[str, Estimate]) -> Iterator[str]:
    """A table of bands, one row a kind, for articles of folds that were not fitted and for sets that were not."""
    yield from _table("Folds that were not fitted", {kind: fitting.unseen_chances(fitted[kind]) for kind in KINDS})
    rows = {kind: [(estimates[kind].of(sample.features), sample) for sample in unseen.get(kind, ())] for kind in KINDS}
    yield ""
    yield from _table("GUM dev and the events of EWT dev", rows)


def _table(title: str, rows: Mapping[str, Sequence[tuple[float, Judged]]]) -> Iterator[str]:
    yield (
        f"| {title} | judged | right | "
        + " | ".join(f"{i / _BANDS:.1f}–{(i + 1) / _BANDS:.1f}" for i in range(_BANDS))
        + " | error | by chance |"
    )
    yield "|---" * (_BANDS + 5) + "|"
    for kind, chances in rows.items():
        if chances:
            right = sum(sample.is_right for _, sample in chances) / len(chances)
            cells = " | ".join(_cell([pair for pair in chances if band(pair[0]) == i]) for i in range(_BANDS))
            yield f"| {kind} | {len(chances):,} | {right:.2f} | {cells} | {error(chances):.3f} | {error_by_chance(chances):.3f} |"


def band(chance: float) -> int:
    """The fifth that the chance lies in."""
    return min(_BANDS - 1, int(chance * _BANDS))


def error(chances: Sequence[tuple[float, Judged]]) -> float:
    """Expected calibration error (Naeini et al. 2015): how far chance and share lie apart in ten bands, on average over proposals."""
    gaps = (abs(sum(chance - sample.is_right for chance, sample in band)) for band in _tenths(chances))
    return sum(gaps) / len(chances)


def error_by_chance(chances: Sequence[tuple[float, Judged]]) -> float:
    """The error that chances which are exactly true would show with so few proposals, on average (normal approximation)."""
    spreads = (math.sqrt(2 / math.pi * sum(chance * (1 - chance) for chance, _ in band)) for band in _tenths(chances))
    return sum(spreads) / len(chances)


def _tenths(chances: Sequence[tuple[float, Judged]]) -> Iterable[list[tuple[float, Judged]]]:
    bands: dict[int, list[tuple[float, Judged]]] = defaultdict(list)
    for pair in chances:
        bands[min(9, int(pair[0] * 10))].append(pair)
    return bands.values()


def _cell(chances: Sequence[tuple[float, Judged]]) -> str:
    """How many, what was said on average, and the share that was right."""
    if not chances:
        return "–"
    said = sum(chance for chance, _ in chances) / len(chances)
    right = sum(sample.is_right for _, sample in chances) / len(chances)
    return f"{len(chances)}: {said:.2f} → {right:.2f}"
