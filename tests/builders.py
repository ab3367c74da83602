"""What tests are made of: articles and sets out of readable text, schemas, projects in a temporary folder.

`marked("[PERSON:ann Ann Lee] was [Attack:hit? hit].", "hit target ann")` is an article with an
entity `ann` and a proposed event `hit` whose target she is. A tag is an entity label, quote type,
event type, `cue` or `participant`; `:ID` names the mention (else `m1`, `m2`, … in reading order);
`?` says proposed, `!` accepted, `~` edited, `-` rejected, and nothing added. The same id twice is
one mention of two fragments; brackets nest. A link is `source role target`, the sign after the role.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from annotator.formats.schema_yaml import read_schema
from annotator.model.annotation import AnnotationSet, Kind, Layer, Link, LinkKey, Mention, Origin, State, Status
from annotator.model.article import Article
from annotator.model.edits import apply
from annotator.model.proposals import seed_of
from annotator.model.schema import Attribute, Cardinality, Colour, Fill, Label, Role, Schema
from annotator.model.span import Span, merged
from annotator.store import annotations as sets
from annotator.store import articles as article_rows
from annotator.store import runs
from annotator.workflow.importing import import_files
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import Project, init_project
from annotator.workflow.shipped import shipped_schema

TEXT = (
    "Rebels attacked the port of Selwick on Tuesday, killing two people.\n\n"
    "“We stay,” said Ann Lee, 34, “and we wait.” Officials said that nobody was arrested."
)
MODEL = "en_test-1.0"
"""The model whose proposals `proposed` makes."""

_SIGNS = {"": State.ADDED, "?": State.PROPOSED, "!": State.ACCEPTED, "~": State.EDITED, "-": State.REJECTED}
_TAG = re.compile(r"\[([A-Za-z_]+)(?::([A-Za-z0-9._:-]*[A-Za-z0-9._]))?([?!~-]?) ")
_QUOTE_TYPES = frozenset({"direct", "indirect", "mixed"})


@cache
def schema() -> Schema:
    """The shipped schema."""
    return read_schema(shipped_schema().read_bytes(), "schema.yaml")


def project(folder: Path, *texts: str, proposals: bool = True) -> Project:
    """A project with an article `a1`, `a2`, … for each text (one of its own without any), pre-annotated."""
    lines = [json.dumps({"id": f"a{i}", "text": text}) for i, text in enumerate(texts or (TEXT,), start=1)]
    source = folder / "articles.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = init_project(folder / "project")
    import_files(made, [source])
    if proposals:
        preannotate(made, pipeline="builtin", jobs=0)
    return made


def handmade_project(folder: Path, *proposals: tuple[Article, AnnotationSet]) -> Project:
    """A project with these articles and, as the work of one run, these proposals; a set without mentions is left out."""
    made = init_project(folder)
    import_id = article_rows.begin_import(made.store, source="test", format="test")
    article_rows.add(made.store, import_id, [article for article, _ in proposals])
    article_rows.finish_import(made.store, import_id)
    add_run(made, *(annotations for _, annotations in proposals if annotations.mentions))
    return made


def finished_project(folder: Path, *work: tuple[Article, AnnotationSet], status: Status = Status.DONE) -> Project:
    """A project in which these people have finished these articles."""
    made = init_project(folder)
    import_id = article_rows.begin_import(made.store, source="test", format="test")
    article_rows.add(made.store, import_id, list({article.id: article for article, _ in work}.values()))
    article_rows.finish_import(made.store, import_id)
    for article, annotations in work:
        add_work(made, article, annotations, status)
    return made


def add_work(made: Project, article: Article, annotations: AnnotationSet, status: Status = Status.DONE) -> None:
    """Save a person's set, or gold, as it stands."""
    seed = seed_of(replace(annotations, status=status), "test")
    empty = AnnotationSet(article.id, annotations.annotator, annotations.kind)
    sets.commit(made.store, None, apply(empty, seed, len(article.text)), seed, schema=made.schema)


def add_run(made: Project, *model_sets: AnnotationSet) -> None:
    """Save proposals as the work of one run more."""
    run_id = runs.begin(made.store, name="en_test", version="1.0", detail={})
    sets.add_model_sets(made.store, run_id, model_sets, schema=made.schema)
    runs.finish(made.store, run_id, articles=len(model_sets), seconds=0.1)


def span_of(text: str, part: str, which: int = 0) -> Span:
    """The range of the `which`-th occurrence of `part` in `text`."""
    start = -1
    for _ in range(which + 1):
        start = text.index(part, start + 1)
    return Span(start, start + len(part))


def marked(text: str, *links: str, article_id: str = "a1", annotator: str = "ann1") -> tuple[Article, AnnotationSet]:
    """The article and the set of a person that marked-up text and links describe."""
    plain, found = _parse(text)
    mentions: dict[str, Mention] = {}
    for tag, name, sign, span in sorted(found, key=lambda item: (item[3].start, -item[3].end)):
        name = name or f"m{len(mentions) + 1}"
        known = mentions.get(name)
        if known:
            mentions[name] = replace(known, fragments=merged((*known.fragments, span)))
            continue
        layer, label = _layer(tag)
        state = _SIGNS[sign]
        attributes = tiny_schema().default_attributes(layer)
        mentions[name] = Mention(name, layer, label, (span,), state, _origin(state, annotator), attributes=attributes)
    table = {made.key: made for made in (link(item, annotator) for item in links)}
    return Article(article_id, plain), AnnotationSet(article_id, annotator).with_items(mentions, table)


