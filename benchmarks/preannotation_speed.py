"""Pre-annotation with the store, beside a bare nlp.pipe over the same pipeline: `python benchmarks/preannotation_speed.py [ARTICLES] [ROUNDS]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import orjson
from filling import texts

from annotator.nlp.pipeline import load
from annotator.workflow.importing import import_files
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import init_project


def main() -> None:
    """Print the table; the ways take turns, so that a busy machine is unfair to none."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 320
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    known = texts()
    wanted = [known[i % len(known)] for i in range(count)]
    words = sum(len(text.split()) for text in wanted)
    ways = {
        "bare nlp.pipe": _bare,
        "annotator, --jobs 1": lambda texts: _ours(texts, 1),
        "annotator, --jobs 2": lambda texts: _ours(texts, 2),
        "annotator, no worker process": lambda texts: _ours(texts, 0),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            best[name] = min(best[name], way(wanted))
    print(f"{count:,} articles, {words:,} words, best of {rounds} rounds; annotator saves into the store")
    print(f"{'what':<30}{'articles/s':>12}{'words/s':>12}{'ratio':>8}")
    bare = best["bare nlp.pipe"]
    for name, seconds in best.items():
        print(f"{name:<30}{count / seconds:>12,.1f}{words / seconds:>12,.0f}{bare / seconds:>8.2f}")


def _bare(texts: list[str]) -> float:
    nlp = load("builtin").nlp
    begun = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=32):
        pass
    return time.perf_counter() - begun


def _ours(texts: list[str], jobs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_bytes(b"".join(orjson.dumps({"id": f"a{i:06}", "text": text}) + b"\n" for i, text in enumerate(texts)))
        with init_project(Path(folder) / "project") as project:
            import_files(project, [source])
            return preannotate(project, pipeline="builtin", jobs=jobs).seconds


if __name__ == "__main__":
    main()
