"""Pipelines that tests make: saved into a folder, or installed as a package with components of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import spacy

CODE = """
import os, signal, time
from pathlib import Path
import spacy
from spacy.language import Language
from spacy.tokens import Span, SpanGroup

@Language.component("fragile")
def fragile(doc):
    if "explode" in doc.text:
        raise ValueError("too hot\\nto handle")
    if "vanish" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "linger" in doc.text:
        time.sleep(0.01)
    return doc

@Language.component("dies_once")
def dies_once(doc):
    mark = Path(__file__).parent.parent / "died"
    if "vanish" in doc.text and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return doc

@Language.component("scored", assigns=["doc.spans"])
def scored(doc):
    words = [token for token in doc if token.text in ("Lee", "Officials", "Reuters")]
    spans = [Span(doc, word.i - 1, word.i + 1, label="PER") if word.text == "Lee" else word.doc[word.i:word.i + 1] for word in words]
    spans = [Span(doc, s.start, s.end, label=s.label_ or ("ORG" if s.text == "Officials" else "AGENCY")) for s in spans]
    doc.spans["sc"] = SpanGroup(doc, name="sc", spans=spans, attrs={"scores": [0.5 + i / 8 for i in range(len(spans))]})
    return doc

def load(**overrides):
    nlp = spacy.blank("en", meta={"name": NAME, "version": "2.0"})
    for name in PIPES:
        nlp.add_pipe(name)
    return nlp
"""


def ruler_folder(folder: Path, patterns: Mapping[str, str], *, name: str = "rules", version: str = "3.1") -> Path:
    """A folder with a pipeline of one entity ruler: the label of each phrase."""
    nlp = spacy.blank("en", meta={"name": name, "version": version})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": phrase} for phrase, label in patterns.items()])  # type: ignore[attr-defined]
    nlp.to_disk(folder)
    return folder


def package(folder: Path, name: str, *pipes: str) -> str:
    """An installed package `name` in `folder` (to be put on `sys.path`) whose pipeline has these components of `CODE`."""
    (folder / name).mkdir(parents=True)
    code = f"NAME, PIPES = {name!r}, {pipes!r}\n{CODE}"
    (folder / name / "__init__.py").write_text(code, encoding="utf-8")
    about = folder / f"{name}-2.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.0\n", encoding="utf-8")
    return name
