"""`schema.yaml` as a schema: every fault at once, with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from annotator.formats.faults import SHOWN_FAULTS, Fault, meant
from annotator.formats.schema_fields import SchemaFields, join
from annotator.formats.yaml_nodes import Node, Table, is_nothing, read_nodes
from annotator.model.annotation import ITEM_LAYERS, Layer
from annotator.model.command_keys import COMMAND_KEYS, LABEL_KEYS, MENU_KEYS
from annotator.model.errors import BadData
from annotator.model.schema import ANY_FILLER_LAYERS, Attribute, Cardinality, Fill, Guide, Label, Role, Schema

FORMAT = "annotator-schema/1"
_GUIDE = ("description", "examples", "counter_example", "guideline")
_LABEL = ("key", "short", "colour", "maps", *_GUIDE)
_ROLE = ("key", "fill", "cardinality", "maps", *_GUIDE)
_TOP = ("format", "name", "version", "language", "description", "ignore", "entities", "quotes", "events", "attributes")
_CUE_KEY = "k"


class BadSchema(BadData):
    """The faults of a schema file, all of them."""

    names_places = True

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        shown = [str(fault) for fault in self.faults[:SHOWN_FAULTS]]
        more = len(self.faults) - len(shown)
        lines = [*shown, f"… and {more} more; annotator check lists them all"] if more else shown
        super().__init__("\n".join(lines), "mend the schema and try again")


def read_schema(data: bytes, name: str) -> Schema:
    """The schema in the bytes of a file; `name` is what faults call the file.

    Raises BadSchema with everything that is wrong.
    """
    root, faults = read_nodes(data, name)
    fields = SchemaFields(name)
    fields.faults += faults
    schema = None
    if isinstance(root, Table):
        schema = _schema(fields, root, data)
    elif root is not None:
        fields.fault(root, "", "expected key: value pairs at the top")
    if fields.faults or schema is None:
        raise BadSchema(fields.faults)
    return schema


def _schema(fields: SchemaFields, root: Table, data: bytes) -> Schema:
    fields.known(root, "", _TOP)
    written = fields.text(root, "", "format", None)
    if written and written != FORMAT:
        fields.fault(root.entries["format"], "format", f"expected {FORMAT}", written)
    entities = _labels(fields, root.entries, "entities", Layer.ENTITY)
    names = frozenset(label.name for label in entities)
    quotes = fields.table(root.entries.get("quotes"), "quotes")
    quote_types, cue = _quotes(fields, quotes, names)
    events = _events(fields, fields.table(root.entries.get("events"), "events"), names)
    if not (entities or quote_types or events):
        fields.fault(root, "", "has no entities, no quote types and no event types")
    return Schema(
        fields.text(root, "", "name", None),
        fields.text(root, "", "version", None),
        fields.text(root, "", "language", "en"),
        entities,
        quote_types,
        events,
        cue,
        _attributes(fields, fields.table(root.entries.get("attributes"), "attributes")),
        frozenset(fields.texts(root, "", "ignore")),
        fields.text(root, "", "description"),
        data.decode("utf-8-sig"),
        hashlib.sha256(data).hexdigest(),
    )


def _quotes(fields: SchemaFields, quotes: Table | None, names: frozenset[str]) -> tuple[tuple[Label, ...], Label]:
    if quotes is None:
        return (), _cue(fields, None)
    fields.known(quotes, "quotes", ("types", "cue", "roles"))
    roles = _roles(fields, fields.table(quotes.entries.get("roles"), "quotes.roles"), "quotes.roles", names)
    fields.distinct_keys(((path, role.key, table) for path, role, table in roles), MENU_KEYS)
    types = _labels(fields, quotes.entries, "types", Layer.QUOTE, "quotes", tuple(role for _, role, _ in roles))
    return types, _cue(fields, fields.table(quotes.entries.get("cue"), "quotes.cue"))


def _cue(fields: SchemaFields, table: Table | None) -> Label:
    entry = table or Table({}, {}, 1)
    fields.known(entry, "quotes.cue", ("short", "colour", "maps", *_GUIDE))
    colour = fields.colour(entry, "quotes.cue", 3)
    guide, maps = _guide(fields, entry, "quotes.cue"), _maps(fields, entry, "quotes.cue")
    return Label("cue", Layer.CUE, _CUE_KEY, fields.text(entry, "quotes.cue", "short", "cue"), colour, guide, maps)


def _events(fields: SchemaFields, events: Table | None, names: frozenset[str]) -> tuple[Label, ...]:
    if events is None:
        return ()
    fields.known(events, "events", ("roles", "types"))
    common = _roles(fields, fields.table(events.entries.get("roles"), "events.roles"), "events.roles", names)
    types = fields.entries(fields.table(events.entries.get("types"), "events.types"), "events.types")
    found, keyed = [], []
    for index, (name, path, table) in enumerate(types):
        fields.known(table, path, (*_LABEL, "roles"))
        own = _roles(fields, fields.table(table.entries.get("roles"), f"{path}.roles"), f"{path}.roles", names)
        own_names = {role.name for _, role, _ in own}
        together = [*own, *(row for row in common if row[1].name not in own_names)]
        fields.distinct_keys(((where, role.key, entry) for where, role, entry in together), MENU_KEYS)
        label = _label(fields, name, table, path, Layer.EVENT, index, tuple(role for _, role, _ in together))
        found.append(label)
        keyed.append((path, label.key, table))
    fields.distinct_keys(keyed, MENU_KEYS)
    return tuple(found)


def _labels(
    fields: SchemaFields, entries: Mapping[str, Node], key: str, layer: Layer, path: str = "", roles: tuple[Role, ...] = ()
) -> tuple[Label, ...]:
    where = join(path, key)
    found, keyed = [], []
    for index, (name, at, table) in enumerate(fields.entries(fields.table(entries.get(key), where), where)):
        fields.known(table, at, _LABEL)
        label = _label(fields, name, table, at, layer, index, roles)
        found.append(label)
        keyed.append((at, label.key, table))
    free, commands = (LABEL_KEYS, COMMAND_KEYS) if layer is Layer.ENTITY else (MENU_KEYS, frozenset())
    fields.distinct_keys(keyed, free, commands)
    return tuple(found)


def _label(fields: SchemaFields, name: str, table: Table, path: str, layer: Layer, index: int, roles: tuple[Role, ...]) -> Label:
    return Label(
        name,
        layer,
        fields.key(table, path),
        fields.text(table, path, "short", name),
        fields.colour(table, path, index),
        _guide(fields, table, path),
        _maps(fields, table, path),
        roles,
    )


def _roles(fields: SchemaFields, roles: Table | None, path: str, names: frozenset[str]) -> list[tuple[str, Role, Table]]:
    found = []
    for name, where, table in fields.entries(roles, path):
        fields.known(table, where, _ROLE)
        if name == "cue":
            fields.fault(table, where, "can't be the name of a role", name)
        written = fields.text(table, where, "cardinality", "*")
        cardinality = Cardinality.parse(written)
        if cardinality is None:
            fields.fault(table.entries.get("cardinality"), join(where, "cardinality"), "expected 1, ?, +, *, N, N-M or N-*", written)
        key, guide, maps = fields.key(table, where), _guide(fields, table, where), _maps(fields, table, where)
        role = Role(name, key, cardinality or Cardinality(0, None), _fill(fields, table, where, names), guide, maps)
        found.append((where, role, table))
    return found


def _fill(fields: SchemaFields, table: Table, path: str, names: frozenset[str]) -> Fill:
    """`{entities: [LABEL, …] or any, layers: [participant, event, quote]}`; without it any entity and participants."""
    where = join(path, "fill")
    fill = fields.table(table.entries.get("fill"), where)
    if fill is None:
        return Fill(None, frozenset({Layer.PARTICIPANT}))
    fields.known(fill, where, ("entities", "layers"))
    wanted = fields.texts(fill, where, "entities")
    for name in wanted:
        if name not in names and wanted != ("any",):
            fields.fault(fill.entries.get("entities"), join(where, "entities"), f"there is no entity label {name!r}{meant(name, names)}")
    allowed = {str(layer): layer for layer in ANY_FILLER_LAYERS - {Layer.ENTITY}}
    layers = fields.texts(fill, where, "layers")
    for name in layers:
        if name not in allowed:
            choices = ", ".join(sorted(allowed))
            fields.fault(fill.entries.get("layers"), join(where, "layers"), f"{name!r} is none of {choices}{meant(name, allowed)}")
    entities = None if wanted == ("any",) else frozenset(wanted)
    return Fill(entities, frozenset(allowed[name] for name in layers if name in allowed))


def _attributes(fields: SchemaFields, attributes: Table | None) -> tuple[Attribute, ...]:
    found = []
    for name, path, table in fields.entries(attributes, "attributes"):
        fields.known(table, path, ("layer", "values", "default", *_GUIDE))
        layers = {str(layer): layer for layer in ITEM_LAYERS}
        layer = fields.text(table, path, "layer", "event")
        if layer not in layers:
            fields.fault(table.entries.get("layer"), join(path, "layer"), f"expected entity, quote or event{meant(layer, layers)}", layer)
        values = fields.texts(table, path, "values")
        if not values or len(set(values)) != len(values):
            fields.fault(table, join(path, "values"), "expected a list of different values")
        written = table.entries.get("default")
        default = None if is_nothing(written) else fields.text(table, path, "default")
        if default is not None and default not in values:
            fields.fault(written, join(path, "default"), f"is none of the values{meant(default, values)}", default)
        found.append(Attribute(name, layers.get(layer, Layer.EVENT), values, default, _guide(fields, table, path)))
    return tuple(found)


def _guide(fields: SchemaFields, table: Table, path: str) -> Guide:
    return Guide(
        fields.text(table, path, "description"),
        fields.texts(table, path, "examples"),
        fields.text(table, path, "counter_example"),
        fields.text(table, path, "guideline"),
    )


def _maps(fields: SchemaFields, table: Table, path: str) -> dict[str, tuple[str, ...]]:
    inner = fields.table(table.entries.get("maps"), join(path, "maps"))
    return {scheme: fields.texts(inner, join(path, "maps"), scheme) for scheme in inner.entries} if inner else {}
