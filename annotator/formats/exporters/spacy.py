"""spaCy's DocBin: entities as `ents`; every layer and role as span groups.

`ents` holds the contiguous entities that overlap no longer one. `spans["entity"]`, `["quote"]`,
`["cue"]`, `["event"]`, `["participant"]` hold every fragment, those of one mention under one
`span_id`; `spans["role:ROLE"]` the fillers. What no token boundary meets is widened to whole tokens
and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.formats.exporters import Exporter, Item, WriteOptions, Written, count
from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span


def _write(items: Iterator[Item], file: BinaryIO, options: WriteOptions) -> Written:
    from spacy.tokens import DocBin

    written = Written()
    bundle = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SPACY"], store_user_data=True)
    strings: set[str] = set()
    for article, annotations, schema in items:
        doc = _tokenizer(article.language).make_doc(article.text)
        doc.user_data["annotator"] = {"id": article.id, "set": annotations.annotator, "schema": schema, "roles": _graph(annotations)}
        _add(doc, annotations, written)
        bundle.add(doc)
        strings |= bundle.strings
        count(written, annotations)
    # the strings are a set, whose order would change from run to run
    bundle.strings = dict.fromkeys(sorted(strings))  # type: ignore[assignment]
    file.write(bundle.to_bytes())
    return written


@cache
def _tokenizer(language: str) -> Language:
    import spacy

    return spacy.blank(language)


def _graph(annotations: AnnotationSet) -> list[list[str]]:
    """Every role as `[source, role, target]` with the mentions' ids, sorted."""
    return [[key.source, key.role, key.target] for key in sorted(annotations.links)]


def _add(doc: Doc, annotations: AnnotationSet, written: Written) -> None:
    numbers = {name: index for index, name in enumerate(sorted(annotations.mentions), start=1)}
    groups: dict[str, list[Any]] = {str(layer): [] for layer in Layer}
    whole: list[Span] = []
    for layer in Layer:
        for mention in annotations.in_layer(layer):
            spans = _spans(doc, mention, numbers[mention.id], written)
            groups[str(layer)] += spans
            if layer is Layer.ENTITY and len(spans) == 1:
                whole.append(spans[0])
            elif layer is Layer.ENTITY and spans:
                written.lost["discontinuous entities left out of ents"] += 1
    for key in sorted(annotations.links):
        if key.role != CUE_ROLE:
            target = annotations.mentions[key.target]
            groups.setdefault(f"role:{key.role}", []).extend(_spans(doc, target, numbers[key.target], None, label=key.role))
    for name, spans in sorted(groups.items()):
        doc.spans[name] = spans
    doc.set_ents(_apart(whole, written))


def _spans(doc: Doc, mention: Mention, number: int, written: Written | None, label: str = "") -> list[Span]:
    """The mention's fragments on whole tokens; a fragment that meets no token at all is left out and counted."""
    from spacy.tokens import Span as TokenSpan

    found = []
    for fragment in mention.fragments:
        exact = doc.char_span(fragment.start, fragment.end)
        span = exact or doc.char_span(fragment.start, fragment.end, alignment_mode="expand")
        if span is None:
            if written:
                written.lost[f"{mention.layer} fragments without a token"] += 1
            continue
        if exact is None and written:
            written.lost[f"{mention.layer} fragments widened to whole tokens"] += 1
        name = label or mention.label or str(mention.layer)
        found.append(TokenSpan(doc, span.start, span.end, label=name, span_id=number))
    return found


def _apart(spans: list[Span], written: Written) -> list[Span]:
    """The spans that may stand in `ents`: the longest where they overlap, none with blanks at an end."""
    taken: list[Span] = []
    used: set[int] = set()
    for span in sorted(spans, key=lambda s: (-(s.end - s.start), s.start)):
        if any(token.is_space for token in (span[0], span[-1])):
            written.lost["entities with a blank at an end left out of ents"] += 1
        elif used & set(range(span.start, span.end)):
            written.lost["nested or overlapping entities left out of ents"] += 1
        else:
            used |= set(range(span.start, span.end))
            taken.append(span)
    return sorted(taken, key=lambda s: s.start)


EXPORTER = Exporter("spacy", ".spacy", "spaCy DocBin: entities as ents, all layers and roles as span groups", _write)
