"""The annotation schema: which labels, types, roles and attributes there are, as immutable values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.model.annotation import Attributes, Layer, Mention

NAME = re.compile(r"\w[\w-]{0,63}")
"""What the name of a label, type or role looks like."""

ANY_FILLER_LAYERS = frozenset({Layer.ENTITY, Layer.PARTICIPANT, Layer.EVENT, Layer.QUOTE})
"""The layers whose mentions can fill a role."""


@dataclass(frozen=True, slots=True)
class Colour:
    """`#rrggbb` for dark and for light themes."""

    dark: str
    light: str


@dataclass(frozen=True, slots=True)
class Cardinality:
    """How many fillers a role takes; `most` is `None` when there is no limit."""

    least: int
    most: int | None

    @classmethod
    def parse(cls, text: str) -> Cardinality | None:
        """Read `1`, `?`, `+`, `*`, `N`, `N-M` or `N-*`; `None` for anything else."""
        named = {"?": cls(0, 1), "+": cls(1, None), "*": cls(0, None)}
        if text in named:
            return named[text]
        least, dash, most = text.partition("-")
        if not least.isdecimal() or (dash and most != "*" and not most.isdecimal()):
            return None
        low = int(least)
        high = low if not dash else None if most == "*" else int(most)
        if high is not None and (high < low or high == 0):
            return None
        return cls(low, high)

    def allows(self, count: int) -> bool:
        """Whether a role may have this many fillers."""
        return self.least <= count and (self.most is None or count <= self.most)

    def __str__(self) -> str:
        named = {(0, 1): "?", (1, None): "+", (0, None): "*"}
        if (self.least, self.most) in named:
            return named[self.least, self.most]
        if self.least == self.most:
            return str(self.least)
        return f"{self.least}-{'*' if self.most is None else self.most}"


@dataclass(frozen=True, slots=True)
class Fill:
    """What may fill a role: entities of these labels (`None`: any label), and mentions of these layers."""

    entities: frozenset[str] | None = frozenset()
    layers: frozenset[Layer] = frozenset()

    def accepts(self, mention: Mention) -> bool:
        """Whether the mention is of a label or layer that may fill the role."""
        if mention.layer is Layer.ENTITY:
            return self.entities is None or mention.label in self.entities
        return mention.layer in self.layers


@dataclass(frozen=True, slots=True)
class Guide:
    """What an annotator reads about a label, type or role."""

    description: str = ""
    examples: tuple[str, ...] = ()
    counter_example: str = ""
    guideline: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of an event type or of quotes."""

    name: str
    key: str
    cardinality: Cardinality
    fill: Fill
    guide: Guide = Guide()
    maps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """An entity label, a quote type or an event type.

    `short` is what the label lane shows; `maps` gives its names in other schemes (`ontonotes`,
    `conll`, `ace`, `plover`, …); `roles` of an event type or of quotes has the common ones too.
    """

    name: str
    layer: Layer
    key: str
    short: str
    colour: Colour
    guide: Guide = Guide()
    maps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()

    def role(self, name: str) -> Role | None:
        """The role of this name, or `None`."""
        return next((role for role in self.roles if role.name == name), None)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A closed list of values on mentions of a layer; always written, `default` where nobody chose.

    `default` is one of `values`, or `None` for an attribute that may be unknown.
    """

    name: str
    layer: Layer
    values: tuple[str, ...]
    default: str | None
    guide: Guide = Guide()

    def allows(self, value: str | None) -> bool:
        """Whether the attribute may have this value."""
        return value in self.values or (value is None and self.default is None)


@dataclass(frozen=True, slots=True)
class Schema:
    """A whole schema. `sha256` is of the text it was read from, `text` that text."""

    name: str
    version: str
    language: str
    entities: tuple[Label, ...]
    quote_types: tuple[Label, ...]
    event_types: tuple[Label, ...]
    cue: Label
    attributes: tuple[Attribute, ...] = ()
    ignore: frozenset[str] = frozenset()
    description: str = ""
    text: str = ""
    sha256: str = ""

    def labels(self, layer: Layer) -> tuple[Label, ...]:
        """The labels of a layer in the schema's order; none for participants."""
        table = {Layer.ENTITY: self.entities, Layer.QUOTE: self.quote_types, Layer.EVENT: self.event_types, Layer.CUE: (self.cue,)}
        return table.get(layer, ())

    def label(self, layer: Layer, name: str) -> Label | None:
        """The label, or `None` when the schema has none of that name in the layer."""
        if layer is Layer.CUE:
            return self.cue
        return next((label for label in self.labels(layer) if label.name == name), None)

    def role(self, source: Mention, name: str) -> Role | None:
        """The role that the source's type has under this name."""
        label = self.label(source.layer, source.label)
        return label.role(name) if label else None

    def roles_of(self, source: Mention) -> tuple[Role, ...]:
        """Every role of the source's type, the common ones last."""
        label = self.label(source.layer, source.label)
        return label.roles if label else ()

    def attributes_of(self, layer: Layer) -> tuple[Attribute, ...]:
        """The attributes that mentions of the layer carry."""
        return tuple(attribute for attribute in self.attributes if attribute.layer is layer)

    def default_attributes(self, layer: Layer) -> Attributes:
        """What a new mention of the layer carries, sorted by name."""
        return tuple(sorted((a.name, a.default) for a in self.attributes_of(layer)))

    def all_labels(self) -> Iterator[Label]:
        """Every label of every layer."""
        yield from (*self.entities, *self.quote_types, *self.event_types, self.cue)

    def identity(self) -> dict[str, str]:
        """Name, version and sha256, as every exported record names its schema."""
        return {"name": self.name, "version": self.version, "sha256": self.sha256}
