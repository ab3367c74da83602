"""From articles to proposals: batches through spaCy, Docs into annotation sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from annotator.model.annotation import AnnotationSet, Kind, Layer, Link, LinkKey, Mention, Origin, State, Status
from annotator.model.article import Article
from annotator.model.schema import Schema
from annotator.model.span import Fragments, Span, faults_of
from annotator.nlp.label_map import LabelMap
from annotator.nlp.pieces import pieces
from annotator.nlp.pipeline import Loaded
from annotator.nlp.proposal import proposals


@dataclass(slots=True)
class Tally:
    """What was proposed by layer, which labels the schema has no place for, and which it ignores on purpose."""

    proposed: Counter[str] = field(default_factory=Counter)
    unmapped: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)


def propose(
    articles: Iterable[Article], loaded: Loaded, schema: Schema, tally: Tally, *, batch_size: int = 32, jobs: int = 1
) -> Iterator[AnnotationSet]:
    """A model's set for each article, in the order given; `jobs` processes give the same sets as one."""
    reader = _Reader(loaded, schema, tally)
    stream = (
        (piece, (article.id, offset, number == 0)) for article in articles for number, (offset, piece) in enumerate(pieces(article.text))
    )
    draft: _Draft | None = None
    for doc, (article_id, offset, is_first) in loaded.nlp.pipe(stream, as_tuples=True, batch_size=batch_size, n_process=jobs):
        if is_first:
            if draft is not None:
                yield draft.finished()
            draft = _Draft(article_id, loaded.title)
        if draft is not None:
            reader.read(doc, offset, draft)
    if draft is not None:
        yield draft.finished()


class _Draft:
    """The set of one article under construction."""

    def __init__(self, article_id: str, title: str) -> None:
        self.article_id = article_id
        self.title = title
        self.mentions: dict[str, Mention] = {}
        self.links: dict[LinkKey, Link] = {}
        self._places: dict[tuple[Layer, str, Fragments], str] = {}

    def add(self, layer: Layer, label: str, fragments: Fragments, origin: Origin, attributes: tuple[tuple[str, str | None], ...]) -> str:
        """The id of a new mention, or of the same one that is there already; events may share their trigger, cues belong to one quote."""
        place = (layer, label, fragments)
        if place in self._places and layer is not Layer.CUE:
            return self._places[place]
        name = f"m{len(self.mentions) + 1}"
        self.mentions[name] = Mention(name, layer, label, fragments, State.PROPOSED, origin, attributes=attributes)
        self._places[place] = name
        return name

    def link(self, source: str, role: str, target: str, origin: Origin) -> None:
        """Give a role, unless it is there or would point at its source."""
        made = Link(source, role, target, State.PROPOSED, origin)
        if source != target:
            self.links.setdefault(made.key, made)

    def finished(self) -> AnnotationSet:
        """The set, without participants that nothing names."""
        named = {key.target for key in self.links}
        mentions = {k: m for k, m in self.mentions.items() if m.layer is not Layer.PARTICIPANT or k in named}
        empty = AnnotationSet(self.article_id, self.title, Kind.MODEL, Status.NEW)
        return empty.with_items(mentions, self.links)


class _Reader:
    """Reads Docs of one pipeline under one schema."""

    def __init__(self, loaded: Loaded, schema: Schema, tally: Tally) -> None:
        self._title = loaded.title
        self._schema = schema
        self._labels = LabelMap(schema)
        self._tally = tally
        self._component = next((name for name in ("ner", "annotator_entities", "entity_ruler") if name in loaded.nlp.pipe_names), None)

    def read(self, doc: Doc, offset: int, draft: _Draft) -> None:
        """Add what a Doc proposes, its characters counted from `offset`."""
        entities = self._entities(doc, offset, draft)
        made: dict[str, str] = {}
        found = proposals(doc)
        for proposal in found:
            name = self._mention(proposal, offset, draft, len(doc.text))
            if name is not None:
                made[proposal["key"]] = name
        for proposal in found:
            self._links(proposal, made, entities, draft)

    def _entities(self, doc: Doc, offset: int, draft: _Draft) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        for entity in doc.ents:
            label = self._labels.get(entity.label_)
            text = entity.text
            start = offset + entity.start_char + len(text) - len(text.lstrip())
            end = offset + entity.end_char - len(text) + len(text.rstrip())
            if entity.label_ in self._labels.ignored:
                self._tally.ignored[entity.label_] += 1
            elif label is None:
                self._tally.unmapped[entity.label_] += 1
            elif start < end:
                origin = Origin(self._title, self._component)
                attributes = self._schema.default_attributes(Layer.ENTITY)
                found[entity.start_char, entity.end_char] = draft.add(Layer.ENTITY, label, (Span(start, end),), origin, attributes)
                self._tally.proposed["entity"] += 1
        return found

    def _mention(self, proposal: dict[str, Any], offset: int, draft: _Draft, length: int) -> str | None:
        layer, label = Layer(proposal["layer"]), proposal["label"]
        if label and self._schema.label(layer, label) is None:
            self._tally.unmapped[f"{layer} {label}"] += 1
            return None
        local = tuple(Span(start, end) for start, end in proposal["fragments"])
        if faults_of(local, length):
            self._tally.dropped[f"{layer} with impossible offsets"] += 1
            return None
        fragments = tuple(Span(span.start + offset, span.end + offset) for span in local)
        given = {**dict(self._schema.default_attributes(layer)), **self._allowed(layer, proposal["attributes"])}
        self._tally.proposed[str(layer)] += 1
        return draft.add(layer, label, fragments, self._origin(proposal), tuple(sorted(given.items())))

    def _allowed(self, layer: Layer, attributes: dict[str, str | None]) -> dict[str, str | None]:
        known = {attribute.name: attribute for attribute in self._schema.attributes_of(layer)}
        return {name: value for name, value in attributes.items() if name in known and known[name].allows(value)}

    def _links(self, proposal: dict[str, Any], made: dict[str, str], entities: dict[tuple[int, int], str], draft: _Draft) -> None:
        source = made.get(proposal["key"])
        if source is None:
            return
        for item in proposal["links"]:
            target = item["target"]
            name = made.get(target) if isinstance(target, str) else entities.get((target[1], target[2]))
            if name is None or (item["role"] != "cue" and not self._takes(draft.mentions[source], item["role"], draft.mentions[name])):
                self._tally.dropped[f"role {item['role']} of {proposal['label']}"] += 1
                continue
            draft.link(source, item["role"], name, self._origin(proposal))

    def _takes(self, source: Mention, role_name: str, target: Mention) -> bool:
        role = self._schema.role(source, role_name)
        return role is not None and role.fill.accepts(target)

    def _origin(self, proposal: dict[str, Any]) -> Origin:
        return Origin(self._title, proposal["component"], proposal.get("score"))
