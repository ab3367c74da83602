"""From articles to proposals: batches through spaCy, Docs into annotation sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Doc

from annotator.model.annotation import AnnotationSet, Attributes
from annotator.model.article import Article
from annotator.model.schema import Schema
from annotator.model.span import Span, faults_of
from annotator.nlp.draft import Draft, Places, Source
from annotator.nlp.draft_rules import DraftRules, Sort
from annotator.nlp.events import EventFinder
from annotator.nlp.label_map import LabelMap
from annotator.nlp.named_spans import NamedSpans, labels_of
from annotator.nlp.pieces import pieces
from annotator.nlp.pipeline import Loaded
from annotator.nlp.proposal import Proposal, proposals
from annotator.nlp.tally import Tally as Tally


def propose(articles: Iterable[Article], loaded: Loaded, schema: Schema, tally: Tally, *, batch_size: int = 32) -> Iterator[AnnotationSet]:
    """A model's set for each article, in the order given."""
    return (draft.annotations(loaded.title) for draft in drafts(articles, loaded, schema, tally, batch_size=batch_size))


def drafts(articles: Iterable[Article], loaded: Loaded, schema: Schema, tally: Tally, *, batch_size: int = 32) -> Iterator[Draft]:
    """What a pipeline proposes for each article, in the order given."""
    reader = _Reader(loaded, schema, tally)
    stream = (
        (piece, (article.id, offset, number == 0)) for article in articles for number, (offset, piece) in enumerate(pieces(article.text))
    )
    draft: Draft | None = None
    for doc, (article_id, offset, is_first) in loaded.nlp.pipe(stream, as_tuples=True, batch_size=batch_size):
        if is_first:
            if draft is not None:
                yield draft
            draft = Draft(article_id)
        if draft is not None:
            reader.read(doc, offset, draft)
    if draft is not None:
        yield draft


class _Reader:
    """Reads Docs of one pipeline under one schema."""

    def __init__(self, loaded: Loaded, schema: Schema, tally: Tally) -> None:
        self._map = LabelMap(schema, labels_of(loaded.nlp)[0])
        self._tally = tally
        self._spans = NamedSpans(loaded.nlp)
        self._rules = DraftRules(schema)
        for _, component in loaded.nlp.pipeline:
            if isinstance(component, EventFinder):
                component.go_by(loaded.event_rules, schema, self._takes)

    def _takes(self, type_: str, role: str, sort: Sort) -> bool:
        """Whether a role may be filled by what has this layer and standard label; labels without a place here are participants."""
        layer, label = sort
        if layer == "entity":
            known = self._map.get(label)
            layer, label = ("entity", known) if known is not None else ("participant", "")
        return self._rules.takes(("event", type_), role, (layer, label))

    def read(self, doc: Doc, offset: int, draft: Draft) -> None:
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
            if proposal["links"] and proposal["key"] in made:
                self._links(proposal, made, entities, offset, draft)

    def _entities(self, doc: Doc, text: str, offset: int, draft: Draft) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        attributes = self._rules.attributes("entity", {})
        for first, last, name, source in self._spans.read(doc):
            label = self._map.get(name)
            words = Span(first, last).stripped(text)
            if name in self._map.ignored:
                self._tally.ignored[name] += 1
            elif label is None:
                self._tally.unmapped[name] += 1
            elif len(words):
                place = ((words.start + offset, words.end + offset),)
                found.setdefault((first, last), self._add(draft, "entity", label, place, source, attributes))
        return found

    def _add(self, draft: Draft, layer: str, label: str, places: Places, source: Source, attributes: Attributes) -> str:
        """The id of a mention, counted when it is new."""
        before = len(draft.mentions)
        name = draft.add(layer, label, places, source, attributes)
        self._tally.proposed[layer] += len(draft.mentions) - before
        return name

    def _known(self, proposal: Proposal, entities: dict[tuple[int, int], str]) -> str | None:
        """The entity on a participant's place: a pipeline may have found it without putting it into `doc.ents`."""
        if proposal["layer"] != "participant":
            return None
        start, end = proposal["fragments"][0]
        return entities.get((start, end))

    def _mention(self, proposal: Proposal, offset: int, draft: Draft, length: int) -> str | None:
        layer, label, places = proposal["layer"], proposal["label"], proposal["fragments"]
        if label and not self._rules.knows(layer, label):
            self._tally.unmapped[f"{layer} {label}"] += 1
            return None
        if faults_of([Span(*pair) for pair in places], length):
            self._tally.dropped[f"{layer} with impossible offsets"] += 1
            return None
        placed = tuple([(start + offset, end + offset) for start, end in places])
        name = self._add(draft, layer, label, placed, _source(proposal), self._rules.attributes(layer, proposal["attributes"]))
        if "canonical" in proposal:
            draft.canonicals[name] = proposal["canonical"]
        return name

    def _filler(self, target: list[Any], entities: dict[tuple[int, int], str], offset: int, draft: Draft, by: Source) -> str:
        """The entity that fills a role; one whose label the schema has no place for is a participant there."""
        start, end = target[1], target[2]
        name = entities.get((start, end))
        if name is None:
            name = self._add(draft, "participant", "", ((start + offset, end + offset),), by, self._rules.attributes("participant", {}))
        return name

    def _links(self, proposal: Proposal, made: dict[str, str], entities: dict[tuple[int, int], str], offset: int, draft: Draft) -> None:
        source, by = made[proposal["key"]], _source(proposal)
        holder = draft.mentions[source]
        for item in proposal["links"]:
            target, role = item["target"], item["role"]
            name = made.get(target) if isinstance(target, str) else self._filler(target, entities, offset, draft, by)
            if name is None or not (role == "cue" or self._rules.takes(holder[:2], role, draft.mentions[name][:2])):
                self._tally.dropped[f"role {role} of {proposal['label']}"] += 1
                continue
            draft.link(source, role, name, (by[0], item.get("score")))


def _source(proposal: Proposal) -> Source:
    return proposal["component"], proposal.get("score")
