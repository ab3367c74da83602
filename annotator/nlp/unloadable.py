"""Why a pipeline can't be loaded, as a sentence and what to do about it."""

from __future__ import annotations

import re
from pathlib import Path

from annotator.model.errors import Unavailable

_FACTORY = re.compile(r"\[E002\] Can't find factory for '([^']+)'")
_FUNCTION = re.compile(r"\[E893\] Could not find function '([^']+)'")
_CODE = re.compile(r"\[E\d+\]\s*")
_PACKAGES = {
    "transformer": "spacy-transformers",
    "curated_transformer": "spacy-curated-transformers",
    "llm": "spacy-llm",
    "llm_ner": "spacy-llm",
    "span_marker": "span_marker",
    "gliner_spacy": "gliner-spacy",
}
"""Which package brings a component that spaCy has not itself."""


def unloadable(wanted: str, error: Exception) -> Unavailable:
    """The error to raise for what spaCy raised when it loaded `wanted`."""
    is_path = "/" in wanted or wanted.startswith(".")
    if isinstance(error, OSError) and not Path(wanted).exists():
        if is_path:
            return Unavailable(f"there is no folder {wanted}", "--pipeline takes a folder with a spaCy pipeline, or a package's name")
        hint = f"install it: python -m spacy download {wanted}; or take the built-in one: --pipeline builtin"
        return Unavailable(f"the pipeline {wanted!r} is not installed", hint)
    needed = _needed(error)
    if needed is not None:
        return Unavailable(f"{wanted} needs {needed[0]}", needed[1])
    if isinstance(error, OSError):
        return Unavailable(f"{wanted} is no spaCy pipeline: {said(error)}")
    return Unavailable(f"{wanted} can't be loaded: {said(error)}", "is it damaged, or made by another version of spaCy?")


def said(error: Exception) -> str:
    """The first line of what the error says, or its name when it says nothing."""
    return _CODE.sub("", next(iter(str(error).splitlines()), "")) or type(error).__name__


def _needed(error: Exception) -> tuple[str, str] | None:
    """What the pipeline needs that is not installed, and how to get it; `None` when that is not the fault."""
    if isinstance(error, ModuleNotFoundError) and error.name and not error.name.startswith("spacy.lang"):
        module = error.name.split(".")[0]
        return f"the Python package {module}, which is not installed", f"install it: pip install {module.replace('_', '-')}"
    if found := _FACTORY.search(str(error)):
        name = found[1]
        package = _PACKAGES.get(name)
        if package:
            return f"{package}, which is not installed", f"install it: pip install {package}"
        return f"a component {name!r} that nothing installed here brings", "install the package whose code registers it, then again"
    if found := _FUNCTION.search(str(error)):
        package = found[1].split(".")[0]
        if package.startswith("spacy-") and package != "spacy-legacy":
            return f"{package}, which is not installed", f"install it: pip install {package}"
        hint = "it was made with a newer spaCy or with code that is missing: pip install --upgrade spacy, or install that code"
        return f"a function {found[1]!r} that nothing installed here brings", hint
    return None
