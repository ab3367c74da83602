"""One annotator at work on one article: open, do, undo, redo, all saved at once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import cached_property

from annotator.model.annotation import AnnotationSet, Kind, Status
from annotator.model.article import Article
from annotator.model.checks import CheckFault, mention_faults, set_faults
from annotator.model.edits import Applied, Batch, Edit, Refresh, Seed, SetFlags, SetStatus, apply, batch, is_undoable
from annotator.model.errors import EditRefused, StaleRevision
from annotator.model.history import Action, History, Step
from annotator.model.names import GOLD
from annotator.model.proposals import BARE, refresh_from, seed_from
from annotator.model.refreshing import Refreshed, refreshed_by
from annotator.model.schema import Schema
from annotator.model.tokens import Tokens
from annotator.model.undoing import taking_back
from annotator.store import annotations as sets
from annotator.store import articles, log, serving
from annotator.store.annotations import Proposals
from annotator.workflow import bare_serving
from annotator.workflow.project import Project

_RUN = uuid.uuid4().hex[:12]


@dataclass(slots=True)
class Changed:
    """What an edit did: the new set and the ids of the mentions it touched."""

    annotations: AnnotationSet
    touched: frozenset[str]


@dataclass
class Session:
    """The article as this annotator has it; `annotations` is what the store holds, always.

    `refreshed` says what newer proposals changed when it was opened.
    """

    project: Project
    article: Article
    annotator: str
    annotations: AnnotationSet
    history: History
    opened_at: int
    refreshed: Refreshed | None = None
    _keys: int = field(default=0)

    @classmethod
    def open(cls, project: Project, article_id: str, annotator: str) -> Session:
        """Open the article: the first time seeded with the newest proposals, later refreshed when newer ones came.

        Raises BadData when there is no such article, Unavailable when the store fails.
        """
        article = articles.get(project.store, article_id)
        try:
            current, refreshed = _brought_up(project, article, annotator)
        except StaleRevision:
            # another window opened the article at the same moment and has done what was to be done
            current, refreshed = _brought_up(project, article, annotator)
        history = History.read(log.steps(project.store, article_id, annotator))
        return cls(project, article, annotator, current, history, current.revision, refreshed)

    @property
    def schema(self) -> Schema:
        """The schema of the project."""
        return self.project.schema

    @cached_property
    def tokens(self) -> Tokens:
        """The words, sentences and paragraphs of the article."""
        return Tokens(self.article.text)

    @cached_property
    def is_bare(self) -> bool:
        """Whether the article was served without proposals on purpose."""
        return serving.is_bare(self.project.store, self.article.id, self.annotator)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was done since the article was opened."""
        return self.annotations.revision == self.opened_at

    def key_pressed(self) -> None:
        """Count a key towards the next edit."""
        self._keys += 1

    def do(self, edit: Edit) -> Changed:
        """Apply and save an edit.

        Raises EditRefused when it would break a rule, StaleRevision when the set was changed
        elsewhere (it has then been read again), Unavailable when the store fails.
        """
        if self.annotations.status is Status.NEW and not _sets_status(edit):
            edit = batch([edit, SetStatus(Status.STARTED)], _name(edit))
        return self._save(edit, Action.DO)

    def propose(self, edit: Edit) -> Changed:
        """Apply and save an edit that only makes proposals: an article nobody worked on stays new.

        Raises as `do`.
        """
        return self._save(edit, Action.DO)

    def undo(self) -> Changed:
        """Take back the newest edit that stands; one whose mention went when newer proposals came is passed over.

        Raises EditRefused when there is none; else as `do`.
        """
        refusal = EditRefused("there is nothing to undo in this article")
        for done in reversed(self.history.done):
            row = log.at(self.project.store, self.article.id, self.annotator, done.last)
            try:
                inverse = taking_back(self.annotations, row.inverse, len(self.article.text))
            except EditRefused as refused:
                if done.last > self.history.refreshed:
                    raise
                refusal = refused
                continue
            return self._save(inverse, Action.UNDO, of=done.first)
        raise refusal

    def redo(self) -> Changed:
        """Do again what undo took back last.

        Raises EditRefused when there is nothing; else as `do`.
        """
        first = self.history.to_redo
        if first is None:
            raise EditRefused("there is nothing to redo in this article")
        row = log.at(self.project.store, self.article.id, self.annotator, first)
        return self._save(row.edit, Action.REDO, of=first)

    def toggle_flag(self, flag: str) -> Changed:
        """Set the flag on the article, or clear it."""
        flags = set(self.annotations.flags) ^ {flag}
        return self.do(SetFlags(tuple(sorted(flags))))

    def problems(self) -> list[CheckFault]:
        """What the checks find in the set, in reading order."""
        return set_faults(self.annotations, self.article, self.schema)

    def problems_of(self, mention_id: str) -> list[CheckFault]:
        """What the checks find in one mention."""
        mention = self.annotations.mentions.get(mention_id)
        return [] if mention is None else mention_faults(self.annotations, mention, self.article, self.schema)

    def _save(self, edit: Edit, action: Action, of: int | None = None) -> Changed:
        applied = apply(self.annotations, edit, len(self.article.text))
        try:
            self._commit(edit, applied, action, of)
        except StaleRevision:
            self._read_again()
            raise
        self.annotations = applied.after
        self.history = self.history.after(Step(applied.after.revision, action, of, is_undoable(edit)))
        self._keys = 0
        return Changed(applied.after, applied.touched)

    def _commit(self, edit: Edit, applied: Applied, action: Action, of: int | None) -> None:
        sets.commit(
            self.project.store,
            self.annotations,
            applied,
            edit,
            schema=self.schema,
            action=action,
            of=of,
            keys=self._keys,
            session=_RUN,
        )

    def _read_again(self) -> None:
        stored = sets.load(self.project.store, self.article.id, self.annotator)
        if stored is not None:
            self.annotations = stored
        self.history = History.read(log.steps(self.project.store, self.article.id, self.annotator))


