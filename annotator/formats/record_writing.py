"""One article with one annotation set as the object of a native record, its keys in the order in which they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.formats.record import FORMAT
from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Mention, Origin, State
from annotator.model.article import Article
from annotator.model.errors import BadData
from annotator.model.span import Span, faults_of

Data = dict[str, Any]
_SCORE_DECIMALS = 4
_STATES = {state: state.value for state in State}
_NOTHING: Data = {}


def record_data(article: Article, annotations: AnnotationSet, schema: Mapping[str, str], *, provenance: bool = True) -> Data:
    """The record as a JSON object with every key; `schema` is name, version and sha256 of the set's schema.

    In it and everything in it the keys are in code point order, so that writing need not sort them.
    Raises BadData when a mention does not lie in the text.
    """
    writer = _Writer(article, annotations, provenance)
    return {
        "entities": [writer.entity(*place) for place in writer.places(Layer.ENTITY)],
        "events": [writer.event(*place) for place in writer.places(Layer.EVENT)],
        "format": FORMAT,
        "id": article.id,
        "language": article.language,
        "meta": _ordered(article.meta),
        "participants": [writer.participant(*place) for place in writer.places(Layer.PARTICIPANT)],
        "quotes": [writer.quote(*place) for place in writer.places(Layer.QUOTE)],
        "schema": _ordered(schema),
        "set": {
            "annotator": annotations.annotator,
            "flags": list(annotations.flags),
            "kind": annotations.kind.value,
            "reason": annotations.reason,
            "revision": annotations.revision,
            "status": annotations.status.value,
        },
        "text": article.text,
        "text_sha256": article.sha256,
    }


def _ordered(value: Any) -> Any:
    """The JSON value with the keys of every object in it in code point order."""
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


Place = tuple[int, int, str, str, Mention]
"""A mention behind its start, end, label and id, in which order mentions are written."""


class _Writer:
    """Writes the mentions of one set; mentions are sorted into layers and links to their sources once."""

    def __init__(self, article: Article, annotations: AnnotationSet, provenance: bool) -> None:
        self._article_id = article.id
        self._text = article.text
        self._length = len(article.text)
        self._mentions = annotations.mentions
        self._provenance = provenance
        self._places: dict[Layer, list[Place]] = {layer: [] for layer in Layer}
        for mention in annotations.mentions.values():
            self._places[mention.layer].append(_place(mention))
        self._cues: dict[str, str] = {}
        self._roles: dict[str, list[Data]] = {}
        self._sort_links(annotations)

    def places(self, layer: Layer) -> list[Place]:
        """The mentions of a layer in the order in which they are written."""
        return sorted(self._places[layer])

    def entity(self, start: int, end: int, label: str, name: str, mention: Mention) -> Data:
        return {
            "attributes": dict(mention.attributes),
            "canonical": mention.canonical,
            "end": end,
            **self._fragments(mention, start, end),
            "id": name,
            "label": label,
            "note": mention.note,
            **self._origin(mention.origin),
            "start": start,
            "state": _STATES[mention.state],
            "text": self._text[start:end],
        }

    def participant(self, start: int, end: int, label: str, name: str, mention: Mention) -> Data:
        return {
            "canonical": mention.canonical,
            "end": end,
            **self._fragments(mention, start, end),
            "id": name,
            "note": mention.note,
            **self._origin(mention.origin),
            "start": start,
            "state": _STATES[mention.state],
            "text": self._text[start:end],
        }

    def quote(self, start: int, end: int, label: str, name: str, mention: Mention) -> Data:
        cue = self._cues.get(name)
        return {
            "attributes": dict(mention.attributes),
            "cue": None if cue is None else self._cue(*_place(self._mentions[cue])),
            "end": end,
            **self._fragments(mention, start, end),
            "id": name,
            "note": mention.note,
            **self._origin(mention.origin),
            "roles": self._roles.get(name, []),
            "start": start,
            "state": _STATES[mention.state],
            "text": self._text[start:end],
            "type": label,
        }

    def event(self, start: int, end: int, label: str, name: str, mention: Mention) -> Data:
        return {
            "attributes": dict(mention.attributes),
            "end": end,
            **self._fragments(mention, start, end),
            "id": name,
            "note": mention.note,
            **self._origin(mention.origin),
            "roles": self._roles.get(name, []),
            "start": start,
            "state": _STATES[mention.state],
            "text": self._text[start:end],
            "type": label,
        }

    def _cue(self, start: int, end: int, label: str, name: str, mention: Mention) -> Data:
        return {
            "end": end,
            **self._fragments(mention, start, end),
            "id": name,
            **self._origin(mention.origin),
            "start": start,
            "state": _STATES[mention.state],
            "text": self._text[start:end],
        }

    def _sort_links(self, annotations: AnnotationSet) -> None:
        for source, role, target, link in sorted((k.source, k.role, k.target, link) for k, link in annotations.links.items()):
            if role == CUE_ROLE:
                self._cues.setdefault(source, target)
            else:
                data = {**self._origin(link.origin), "role": role, "state": _STATES[link.state], "target": target}
                self._roles.setdefault(source, []).append(data)

    def _fragments(self, mention: Mention, start: int, end: int) -> Data:
        """The fragments when there are several; whatever there is lies in the text."""
        if len(mention.fragments) == 1 and 0 <= start < end <= self._length:
            return _NOTHING
        if faults := faults_of(mention.fragments, self._length):
            raise BadData(f"{self._article_id}: mention {mention.id}: {faults[0]}", "annotator check lists all faults")
        return {"fragments": [self._span(span) for span in mention.fragments]}

    def _span(self, span: Span) -> Data:
        return {"end": span.end, "start": span.start, "text": self._text[span.start : span.end]}

    def _origin(self, origin: Origin | None) -> Data:
        if not self._provenance or origin is None:
            return _NOTHING
        written: Data = {"annotator": origin.annotator}
        if origin.component is not None:
            written["component"] = origin.component
        if origin.score is not None:
            written["score"] = round(origin.score, _SCORE_DECIMALS)
        return {"origin": written}


def _place(mention: Mention) -> Place:
    fragments = mention.fragments
    return fragments[0].start, fragments[-1].end, mention.label, mention.id, mention
