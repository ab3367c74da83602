"""The edit log of a set: history for undo, the audit trail, and proof that the tables are right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.model.annotation import AnnotationSet, Kind
from annotator.model.edit_data import edit_from
from annotator.model.edits import Batch, Edit, SetCanonical, apply
from annotator.model.errors import BadData
from annotator.model.history import Action, Step
from annotator.store.database import Store

_SET = "(SELECT s.id FROM annotation_set s JOIN article a ON a.id = s.article_id WHERE a.name = ? AND s.annotator = ? AND s.run_id IS NULL)"
_COLUMNS = "revision, at, action, of, keys, session, edit, inverse"


@dataclass(frozen=True, slots=True)
class LogRow:
    """One edit as it was saved: `at` in UTC (ISO 8601), `of` the revision that an undo or redo means."""

    revision: int
    at: str
    action: Action
    of: int | None
    keys: int
    session: str
    edit: Edit
    inverse: Edit


def read(store: Store, article_id: str, annotator: str) -> Iterator[LogRow]:
    """Every edit of a set, oldest first."""
    for row in store.rows(f"SELECT {_COLUMNS} FROM edit_log WHERE set_id = {_SET} ORDER BY revision", [article_id, annotator]):
        yield _row(row)


def at(store: Store, article_id: str, annotator: str, revision: int) -> LogRow:
    """The edit that made this revision.

    Raises BadData when the log has none.
    """
    found = store.row(f"SELECT {_COLUMNS} FROM edit_log WHERE set_id = {_SET} AND revision = ?", [article_id, annotator, revision])
    if found is None:
        raise BadData(f"the log of {annotator}'s work on {article_id!r} has no revision {revision}", "annotator doctor checks the store")
    return _row(found)


def steps(store: Store, article_id: str, annotator: str) -> list[Step]:
    """What undo and redo need of the log, without the edits themselves."""
    rows = store.rows(
        f"SELECT revision, action, of, undoable FROM edit_log WHERE set_id = {_SET} ORDER BY revision", [article_id, annotator]
    )
    return [Step(revision, Action(action), of, bool(undoable)) for revision, action, of, undoable in rows]


def replay(store: Store, article_id: str, annotator: str) -> AnnotationSet:
    """The set that the log alone amounts to, from an empty one on.

    Raises BadData when there is no such set, EditRefused when an edit of the log breaks a rule.
    """
    found = store.row(
        "SELECT s.kind, a.characters FROM annotation_set s JOIN article a ON a.id = s.article_id"
        " WHERE a.name = ? AND s.annotator = ? AND s.run_id IS NULL",
        [article_id, annotator],
    )
    if found is None:
        raise BadData(f"{annotator} has no set on {article_id!r}")
    kind, length = found
    annotations = AnnotationSet(article_id, annotator, Kind(kind))
    for index, row in enumerate(read(store, article_id, annotator)):
        if index == 0:
            # a set that came from a file goes on counting where it was
            annotations = replace(annotations, revision=row.revision - 1)
        if row.revision != annotations.revision + 1:
            raise BadData(f"the log jumps from revision {annotations.revision} to {row.revision}")
        annotations = apply(annotations, row.edit, length).after
    return annotations


def named(store: Store, article_id: str, annotator: str) -> frozenset[str]:
    """The ids of the mentions to which the annotator ever gave a canonical name."""
    rows = store.rows(
        f'SELECT edit FROM edit_log WHERE set_id = {_SET} AND undoable AND instr(edit, \'"op":"canonical"\')', [article_id, annotator]
    )
    edits = [edit_from(json.loads(edit)) for (edit,) in rows]
    return frozenset(part.id for edit in edits for part in _parts(edit) if isinstance(part, SetCanonical))


def _parts(edit: Edit) -> Iterator[Edit]:
    """The single edits of which a batch is made."""
    if isinstance(edit, Batch):
        for part in edit.edits:
            yield from _parts(part)
    else:
        yield edit


def _row(row: tuple[object, ...]) -> LogRow:
    revision, time, action, of, keys, session, edit, inverse = row
    return LogRow(
        int(str(revision)),
        str(time),
        Action(str(action)),
        None if of is None else int(str(of)),
        int(str(keys)),
        str(session),
        edit_from(json.loads(str(edit))),
        edit_from(json.loads(str(inverse))),
    )
