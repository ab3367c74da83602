"""Fields of a schema file: what is expected, and what is said when something else stands there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from annotator.formats.faults import NOTHING, Fault, meant
from annotator.formats.yaml_nodes import Listing, Node, Scalar, Table, is_nothing
from annotator.model.schema import NAME, Colour

DARK_BACKGROUND, LIGHT_BACKGROUND = "#11151c", "#fbfaf6"
LEAST_CONTRAST = 4.5
"""The contrast of text that WCAG 2.1 asks for (success criterion 1.4.3, level AA)."""


_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SPARE = (
    ("#56b4e9", "#00558a"), ("#e69f00", "#7a5200"), ("#3fc79a", "#00664b"), ("#cc8fb6", "#8c3d72"),
    ("#9d8fd8", "#54449c"), ("#ff8a4c", "#a83c00"), ("#b9c0cc", "#4b5563"),
)  # fmt: skip


class SchemaFields:
    """Reads fields of one file and collects every fault."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []

    def fault(self, node: Node | None, path: str, reason: str, value: object = NOTHING, *, line: int | None = None) -> None:
        """Note one fault at the node's line."""
        at = line if line is not None else node.line if node is not None else 1
        self.faults.append(Fault(self.name, at, path, reason, value))

    def table(self, node: Node | None, path: str) -> Table | None:
        """A mapping, or `None` with a fault when something else stands there; nothing at all is `None` without one."""
        if is_nothing(node):
            return None
        if isinstance(node, Table):
            return node
        self.fault(node, path, f"expected key: value pairs, got {_kind(node)}")
        return None

    def entries(self, table: Table | None, path: str) -> Iterator[tuple[str, str, Table]]:
        """Name, path and mapping of each entry; an entry that is no mapping is an empty one, and names that are none are faults."""
        if table is None:
            return
        self.names(table, path)
        for name, node in table.entries.items():
            where = join(path, name)
            yield name, where, self.table(node, where) or Table({}, {}, table.lines[name])

    def known(self, table: Table, path: str, allowed: Collection[str]) -> None:
        """Fault keys that nothing reads, with the one that was probably meant."""
        for key in table.entries:
            if key not in allowed:
                hint = meant(key, allowed)
                self.fault(None, join(path, key), f"is no key of a schema{hint}", line=table.lines[key])

    def names(self, table: Table, path: str) -> None:
        """Fault keys that are no names, and those that only are when they are quoted."""
        for name in table.entries:
            if name in table.odd:
                self.fault(None, join(path, name), f"{_quote_it(name, table.odd[name])}", line=table.lines[name])
            elif not NAME.fullmatch(name):
                self.fault(None, join(path, name), "a name is letters, digits, '_' or '-', at most 64", name, line=table.lines[name])

    def text(self, table: Table, path: str, key: str, default: str | None = "") -> str:
        """A text; without `default` it must be there."""
        node = table.entries.get(key)
        if is_nothing(node):
            if default is None:
                self.fault(table, join(path, key), "is missing")
            return default or ""
        if isinstance(node, Scalar):
            return " ".join(node.text.split()) if "\n" not in node.text.strip() else node.text.strip()
        self.fault(node, join(path, key), f"expected a text, got {_kind(node)}")
        return default or ""

    def texts(self, table: Table, path: str, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        node = table.entries.get(key)
        if is_nothing(node):
            return ()
        if isinstance(node, Scalar):
            return (node.text.strip(),)
        if isinstance(node, Listing):
            found = []
            for index, item in enumerate(node.items):
                if isinstance(item, Scalar):
                    found.append(item.text.strip())
                    if item.reads_as:
                        self.fault(item, f"{join(path, key)}[{index}]", _quote_it(item.text, item.reads_as))
                else:
                    self.fault(item, f"{join(path, key)}[{index}]", f"expected a text, got {_kind(item)}")
            return tuple(found)
        self.fault(node, join(path, key), f"expected a list, got {_kind(node)}")
        return ()

    def key(self, table: Table, path: str) -> str:
        """A single printable character."""
        value = self.text(table, path, "key", None)
        where = table.entries.get("key")
        if is_nothing(where):
            return ""
        if len(value) != 1 or not value.isprintable():
            self.fault(where, join(path, "key"), "expected one character", value)
        return value

    def distinct_keys(self, found: Iterable[tuple[str, str, Table]], free: Iterable[str], commands: Collection[str] = ()) -> None:
        """Fault a key given twice in one place or that a command has, and say which are free; `found` are `(path, key, table)`."""
        first: dict[str, str] = {}
        listed = list(found)
        used = {key for _, key, _ in listed}
        left = " ".join(k for k in free if k not in used)
        for path, key, table in listed:
            if key in commands:
                self.fault(table.entries.get("key"), join(path, "key"), f"is a command of the editor; free are {left}", key)
            elif key and first.setdefault(key, path) != path:
                self.fault(table.entries.get("key"), join(path, "key"), f"is the key of {first[key]} too; free are {left}", key)

    def colour(self, table: Table, path: str, index: int) -> Colour:
        """`{dark, light}` as `#rrggbb`, readable on either background; by position when it is not given."""
        dark, light = _SPARE[index % len(_SPARE)]
        inner = self.table(table.entries.get("colour"), join(path, "colour"))
        if inner is None:
            return Colour(dark, light)
        where = join(path, "colour")
        self.known(inner, where, ("dark", "light"))
        return Colour(self._shade(inner, where, "dark", dark, DARK_BACKGROUND), self._shade(inner, where, "light", light, LIGHT_BACKGROUND))

    def _shade(self, table: Table, path: str, key: str, default: str, background: str) -> str:
        value = self.text(table, path, key, default)
        node = table.entries.get(key)
        if not _COLOUR.fullmatch(value):
            self.fault(node, join(path, key), "expected a colour like '#56b4e9' (in quotes)", value)
            return default
        ratio = contrast(value, background)
        if ratio < LEAST_CONTRAST:
            self.fault(node, join(path, key), f"has contrast {ratio:.1f} on {background}; {LEAST_CONTRAST} is needed to be read", value)
        return value.lower()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, 1 to 21, as WCAG 2.1 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _quote_it(word: str, reading: str) -> str:
    return f"unquoted {word or 'nothing'} is {reading} to a YAML reader: quote it ('{word}')"


def join(path: str, key: str) -> str:
    """The path of a field inside another."""
    return f"{path}.{key}" if path else key


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _kind(node: Node | None) -> str:
    return "a list" if isinstance(node, Listing) else "key: value pairs" if isinstance(node, Table) else "a text"
