"""Quality of the built-in pipeline on gold of other projects: `python benchmarks/preannotation.py --data DIR [FILE…]`.

Every `*.jsonl` under DIR (or each FILE named) goes the way of all articles: imported into a temporary project,
pre-annotated, exported with what is proposed, and scored by `scoring.py`. `--genre news` takes only
articles whose `meta.genre` or id says so, `--held-out` only the fifth that a set that serves training keeps back;
`--keep DIR` leaves the exports there.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from scoring import Scores, Tally, core, marked_types, score

from annotator.model.selection import Selection
from annotator.workflow.exporting import Wanted, export_file
from annotator.workflow.importing import import_files
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import init_project
from training.splits import is_held_out

_CLASSES = ("PERSON", "ORG", "PLACE", "NORP", "DATE")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pipeline", default="builtin")
    parser.add_argument("--genre", default="")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    rows = []
    for path in options.files or sorted(options.data.rglob("*.jsonl")):
        golds = [gold for gold in _read(path) if _is_of(gold, options.genre) and (not options.held_out or is_held_out(str(gold["id"])))]
        if golds:
            rows.append((path.stem, golds, score(golds, _exported(golds, options.pipeline, options.keep and options.keep / path.name))))
    _print(rows)


def _read(path: Path) -> list[dict[str, Any]]:
    """The records of a file; of two with one id the later one, since one project can't hold both."""
    records = (orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip())
    return list({str(record["id"]): record for record in records}.values())


def _is_of(gold: Mapping[str, Any], genre: str) -> bool:
    return not genre or genre in (gold.get("meta") or {}).get("genre", "") or f"_{genre}_" in str(gold["id"])


def _exported(golds: list[dict[str, Any]], pipeline: str, keep: Path | None) -> dict[str, dict[str, Any]]:
    """The exported records of the articles by id."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "articles.jsonl", Path(folder) / "out" / "export.jsonl"
        source.write_bytes(b"".join(orjson.dumps({"id": str(gold["id"]), "text": gold["text"]}) + b"\n" for gold in golds))
        with init_project(Path(folder) / "project") as project:
            import_files(project, [source])
            preannotate(project, pipeline=pipeline)
            export_file(project, Wanted("model", selection=Selection(proposed=True)), target)
        if keep:
            keep.parent.mkdir(parents=True, exist_ok=True)
            keep.write_bytes(target.read_bytes())
        return {record["id"]: record for record in _read(target)}


def _print(rows: list[tuple[str, list[dict[str, Any]], Scores]]) -> None:
    named = [(name, found) for name, _, found in rows if core(found).gold]
    if named:
        print(f"{'entities: F1':<18}{'gold':>6}{'P':>7}{'R':>7}{'core':>7}" + "".join(f"{cls:>8}" for cls in _CLASSES))
        for name, found in named:
            total = core(found)
            print(f"{name:<18}{total.gold:>6}{total.precision:>7.1f}{total.recall:>7.1f}{total.f1:>7.1f}" + _by_class(found))
    quoted = [(name, found) for name, _, found in rows if found.quotes.gold]
    if quoted:
        print(f"\n{'quotes: IoU ≥ 0.5':<18}{'gold':>6}{'P':>7}{'R':>7}{'F1':>7}{'exact F1':>10}{'direct R':>10}{'speaker':>9}{'cue':>7}")
        for name, found in quoted:
            q = found.quotes
            print(
                f"{name:<18}{q.gold:>6}{q.precision:>7.1f}{q.recall:>7.1f}{q.f1:>7.1f}{found.exact_quotes.f1:>10.1f}"
                f"{_recall(found.direct):>10}{_recall(found.speaker):>9}{_recall(found.cue):>7}"
            )
    told = [(name, golds, found) for name, golds, found in rows if found.trigger.gold]
    if told:
        print(f"\n{'events':<18}{'gold':>6}{'P':>7}{'R':>7}{'F1':>7}{'typed F1':>10}{'argument F1':>13}  types")
        for name, golds, found in told:
            t = found.trigger
            print(
                f"{name:<18}{t.gold:>6}{t.precision:>7.1f}{t.recall:>7.1f}{t.f1:>7.1f}{found.typed_trigger.f1:>10.1f}"
                f"{found.argument.f1:>13.1f}  {' '.join(sorted(marked_types(golds)))}"
            )


def _by_class(found: Scores) -> str:
    tallies = [found.entities.get(cls, Tally()) for cls in _CLASSES]
    return "".join(f"{tally.f1:>8.1f}" if tally.gold else f"{'–':>8}" for tally in tallies)


def _recall(tally: Tally) -> str:
    return f"{tally.recall:.1f}" if tally.gold else "–"


if __name__ == "__main__":
    main()