def _brought_up(project: Project, article: Article, annotator: str) -> tuple[AnnotationSet, Refreshed | None]:
    """The stored set with the proposals it has not seen, and what those changed if it was there."""
    current = sets.load(project.store, article.id, annotator)
    newer = sets.newer_proposals(project.store, article.id, annotator)
    if current is None:
        return _begin(project, article, annotator, newer), None
    if newer is None or current.status.is_finished:
        return current, None
    edit = waiting_refresh(project, current, newer.annotations)
    if edit is None:
        sets.note_seen(project.store, article.id, annotator, newer.run_id)
        return current, None
    applied = apply(current, edit, len(article.text))
    sets.commit(project.store, current, applied, edit, schema=project.schema, session=_RUN, seen_run=newer.run_id)
    return applied.after, refreshed_by(current, edit)


def waiting_refresh(project: Project, current: AnnotationSet, model: AnnotationSet) -> Refresh | None:
    """The refresh that newer proposals bring to an unfinished set; `None` for one that was begun bare, or if it would change nothing."""
    if serving.is_bare(project.store, current.article_id, current.annotator):
        return None
    return refresh_from(current, model, log.named(project.store, current.article_id, current.annotator))


def _begin(project: Project, article: Article, annotator: str, newest: Proposals | None) -> AnnotationSet:
    kind = Kind.GOLD if annotator == GOLD else Kind.HUMAN
    empty = AnnotationSet(article.id, annotator, kind)
    is_bare = bare_serving.is_held_back(project, article.id, annotator)
    seed = Seed(BARE) if is_bare else seed_from(newest.annotations if newest else None)
    applied = apply(empty, seed, len(article.text))
    sets.commit(project.store, None, applied, seed, schema=project.schema, session=_RUN, seen_run=newest.run_id if newest else None)
    return applied.after


def _sets_status(edit: Edit) -> bool:
    """Whether the edit says itself how far the work is."""
    parts = edit.edits if isinstance(edit, Batch) else (edit,)
    return any(isinstance(part, SetStatus) for part in parts)


def _name(edit: Edit) -> str:
    return edit.name if isinstance(edit, Batch) and edit.name else type(edit).__name__
