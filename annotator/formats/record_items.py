"""The mentions and roles of a record, read field by field."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.formats.faults import kind_of, meant, quoted
from annotator.formats.record import ReadOptions
from annotator.formats.record_fields import Fields, unknown_name
from annotator.formats.record_spans import SourceText
from annotator.model.annotation import CUE_ROLE, Attributes, Layer, Link, Mention, Origin, State
from annotator.model.names import id_fault, own_number
from annotator.model.schema import NAME, Schema

LAYER_KEYS = {"entities": Layer.ENTITY, "participants": Layer.PARTICIPANT, "quotes": Layer.QUOTE, "events": Layer.EVENT}
"""The keys of a record that hold mentions, in the order in which they are read."""

_COMMON = frozenset({"id", "start", "end", "text", "fragments", "state", "origin"})
_KNOWN = {
    Layer.ENTITY: _COMMON | {"label", "canonical", "note", "attributes"},
    Layer.PARTICIPANT: _COMMON | {"canonical", "note"},
    Layer.QUOTE: _COMMON | {"type", "note", "attributes", "cue", "roles"},
    Layer.EVENT: _COMMON | {"type", "note", "attributes", "roles"},
    Layer.CUE: _COMMON,
}
_ROLE_KEYS = frozenset({"role", "target", "state", "origin"})
_ORIGIN_KEYS = frozenset({"annotator", "component", "score"})


@dataclass(slots=True)
class Items:
    """The mentions and links of one record as they are read, each with the path where it stands.

    `claimed` holds every id that the record gives to a mention, also to one with faults.
    """

    mentions: list[tuple[str, Mention]] = field(default_factory=list)
    links: list[tuple[str, Link]] = field(default_factory=list)
    claimed: dict[str, str] = field(default_factory=dict)


class ItemReader:
    """Reads the items of one record whose text is `source`."""

    def __init__(self, source: SourceText, options: ReadOptions, record: Fields) -> None:
        self.source = source
        self.options = options
        self.items = Items()
        self._next = 1 + max(map(own_number, _given_ids(record)), default=0)

    def read(self, record: Fields) -> Items:
        """Every mention and link of the record; what is wrong is noted in the record's log."""
        for key, layer in LAYER_KEYS.items():
            for fields in record.objects(key):
                self._mention(fields, layer)
        return self.items

    def _mention(self, fields: Fields, layer: Layer) -> Mention | None:
        fields.refuse_unknown(_KNOWN[layer])
        before = len(fields.log.faults)
        name = self._id(fields)
        label = self._label(fields, layer)
        fragments = self.source.fragments(fields)
        state = self._state(fields)
        origin = _origin(fields)
        canonical = fields.string("canonical", nullable=True) if layer in (Layer.ENTITY, Layer.PARTICIPANT) else None
        note = None if layer is Layer.CUE else fields.string("note", nullable=True)
        attributes = self._attributes(fields, layer)
        mention = None
        if fragments is not None and len(fields.log.faults) == before:
            mention = Mention(name, layer, label, fragments, state, origin, canonical, note, attributes)
            self.items.mentions.append((fields.path, mention))
        if layer is Layer.QUOTE and (cue := fields.object("cue")) is not None:
            self._cue(name, cue)
        if layer.has_roles:
            for role in fields.objects("roles"):
                self._role(name, layer, label, role)
        return mention

    def _cue(self, quote: str, fields: Fields) -> None:
        cue = self._mention(fields, Layer.CUE)
        if cue is not None:
            self.items.links.append((fields.path, Link(quote, CUE_ROLE, cue.id, cue.state, cue.origin)))

    def _id(self, fields: Fields) -> str:
        given = fields.string("id")
        if given is None:
            self._next += 1
            return f"m{self._next - 1}"
        if fault := id_fault(given):
            fields.log.fault(fields.at("id"), fault, given)
        elif given in self.items.claimed:
            fields.log.fault(fields.at("id"), f"{quoted(given)} is the id of {self.items.claimed[given]} already")
        self.items.claimed.setdefault(given, fields.path)
        return given

    def _label(self, fields: Fields, layer: Layer) -> str:
        if layer.is_unlabelled:
            return ""
        key = "label" if layer is Layer.ENTITY else "type"
        given = fields.string(key, required=True)
        if given is None:
            return ""
        name = self.options.renamed.get(given, given)
        schema = self.options.schema
        if not name:
            fields.log.fault(fields.at(key), "must not be empty")
        elif schema is not None and schema.label(layer, name) is None and not self._is_new(layer, name):
            what = "entity label" if layer is Layer.ENTITY else f"{layer} type"
            fields.log.fault(fields.at(key), unknown_name(what, name, [label.name for label in schema.labels(layer)]))
        return name

    def _is_new(self, layer: Layer, name: str) -> bool:
        """Whether the label is one that the schema may get from this file; it is noted then."""
        new = self.options.new_labels
        if new is None or not NAME.fullmatch(name):
            return False
        new.note(layer, name)
        return True

    def _state(self, fields: Fields) -> State:
        given = fields.choice("state", State, State.ACCEPTED)
        return State.PROPOSED if self.options.as_proposals else given

    def _attributes(self, fields: Fields, layer: Layer) -> Attributes:
        if layer.is_unlabelled:
            return ()
        schema = self.options.schema
        given = fields.object("attributes")
        if given is None:
            return () if schema is None else schema.default_attributes(layer)
        values = {name: given.string(name, nullable=True) for name in given.data}
        if schema is not None:
            _check_attributes(given, values, layer, schema)
        return tuple(sorted(values.items()))

    def _role(self, source: str, layer: Layer, label: str, fields: Fields) -> None:
        fields.refuse_unknown(_ROLE_KEYS)
        given, target = fields.string("role", required=True), fields.string("target", required=True)
        state, origin = self._state(fields), _origin(fields)
        if given is None or target is None:
            return
        role = self.options.renamed.get(f"role:{given}", given)
        if role == CUE_ROLE:
            fields.log.fault(fields.at("role"), 'a cue stands under "cue", not among the roles')
            return
        new = self.options.new_labels
        if new is not None and layer is Layer.EVENT and (layer, label) in new.found and NAME.fullmatch(role):
            new.found[layer, label].add(role)
        kind = self.options.schema.label(layer, label) if self.options.schema else None
        if kind is not None and kind.role(role) is None:
            fields.log.fault(fields.at("role"), unknown_name(f"role of {label}", role, [known.name for known in kind.roles]))
        self.items.links.append((fields.path, Link(source, role, target, state, origin)))


