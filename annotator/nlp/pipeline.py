"""Loading a spaCy pipeline: by name, by path, the best one that is installed, or the built-in one."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import spacy
import srsly
from spacy.language import Language

from annotator.model.schema import Schema
from annotator.nlp import confidence, entities, events, quotes, sentences, trained_names  # noqa: F401  (they register the components)
from annotator.nlp.label_map import LabelMap
from annotator.nlp.named_spans import assigns, group_keys, labels_of
from annotator.nlp.standard_labels import surround
from annotator.nlp.tokenizing import part_at_stops
from annotator.nlp.trained import FOLDER, load_trained
from annotator.nlp.unloadable import unloadable

BUILT_IN = "en_news_sm"
BUILT_IN_VERSION = "1.0.0"
PREFERRED = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
"""What `auto` looks for, the best first."""

ANY_LANGUAGE = "xx"
"""What spaCy calls the language of a pipeline for several."""

_OURS = ("annotator_quotes", "annotator_events")
_SCORING = "annotator_confidence"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pipeline that is ready, with its name and version; `note` says why it is this one, or what is odd about it.

    `event_rules` is the text of the rules of events that a project adds to the shipped ones.
    """

    nlp: Language
    name: str
    version: str
    note: str = ""
    event_rules: str = ""

    @property
    def title(self) -> str:
        """`NAME-VERSION`, the annotator's name of what it proposes."""
        return f"{self.name}-{self.version}"

    @property
    def language(self) -> str:
        """The code of the language that it is for, `xx` for several."""
        return self.nlp.lang or ANY_LANGUAGE

    @property
    def digest(self) -> str:
        """What differs between pipelines of one name and version, as far as their descriptions do: a SHA-256 in hexadecimal."""
        described = self.nlp.config.to_str() + srsly.json_dumps(self.nlp.meta, sort_keys=True)
        return hashlib.sha256(described.encode("utf-8", "replace")).hexdigest()


def load(wanted: str = "auto", schema: Schema | None = None) -> Loaded:
    """The pipeline `builtin`, `auto`, an installed package's name or a folder, with our quotes and events after it.

    Quotes and events look for labels of OntoNotes; the schema's maps say which of the pipeline's labels mean the same.
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
    return _load(wanted, schema)


def with_event_rules(loaded: Loaded, text: str) -> Loaded:
    """The pipeline with a project's rules of events; the version names them, since they change what is proposed."""
    if not text:
        return loaded
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return replace(loaded, version=f"{loaded.version}-events.{digest}", event_rules=text)


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


def complete(nlp: Language, schema: Schema | None = None) -> Language:
    """Give a pipeline what it lacks of ours: sentences, quotes, events, and labels that these understand."""
    if not assigns(nlp, "token.is_sent_start") and "annotator_sentences" not in nlp.pipe_names:
        nlp.add_pipe("annotator_sentences", first=True)
    spoken = schema.language if schema is not None and nlp.lang == ANY_LANGUAGE else nlp.lang or ANY_LANGUAGE
    for name in _OURS:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name, config={"language": spoken})
    if _SCORING not in nlp.pipe_names:
        nlp.add_pipe(_SCORING)
    labels, are_all = labels_of(nlp)
    names = LabelMap(schema, labels).standard if schema is not None else str
    if group_keys(nlp) or not are_all or any(names(label) != label for label in labels):
        surround(nlp, _OURS, names)
    if _SCORING not in nlp.pipe_names:
        nlp.add_pipe(_SCORING)
    return nlp


def _load(wanted: str, schema: Schema | None) -> Loaded:
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            nlp = spacy.load(wanted)
            complete(nlp, schema)
    except Exception as error:
        # a pipeline is code, and its loading may fail in every way
        raise unloadable(wanted, error) from error
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}" if nlp.meta.get("name") else Path(wanted).name
    note = ""
    if any("[W095]" in str(warning.message) for warning in told):
        note = f"{name} was made for spaCy {nlp.meta['spacy_version']}, this is {version('spacy')}: it may do worse than it could"
    return Loaded(nlp, name, str(nlp.meta.get("version") or "0"), note)
