"""The native record as it is written: ordered keys, exact slices, nothing that is not in the text."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import orjson
import pytest
from builders import marked, proposed, schema

from annotator.formats.exporters import WriteOptions
from annotator.formats.exporters.jsonl import EXPORTER, write_records
from annotator.formats.record_writing import Data, record_data
from annotator.model.annotation import AnnotationSet, Layer, Origin
from annotator.model.article import Article
from annotator.model.errors import BadData
from annotator.model.span import Span

META = {"z": [{"b": 1, "a": {"é": None, "e": 2}}], "ü": 1, "a": "x", "Z": {}}


def item() -> tuple[Article, AnnotationSet]:
    """A quote of two fragments with a cue and a speaker, an event with a proposed role, a participant; non-BMP text before all."""
    article, annotations = marked(
        "😀 [direct:q “We stay,”] [cue:c said] [PERSON:ann Ann Lee], [direct:q “and wait.”] [participant:two Two people] [Attack:hit? hit] her.",
        "q cue c",
        "q speaker ann",
        "hit attacker? two",
        "hit target? ann",
    )
    return replace(article, meta=META), annotations


def record() -> Data:
    return record_data(*item(), schema().identity())


def written(*records: Data) -> bytes:
    file = io.BytesIO()
    write_records(records, file)
    return file.getvalue()


def test_records_are_made_with_their_keys_in_order_so_that_writing_need_not_sort() -> None:
    assert written(record()) == orjson.dumps(record(), option=orjson.OPT_SORT_KEYS) + b"\n"
    assert json.loads(written(record()))["meta"] == META


def test_every_covered_text_is_the_slice_of_its_offsets() -> None:
    made = record()
    (quote,) = made["quotes"]
    assert [part["text"] for part in quote["fragments"]] == ["“We stay,”", "“and wait.”"]
    assert quote["text"] == made["text"][quote["start"] : quote["end"]] == "“We stay,” said Ann Lee, “and wait.”"
    assert (quote["cue"]["text"], quote["cue"]["start"]) == ("said", made["text"].index("said"))
    assert [(role["role"], role["target"]) for role in made["events"][0]["roles"]] == [("attacker", "two"), ("target", "ann")]


@pytest.mark.parametrize(
    "path", [("entities", 0), ("participants", 0), ("events", 0), ("quotes", 0), ("quotes", 0, "cue"), ("quotes", 0, "fragments", 1)]
)
@pytest.mark.parametrize(("key", "by"), [("start", 1), ("end", -1), ("end", 10_000)])
def test_a_record_whose_slice_differs_is_never_written(path: tuple[str | int, ...], key: str, by: int) -> None:
    good, bad = record(), record()
    part = bad
    for step in path:
        part = part[step]
    part[key] += by
    if by == 10_000:
        # the slice that Python gives there is the rest of the text
        part["text"] = "something else"
    file = io.BytesIO()
    with pytest.raises(BadData, match=r"a1: the text of (ann|two|hit|q|c) is not what its offsets cover"):
        write_records([good, bad], file)
    assert file.getvalue() == written(good)


@pytest.mark.parametrize("span", [Span(-1, 3), Span(3, 3), Span(5, 4), Span(0, 10_000)])
def test_a_mention_outside_the_text_makes_no_record(span: Span) -> None:
    article, annotations = item()
    for name in ("ann", "two", "hit", "q", "c"):
        moved = replace(annotations.mentions[name], fragments=(span,))
        wrong = replace(annotations, mentions={**annotations.mentions, name: moved})
        with pytest.raises(BadData, match=f"a1: mention {name}: "):
            record_data(article, wrong, schema().identity())


def test_provenance_is_written_whole_or_not_at_all() -> None:
    article, annotations = proposed("[PERSON:ann Ann Lee] was [Attack:hit hit].", "hit target ann")
    scored = replace(annotations.mentions["ann"], origin=Origin("model-1", None, 0.123456))
    annotations = replace(annotations, mentions={**annotations.mentions, "ann": scored})
    made = record_data(article, annotations, schema().identity())
    assert made["entities"][0]["origin"] == {"annotator": "model-1", "score": 0.1235}
    assert made["events"][0]["origin"] == {"annotator": "en_test-1.0", "component": "test", "score": 0.5}
    assert made["events"][0]["roles"][0]["origin"]["component"] == "test"
    assert b'"origin"' not in written(record_data(article, annotations, schema().identity(), provenance=False))


def test_what_was_written_is_counted_by_kind() -> None:
    article, annotations = item()
    counts = EXPORTER.write(iter([(article, annotations, schema().identity())] * 2), io.BytesIO(), WriteOptions()).counts
    assert dict(counts) == {"articles": 2, "quotes": 2, "cues": 2, "entities": 2, "participants": 2, "events": 2, "roles": 6}
    assert len(annotations.in_layer(Layer.QUOTE)) == 1
