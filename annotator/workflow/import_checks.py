"""The first reading of an import: every record held against its file, the others and the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.formats.faults import Fault, cut, escaped
from annotator.formats.record import Reading, ReadOptions, Record
from annotator.model.annotation import AnnotationSet, Kind
from annotator.model.article import text_sha256
from annotator.model.replacement import same_content
from annotator.store import annotations as sets
from annotator.store import articles
from annotator.workflow.import_report import ImportReport
from annotator.workflow.project import Project
from annotator.workflow.rejects import Rejects
from annotator.workflow.sources import Source

OnProgress = Callable[[int], None]
"""Told how many records were read or written since it was called last."""


class ImportCheck:
    """Reads files and notes what is wrong; `good` has the places (file, index) of the records to write.

    What it keeps of an article is its id and the SHA-256 of its text.
    """

    def __init__(self, project: Project, options: ReadOptions, rejects: Rejects, *, replace_sets: bool) -> None:
        self.report = ImportReport()
        self.good: set[tuple[str, int]] = set()
        self.stamps: dict[str, tuple[int, int, int]] = {}
        self._project = project
        self._options = options
        self._rejects = rejects
        self._replace_sets = replace_sets
        self._stored = articles.digests(project.store)
        self._seen: dict[str, tuple[str, str]] = {}
        self._texts = {digest: name for name, digest in reversed(self._stored.items())}
        self._sets: set[tuple[str, str]] = set()

    def read(self, source: Source, on_progress: OnProgress | None) -> None:
        """Check every record of a file."""
        self.report.formats[source.importer.name] += 1
        self.stamps[source.name] = source.stamp()
        count = 0
        with source.open() as file:
            for index, reading in enumerate(source.importer.read(file, source.name, source.article_id, self._options)):
                count += 1
                self._take(source, index, reading)
                if on_progress:
                    on_progress(1)
        if not count:
            self.report.faults.note([Fault(source.name, None, "", "no records")])

    def _take(self, source: Source, index: int, reading: Reading) -> None:
        self.report.warnings.note(reading.warnings)
        faults = list(reading.faults)
        if reading.record is not None:
            place = f"{source.name}:{reading.line}" if reading.line else source.name
            fault = self._fault(reading.record, Fault(source.name, reading.line, "", ""), place)
            faults += [fault] if fault is not None else []
        if faults:
            self.report.skipped += 1
            self.report.faults.note(faults)
            self._rejects.put(source, reading, faults)
        elif reading.record is not None:
            self.good.add((source.name, index))

    def _fault(self, record: Record, at: Fault, place: str) -> Fault | None:
        """Why the record can't stand beside the others; when it can, it is counted."""
        article, annotations = record.article, record.annotations
        digest = text_sha256(article.text)
        if reason := self._clash(article.id, digest, annotations):
            return replace(at, path="id", reason=reason, value=article.id)
        current = None if annotations is None else self._current(annotations)
        if annotations is not None and (reason := self._set_clash(current, annotations)):
            return replace(at, path="set", reason=reason)
        is_news = self._count_article(article.id, digest, at, place)
        self.report.merged += record.merged
        if annotations is not None:
            self._sets.add((annotations.article_id, annotations.annotator))
            is_news |= self._count_set(current, annotations)
        self.report.imported += is_news
        return None

    def _count_article(self, article_id: str, digest: str, at: Fault, place: str) -> bool:
        if article_id in self._seen:
            return False
        self._seen[article_id] = (place, digest)
        is_known = article_id in self._stored
        self.report.unchanged += is_known
        self.report.new += not is_known
        other = self._texts.setdefault(digest, article_id)
        if other != article_id and not is_known:
            self.report.warnings.note([replace(at, path="text", reason=f"duplicate of {cut(escaped(other))}")])
        return not is_known

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

    def _set_clash(self, current: AnnotationSet | None, annotations: AnnotationSet) -> str:
        if current is None or same_content(current, annotations) or may_replace(annotations, self._replace_sets):
            return ""
        hint = "" if annotations.kind is Kind.MODEL else "; --replace takes the file's"
        return f"{annotations.annotator} has other work on this article in the store{hint}"

    def _count_set(self, current: AnnotationSet | None, annotations: AnnotationSet) -> bool:
        if current is not None and same_content(current, annotations):
            self.report.sets_unchanged += 1
            return False
        self.report.sets += current is None
        self.report.sets_replaced += current is not None
        self.report.mentions.update(str(mention.layer) for mention in annotations.mentions.values())
        return True

    def _current(self, annotations: AnnotationSet) -> AnnotationSet | None:
        return stored_set(self._project, annotations) if annotations.article_id in self._stored else None


def may_replace(annotations: AnnotationSet, replace_sets: bool) -> bool:
    """Whether the set may take the place of another one of its annotator; a model's proposals never change."""
    return replace_sets and annotations.kind is not Kind.MODEL


def stored_set(project: Project, annotations: AnnotationSet) -> AnnotationSet | None:
    """The set in the store of the same annotator on the same article."""
    if annotations.kind is Kind.MODEL:
        return sets.model_set(project.store, annotations.article_id, annotations.annotator)
    return sets.load(project.store, annotations.article_id, annotations.annotator)
