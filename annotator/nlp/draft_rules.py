"""What the schema says of proposals, looked up once per kind of question instead of once per mention."""

from __future__ import annotations

from annotator.model.annotation import Attributes, Layer, Mention
from annotator.model.schema import Schema

Sort = tuple[str, str]
"""A mention's layer and label."""


class DraftRules:
    """Answers from one schema: which labels there are, which attributes a mention carries, what may fill a role."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._labels = {(label.layer.value, label.name) for label in schema.all_labels()}
        self._defaults = {layer.value: schema.default_attributes(layer) for layer in Layer}
        self._attributes = {layer.value: {a.name: a for a in schema.attributes_of(layer)} for layer in Layer}
        self._fillers: dict[tuple[Sort, str, Sort], bool] = {}

    def knows(self, layer: str, label: str) -> bool:
        """Whether the schema has the label in the layer."""
        return (layer, label) in self._labels

    def attributes(self, layer: str, given: dict[str, str | None]) -> Attributes:
        """The attributes of a mention of the layer, with those of the given values that the schema allows."""
        defaults = self._defaults[layer]
        if not given:
            return defaults
        known = self._attributes[layer]
        return tuple([(name, given[name] if name in given and known[name].allows(given[name]) else value) for name, value in defaults])

    def takes(self, source: Sort, role: str, target: Sort) -> bool:
        """Whether a mention of the source's sort has the role and one of the target's sort may fill it."""
        question = (source, role, target)
        answer = self._fillers.get(question)
        if answer is None:
            answer = self._fillers[question] = self._takes(*question)
        return answer

    def _takes(self, source: Sort, name: str, target: Sort) -> bool:
        role = self._schema.role(_example(source), name)
        return role is not None and role.fill.accepts(_example(target))


def _example(sort: Sort) -> Mention:
    """A mention of the sort, since the schema's rules are told about mentions."""
    return Mention("m1", Layer(sort[0]), sort[1], ())
