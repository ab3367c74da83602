"""What the tables themselves forbid, and what people read in the sqlite3 shell."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import handmade_project, marked, proposed

from annotator.model.edits import SetNote
from annotator.model.errors import Unavailable
from annotator.workflow.project import Project
from annotator.workflow.session import Session

MARKS = "[PERSON:p Ann 😀 Lee] [Attack:e struck] [participant:f two men]; [direct:q “No,”] she [cue:c said], [direct:q “no.”]"
LINKS = ("e target p", "e attacker f", "q cue c", "q speaker p")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Project]:
    """Two articles with the same proposals, both opened by ann1."""
    pairs = [proposed(MARKS, *LINKS, article_id=name) for name in ("a1", "a2")]
    with handmade_project(tmp_path / "p", *pairs) as project:
        for name in ("a1", "a2"):
            Session.open(project, name, "ann1").do(SetNote("p", "who?"))
        yield project


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE article_text SET text = 'x'", "never changes"),
        ("UPDATE article SET sha256 = 'x'", "never changes"),
        ("UPDATE article SET name = 'x' || name", "never changes"),
        ("DELETE FROM article", "never deleted"),
        ("DELETE FROM article_text", "never deleted"),
        ("UPDATE edit_log SET keys = 9", "only ever added to"),
        ("DELETE FROM edit_log WHERE revision = 1", "only ever added to"),
        ("DELETE FROM annotation_set WHERE run_id IS NULL", "never deleted"),
        ("UPDATE annotation_set SET status = 'done' WHERE kind = 'model'", "never changes"),
        ("UPDATE mention SET state = 'accepted' WHERE set_id = (SELECT min(id) FROM annotation_set)", "never changes"),
        ("DELETE FROM mention WHERE set_id = (SELECT min(id) FROM annotation_set)", "never changes"),
        ("DELETE FROM link WHERE set_id = (SELECT min(id) FROM annotation_set)", "never changes"),
        ("UPDATE link SET state = 'accepted' WHERE set_id = (SELECT min(id) FROM annotation_set)", "never changes"),
        ("INSERT INTO edit_log SELECT NULL, set_id, 1, at, action, of, undoable, keys, session, edit, inverse FROM edit_log", "UNIQUE"),
        ("INSERT INTO link VALUES ((SELECT max(id) FROM annotation_set), 'e', 'target', 'nobody', 'added', NULL, NULL, NULL)", "FOREIGN KEY"),
        ("INSERT INTO link VALUES ((SELECT max(id) FROM annotation_set), 'nobody', 'target', 'p', 'added', NULL, NULL, NULL)", "FOREIGN KEY"),
        ("DELETE FROM mention WHERE id = 'p' AND set_id = (SELECT max(id) FROM annotation_set)", "FOREIGN KEY"),
        ("UPDATE mention SET last = first WHERE set_id = (SELECT max(id) FROM annotation_set)", "CHECK"),
        ("UPDATE mention SET layer = 'word' WHERE set_id = (SELECT max(id) FROM annotation_set)", "CHECK"),
        ("UPDATE mention SET first = 'one' WHERE set_id = (SELECT max(id) FROM annotation_set)", "cannot store TEXT"),
    ],
)  # fmt: skip
def test_the_tables_refuse_what_would_make_them_wrong(made: Project, statement: str, sentence: str) -> None:
    with pytest.raises(Unavailable, match=sentence), made.store.write() as db:
        db.execute(statement)


def test_a_link_reaches_no_mention_of_another_set(made: Project) -> None:
    article, annotations = marked("[PERSON:lone Bo]", article_id="a1", annotator="ann2")
    assert article.text == "Bo"
    with made.store.write() as db:
        rows = db.execute("SELECT id, article_id, schema_id FROM annotation_set ORDER BY id").fetchall()
        db.execute(
            "INSERT INTO annotation_set (article_id, annotator, kind, status, flags, revision, next_number, schema_id)"
            " VALUES (?, 'ann2', 'human', 'new', '[]', 0, 1, ?)",
            rows[0][1:],
        )
        db.execute(
            "INSERT INTO mention (set_id, id, layer, label, first, last, state) VALUES (last_insert_rowid(), 'lone', 'entity', 'PERSON', 0, 2, 'added')"
        )
    for set_id, *_ in rows:
        with pytest.raises(Unavailable, match="FOREIGN KEY"), made.store.write() as db:
            db.execute("INSERT INTO link (set_id, source, role, target, state) VALUES (?, 'e', 'target', 'lone', 'added')", [set_id])
    assert annotations.mentions.keys() == {"lone"}


def test_the_views_show_words_and_roles_in_the_shell(made: Project) -> None:
    path = made.store.path
    made.store.close()
    with sqlite3.connect(path) as shell:
        shown = shell.execute("SELECT * FROM annotations WHERE article = 'a2' AND annotator = 'ann1'").fetchall()
        roles = shell.execute("SELECT of_words, role, words, state FROM roles WHERE article = 'a1' AND kind = 'human'").fetchall()
    shell.close()
    assert [(row[3], row[4], row[5], row[6]) for row in shown] == [
        ("entity", "PERSON", "Ann 😀 Lee", "proposed"),
        ("event", "Attack", "struck", "proposed"),
        ("participant", "", "two men", "proposed"),
        ("quote", "direct", "“No,” she said, “no.”", "proposed"),
        ("cue", "", "said", "proposed"),
    ]
    assert shown[0][12:] == ("who?", "p")
    assert sorted(roles) == [
        ("struck", "attacker", "two men", "proposed"),
        ("struck", "target", "Ann 😀 Lee", "proposed"),
        ("“No,” she said, “no.”", "cue", "said", "proposed"),
        ("“No,” she said, “no.”", "speaker", "Ann 😀 Lee", "proposed"),
    ]
