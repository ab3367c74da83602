"""Loading a spaCy pipeline: by name, by path, the best one that is installed, or the built-in one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from annotator.model.errors import Unavailable
from annotator.nlp import confidence, entities, events, quotes, sentences, trained_names  # noqa: F401  (they register the components)
from annotator.nlp.named_spans import assigns
from annotator.nlp.tokenizing import part_at_stops
from annotator.nlp.trained import FOLDER, load_trained

BUILT_IN = "en_news_sm"
BUILT_IN_VERSION = "1.0.0"
PREFERRED = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
"""What `auto` looks for, the best first."""

_OURS = ("annotator_quotes", "annotator_events")
_SCORING = "annotator_confidence"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pipeline that is ready, with its name and version; `note` says why it is this one."""

    nlp: Language
    name: str
    version: str
    note: str = ""

    @property
    def title(self) -> str:
        """`NAME-VERSION`, the annotator's name of what it proposes."""
        return f"{self.name}-{self.version}"


def load(wanted: str = "auto") -> Loaded:
    """The pipeline `builtin`, `auto`, an installed package's name or a folder, with our quotes and events after it.

    Raises Unavailable when it is not installed or can't be loaded.
    """
    if wanted in ("builtin", BUILT_IN):
        return Loaded(built_in(), BUILT_IN, BUILT_IN_VERSION)
    if wanted == "auto":
        found = next((name for name in PREFERRED if spacy.util.is_package(name)), None)
        if found is None:
            note = f"none of {', '.join(PREFERRED)} is installed, so the built-in {BUILT_IN} proposes"
            return Loaded(built_in(), BUILT_IN, BUILT_IN_VERSION, note)
        wanted = found
    return _load(wanted)


@cache
def built_in(folder: Path = FOLDER) -> Language:
    """The built-in pipeline: trained tagger, parser and recogniser from the package's data or another folder, and the rules after them; read once."""
    nlp = load_trained(folder)
    part_at_stops(nlp)
    nlp.add_pipe("annotator_sentences", first=True)
    for name in ("annotator_trained_names", *_OURS):
        nlp.add_pipe(name)
    nlp.add_pipe(_SCORING, config={"names": True})
    return nlp


def _load(wanted: str) -> Loaded:
    try:
        nlp = spacy.load(wanted)
    except OSError as error:
        if Path(wanted).exists():
            raise Unavailable(f"{wanted} is no spaCy pipeline: {_said(error)}") from error
        if "/" in wanted or wanted.startswith("."):
            raise Unavailable(
                f"there is no folder {wanted}", "--pipeline takes a folder with a spaCy pipeline, or a package's name"
            ) from error
        hint = f"install it: python -m spacy download {wanted}; or take the built-in one: --pipeline builtin"
        raise Unavailable(f"the pipeline {wanted!r} is not installed", hint) from error
    except Exception as error:
        # a pipeline is code, and its loading may fail in every way
        raise Unavailable(f"{wanted} can't be loaded: {_said(error)}", "is it damaged, or made by another version of spaCy?") from error
    if not assigns(nlp, "token.is_sent_start") and "annotator_sentences" not in nlp.pipe_names:
        nlp.add_pipe("annotator_sentences", first=True)
    for name in (*_OURS, _SCORING):
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}" if nlp.meta.get("name") else Path(wanted).name
    return Loaded(nlp, name, str(nlp.meta.get("version") or "0"))


def _said(error: Exception) -> str:
    """The first line of what the error says, or its name when it says nothing."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__
