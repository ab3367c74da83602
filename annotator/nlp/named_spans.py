"""The labelled stretches that a pipeline leaves on a Doc, with the component that made them and its score."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from annotator.nlp.confidence import score_of_entity
from annotator.nlp.draft import Source

Named = tuple[int, int, str, Source]
"""First character, the one after the last, the pipeline's label, and who says so."""

_COMMON_KEY = "sc"
"""Where spaCy's span categorizers put their spans unless they are told otherwise."""


class NamedSpans:
    """Reads `doc.ents`, and the span groups that components of this pipeline say they write."""

    def __init__(self, nlp: Language) -> None:
        self._ents: Source = (next(iter(assigns(nlp, "doc.ents")), None), None)
        self._groups = group_keys(nlp)

    def read(self, doc: Doc) -> Iterator[Named]:
        """Every stretch, those of `doc.ents` first."""
        for entity in doc.ents:
            yield entity.start_char, entity.end_char, entity.label_, (self._ents[0], score_of_entity(doc, entity.start_char))
        for key, component in self._groups.items():
            if key in doc.spans:
                yield from _grouped(doc, key, component)


def assigns(nlp: Language, what: str) -> list[str]:
    """The names of the active components that say they set this, in the pipeline's order."""
    return [name for name in nlp.pipe_names if what in nlp.get_pipe_meta(name).assigns]


def labels_of(nlp: Language) -> tuple[frozenset[str], bool]:
    """The labels that the pipeline may give to stretches, and whether those are all: a component need not tell."""
    known = nlp.pipe_labels
    names = {*assigns(nlp, "doc.ents"), *assigns(nlp, "doc.spans")}
    return frozenset(label for name in names for label in known.get(name, ())), names <= known.keys()


def group_keys(nlp: Language) -> dict[str, str]:
    """The component's name by the key of the span group that it writes."""
    found: dict[str, str] = {}
    for name in assigns(nlp, "doc.spans"):
        pipe = nlp.get_pipe(name)
        key = getattr(pipe, "key", None) or getattr(pipe, "cfg", {}).get("spans_key") or _COMMON_KEY
        # of two that write one group the later one has the last word
        found[key] = name
    return found


def _grouped(doc: Doc, key: str, component: str) -> Iterator[Named]:
    group = doc.spans[key]
    scores = group.attrs.get("scores")
    for index, span in enumerate(group):
        score = float(scores[index]) if scores is not None and index < len(scores) else None
        # spans without a label are what a finder suggests to the categorizer after it
        if span.label_:
            yield span.start_char, span.end_char, span.label_, (component, score)
