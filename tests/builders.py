"""Builders that everybody's tests use: articles and sets out of readable text, schemas, projects on disk.

`marked("[PERSON:ann Ann Lee] was [Attack:hit? hit].", "hit target ann")` is an article with an
entity `ann` and a proposed event `hit` whose target she is. The tag is an entity label, quote type,
event type, `cue` or `participant`; `:ID` names the mention (else `m1`, `m2`, … in reading order),
`?` makes it proposed, `!` accepted, `~` edited, `-` rejected, nothing added. The same id twice is one mention of two
fragments; brackets nest. A link is `source role target`, with the same signs after the role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from annotator.formats.schema_yaml import read_schema
from annotator.model.annotation import AnnotationSet, Kind, Layer, Link, LinkKey, Mention, Origin, State
from annotator.model.article import Article
from annotator.model.schema import Attribute, Cardinality, Colour, Fill, Label, Role, Schema
from annotator.model.span import Span, merged
from annotator.workflow.project import Project, init_project

_SIGNS = {"": State.ADDED, "?": State.PROPOSED, "!": State.ACCEPTED, "~": State.EDITED, "-": State.REJECTED}
_TAG = re.compile(r"\[([A-Za-z_]+)(?::([A-Za-z0-9._:-]*[A-Za-z0-9._]))?([?!~-]?) ")
_QUOTE_TYPES = frozenset({"direct", "indirect", "mixed"})
MODEL = "en_test-1.0"
"""The name of the model whose proposals the builders make."""


def span_of(text: str, part: str, which: int = 0) -> Span:
    """The range of the `which`-th occurrence of `part` in `text`."""
    start = -1
    for _ in range(which + 1):
        start = text.index(part, start + 1)
    return Span(start, start + len(part))


def article(text: str, article_id: str = "a1") -> Article:
    """An article of this text."""
    return Article(article_id, text)


def marked(
    text: str,
    *links: str,
    article_id: str = "a1",
    annotator: str = "ann1",
    kind: Kind = Kind.HUMAN,
    schema: Schema | None = None,
) -> tuple[Article, AnnotationSet]:
    """The article and the set that marked-up text and links describe."""
    plain, found = _parse(text)
    schema = schema or tiny_schema()
    mentions: dict[str, Mention] = {}
    number = 0
    for tag, name, sign, span in sorted(found, key=lambda item: (item[3].start, -item[3].end)):
        if not name:
            number += 1
            name = f"m{number}"
        if name in mentions:
            old = mentions[name]
            mentions[name] = Mention(
                old.id, old.layer, old.label, merged((*old.fragments, span)), old.state, old.origin, attributes=old.attributes
            )
            continue
        layer, label = _layer(tag)
        mentions[name] = Mention(
            name, layer, label, (span,), _SIGNS[sign], _origin(_SIGNS[sign], annotator), attributes=schema.default_attributes(layer)
        )
    table = dict(link(item, annotator) for item in links)
    annotations = AnnotationSet(article_id, annotator, kind).with_items(mentions, table)
    return Article(article_id, plain), annotations


def proposals(text: str, *links: str, article_id: str = "a1", schema: Schema | None = None) -> tuple[Article, AnnotationSet]:
    """As `marked`, but a model's set in which everything is proposed."""
    made, annotations = marked(text, *links, article_id=article_id, annotator=MODEL, kind=Kind.MODEL, schema=schema)
    origin = Origin(MODEL, "test", 0.5)
    mentions = {
        name: Mention(m.id, m.layer, m.label, m.fragments, State.PROPOSED, origin, attributes=m.attributes)
        for name, m in annotations.mentions.items()
    }
    table = {key: Link(key.source, key.role, key.target, State.PROPOSED, origin) for key in annotations.links}
    return made, AnnotationSet(article_id, MODEL, Kind.MODEL).with_items(mentions, table)


def link(text: str, annotator: str = "ann1") -> tuple[LinkKey, Link]:
    """The link that `source role target` describes, with a sign after the role for its state."""
    source, role, target = text.split()
    sign = role[-1] if role[-1] in _SIGNS else ""
    made = Link(source, role.removesuffix(sign) if sign else role, target, _SIGNS[sign], _origin(_SIGNS[sign], annotator))
    return made.key, made


def _origin(state: State, annotator: str) -> Origin:
    return Origin(annotator) if state is State.ADDED else Origin(MODEL, "test", 0.5)


