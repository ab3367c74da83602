-- Format 1 of the store. A comment on every table, for those who read it in the sqlite3 shell.

-- needs: the oldest annotator that reads this format
CREATE TABLE property (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- every schema text that was ever in use
CREATE TABLE schema_text (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;

-- one import command; its articles are visible when finished_at is set
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    format TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;

-- what is listed of an article; the text stands apart so that lists are read fast
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    words INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    language TEXT NOT NULL,
    meta TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import (id)
) STRICT;
CREATE INDEX article_by_import ON article (import_id);

CREATE TABLE article_text (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    text TEXT NOT NULL
) STRICT;

-- one pre-annotation command
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    detail TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    articles INTEGER,
    seconds REAL
) STRICT;

-- one annotator's work on one article; a model has one set per run, everybody else one
CREATE TABLE annotation_set (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (id),
    annotator TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('human', 'model', 'import', 'gold')),
    status TEXT NOT NULL CHECK (status IN ('new', 'started', 'done', 'skipped')),
    reason TEXT,
    flags TEXT NOT NULL,
    revision INTEGER NOT NULL,
    next_number INTEGER NOT NULL,
    schema_id INTEGER NOT NULL REFERENCES schema_text (id),
    run_id INTEGER REFERENCES run (id),
    CHECK ((kind = 'model') = (run_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX set_of_annotator ON annotation_set (article_id, annotator) WHERE run_id IS NULL;
CREATE UNIQUE INDEX set_of_run ON annotation_set (article_id, run_id) WHERE run_id IS NOT NULL;
CREATE INDEX set_by_annotator ON annotation_set (annotator, status, article_id);

-- fragments: NULL when there is one, from first to last; else JSON pairs
CREATE TABLE mention (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    id TEXT NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('entity', 'quote', 'cue', 'event', 'participant')),
    label TEXT NOT NULL,
    first INTEGER NOT NULL CHECK (first >= 0),
    last INTEGER NOT NULL CHECK (last > first),
    fragments TEXT,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'edited', 'added', 'rejected')),
    made_by TEXT,
    component TEXT,
    score REAL,
    canonical TEXT,
    note TEXT,
    attributes TEXT,
    PRIMARY KEY (set_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    set_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    role TEXT NOT NULL,
    target TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'edited', 'added', 'rejected')),
    made_by TEXT,
    component TEXT,
    score REAL,
    PRIMARY KEY (set_id, source, role, target),
    FOREIGN KEY (set_id, source) REFERENCES mention (set_id, id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (set_id, target) REFERENCES mention (set_id, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_target ON link (set_id, target);

-- every edit of every set, with the edit that takes it back; "of" names the revision that an undo or redo means
CREATE TABLE edit_log (
    id INTEGER PRIMARY KEY,
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('do', 'undo', 'redo')),
    of INTEGER,
    undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),
    keys INTEGER NOT NULL,
    session TEXT NOT NULL,
    edit TEXT NOT NULL,
    inverse TEXT NOT NULL,
    UNIQUE (set_id, revision)
) STRICT;

-- frozen states of the gold that were given away
CREATE TABLE release (
    name TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    manifest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER text_stays BEFORE UPDATE ON article_text
BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END;

CREATE TRIGGER article_stays BEFORE UPDATE OF id, name, characters, sha256 ON article
BEGIN SELECT RAISE(ABORT, 'an article never changes'); END;

CREATE TRIGGER article_remains BEFORE DELETE ON article
WHEN (SELECT finished_at FROM import WHERE id = OLD.import_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an article is never deleted'); END;

CREATE TRIGGER text_remains BEFORE DELETE ON article_text
WHEN (SELECT i.finished_at FROM article a JOIN import i ON i.id = a.import_id WHERE a.id = OLD.article_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an article is never deleted'); END;

CREATE TRIGGER log_stays BEFORE UPDATE ON edit_log
BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END;

CREATE TRIGGER log_remains BEFORE DELETE ON edit_log
BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END;

CREATE TRIGGER release_stays BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;

CREATE TRIGGER release_remains BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'a release is never deleted'); END;

-- for people: one mention a row, with the words that it covers
CREATE VIEW annotations AS
SELECT a.name AS article, s.annotator, s.kind, m.layer, m.label,
       substr(t.text, m.first + 1, m.last - m.first) AS words,
       m.state, m.first, m.last, m.fragments, m.canonical, m.attributes, m.note, m.id
FROM annotation_set s
JOIN article a ON a.id = s.article_id
JOIN article_text t ON t.article_id = a.id
JOIN mention m ON m.set_id = s.id
ORDER BY a.name, s.annotator, s.run_id, m.first, m.last, m.label, m.id;

-- for people: one role a row
CREATE VIEW roles AS
SELECT a.name AS article, s.annotator, s.kind, f.label AS of_label,
       substr(t.text, f.first + 1, f.last - f.first) AS of_words,
       l.role, substr(t.text, g.first + 1, g.last - g.first) AS words, l.state, l.source, l.target
FROM annotation_set s
JOIN article a ON a.id = s.article_id
JOIN article_text t ON t.article_id = a.id
JOIN link l ON l.set_id = s.id
JOIN mention f ON f.set_id = s.id AND f.id = l.source
JOIN mention g ON g.set_id = s.id AND g.id = l.target
ORDER BY a.name, s.annotator, s.run_id, f.first, f.id, l.role, g.first;
