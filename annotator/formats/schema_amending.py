"""New labels put into the text of a `schema.yaml`, whose comments and order stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.formats.record import NewLabels
from annotator.formats.yaml_nodes import Table, read_nodes
from annotator.model.annotation import Layer
from annotator.model.command_keys import LABEL_KEYS, MENU_KEYS
from annotator.model.errors import BadData
from annotator.model.schema import Schema

_SECTIONS: dict[Layer, tuple[str, ...]] = {Layer.ENTITY: ("entities",), Layer.QUOTE: ("quotes", "types"), Layer.EVENT: ("events", "types")}
_DESCRIPTION = "Came with an import; describe it."


def amended(data: bytes, schema: Schema, new: NewLabels, name: str) -> bytes:
    """The schema's file with an entry for each new label, at the end of its section, with a key that is free.

    Raises BadData when no key is free or the file is written in a way that no line can be put into.
    """
    for layer, section in _SECTIONS.items():
        labels = {label: roles for (of, label), roles in sorted(new.found.items()) if of is layer}
        if labels:
            taken = {label.key for label in schema.labels(layer)}
            keys = _free(LABEL_KEYS if layer is Layer.ENTITY else MENU_KEYS, taken, len(labels), layer)
            common = _common_roles(schema) if layer is Layer.EVENT else {}
            entries = [_entry(label, key, roles - common.keys(), common) for (label, roles), key in zip(labels.items(), keys, strict=True)]
            data = _inserted(data, section, entries, name)
    return data


def _free(keys: Sequence[str], taken: Iterable[str], count: int, layer: Layer) -> list[str]:
    free = [key for key in keys if key not in set(taken)][:count]
    if len(free) < count:
        raise BadData(f"no key is free for {count} more labels of layer {layer}", "rename with --map OLD=NEW, or make room in schema.yaml")
    return free


def _common_roles(schema: Schema) -> dict[str, str]:
    """Name and key of the roles that every event type has."""
    types = schema.event_types
    shared = set.intersection(*({role.name for role in label.roles} for label in types)) if types else set()
    return {role.name: role.key for role in types[0].roles if role.name in shared} if types else {}


def _entry(label: str, key: str, roles: Iterable[str], common: dict[str, str]) -> list[str]:
    """The lines of one label, without the indent of its section."""
    lines = [f"{label}:", f"  key: '{key}'", f"  description: {_DESCRIPTION}"]
    wanted = sorted(roles)
    if wanted:
        role_keys = _free(MENU_KEYS, common.values(), len(wanted), Layer.EVENT)
        lines += ["  roles:", *(f"    {role}: {{key: '{key}'}}" for role, key in zip(wanted, role_keys, strict=True))]
    return lines


def _inserted(data: bytes, section: tuple[str, ...], entries: list[list[str]], name: str) -> bytes:
    text = data.decode("utf-8-sig")
    node, _ = read_nodes(data, name)
    for key in section:
        node = node.entries.get(key) if isinstance(node, Table) else None
    if not isinstance(node, Table) or not node.lines:
        raise BadData(f"{name} has no section {'.'.join(section)} to add labels to", "write it by hand, then import again")
    lines = text.split("\n")
    last = max(node.lines.values())
    first_line = lines[min(node.lines.values()) - 1]
    indent = len(first_line) - len(first_line.lstrip(" "))
    if any(lines[number - 1][:indent].strip() or not lines[number - 1][indent:].startswith(key) for key, number in node.lines.items()):
        raise BadData(f"{name}: the labels of {'.'.join(section)} do not stand a line each", "add the new ones by hand, then import again")
    at = last
    while at < len(lines) and (not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip(" ")) > indent):
        at += 1
    while not lines[at - 1].strip():
        at -= 1
    added = [" " * indent + line for entry in entries for line in entry]
    return "\n".join([*lines[:at], *added, *lines[at:]]).encode()
