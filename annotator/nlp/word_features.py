"""The embedding layer of the trained pipeline: hashed word shapes beside what a table knows about each word."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy import util
from spacy.attrs import LOWER, ORTH
from spacy.tokens import Doc
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

Table = dict[str, NDArray[Any]]
EXACT_COLUMNS = 2
LOWER_COLUMNS = 3
NODE = "word_features"
"""The name of the layer in a model, by which packaging finds it."""

_PARTS = ("exact_keys", "exact_rows", "lower_keys", "lower_rows")


PACKAGED = Path(__file__).parent / "en_news_sm" / "words.npz"
"""The table of the shipped pipeline, which its parts share."""


@cache
def read_table(path: Path) -> Table:
    """The table in the `.npz` file at `path`, keys ascending."""
    with np.load(path) as parts:
        return {name: parts[name] for name in _PARTS}


def look_up(keys: NDArray[Any], rows: NDArray[Any], wanted: NDArray[Any]) -> NDArray[Any]:
    """The row of each wanted key, zeros for a key that is not there; `keys` are ascending."""
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    known = keys[found] == wanted
    return np.where(known[:, None], rows[found], 0).astype("uint64")


def features(table: Table, attributes: list[int | str], doc: Doc) -> NDArray[Any]:
    """One row per token: the attributes' ids, then the table's columns for the word as written and in lower case."""
    ids = doc.to_array(attributes).reshape(len(doc), len(attributes))
    words = doc.to_array([ORTH, LOWER]).reshape(len(doc), 2)
    exact = look_up(table["exact_keys"], table["exact_rows"], words[:, 0])
    lower = look_up(table["lower_keys"], table["lower_rows"], words[:, 1])
    return np.ascontiguousarray(np.hstack([ids, exact, lower]), dtype="uint64")


@util.registry.architectures("annotator.WordFeatures.v1")  # type: ignore[untyped-decorator]
def word_features(
    width: int, attributes: list[str], rows: list[int], widths: list[int], table: str | None = None
) -> Model[list[Doc], list[Any]]:
    """Embed `attributes` and the table's five columns, each in its own hashed table, and mix them to `width`.

    `rows` and `widths` have one entry per attribute and column. `table` is a `.npz` file, the packaged one when left out.
    """
    count = len(attributes) + EXACT_COLUMNS + LOWER_COLUMNS
    if not len(rows) == len(widths) == count:
        raise ValueError(f"{count} columns need as many rows and widths, not {len(rows)} and {len(widths)}")
    embeddings: list[Model[Any, Any]] = [HashEmbed(widths[i], rows[i], column=i, seed=8 + i, dropout=0.0) for i in range(count)]
    extract: Model[list[Doc], list[Any]] = Model(NODE, _forward, attrs={"attributes": attributes, "table": table or ""})
    mix: Model[Any, Any] = with_array(Maxout(width, sum(widths), nP=3, dropout=0.0, normalize=True))
    return chain(extract, list2ragged(), with_array(concatenate(*embeddings)), mix, ragged2list())


def _forward(model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[list[Any]], list[Doc]]]:
    path, attributes = model.attrs["table"], model.attrs["attributes"]
    table = read_table(Path(path) if path else PACKAGED)
    found = [features(table, attributes, doc) for doc in docs]
    return found, _no_gradient


def _no_gradient(gradient: list[Any]) -> list[Doc]:
    """Nothing: documents can't be learnt."""
    return []
