"""Native JSONL export, beside bare loops over jsonlines and orjson: `python benchmarks/export_speed.py [ARTICLES]`."""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jsonlines
import orjson
from filling import filled, proposed, schema

from annotator.formats.exporters import Item, WriteOptions
from annotator.formats.exporters.jsonl import EXPORTER, write_records
from annotator.formats.record import FORMAT
from annotator.formats.record_writing import Data, record_data
from annotator.model.annotation import AnnotationSet, Layer, Mention, Origin
from annotator.model.article import Article
from annotator.workflow.exporting import Wanted, export_file

ROUNDS = 7


def main() -> None:
    """Print the table; the ways take turns, so that a busy machine is unfair to none."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    items = _items(count)
    records = [record_data(*item) for item in items]
    ways: dict[str, Callable[[io.BytesIO], object]] = {
        "a  jsonlines + orjson sorted, records ready": lambda file: _bare(records, file),
        "b  annotator, records ready, slices checked": lambda file: write_records(records, file),
        "c  annotator, from annotation sets": lambda file: EXPORTER.write(iter(items), file, WriteOptions()),
        "d  naive loop, from annotation sets": lambda file: _bare(map(_naive, items), file),
    }
    best = dict.fromkeys(ways, float("inf"))
    written = set()
    for _ in range(ROUNDS):
        for name, way in ways.items():
            file = io.BytesIO()
            begun = time.perf_counter()
            way(file)
            best[name] = min(best[name], time.perf_counter() - begun)
            written.add(file.getvalue())
    if len(written) != 1:
        sys.exit("the ways do not write the same bytes")
    best["e  annotator export, from the store to a file"] = _from_store(items)
    print(f"{count:,} articles, {sum(len(s.mentions) for _, s, _ in items):,} mentions, best of {ROUNDS}, the same bytes each way")
    print(f"{'what':<48}{'articles/s':>12}{'of a':>8}")
    bare = next(iter(best.values()))
    for name, seconds in best.items():
        print(f"{name:<48}{count / seconds:>12,.0f}{bare / seconds:>8.2f}")


def _items(count: int) -> list[Item]:
    return [(article, found, schema().identity()) for article, found in proposed(count)]


def _bare(records: object, file: io.BytesIO) -> None:
    jsonlines.Writer(file, dumps=partial(orjson.dumps, option=orjson.OPT_SORT_KEYS)).write_all(records)


def _naive(item: Item) -> Data:
    """The record as one would write it down at first, without a check."""
    article, annotations, schema = item
    return {
        "format": FORMAT,
        "id": article.id,
        "text": article.text,
        "text_sha256": article.sha256,
        "language": article.language,
        "meta": dict(article.meta),
        "schema": schema,
        "set": {
            "annotator": annotations.annotator,
            "kind": str(annotations.kind),
            "status": str(annotations.status),
            "reason": annotations.reason,
            "revision": annotations.revision,
            "flags": list(annotations.flags),
        },
        "entities": [_naive_mention(article, annotations, m) | {"label": m.label} for m in annotations.in_layer(Layer.ENTITY)],
        "participants": [_naive_mention(article, annotations, m) for m in annotations.in_layer(Layer.PARTICIPANT)],
        "quotes": [_naive_mention(article, annotations, m) | {"type": m.label} for m in annotations.in_layer(Layer.QUOTE)],
        "events": [_naive_mention(article, annotations, m) | {"type": m.label} for m in annotations.in_layer(Layer.EVENT)],
    }


def _naive_mention(article: Article, annotations: AnnotationSet, mention: Mention) -> Data:
    data: Data = {"id": mention.id, "start": mention.start, "end": mention.end, "text": mention.text(article.text)}
    data |= {"state": str(mention.state), "origin": _naive_origin(mention.origin)}
    if len(mention.fragments) > 1:
        data["fragments"] = [{"start": f.start, "end": f.end, "text": f.slice(article.text)} for f in mention.fragments]
    if mention.layer is Layer.CUE:
        return data
    data["note"] = mention.note
    if mention.layer in (Layer.ENTITY, Layer.PARTICIPANT):
        data["canonical"] = mention.canonical
    if mention.layer is not Layer.PARTICIPANT:
        data["attributes"] = dict(mention.attributes)
    if mention.layer in (Layer.QUOTE, Layer.EVENT):
        links = [link for link in annotations.links_from(mention.id) if link.role != "cue"]
        data["roles"] = [
            {"role": link.role, "target": link.target, "state": str(link.state), "origin": _naive_origin(link.origin)} for link in links
        ]
    if mention.layer is Layer.QUOTE:
        cue = annotations.cue_of(mention.id)
        data["cue"] = _naive_mention(article, annotations, cue) if cue else None
    return data


def _naive_origin(origin: Origin | None) -> Data | None:
    return origin and {"annotator": origin.annotator, "component": origin.component}


def _from_store(items: list[Item]) -> float:
    with (
        tempfile.TemporaryDirectory() as folder,
        filled(Path(folder) / "project", [(article, found) for article, found, _ in items]) as project,
    ):
        begun = time.perf_counter()
        export_file(project, Wanted("model"), Path(folder) / "out.jsonl")
        return time.perf_counter() - begun


if __name__ == "__main__":
    main()