def _layer(tag: str) -> tuple[Layer, str]:
    if tag in ("cue", "participant"):
        return Layer(tag), ""
    if tag in _QUOTE_TYPES:
        return Layer.QUOTE, tag
    return (Layer.ENTITY if tag.isupper() else Layer.EVENT), tag


def _parse(text: str) -> tuple[str, list[tuple[str, str, str, Span]]]:
    plain = ""
    open_tags: list[tuple[str, str, str, int]] = []
    found = []
    index = 0
    while index < len(text):
        tag = _TAG.match(text, index)
        if tag:
            open_tags.append((tag[1], tag[2] or "", tag[3], len(plain)))
            index = tag.end()
        elif text[index] == "]" and open_tags:
            name, mention_id, sign, start = open_tags.pop()
            found.append((name, mention_id, sign, Span(start, len(plain))))
            index += 1
        else:
            plain += text[index]
            index += 1
    if open_tags:
        raise ValueError(f"a bracket of {open_tags[-1][0]} is not closed")
    return plain, found


@cache
def shipped_schema() -> Schema:
    """The schema that ships with the package."""
    path = Path(__file__).parents[1] / "schema.yaml"
    return read_schema(path.read_bytes(), "schema.yaml")


_COLOUR = Colour("#ffffff", "#000000")
_PEOPLE = Fill(frozenset({"PERSON", "ORG", "GPE"}), frozenset({Layer.PARTICIPANT}))
_MANY = Cardinality(0, None)


def _label(name: str, layer: Layer, key: str, *roles: Role) -> Label:
    return Label(name, layer, key, name, _COLOUR, roles=roles)


@cache
def tiny_schema() -> Schema:
    """A schema small enough to keep in mind: four entity labels, three quote types, three event types."""
    place = Role("place", "l", Cardinality(0, 1), Fill(frozenset({"GPE"}), frozenset({Layer.PARTICIPANT})))
    said = (Role("speaker", "s", _MANY, _PEOPLE), Role("addressee", "a", _MANY, _PEOPLE))
    attack = (Role("attacker", "a", _MANY, _PEOPLE), Role("target", "t", _MANY, _PEOPLE), place)
    die = (
        Role("victim", "v", Cardinality(1, None), _PEOPLE),
        Role("agent", "g", _MANY, Fill(_PEOPLE.entities, frozenset({Layer.PARTICIPANT, Layer.EVENT}))),
        place,
    )
    condemn = (
        Role("speaker", "s", Cardinality(1, None), _PEOPLE),
        Role("against", "a", _MANY, Fill(None, frozenset({Layer.PARTICIPANT, Layer.EVENT, Layer.QUOTE}))),
        place,
    )
    return Schema(
        "tiny",
        "1",
        "en",
        tuple(_label(name, Layer.ENTITY, key) for name, key in (("PERSON", "p"), ("ORG", "o"), ("GPE", "g"), ("DATE", "d"))),
        tuple(_label(name, Layer.QUOTE, key, *said) for name, key in (("direct", "d"), ("indirect", "i"), ("mixed", "m"))),
        (_label("Attack", Layer.EVENT, "a", *attack), _label("Die", Layer.EVENT, "d", *die), _label("Condemn", Layer.EVENT, "n", *condemn)),
        _label("cue", Layer.CUE, "k"),
        (
            Attribute("polarity", Layer.EVENT, ("positive", "negative"), "positive"),
            Attribute("modality", Layer.EVENT, ("actual", "reported", "planned", "possible"), "actual"),
            Attribute("tense", Layer.EVENT, ("past", "present", "future"), None),
        ),
    )


def a_project(folder: Path, articles: Iterable[Article], model_sets: Iterable[AnnotationSet] = ()) -> Project:
    """A new project with the shipped schema, these articles and, as the work of one run, these proposals."""
    project = init_project(folder)
    add_articles(project, articles)
    add_proposals(project, model_sets)
    return project


def add_articles(project: Project, articles: Iterable[Article]) -> None:
    """Bring articles into the project."""
    from annotator.store import articles as rows

    import_id = rows.begin_import(project.store, source="test", format="test")
    rows.add(project.store, import_id, list(articles))
    rows.finish_import(project.store, import_id)


def add_proposals(project: Project, model_sets: Iterable[AnnotationSet]) -> None:
    """Save model sets as one run more; none is made when there are none."""
    from annotator.store import annotations, runs

    found = list(model_sets)
    if found:
        run_id = runs.begin(project.store, name="en_test", version="1.0", detail={})
        annotations.add_model_sets(project.store, run_id, found, schema=project.schema)
        runs.finish(project.store, run_id, articles=len(found), seconds=0.1)
