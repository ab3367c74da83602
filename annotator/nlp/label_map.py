"""From the labels of a pipeline to those of the schema, and to those that quotes and events look for."""

from __future__ import annotations

from collections.abc import Collection

from annotator.model.schema import Label, Schema

STANDARD = frozenset(
    "PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL"
    " WEAPON VEHICLE".split()
)
"""The labels that our components for quotes and events know: those of OntoNotes, and two of ACE under longer names."""

_SCHEMES = ("ontonotes", "conll", "ace")
_CONLL = frozenset({"PER", "MISC"})
"""Labels of CoNLL that OntoNotes has not."""

_FOREIGN = {"PER": "PERSON", "PERS": "PERSON", "MISC": "NORP", "WEA": "WEAPON", "VEH": "VEHICLE", "TIMEX2": "DATE"}


class LabelMap:
    """The schema's label for what a pipeline says: its own name, else its name in OntoNotes, CoNLL or ACE.

    `labels` are those of the pipeline, as far as it tells. One with CoNLL's, where LOC is any place, is read by CoNLL first.
    """

    def __init__(self, schema: Schema, labels: Collection[str] = ()) -> None:
        self.ignored = schema.ignore
        self._labels = {label.name: label for label in schema.entities}
        self._known: dict[str, str] = {}
        own = {label.name: label.name for label in schema.entities}
        self._is_conll = bool(_CONLL.intersection(labels) - own.keys()) and "GPE" not in labels
        if self._is_conll:
            self._add_scheme("conll")
        for name in own:
            self._known.setdefault(name, name)
        for scheme in _SCHEMES:
            self._add_scheme(scheme)

    def get(self, label: str) -> str | None:
        """The schema's label, or `None` when it has none for this one."""
        return self._known.get(label)

    def standard(self, label: str) -> str:
        """The label of `STANDARD` that means the same, or the label itself when nothing says which."""
        if label in STANDARD and not self._is_conll:
            return label
        name = self._known.get(label)
        if name is not None and (found := _standard_of(self._labels[name])):
            return found
        return _FOREIGN.get(label, label)

    def _add_scheme(self, scheme: str) -> None:
        for label in self._labels.values():
            for name in label.maps.get(scheme, ()):
                self._known.setdefault(name, label.name)


def _standard_of(label: Label) -> str | None:
    """What a label of the schema is called in `STANDARD`, by its name or by those that it maps."""
    names = [*label.maps.get("ontonotes", ()), label.name, *label.maps.get("conll", ()), *label.maps.get("ace", ())]
    return next((_FOREIGN.get(name, name) for name in names if _FOREIGN.get(name, name) in STANDARD), None)
