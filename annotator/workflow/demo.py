"""The demo project: the starter corpus, imported and pre-annotated by the built-in pipeline."""

from __future__ import annotations

from pathlib import Path

from annotator.workflow.importing import import_files
from annotator.workflow.places import STORE_NAME
from annotator.workflow.preannotating import preannotate
from annotator.workflow.project import Project, init_project, open_project
from annotator.workflow.shipped import shipped_articles


def make_demo(folder: Path) -> Project:
    """The demo in `folder`, made when it is not there; each step is skipped when it was done before.

    Raises what importing and pre-annotating raise.
    """
    project = open_project(folder) if (folder / STORE_NAME).exists() else init_project(folder)
    try:
        import_files(project, [shipped_articles()])
        preannotate(project, pipeline="builtin")
    except BaseException:
        project.store.close()
        raise
    return project
