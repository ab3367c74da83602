"""spaCy's DocBin: entities as `ents`; every layer and role as span groups.

`ents` holds the contiguous entities, the longest where they overlap. `spans["entity"]`,
`["quote_content"]`, `["cue"]`, `["trigger"]`, `["participant"]` hold every fragment, those of one
mention under its id as `span_id`; `spans["role:ROLE"]` the fillers under theirs. Blanks at the ends
go; what then meets no token boundary is widened to whole tokens. Both are counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.formats.exporters import Exporter, Item, WriteOptions, Written, count
from annotator.formats.losses import left_behind
from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Mention
from annotator.model.span import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

GROUPS = {
    Layer.ENTITY: "entity",
    Layer.QUOTE: "quote_content",
    Layer.CUE: "cue",
    Layer.EVENT: "trigger",
    Layer.PARTICIPANT: "participant",
}
"""The span group of each layer."""


def _write(items: Iterator[Item], file: BinaryIO, options: WriteOptions) -> Written:
    from spacy.tokens import DocBin

    written = Written()
    bundle = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_ID", "SPACY"], store_user_data=options.graph)
    for article, annotations, schema in items:
        doc = _tokenizer(article.language).tokenizer(article.text)
        if options.graph:
            doc.user_data["annotator"] = {"id": article.id, "schema": schema, **_graph(annotations)}
        else:
            written.lost.update(left_behind(annotations))
        _add(_Tokens(doc, article.text), annotations, written)
        bundle.add(doc)
        count(written, annotations)
    # the strings are a set, whose order would change from run to run
    bundle.strings = dict.fromkeys(sorted(bundle.strings))  # type: ignore[assignment]
    file.write(bundle.to_bytes())
    return written


@cache
def _tokenizer(language: str) -> Language:
    """The empty pipeline of a language, or of many languages where spaCy has none for it or needs a library that is missing."""
    import spacy

    for name in (language, language.replace("_", "-").split("-")[0].lower()):
        try:
            return spacy.blank(name)
        except ImportError:
            continue
    return spacy.blank("xx")


def _graph(annotations: AnnotationSet) -> dict[str, Any]:
    """What no span can hold: whose set it is, roles as `[source, role, target]`, and what is noted on mentions."""
    notes = {}
    for name, mention in sorted(annotations.mentions.items()):
        found = {"attributes": dict(mention.attributes), "canonical": mention.canonical, "note": mention.note}
        notes[name] = {"state": str(mention.state), **{key: value for key, value in found.items() if value}}
    roles = [[key.source, key.role, key.target] for key in sorted(annotations.links)]
    return {"set": annotations.annotator, "flags": list(annotations.flags), "roles": roles, "mentions": notes}


class _Tokens:
    """A document's tokens, found by code points without searching it from the beginning each time."""

    def __init__(self, doc: Doc, text: str) -> None:
        self.doc = doc
        self.text = text
        self._starts = [token.idx for token in doc]
        self._ends = [token.idx + len(token) for token in doc]

    def covering(self, place: Span) -> tuple[int, int, bool]:
        """The first token and the one after the last that touch a place with words in it, and whether they are it exactly."""
        first = bisect_right(self._ends, place.start)
        last = bisect_left(self._starts, place.end)
        return first, last, (self._starts[first], self._ends[last - 1]) == (place.start, place.end)


def _add(tokens: _Tokens, annotations: AnnotationSet, written: Written) -> None:
    groups: dict[str, list[TokenSpan]] = {name: [] for name in GROUPS.values()}
    whole: list[TokenSpan] = []
    for layer, group in GROUPS.items():
        for mention in annotations.in_layer(layer):
            spans = _spans(tokens, mention, written)
            groups[group] += spans
            if layer is Layer.ENTITY and len(mention.fragments) == 1:
                whole += spans
            elif layer is Layer.ENTITY:
                written.lost["discontinuous entities left out of ents"] += 1
    for key in sorted(annotations.links):
        if key.role != CUE_ROLE:
            groups.setdefault(f"role:{key.role}", []).extend(_spans(tokens, annotations.mentions[key.target], None, label=key.role))
    for name, spans in sorted(groups.items()):
        tokens.doc.spans[name] = sorted(spans, key=lambda span: (span.start, span.end, span.label_, span.id_))
    tokens.doc.set_ents(_apart(whole, written))


def _spans(tokens: _Tokens, mention: Mention, written: Written | None, label: str = "") -> list[TokenSpan]:
    """The mention's fragments on whole tokens, losses counted in `written`; a blank fragment is left out."""
    from spacy.tokens import Span as TokenSpan

    found = []
    for fragment in mention.fragments:
        loss = ""
        bare = fragment.stripped(tokens.text)
        if not len(bare):
            loss = "left out, being blank"
        else:
            first, last, is_exact = tokens.covering(bare)
            loss = "widened to whole tokens" if not is_exact else "without the blanks at their ends" if bare != fragment else ""
            found.append(TokenSpan(tokens.doc, first, last, label=label or mention.label or str(mention.layer), span_id=mention.id))
        if written is not None and loss:
            written.lost[f"{GROUPS[mention.layer]} fragments {loss}"] += 1
    return found


def _apart(spans: list[TokenSpan], written: Written) -> list[TokenSpan]:
    """The spans that may stand in `ents`: the longest where they overlap, the first where they are as long."""
    taken: list[TokenSpan] = []
    used: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        tokens = range(span.start, span.end)
        if used.isdisjoint(tokens):
            used.update(tokens)
            taken.append(span)
        else:
            written.lost["nested or overlapping entities left out of ents"] += 1
    return sorted(taken, key=lambda s: s.start)


EXPORTER = Exporter("spacy", _write)
