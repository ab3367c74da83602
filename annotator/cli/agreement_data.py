"""Agreement for scripts: one JSON object, or CSV; the same store gives the same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from annotator.cli.csv_rows import csv_text

if TYPE_CHECKING:
    from annotator.compare import Result
    from annotator.workflow.agreeing import Agreement
    from annotator.workflow.disagreements import Place, Version

MEASURE_COLUMNS = (
    "layer", "measure", "variant", "value", "low", "high", "level", "units", "articles", "annotators", "undefined_pairs", "reason",
)  # fmt: skip
_VERSION_COLUMNS = ("annotator", "label", "fragments", "text")
PLACE_COLUMNS = (
    "element", "kind", "what", "count", "article", "start", "end",
    *(f"{side}_{name}" for side in "ab" for name in _VERSION_COLUMNS),
)  # fmt: skip


def json_text(found: Agreement, *, places: bool) -> str:
    """Everything as one object; text from files is escaped to ASCII. With `places` every disagreement, else how many there are."""
    data = {
        "annotators": {name: {"articles": found.done[name]} for name in found.annotators},
        "articles": found.articles,
        "against": found.question.choice.against,
        "unfinished": found.question.choice.unfinished,
        "schemas": found.chosen.schemas,
        "warnings": found.warnings(),
        "layers": {
            measured.part.value: {
                "marked": {name: measured.marked[name] for name in found.annotators},
                "overlapping_units": measured.overlapping,
                "measures": [_result(result) for result in measured.results],
                **({"exact_f1_per_article": measured.per_article} if measured.per_article else {}),
            }
            for measured in found.parts
        },
        **_disagreements(found, places),
    }
    return json.dumps(data, indent=2, sort_keys=True) + "\n"


def measures_csv(found: Agreement) -> str:
    """A row a number."""
    rows = (_measure_row(measured.part.value, result) for measured in found.parts for result in measured.results)
    return csv_text(MEASURE_COLUMNS, rows)


def disagreements_csv(found: Agreement) -> str:
    """A row a disagreement, the most frequent kind first; `count` is the frequency of its kind."""
    all_places = found.disagreements.places
    rows = (
        [group.element.value, group.kind.value, group.what, count, place.article_id, place.start, place.end, *_flat(place)]
        for group, count in found.disagreements.ordered()
        for place in all_places[group]
    )
    return csv_text(PLACE_COLUMNS, rows)


def _result(result: Result) -> dict[str, Any]:
    score, interval = result.score, result.interval
    return {
        "measure": result.name,
        "variant": result.variant,
        "value": score.value,
        "reason": score.reason or None,
        "units": score.units,
        "articles": result.articles,
        "annotators": result.annotators,
        "undefined_pairs": result.undefined_pairs,
        "interval": {
            "low": interval.low,
            "high": interval.high,
            "level": interval.level,
            "resamples": interval.resamples,
            "undefined": interval.undefined,
        },
    }


def _disagreements(found: Agreement, places: bool) -> dict[str, Any]:
    every = found.disagreements
    data: dict[str, Any] = {
        "boundaries": [{"annotator": a, "element": e, "kind": k, "count": n} for (a, e, k), n in sorted(every.views.items())],
        "confusion": [{"element": e, "labels": [x, y], "count": n} for (e, x, y), n in sorted(every.confusion.items()) if x or y],
        "same": [{"element": e, "label": label, "count": n} for (e, label), n in sorted(every.same.items())],
        "differences": [{"element": e, "label": label, "kind": k, "count": n} for (e, label, k), n in sorted(every.kinds.items())],
        "disagreements_total": every.total,
    }
    if places:
        data["disagreements"] = [
            {"element": g.element, "kind": g.kind, "what": g.what, "count": count, "places": [_place(place) for place in every.places[g]]}
            for g, count in every.ordered()
        ]
    return data


def _place(place: Place) -> dict[str, Any]:
    return {"article": place.article_id, "start": place.start, "end": place.end, "versions": [_version(v) for v in place.versions]}


def _version(version: Version) -> dict[str, Any]:
    return {"annotator": version.annotator, "label": version.label, "fragments": version.ranges, "text": version.text}


def _measure_row(part: str, result: Result) -> list[Any]:
    score, interval = result.score, result.interval
    return [
        part,
        result.name,
        result.variant,
        score.value,
        interval.low,
        interval.high,
        interval.level,
        score.units,
        result.articles,
        result.annotators,
        result.undefined_pairs,
        score.reason,
    ]


def _flat(place: Place) -> list[Any]:
    cells: list[Any] = []
    for version in place.versions:
        cells += [version.annotator, version.label, " ".join(f"{s}-{e}" for s, e in version.ranges), version.text]
    return cells
