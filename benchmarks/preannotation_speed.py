"""Pre-annotation with the store, beside a bare nlp.pipe over the same pipeline: `python benchmarks/preannotation_speed.py [ARTICLES]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import orjson

from annotator.nlp.pipeline import load
from annotator.workflow.importing import import_files
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import init_project
from annotator.workflow.shipped import shipped_articles


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    texts = [orjson.loads(line)["text"] for line in shipped_articles().read_bytes().splitlines()]
    wanted = [texts[i % len(texts)] for i in range(count)]
    words = sum(len(text.split()) for text in wanted)
    nlp = load("builtin").nlp
    begun = time.perf_counter()
    for _ in nlp.pipe(wanted, batch_size=32):
        pass
    bare = time.perf_counter() - begun
    ours = _ours(wanted)
    print(f"{count:,} articles, {words:,} words, one process")
    print(f"{'what':<30}{'articles/s':>12}{'words/s':>12}{'ratio':>8}")
    print(f"{'bare nlp.pipe':<30}{count / bare:>12,.0f}{words / bare:>12,.0f}{1:>8.2f}")
    print(f"{'annotator with the store':<30}{count / ours:>12,.0f}{words / ours:>12,.0f}{bare / ours:>8.2f}")


def _ours(texts: list[str]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_bytes(b"".join(orjson.dumps({"id": f"a{i:06}", "text": text}) + b"\n" for i, text in enumerate(texts)))
        with init_project(Path(folder) / "project") as project:
            import_files(project, [source])
            return preannotate(project, pipeline="builtin").seconds


if __name__ == "__main__":
    main()
