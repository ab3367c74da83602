"""Pipelines that tests make: saved into a folder, or installed as a package with components of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, POS
from spacy.language import Language
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.tokens import Doc

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


def ruled(language: str, patterns: Mapping[str, str], *pipes: str, where: str = "doc.ents") -> Language:
    """A pipeline of one ruler, the label of each phrase, after these components; a span ruler when `where` is `doc.spans`."""
    nlp = spacy.blank(language, meta={"name": "ruled", "version": "1.0"})
    for name in pipes:
        nlp.add_pipe(name)
    ruler = nlp.add_pipe("entity_ruler" if where == "doc.ents" else "span_ruler")
    ruler.add_patterns([{"label": label, "pattern": phrase} for phrase, label in patterns.items()])  # type: ignore[attr-defined]
    return nlp


def parsed(nlp: Language, *sentences: str) -> Language:
    """The pipeline with a parser first that knows these sentences alone: `word/POS/relation/head`, heads counted from 1, 0 the root."""
    known = [[word.split("/") for word in sentence.split()] for sentence in sentences]

    @Language.component("known_parses", assigns=["token.dep", "token.head", "token.pos", "token.is_sent_start", "doc.sents"])
    def parse(doc: Doc) -> Doc:
        rows: list[tuple[str, str, int]] = []
        while len(rows) < len(doc):
            rest = [token.text for token in doc[len(rows) :]]
            sentence = next(sentence for sentence in known if [row[0] for row in sentence] == rest[: len(sentence)])
            rows += [(pos, relation, int(head) - 1 - i if int(head) else 0) for i, (_, pos, relation, head) in enumerate(sentence)]
        add = doc.vocab.strings.add
        ids = [[POS_IDS[pos], add(relation), head % 2**64] for pos, relation, head in rows]
        doc.from_array([POS, DEP, HEAD], np.array(ids, dtype="uint64"))
        return doc

    nlp.add_pipe("known_parses", first=True)
    return nlp


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
