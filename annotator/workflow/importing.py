"""Import: all of it is read and checked first, then written in batches that become visible together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.formats.faults import BadRecords, Fault
from annotator.formats.record import ReadOptions, Record
from annotator.formats.record_reading import seed_of
from annotator.model.annotation import AnnotationSet, Kind
from annotator.model.article import Article, text_sha256
from annotator.model.edits import Edit, apply
from annotator.model.errors import BadData
from annotator.model.replacement import replacement, same_content
from annotator.store import annotations as sets
from annotator.store import articles, runs
from annotator.workflow.project import Project
from annotator.workflow.sources import Source, sources

_BATCH = 500
_MOST_FAULTS = 10_000
OnProgress = Callable[[int], None]
"""Told how many records were read or written since it was called last."""


@dataclass(slots=True)
class ImportReport:
    """What an import did, or with `dry_run` would do: articles, sets, mentions by layer, warnings, files passed over."""

    new: int = 0
    unchanged: int = 0
    sets: int = 0
    sets_unchanged: int = 0
    sets_replaced: int = 0
    merged: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    warnings: list[Fault] = field(default_factory=list)
    rejected: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    format_name: str | None = None,
    options: ReadOptions | None = None,
    dry_run: bool = False,
    replace_sets: bool = False,
    skip_invalid: bool = False,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Bring articles and annotations into the project; what is there already is left as it is.

    Raises BadRecords with every fault of every file, and then nothing was written (with
    `skip_invalid` faulty records stand in the report instead); Misuse for paths that can't be read.
    """
    chosen = replace(options or ReadOptions(), schema=project.schema)
    with sources(paths, format_name) as (found, ignored):
        check = _Check(project, chosen, replace_sets)
        check.report.ignored = ignored
        for source in found:
            check.read(source, on_progress)
        if check.faults and not skip_invalid:
            raise BadRecords(check.faults[:_MOST_FAULTS], check.fault_count, hint="nothing was imported")
        if not check.good and not check.report.rejected:
            raise BadData("no records to import", "there is nothing to read in " + ", ".join(map(str, paths)))
        check.report.rejected = check.faults
        if not dry_run:
            _write(project, found, chosen, check, on_progress)
        return check.report


class _Check:
    """The first reading: holds every record against the others and the store; `good` has the places of those to write."""

    def __init__(self, project: Project, options: ReadOptions, replace_sets: bool) -> None:
        self.project = project
        self.options = options
        self.replace_sets = replace_sets
        self.report = ImportReport()
        self.faults: list[Fault] = []
        self.fault_count = 0
        self.good: set[tuple[str, int]] = set()
        self._stored = articles.digests(project.store)
        self._seen: dict[str, tuple[str, str]] = {}
        self._texts: dict[str, str] = {}
        self._sets: dict[tuple[str, str], str] = {}

    def read(self, source: Source, on_progress: OnProgress | None) -> None:
        """Check every record of a file."""
        self.report.formats[source.importer.name] += 1
        count = 0
        with source.open() as file:
            for index, reading in enumerate(source.importer.read(file, source.name, source.article_id, self.options)):
                count += 1
                self.report.warnings += reading.warnings
                self._note(reading.faults)
                if reading.record is not None:
                    before = self.fault_count
                    place = f"{source.name}:{reading.line}" if reading.line else source.name
                    self._check(reading.record, Fault(source.name, reading.line, "", ""), place)
                    if self.fault_count == before:
                        self.good.add((source.name, index))
                if on_progress:
                    on_progress(1)
        if not count:
            self._note([Fault(source.name, None, "", "no records")])

    def _note(self, faults: Sequence[Fault]) -> None:
        self.fault_count += len(faults)
        self.faults += faults[: max(0, _MOST_FAULTS - len(self.faults))]

    def _check(self, record: Record, at: Fault, place: str) -> None:
        article = record.article
        digest = text_sha256(article.text)
        if reason := self._clash(article.id, digest, record.annotations):
            self._note([replace(at, path="id", reason=reason, value=article.id)])
            return
        if article.id not in self._seen:
            is_known = article.id in self._stored
            self.report.unchanged += is_known
            self.report.new += not is_known
            other = self._texts.setdefault(digest, article.id)
            if other != article.id:
                self.report.warnings.append(replace(at, path="text", reason=f"duplicate of {other!r}"))
        self._seen.setdefault(article.id, (place, digest))
        self.report.merged += record.merged
        if record.annotations is not None:
            self._check_set(record.annotations, at, place)

    def _clash(self, article_id: str, digest: str, annotations: AnnotationSet | None) -> str:
        """Why the article can't stand beside those before it; empty when it can."""
        if article_id in self._seen:
            place, other = self._seen[article_id]
            if other != digest:
                return f"another text has this id at {place} (sha256 {other[:8]}… there, {digest[:8]}… here)"
            if annotations is None or (article_id, annotations.annotator) in self._sets:
                return f"is there already at {place}, with the same text"
        stored = self._stored.get(article_id)
        if stored not in (None, digest):
            return f"another text has this id in the store (sha256 {stored[:8]}… there, {digest[:8]}… here); texts are never replaced"
        return ""

    def _check_set(self, annotations: AnnotationSet, at: Fault, place: str) -> None:
        self._sets[annotations.article_id, annotations.annotator] = place
        current = self._current(annotations)
        if current is None:
            self.report.sets += 1
        elif same_content(current, annotations):
            self.report.sets_unchanged += 1
            return
        elif self.replace_sets and annotations.kind is not Kind.MODEL:
            self.report.sets_replaced += 1
        else:
            hint = "" if annotations.kind is Kind.MODEL else "; --replace takes the file's"
            self._note([replace(at, path="set", reason=f"{annotations.annotator} has other work on this article in the store{hint}")])
            return
        self.report.mentions.update(str(mention.layer) for mention in annotations.mentions.values())

    def _current(self, annotations: AnnotationSet) -> AnnotationSet | None:
        if annotations.article_id not in self._stored:
            return None
        return stored_set(self.project, annotations)


