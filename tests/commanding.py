"""A project and its command line, for tests that call verbs and look at what they said and stored."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.cli.main import call
from annotator.model.annotation import AnnotationSet
from annotator.store import annotations, articles
from annotator.workflow.project import Project, open_project

NATIVE = "annotator/1"


@dataclass(frozen=True, slots=True)
class Told:
    """What a verb returned and said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Commands:
    """The command line of one project; `folder` is where files are written and from where verbs are called."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    @property
    def project(self) -> Path:
        """The project's folder."""
        return self.folder / "project"

    def write(self, name: str, content: str | bytes) -> Path:
        """A file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def run(self, verb: str, *given: str | Path) -> Told:
        """Call a verb on the project; a path is named as it is from the folder."""
        names = [str(g.relative_to(self.folder)) if isinstance(g, Path) and g.is_relative_to(self.folder) else str(g) for g in given]
        return self._call(verb, "--project", str(self.project), *names)

    def show(self, name: str) -> Told:
        """Call `annotator show`, which needs no project."""
        return self._call("show", name, "--flat")

    def _call(self, *given: str) -> Told:
        self.monkeypatch.chdir(self.folder)
        self.capture.readouterr()
        code = call(given)
        said = self.capture.readouterr()
        return Told(code, said.out, said.err)

    def load(self, content: str | bytes, *options: str, name: str = "docs.jsonl") -> Told:
        """Import a file of this content."""
        return self.run("import", self.write(name, content), *options)

    def pipe(self, content: bytes, *options: str) -> Told:
        """Import from stdin."""
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))
        return self.run("import", "-", *options)

    def open(self) -> Project:
        """The project, opened."""
        return open_project(self.project)

    def texts(self) -> dict[str, str]:
        """The text of every article in the store."""
        with self.open() as project:
            return {article.id: article.text for article in articles.stream(project.store)}

    def set_of(self, article_id: str, annotator: str) -> AnnotationSet | None:
        """The set of a person or of gold."""
        with self.open() as project:
            return annotations.load(project.store, article_id, annotator)


def lines(*records: dict | str) -> str:
    """JSON Lines of records; a string stands as it is."""
    return "".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in records)


def native(text: str = "Ann left Selwick.", article_id: str = "d1", annotator: str | None = "ann1", **layers: Iterable[dict]) -> dict:
    """A native record with these layers."""
    record = {"format": NATIVE, "id": article_id, "text": text, **{name: list(items) for name, items in layers.items()}}
    return record if annotator is None else record | {"set": {"annotator": annotator}}


def entity(start: object = 0, end: object = 3, label: str = "PERSON", **more: object) -> dict:
    """An entity of a native record."""
    return {"label": label, "start": start, "end": end, **more}