def proposed(text: str, *links: str, article_id: str = "a1", score: float | None = 0.5) -> tuple[Article, AnnotationSet]:
    """As `marked`, but a model's set, in which all is proposed with this score."""
    article, annotations = marked(text, *links, article_id=article_id, annotator=MODEL)
    origin = Origin(MODEL, "test", score)
    mentions = {name: replace(m, state=State.PROPOSED, origin=origin) for name, m in annotations.mentions.items()}
    table = {key: replace(known, state=State.PROPOSED, origin=origin) for key, known in annotations.links.items()}
    return article, AnnotationSet(article_id, MODEL, Kind.MODEL).with_items(mentions, table)


def link(text: str, annotator: str = "ann1") -> Link:
    """The link that `source role target` describes, with a sign after the role for its state."""
    source, role, target = text.split()
    sign = role[-1] if role[-1] in _SIGNS else ""
    return Link(source, role.rstrip("?!~-"), target, _SIGNS[sign], _origin(_SIGNS[sign], annotator))


def key(text: str) -> LinkKey:
    """The key of the link that `source role target` describes."""
    return link(text).key


def _origin(state: State, annotator: str) -> Origin:
    return Origin(annotator) if state is State.ADDED else Origin(MODEL, "test", 0.5)


def _layer(tag: str) -> tuple[Layer, str]:
    if tag in ("cue", "participant"):
        return Layer(tag), ""
    if tag in _QUOTE_TYPES:
        return Layer.QUOTE, tag
    return (Layer.ENTITY if tag.isupper() else Layer.EVENT), tag


def _parse(text: str) -> tuple[str, list[tuple[str, str, str, Span]]]:
    plain, index = "", 0
    opened: list[tuple[str, str, str, int]] = []
    found = []
    while index < len(text):
        tag = _TAG.match(text, index)
        if tag:
            opened.append((tag[1], tag[2] or "", tag[3], len(plain)))
            index = tag.end()
            continue
        if text[index] == "]" and opened:
            *what, start = opened.pop()
            found.append((*what, Span(start, len(plain))))
        else:
            plain += text[index]
        index += 1
    if opened:
        raise ValueError(f"a bracket of {opened[-1][0]} is not closed")
    return plain, found


_PEOPLE = Fill(frozenset({"PERSON", "ORG", "GPE"}), frozenset({Layer.PARTICIPANT}))
_ANY, _SOME = Cardinality(0, None), Cardinality(1, None)


def _label(name: str, layer: Layer, key: str, *roles: Role) -> Label:
    return Label(name, layer, key, name, Colour("#ffffff", "#000000"), roles=roles)


def _event(name: str, key: str, *roles: Role) -> Label:
    place = Role("place", "l", Cardinality(0, 1), Fill(frozenset({"GPE"}), frozenset({Layer.PARTICIPANT})))
    return _label(name, Layer.EVENT, key, *roles, place)


@cache
def tiny_schema() -> Schema:
    """A schema small enough to keep in mind: four entity labels, three quote types, three event types."""
    events = Fill(_PEOPLE.entities, frozenset({Layer.PARTICIPANT, Layer.EVENT}))
    anything = Fill(None, frozenset({Layer.PARTICIPANT, Layer.EVENT, Layer.QUOTE}))
    said = (Role("speaker", "s", _ANY, _PEOPLE), Role("addressee", "a", _ANY, _PEOPLE))
    return Schema(
        "tiny",
        "1",
        "en",
        tuple(_label(name, Layer.ENTITY, name[0].lower()) for name in ("PERSON", "ORG", "GPE", "DATE")),
        tuple(_label(name, Layer.QUOTE, name[0], *said) for name in ("direct", "indirect", "mixed")),
        (
            _event("Attack", "a", Role("attacker", "a", _ANY, _PEOPLE), Role("target", "t", _ANY, _PEOPLE)),
            _event("Die", "d", Role("victim", "v", _SOME, _PEOPLE), Role("agent", "g", _ANY, events)),
            _event("Condemn", "n", Role("speaker", "s", _SOME, _PEOPLE), Role("against", "a", _ANY, anything)),
        ),
        _label("cue", Layer.CUE, "k"),
        (
            Attribute("polarity", Layer.EVENT, ("positive", "negative"), "positive"),
            Attribute("modality", Layer.EVENT, ("actual", "reported", "planned", "possible"), "actual"),
            Attribute("tense", Layer.EVENT, ("past", "present", "future"), None),
        ),
    )


def role(event_type: str, name: str) -> Role:
    """A role of the tiny schema's event or quote type."""
    labels: Iterable[Label] = tiny_schema().all_labels()
    found = next(label for label in labels if label.name == event_type).role(name)
    if found is None:
        raise ValueError(f"{event_type} has no role {name}")
    return found