def stored_set(project: Project, annotations: AnnotationSet) -> AnnotationSet | None:
    """The set in the store of the same annotator on the same article."""
    if annotations.kind is Kind.MODEL:
        return sets.model_set(project.store, annotations.article_id, annotations.annotator)
    return sets.load(project.store, annotations.article_id, annotations.annotator)


def _write(project: Project, found: Sequence[Source], options: ReadOptions, check: _Check, on_progress: OnProgress | None) -> None:
    """The second reading: articles first, visible when all are there, then the sets on them."""
    articles.drop_unfinished(project.store)
    _write_articles(project, found, options, check, on_progress)
    model_runs: dict[str, int] = {}
    for source in found:
        for records in _batches(_records(source, options, check)):
            _write_sets(project, source, [r.annotations for r in records if r.annotations is not None], model_runs)


def _write_articles(project: Project, found: Sequence[Source], options: ReadOptions, check: _Check, on_progress: OnProgress | None) -> None:
    if not check.report.new:
        return
    known = set(articles.digests(project.store))
    import_id = articles.begin_import(project.store, source=", ".join(s.name for s in found)[:1000], format=found[0].importer.name)
    try:
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
        articles.finish_import(project.store, import_id)
    except BaseException:
        articles.drop_import(project.store, import_id)
        raise


def _write_sets(project: Project, source: Source, wanted: Sequence[AnnotationSet], model_runs: dict[str, int]) -> None:
    by_model: dict[str, list[AnnotationSet]] = {}
    changes: list[tuple[AnnotationSet | None, AnnotationSet]] = []
    for annotations in wanted:
        current = stored_set(project, annotations)
        if current is not None and same_content(current, annotations):
            continue
        if annotations.kind is Kind.MODEL:
            by_model.setdefault(annotations.annotator, []).append(annotations)
        else:
            changes.append((current, annotations))
    for name, made in by_model.items():
        if name not in model_runs:
            title, _, version = name.rpartition("-")
            model_runs[name] = runs.begin(project.store, name=title or name, version=version, detail={"import": source.name})
        sets.add_model_sets(project.store, model_runs[name], made, schema=project.schema)
    if changes:
        lengths = {name: articles.length(project.store, name) for name in {a.article_id for _, a in changes}}
        with project.store.write() as db:
            for current, annotations in changes:
                before, edit = _edit(current, annotations, f"import:{source.name}")
                applied = apply(before, edit, lengths[annotations.article_id])
                sets.commit_in(db, current, applied, edit, schema=project.schema)


def _edit(current: AnnotationSet | None, wanted: AnnotationSet, source: str) -> tuple[AnnotationSet, Edit]:
    """The set to begin with and the edit that makes it the wanted one; a new set keeps its revision."""
    if current is None:
        empty = AnnotationSet(wanted.article_id, wanted.annotator, wanted.kind, revision=max(wanted.revision, 1) - 1)
        return empty, seed_of(wanted, source)
    edit = replacement(current, wanted, source)
    if edit is None:
        raise ValueError("a set that is the same needs no edit")
    return current, edit


def _records(source: Source, options: ReadOptions, check: _Check) -> Iterator[Record]:
    with source.open() as file:
        for index, reading in enumerate(source.importer.read(file, source.name, source.article_id, options)):
            if reading.record is not None and (source.name, index) in check.good:
                yield reading.record


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
