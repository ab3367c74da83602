"""One article with one annotation set as the object of a native record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.formats.record import FORMAT
from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Link, Mention, Origin
from annotator.model.article import Article
from annotator.model.errors import BadData
from annotator.model.span import Span, faults_of

Data = dict[str, Any]
_SCORE_DECIMALS = 4


def record_data(article: Article, annotations: AnnotationSet, schema: Mapping[str, str], *, provenance: bool = True) -> Data:
    """The record as a JSON object with every key; `schema` is name, version and sha256 of the set's schema.

    Raises BadData when a mention does not lie in the text.
    """
    writer = _Writer(article, annotations, provenance)
    return {
        "format": FORMAT,
        "id": article.id,
        "text": article.text,
        "text_sha256": article.sha256,
        "language": article.language,
        "meta": dict(article.meta),
        "schema": dict(schema),
        "set": {
            "annotator": annotations.annotator,
            "kind": str(annotations.kind),
            "status": str(annotations.status),
            "reason": annotations.reason,
            "revision": annotations.revision,
            "flags": list(annotations.flags),
        },
        "entities": writer.layer(Layer.ENTITY),
        "participants": writer.layer(Layer.PARTICIPANT),
        "quotes": writer.layer(Layer.QUOTE),
        "events": writer.layer(Layer.EVENT),
    }


class _Writer:
    """Writes the mentions of one set; links are sorted to their sources once."""

    def __init__(self, article: Article, annotations: AnnotationSet, provenance: bool) -> None:
        self._article = article
        self._set = annotations
        self._provenance = provenance
        self._links: dict[str, list[Link]] = {}
        for key in sorted(annotations.links, key=lambda k: (k.role, k.target)):
            self._links.setdefault(key.source, []).append(annotations.links[key])

    def layer(self, layer: Layer) -> list[Data]:
        return [self._mention(mention) for mention in self._set.in_layer(layer)]

    def _mention(self, mention: Mention) -> Data:
        data = self._place(mention)
        data["state"] = mention.state.value
        if mention.layer is Layer.ENTITY:
            data["label"] = mention.label
        elif mention.label:
            data["type"] = mention.label
        if mention.layer in (Layer.ENTITY, Layer.PARTICIPANT):
            data["canonical"] = mention.canonical
        if mention.layer is not Layer.CUE:
            data["note"] = mention.note
        if mention.layer not in (Layer.CUE, Layer.PARTICIPANT):
            data["attributes"] = dict(mention.attributes)
        if mention.layer in (Layer.QUOTE, Layer.EVENT):
            links = self._links.get(mention.id, [])
            data["roles"] = [self._role(link) for link in links if link.role != CUE_ROLE]
            if mention.layer is Layer.QUOTE:
                cue = next((link.target for link in links if link.role == CUE_ROLE), None)
                data["cue"] = None if cue is None else self._mention(self._set.mentions[cue])
        self._put_origin(data, mention.origin)
        return data

    def _place(self, mention: Mention) -> Data:
        faults = faults_of(mention.fragments, len(self._article.text))
        if faults:
            raise BadData(f"{self._article.id}: mention {mention.id}: {faults[0]}", "annotator check lists all faults")
        data = {"id": mention.id, **self._span(mention.span)}
        if len(mention.fragments) > 1:
            data["fragments"] = [self._span(span) for span in mention.fragments]
        return data

    def _span(self, span: Span) -> Data:
        return {"start": span.start, "end": span.end, "text": self._article.text[span.start : span.end]}

    def _role(self, link: Link) -> Data:
        data: Data = {"role": link.role, "target": link.target, "state": link.state.value}
        self._put_origin(data, link.origin)
        return data

    def _put_origin(self, data: Data, origin: Origin | None) -> None:
        if not self._provenance or origin is None:
            return
        written: Data = {"annotator": origin.annotator}
        if origin.component is not None:
            written["component"] = origin.component
        if origin.score is not None:
            written["score"] = round(origin.score, _SCORE_DECIMALS)
        data["origin"] = written