def _check_attributes(given: Fields, values: dict[str, str | None], layer: Layer, schema: Schema) -> None:
    known = {attribute.name: attribute for attribute in schema.attributes_of(layer)}
    for name, value in values.items():
        attribute = known.get(name)
        if attribute is None:
            given.log.fault(given.at(name), unknown_name(f"attribute of layer {layer}", name, list(known)))
        elif not attribute.allows(value) and (value is not None or given.data[name] is None):
            near = meant(value or "", attribute.values) or f"; it is one of {', '.join(attribute.values)}"
            given.log.fault(given.at(name), f"{name} can't be so{near}", value)


def _origin(fields: Fields) -> Origin | None:
    origin = fields.object("origin")
    if origin is None:
        return None
    origin.refuse_unknown(_ORIGIN_KEYS)
    name = origin.string("annotator", required=True)
    component = origin.string("component", nullable=True)
    return Origin(name or "", component, _score(origin))


def _score(origin: Fields) -> float | None:
    value = origin.data.get("score")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        origin.log.fault(origin.at("score"), f"expected a number, got {kind_of(value)}")
        return None
    if not -1e300 < value < 1e300 or not math.isfinite(value):
        origin.log.fault(origin.at("score"), "the number is out of range")
        return None
    return float(value)


def _given_ids(record: Fields) -> Iterator[str]:
    """Every id that the record gives to a mention, whatever else is wrong with it."""
    for key in LAYER_KEYS:
        array = record.data.get(key)
        for item in array if isinstance(array, list) else ():
            for part in (item, item.get("cue") if isinstance(item, dict) else None):
                if isinstance(part, dict) and isinstance(part.get("id"), str):
                    yield part["id"]
