"""What benchmarks are run on: the starter corpus, as often as wanted, with the proposals of the built-in pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import orjson

from annotator.formats.schema_yaml import read_schema
from annotator.model.annotation import AnnotationSet
from annotator.model.article import Article
from annotator.model.schema import Schema
from annotator.nlp.pipeline import load
from annotator.nlp.propose import Tally, propose
from annotator.store import annotations, articles, runs
from annotator.workflow.project import Project, init_project
from annotator.workflow.shipped import shipped_articles, shipped_schema


@cache
def texts() -> list[str]:
    """The texts of the starter corpus."""
    return [orjson.loads(line)["text"] for line in shipped_articles().read_bytes().splitlines()]


@cache
def schema() -> Schema:
    """The shipped schema."""
    return read_schema(shipped_schema().read_bytes(), "schema.yaml")


def proposed(count: int | None = None) -> list[tuple[Article, AnnotationSet]]:
    """So many articles, the starter corpus once without a number, with what the built-in pipeline proposes."""
    known = texts()
    made = [Article(f"a{i:06}", known[i % len(known)]) for i in range(len(known) if count is None else count)]
    return list(zip(made, propose(iter(made), load("builtin"), schema(), Tally()), strict=True))


def filled(folder: Path, pairs: Iterable[tuple[Article, AnnotationSet]]) -> Project:
    """A project of these articles with the sets as the work of one run."""
    wanted = list(pairs)
    project = init_project(folder)
    import_id = articles.begin_import(project.store, source="benchmark", format="none")
    articles.add(project.store, import_id, [article for article, _ in wanted])
    articles.finish_import(project.store, import_id)
    run_id = runs.begin(project.store, name="builtin", version="1", detail={})
    annotations.add_model_sets(project.store, run_id, [found for _, found in wanted], schema=project.schema)
    return project
