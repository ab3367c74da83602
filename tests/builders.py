"""What tests are made of: small articles, the shipped schema, projects in a temporary folder."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.formats.schema_yaml import read_schema
from annotator.model.schema import Schema
from annotator.workflow.importing import import_files
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import Project, init_project
from annotator.workflow.shipped import shipped_schema

TEXT = (
    "Rebels attacked the port of Selwick on Tuesday, killing two people.\n\n"
    "“We stay,” said Ann Lee, 34, “and we wait.” Officials said that nobody was arrested."
)


def schema() -> Schema:
    """The shipped schema."""
    return read_schema(shipped_schema().read_bytes(), "schema.yaml")


def project(folder: Path, *texts: str, proposals: bool = True) -> Project:
    """A project with an article `a1`, `a2`, … for each text (one of its own without any), pre-annotated."""
    lines = [json.dumps({"id": f"a{i}", "text": text}) for i, text in enumerate(texts or (TEXT,), start=1)]
    source = folder / "articles.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = init_project(folder / "project")
    import_files(made, [source])
    if proposals:
        preannotate(made, pipeline="builtin")
    return made
