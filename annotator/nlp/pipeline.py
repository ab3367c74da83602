"""Loading a spaCy pipeline: by name, by path, the best one that is installed, or the built-in one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from annotator.model.errors import BadData, Unavailable
from annotator.model.schema import Schema
from annotator.nlp import entities, events, quotes, sentences, trained_names  # noqa: F401  (they register the components)
from annotator.nlp.event_rules import EventRules
from annotator.nlp.event_rules_reading import read_rules, shipped_rules
from annotator.nlp.named_spans import assigns
from annotator.nlp.tokenizing import part_at_stops
from annotator.nlp.trained import load_trained

BUILT_IN = "en_news_sm"
BUILT_IN_VERSION = "1.0.0"
PREFERRED = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
"""What `auto` looks for, the best first."""

_OURS = ("annotator_quotes", "annotator_events")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pipeline that is ready, with its name and version; `note` says why it is this one, `rules` are those of events."""

    nlp: Language
    name: str
    version: str
    note: str = ""
    rules: EventRules = field(default_factory=shipped_rules)

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
def built_in() -> Language:
    """The built-in pipeline: trained tagger, parser and recogniser from the package's data, and the rules after them; read once."""
    nlp = load_trained()
    part_at_stops(nlp)
    nlp.add_pipe("annotator_sentences", first=True)
    for name in ("annotator_trained_names", *_OURS):
        nlp.add_pipe(name)
    return nlp


def with_event_rules(loaded: Loaded, text: str, schema: Schema) -> Loaded:
    """The pipeline with a project's rules of events added to the shipped ones; the version names them, since they change what is proposed.

    Raises BadData when the rules have faults.
    """
    if not text:
        return loaded
    rules, faults = read_rules(text, base=shipped_rules(), schema=schema)
    if faults:
        raise BadData("the rules of events have faults: " + "; ".join(f"line {line}: {reason}" for line, reason in faults))
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return replace(loaded, version=f"{loaded.version}-events.{digest}", rules=rules)


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
    for name in _OURS:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}" if nlp.meta.get("name") else Path(wanted).name
    return Loaded(nlp, name, str(nlp.meta.get("version") or "0"))


def _said(error: Exception) -> str:
    """The first line of what the error says, or its name when it says nothing."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__
