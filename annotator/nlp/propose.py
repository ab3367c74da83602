"""From articles to proposals: batches through spaCy, Docs into annotation sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Doc

from annotator.model.annotation import AnnotationSet, Attributes, Kind, Layer, Link, LinkKey, Mention, Origin, State, Status
from annotator.model.article import Article
from annotator.model.schema import Attribute, Label, Schema
from annotator.model.span import Fragments, Span, faults_of
from annotator.nlp.label_map import LabelMap
from annotator.nlp.named_spans import NamedSpans
from annotator.nlp.pieces import pieces
from annotator.nlp.pipeline import Loaded
from annotator.nlp.proposal import Proposal, proposals
from annotator.nlp.tally import Tally as Tally


def propose(articles: Iterable[Article], loaded: Loaded, schema: Schema, tally: Tally, *, batch_size: int = 32) -> Iterator[AnnotationSet]:
    """A model's set for each article, in the order given."""
    reader = _Reader(loaded, schema, tally)
    stream = (
        (piece, (article.id, offset, number == 0)) for article in articles for number, (offset, piece) in enumerate(pieces(article.text))
    )
    draft: _Draft | None = None
    for doc, (article_id, offset, is_first) in loaded.nlp.pipe(stream, as_tuples=True, batch_size=batch_size):
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

    def add(self, layer: Layer, label: str, fragments: Fragments, origin: Origin, attributes: Attributes) -> str:
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
        if source != target:
            self.links.setdefault(LinkKey(source, role, target), Link(source, role, target, State.PROPOSED, origin))

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
        self._map = LabelMap(schema)
        self._tally = tally
        self._spans = NamedSpans(loaded.nlp)
        self._labels: dict[tuple[Layer, str], Label] = {(label.layer, label.name): label for label in schema.all_labels()}
        self._attributes: dict[Layer, dict[str, Attribute]] = {layer: {a.name: a for a in schema.attributes_of(layer)} for layer in Layer}
        self._defaults: dict[Layer, Attributes] = {layer: schema.default_attributes(layer) for layer in Layer}

    def read(self, doc: Doc, offset: int, draft: _Draft) -> None:
        """Add what a Doc proposes, its characters counted from `offset`."""
        # spaCy puts the text together from the tokens each time it is asked
        text = doc.text
        entities = self._entities(doc, text, offset, draft)
        made: dict[str, str] = {}
        found = proposals(doc)
        for proposal in found:
            name = self._known(proposal, entities) or self._mention(proposal, offset, draft, len(text))
            if name is not None:
                made[proposal["key"]] = name
        for proposal in found:
            self._links(proposal, made, entities, draft)

    def _entities(self, doc: Doc, text: str, offset: int, draft: _Draft) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        attributes = self._defaults[Layer.ENTITY]
        for first, last, name, component, score in self._spans.read(doc):
            label = self._map.get(name)
            covered = text[first:last]
            start = offset + last - len(covered.lstrip())
            end = offset + first + len(covered.rstrip())
            if name in self._map.ignored:
                self._tally.ignored[name] += 1
            elif label is None:
                self._tally.unmapped[name] += 1
            elif start < end:
                origin = Origin(self._title, component, score)
                mention = draft.add(Layer.ENTITY, label, (Span(start, end),), origin, attributes)
                found.setdefault((first, last), mention)
                self._tally.proposed["entity"] += 1
        return found

    def _known(self, proposal: Proposal, entities: dict[tuple[int, int], str]) -> str | None:
        """The entity on a participant's place: a pipeline may have found it without putting it into `doc.ents`."""
        return entities.get(tuple(proposal["fragments"][0])) if proposal["layer"] == "participant" else None

    def _mention(self, proposal: Proposal, offset: int, draft: _Draft, length: int) -> str | None:
        layer, label = Layer(proposal["layer"]), proposal["label"]
        if label and (layer, label) not in self._labels:
            self._tally.unmapped[f"{layer} {label}"] += 1
            return None
        fragments = tuple(Span(start, end) for start, end in proposal["fragments"])
        if faults_of(fragments, length):
            self._tally.dropped[f"{layer} with impossible offsets"] += 1
            return None
        if offset:
            fragments = tuple(Span(span.start + offset, span.end + offset) for span in fragments)
        self._tally.proposed[layer.value] += 1
        return draft.add(layer, label, fragments, self._origin(proposal), self._values(layer, proposal["attributes"]))

    def _values(self, layer: Layer, given: dict[str, str | None]) -> Attributes:
        """The layer's attributes with what the proposal says of them and the schema allows."""
        defaults = self._defaults[layer]
        if not given:
            return defaults
        known = self._attributes[layer]
        return tuple((name, given[name] if name in given and known[name].allows(given[name]) else value) for name, value in defaults)

    def _links(self, proposal: Proposal, made: dict[str, str], entities: dict[tuple[int, int], str], draft: _Draft) -> None:
        source = made.get(proposal["key"])
        if source is None:
            return
        for item in proposal["links"]:
            target, role = item["target"], item["role"]
            name = made.get(target) if isinstance(target, str) else entities.get((target[1], target[2]))
            if name is None or (role != "cue" and not self._takes(draft.mentions[source], role, draft.mentions[name])):
                self._tally.dropped[f"role {role} of {proposal['label']}"] += 1
                continue
            draft.link(source, role, name, self._origin(proposal))

    def _takes(self, source: Mention, role_name: str, target: Mention) -> bool:
        label = self._labels.get((source.layer, source.label))
        role = label.role(role_name) if label else None
        return role is not None and role.fill.accepts(target)

    def _origin(self, proposal: dict[str, Any]) -> Origin:
        return Origin(self._title, proposal["component"], proposal.get("score"))
