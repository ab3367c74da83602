"""The second reading of an import: articles in batches nobody sees, then all sets and the articles' appearance at once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.formats.record import ReadOptions, Record
from annotator.model.annotation import AnnotationSet, Kind
from annotator.model.article import Article
from annotator.model.edits import Edit, apply
from annotator.model.errors import BadData
from annotator.model.proposals import seed_of
from annotator.model.replacement import replacement
from annotator.store import annotations as sets
from annotator.store import articles, runs
from annotator.store.database import Transaction
from annotator.workflow.import_checks import ImportCheck, OnProgress, may_replace, stored_set
from annotator.workflow.project import Project
from annotator.workflow.sources import Source

_BATCH = 500


def write_import(
    project: Project,
    found: Sequence[Source],
    options: ReadOptions,
    check: ImportCheck,
    *,
    replace_sets: bool,
    on_progress: OnProgress | None,
) -> None:
    """Write the good records; whatever stops it, either all of them can be seen or none.

    Raises BadData when a file or a set was changed since it was checked.
    """
    articles.drop_unfinished(project.store)
    names = ", ".join(source.name for source in found)[:1000]
    import_id = articles.begin_import(project.store, source=names, format=found[0].importer.name)
    try:
        _write_articles(project, import_id, found, options, check, on_progress)
        with project.store.write() as db:
            articles.finish_import_in(db, import_id)
            _SetWriter(project, db, replace_sets).write(found, options, check)
    except BaseException:
        articles.drop_import(project.store, import_id)
        raise


def _write_articles(
    project: Project, import_id: int, found: Sequence[Source], options: ReadOptions, check: ImportCheck, on_progress: OnProgress | None
) -> None:
    known = set(articles.digests(project.store))
    for source in found:
        for records in _batches(_records(source, options, check)):
            new: list[Article] = []
            for record in records:
                if record.article.id not in known:
                    known.add(record.article.id)
                    new.append(record.article)
            articles.add(project.store, import_id, new)
            if on_progress:
                on_progress(len(records))


@dataclass(slots=True)
class _SetWriter:
    """Writes the sets of all files inside one transaction, models' as a run each."""

    project: Project
    db: Transaction
    replace_sets: bool
    model_runs: dict[str, int] = field(default_factory=dict)
    proposed: dict[int, int] = field(default_factory=dict)
    new: list[tuple[str, str]] = field(default_factory=list)

    def write(self, found: Sequence[Source], options: ReadOptions, check: ImportCheck) -> None:
        begun = time.monotonic()
        for source in found:
            for record in _records(source, options, check):
                if record.annotations is not None:
                    self._put(record.annotations, len(record.article.text), source)
        for run_id, count in self.proposed.items():
            runs.finish_in(self.db, run_id, articles=count, seconds=time.monotonic() - begun)
        if self.proposed:
            # whatever stood first in the files, work that came beside proposals does not get them once more
            sets.note_all_seen_in(self.db, self.new)

    def _put(self, annotations: AnnotationSet, length: int, source: Source) -> None:
        current = stored_set(self.project, annotations)
        edit = _edit(current, annotations, f"import:{source.name}")
        if edit is None:
            return
        if current is not None and not may_replace(annotations, self.replace_sets):
            raise BadData(f"{annotations.annotator}'s work on {annotations.article_id!r} was changed meanwhile", "import again")
        if annotations.kind is Kind.MODEL:
            run_id = self._run(annotations.annotator, source)
            sets.add_model_sets_in(self.db, run_id, [annotations], schema=self.project.schema)
            self.proposed[run_id] = self.proposed.get(run_id, 0) + 1
            return
        if current is None:
            self.new.append((annotations.article_id, annotations.annotator))
        before = _empty(annotations) if current is None else current
        sets.commit_in(self.db, current, apply(before, edit, length), edit, schema=self.project.schema)

    def _run(self, name: str, source: Source) -> int:
        if name not in self.model_runs:
            title, _, version = name.rpartition("-")
            self.model_runs[name] = runs.begin_in(self.db, name=title or name, version=version, detail={"import": source.name})
        return self.model_runs[name]


def _edit(current: AnnotationSet | None, wanted: AnnotationSet, source: str) -> Edit | None:
    """What makes the stored set, or an empty one, the wanted one; `None` when it is that already."""
    return seed_of(wanted, source) if current is None else replacement(current, wanted, source)


def _empty(wanted: AnnotationSet) -> AnnotationSet:
    """The set to begin with: one revision before the wanted one, which keeps its own."""
    return AnnotationSet(wanted.article_id, wanted.annotator, wanted.kind, revision=max(wanted.revision, 1) - 1)


def _records(source: Source, options: ReadOptions, check: ImportCheck) -> Iterator[Record]:
    with source.open() as file:
        for index, reading in enumerate(source.importer.read(file, source.name, source.article_id, options)):
            if reading.record is not None and (source.name, index) in check.good:
                yield reading.record
    if source.stamp() != check.stamps[source.name]:
        raise BadData(f"{source.name} was changed while it was read", "nothing was imported; import again")


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
