"""The one place that finds what ships with the package: the schema and the starter corpus."""

from __future__ import annotations

from pathlib import Path

import annotator
from annotator.model.errors import Unavailable

_PACKAGE = Path(annotator.__file__).parent


def shipped(name: str) -> Path:
    """The path of a shipped file or folder: inside the installed package, else at the top of a checkout.

    Raises Unavailable when the installation lacks it.
    """
    for folder in (_PACKAGE / "shipped", _PACKAGE.parent):
        if (folder / name).exists():
            return folder / name
    raise Unavailable(f"the installation lacks its {name}", "install annotator again")


def shipped_schema() -> Path:
    """The path of the shipped schema `news-conflict`."""
    return shipped("schema.yaml")


def shipped_articles() -> Path:
    """The path of the starter corpus, one article a line."""
    return shipped("corpus") / "articles.jsonl"
