"""Import: all of it is read and checked first, then written so that all of it appears or nothing."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from annotator.formats.faults import BadRecords
from annotator.formats.record import NewLabels, ReadOptions
from annotator.formats.schema_amending import amended
from annotator.formats.schema_yaml import read_schema
from annotator.model.errors import BadData, Unavailable
from annotator.store import schemas
from annotator.workflow.import_checks import ImportCheck, OnProgress
from annotator.workflow.import_report import ImportReport
from annotator.workflow.import_writing import write_import
from annotator.workflow.new_file import replace_file
from annotator.workflow.places import SCHEMA_NAME
from annotator.workflow.project import Project
from annotator.workflow.rejects import Rejects
from annotator.workflow.sources import Source, sources


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    format_name: str | None = None,
    options: ReadOptions | None = None,
    dry_run: bool = False,
    replace_sets: bool = False,
    skip_invalid: bool = False,
    add_labels: bool = False,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Bring articles and annotations into the project; what is there already is left as it is.

    With `skip_invalid` bad records go into `FILE.rejected.jsonl`; with `add_labels` labels that the
    schema lacks are added to it. Raises BadRecords with the faults of every file, and then nothing
    was written; Misuse for paths that can't be read; Unavailable while another import runs.
    """
    new_labels = NewLabels() if add_labels else None
    chosen = replace(options or ReadOptions(), schema=project.schema, new_labels=new_labels)
    alone = nullcontext() if dry_run else _alone(project.folder)
    with alone, sources(paths, format_name) as (found, ignored), Rejects() as rejects:
        check = ImportCheck(project, chosen, rejects, replace_sets=replace_sets)
        report = check.report
        report.ignored = ignored
        _read(check, found, paths, skip_invalid=skip_invalid, on_progress=on_progress)
        report.new_labels = [f"{layer} {name}" for layer, name in sorted(new_labels.found)] if new_labels else []
        if not dry_run:
            target = _with_labels(project, new_labels)
            rejects.write()
            report.rejected = rejects.paths
            if report.imported:
                final = replace(chosen, schema=target.schema)
                write_import(target, found, final, check, replace_sets=replace_sets, on_progress=on_progress)
        return report


def _read(
    check: ImportCheck, found: Sequence[Source], paths: Sequence[Path], *, skip_invalid: bool, on_progress: OnProgress | None
) -> None:
    """Check every file.

    Raises BadRecords when there are faults and they are not to be skipped, BadData when there is nothing at all.
    """
    faults = check.report.faults
    with faults, check.report.warnings:
        for source in found:
            check.read(source, on_progress)
    if faults.count and not skip_invalid:
        raise BadRecords(faults.first, faults.count, faults.report, "nothing was imported")
    if not check.good and not faults.count:
        raise BadData("no records to import", "there is nothing to read in " + ", ".join(map(str, paths)))


def _with_labels(project: Project, new: NewLabels | None) -> Project:
    """The project with a schema that has the new labels, if there are any; its file is written."""
    if new is None or not new.found:
        return project
    path = project.folder / SCHEMA_NAME
    data = amended(path.read_bytes(), project.schema, new, str(path))
    schema = read_schema(data, str(path))
    replace_file(path, data)
    schemas.use(project.store, schema)
    return replace(project, schema=schema)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other imports out, so that what was checked still holds when it is written.

    Raises Unavailable while another one runs.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unavailable("another import into this project is running", "try again when it is done") from None
        yield
    finally:
        os.close(handle)
