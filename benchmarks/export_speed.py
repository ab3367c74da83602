"""Native JSONL export of records in memory, beside a bare jsonlines + orjson loop: `python benchmarks/export_speed.py [ARTICLES]`."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from functools import partial

import jsonlines
import orjson

from annotator.formats.exporters import Item, WriteOptions
from annotator.formats.exporters.jsonl import EXPORTER
from annotator.formats.record_writing import record_data
from annotator.formats.schema_yaml import read_schema
from annotator.model.article import Article
from annotator.nlp.pipeline import load
from annotator.nlp.propose import Tally, propose
from annotator.workflow.shipped import shipped_articles, shipped_schema

ROUNDS = 5


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    items = _items(count)
    data = [record_data(*item) for item in items]
    bare = _best(lambda file: _bare(data, file))
    ours = _best(lambda file: EXPORTER.write(iter(items), file, WriteOptions()))
    print(f"{count:,} articles, {sum(len(s.mentions) for _, s, _ in items):,} mentions, best of {ROUNDS}")
    print(f"{'what':<34}{'articles/s':>12}{'ratio':>8}")
    print(f"{'jsonlines + orjson, dicts ready':<34}{count / bare:>12,.0f}{1:>8.2f}")
    print(f"{'annotator, from annotation sets':<34}{count / ours:>12,.0f}{bare / ours:>8.2f}")


def _items(count: int) -> list[Item]:
    schema = read_schema(shipped_schema().read_bytes(), "schema.yaml")
    texts = [orjson.loads(line)["text"] for line in shipped_articles().read_bytes().splitlines()]
    articles = [Article(f"a{i:06}", texts[i % len(texts)]) for i in range(count)]
    sets = propose(articles, load("builtin"), schema, Tally())
    return [(article, found, schema.identity()) for article, found in zip(articles, sets, strict=True)]


def _bare(data: list[dict[str, object]], file: io.BytesIO) -> None:
    jsonlines.Writer(file, dumps=partial(orjson.dumps, option=orjson.OPT_SORT_KEYS)).write_all(data)


def _best(write: Callable[[io.BytesIO], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        write(io.BytesIO())
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    main()
