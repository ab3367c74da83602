"""Components around quotes and events that show them a pipeline's entities under the labels they know, and take that back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.nlp.named_spans import group_keys

_OWN = "annotator.own_entities"
Renaming = Callable[[str], str]


class StandardLabels:
    """Sets `doc.ents` to the pipeline's entities and the spans of its groups beside them, under standard labels."""

    def __init__(self, nlp: Language) -> None:
        self.renamed: Renaming = str
        self._keys = list(group_keys(nlp))

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with entities for our components; what the pipeline said is kept for `OwnLabels`."""
        own = doc.ents
        doc.user_data[_OWN] = own
        shown = [*own, *self._beside(doc, own)]
        doc.ents = tuple(Span(doc, s.start, s.end, label=self.renamed(s.label_), kb_id=s.kb_id, span_id=s.id) for s in shown)
        return doc

    def _beside(self, doc: Doc, own: Iterable[Span]) -> list[Span]:
        """The labelled spans of groups that overlap neither an entity nor a longer span."""
        taken = [False] * len(doc)
        for entity in own:
            taken[entity.start : entity.end] = [True] * len(entity)
        found = []
        spans = (span for key in self._keys if key in doc.spans for span in doc.spans[key] if span.label_ and len(span))
        for span in sorted(spans, key=lambda span: (-len(span), span.start)):
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = [True] * len(span)
                found.append(span)
        return found


@Language.factory("annotator_standard_labels")
def make_standard_labels(nlp: Language, name: str) -> StandardLabels:
    """The component as spaCy makes it from a config."""
    return StandardLabels(nlp)


@Language.component("annotator_own_labels")
def own_labels(doc: Doc) -> Doc:
    """Put back the entities as the pipeline labelled them."""
    own = doc.user_data.pop(_OWN, None)
    if own is not None:
        doc.ents = own
    return doc


def surround(nlp: Language, ours: Iterable[str], renamed: Renaming) -> None:
    """Put the two components around each row of our components in the pipeline."""
    wanted = frozenset(ours)
    rows: list[list[str]] = []
    last = ""
    for name in nlp.pipe_names:
        if name in wanted:
            if last in wanted:
                rows[-1].append(name)
            else:
                rows.append([name])
        last = name
    for number, row in enumerate(rows):
        suffix = f"_{number + 1}" if number else ""
        shown = nlp.add_pipe("annotator_standard_labels", name=f"annotator_standard_labels{suffix}", before=row[0])
        nlp.add_pipe("annotator_own_labels", name=f"annotator_own_labels{suffix}", after=row[-1])
        shown.renamed = renamed  # type: ignore[attr-defined]  # what a schema says is too much for a config
