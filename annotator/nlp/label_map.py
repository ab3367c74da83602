"""From the labels of a pipeline to those of the schema."""

from __future__ import annotations

from annotator.model.annotation import Layer
from annotator.model.schema import Schema

_SCHEMES = ("ontonotes", "conll", "ace")


class LabelMap:
    """The schema's label for what a pipeline says: its own name, else its name in OntoNotes, CoNLL or ACE."""

    def __init__(self, schema: Schema) -> None:
        self._known = {label.name: label.name for label in schema.entities}
        self.ignored = schema.ignore
        for scheme in _SCHEMES:
            for label in schema.labels(Layer.ENTITY):
                for name in label.maps.get(scheme, ()):
                    self._known.setdefault(name, label.name)

    def get(self, label: str) -> str | None:
        """The schema's label, or `None` when it has none for this one."""
        return self._known.get(label)
