"""Whatever a set holds: its record, imported into an empty store and exported again, has the same bytes."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from builders import schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats.json_lines import dumps
from annotator.formats.record_writing import record_data
from annotator.model.annotation import CUE_ROLE, AnnotationSet, Kind, Layer, Link, Mention, Origin, State, Status
from annotator.model.article import Article
from annotator.model.selection import Selection
from annotator.model.span import Span, merged
from annotator.store import log, streaming
from annotator.workflow.checking import check_files
from annotator.workflow.exporting import Wanted, export_file
from annotator.workflow.importing import import_files
from annotator.workflow.project import open_project

PIECES = [*"aZ ,.é“”\n\t\u00a0\u2028\u0301\u05d0", "😀", "\r\n"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=6, max_size=40).map("".join).filter(str.strip)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)
KEPT = [State.ACCEPTED, State.EDITED, State.ADDED]


@st.composite
def origins(draw: st.DrawFn) -> Origin | None:
    score = st.none() | st.integers(0, 10_000).map(lambda n: n / 10_000)
    return draw(st.none() | st.builds(Origin, st.sampled_from(["ann1", "en_test-1.0"]), st.none() | st.just("ner"), score))


@st.composite
def fragments(draw: st.DrawFn, length: int) -> tuple[Span, ...]:
    ends = draw(st.lists(st.integers(0, length), min_size=2, max_size=6, unique=True))
    ends = sorted(ends)[: len(ends) // 2 * 2]
    return merged(Span(left, right) for left, right in zip(ends[::2], ends[1::2], strict=True))


@st.composite
def sets(draw: st.DrawFn, article: Article, annotator: str, kind: Kind) -> AnnotationSet:
    """A set that keeps the rules: one id each, no duplicates, no kept role with a filler that is not kept."""
    names = draw(st.lists(st.from_regex(r"\A(m[1-9][0-9]{0,3}|[a-z:._-]{1,6})\Z"), max_size=8, unique=True))
    mentions: dict[str, Mention] = {}
    links: dict = {}
    places = set()
    for name in names:
        layer = draw(st.sampled_from(list(Layer)))
        label = "" if layer in (Layer.CUE, Layer.PARTICIPANT) else draw(st.sampled_from([one.name for one in schema().labels(layer)]))
        place = draw(fragments(len(article.text)))
        if (layer, label, place) in places:
            continue
        quotes = [
            m for m in mentions.values() if m.layer is Layer.QUOTE and not any(k.source == m.id and k.role == CUE_ROLE for k in links)
        ]
        if layer is Layer.CUE and not quotes:
            continue
        places.add((layer, label, place))
        mentions[name] = mention(draw, name, layer, label, place)
        if layer is Layer.CUE:
            owner = draw(st.sampled_from(quotes))
            made = Link(owner.id, CUE_ROLE, name, mentions[name].state, mentions[name].origin)
            links[made.key] = made
    for link in draw(st.lists(roles(mentions), max_size=8)) if mentions else []:
        if link is not None:
            links[link.key] = link
    status = draw(st.sampled_from(Status))
    reason = draw(st.none() | WORDS)
    flags = tuple(sorted(draw(st.sets(WORDS, max_size=2))))
    return AnnotationSet(article.id, annotator, kind, status, reason, flags, draw(st.integers(1, 99))).with_items(mentions, links)


def mention(draw: st.DrawFn, name: str, layer: Layer, label: str, place: tuple[Span, ...]) -> Mention:
    named = layer in (Layer.ENTITY, Layer.PARTICIPANT)
    values = {one.name: draw(st.sampled_from([*one.values, one.default])) for one in schema().attributes_of(layer)}
    return Mention(
        name,
        layer,
        label,
        place,
        draw(st.sampled_from(State)),
        draw(origins()),
        draw(st.none() | WORDS) if named else None,
        draw(st.none() | WORDS) if layer is not Layer.CUE else None,
        tuple(sorted(values.items())),
    )


@st.composite
def roles(draw: st.DrawFn, mentions: dict[str, Mention]) -> Link | None:
    source, target = draw(st.sampled_from(sorted(mentions))), draw(st.sampled_from(sorted(mentions)))
    of, to = mentions[source], mentions[target]
    known = schema().roles_of(of)
    if source == target or to.layer is Layer.CUE or of.layer not in (Layer.QUOTE, Layer.EVENT) or not known:
        return None
    states = list(State) if to.state in KEPT else [State.PROPOSED, State.REJECTED]
    return Link(source, draw(st.sampled_from(known)).name, target, draw(st.sampled_from(states)), draw(origins()))


@st.composite
def corpora(draw: st.DrawFn, annotator: str, kind: Kind) -> list[tuple[Article, AnnotationSet]]:
    meta = st.dictionaries(WORDS, st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | WORDS | st.floats(-1e9, 1e9), max_size=3)
    made = [Article(f"a{i}", text, "en", draw(meta)) for i, text in enumerate(draw(st.lists(TEXTS, min_size=1, max_size=4)))]
    return [(article, draw(sets(article, annotator, kind))) for article in made]


@cache
def template() -> Path:
    from annotator.workflow.project import init_project

    folder = Path(tempfile.mkdtemp(prefix="annotator-test-")) / "template"
    init_project(folder).store.close()
    return folder


def through_a_store(source: Path, project: Path, set_name: str, target: Path) -> None:
    """Import the file into a new, empty project and export it again."""
    shutil.copytree(template(), project)
    with open_project(project) as made:
        import_files(made, [source])
        export_file(made, Wanted(set_name, "jsonl", Selection(proposed=True, rejected=True)), target)
        for found in streaming.stream(made.store):
            assert log.replay(made.store, found[0].id, found[1].annotator) == found[1]


@pytest.mark.parametrize(
    ("annotator", "kind"), [("ann1", Kind.HUMAN), ("gold", Kind.GOLD), ("elsewhere", Kind.IMPORT), ("en_test-1.0", Kind.MODEL)]
)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_export_import_export_gives_the_same_bytes(
    annotator: str, kind: Kind, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.workflow.project.read_schema", lambda *_: schema())
    whole = Selection(proposed=True, rejected=True)
    corpus = [(article, whole.of(found)[0]) for article, found in data.draw(corpora(annotator, kind))]
    written = b"".join(dumps(record_data(article, found, schema().identity())) + b"\n" for article, found in corpus)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.jsonl").write_bytes(written)
        set_name = "model" if kind is Kind.MODEL else annotator
        through_a_store(folder / "in.jsonl", folder / "one", set_name, folder / "out" / "one.jsonl")
        assert (folder / "out" / "one.jsonl").read_bytes() == written
        assert not [
            f
            for f in check_files([folder / "out" / "one.jsonl"], schema)
            if f.severity == "fault" and "participant fills" not in f.sentence
        ]
        through_a_store(folder / "out" / "one.jsonl", folder / "two", set_name, folder / "out" / "two.jsonl")
        assert (folder / "out" / "two.jsonl").read_bytes() == written
