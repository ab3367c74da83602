-- the newest run whose proposals are in a person's set, or were there to be left out
ALTER TABLE annotation_set ADD COLUMN seen_run INTEGER REFERENCES run (id);

CREATE TRIGGER proposal_stays BEFORE UPDATE ON mention
WHEN (SELECT run_id FROM annotation_set WHERE id = OLD.set_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what a model proposed never changes'); END;

CREATE TRIGGER proposal_remains BEFORE DELETE ON mention
WHEN (SELECT run_id FROM annotation_set WHERE id = OLD.set_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what a model proposed never changes'); END;

CREATE TRIGGER proposed_link_stays BEFORE UPDATE ON link
WHEN (SELECT run_id FROM annotation_set WHERE id = OLD.set_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what a model proposed never changes'); END;

CREATE TRIGGER proposed_link_remains BEFORE DELETE ON link
WHEN (SELECT run_id FROM annotation_set WHERE id = OLD.set_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what a model proposed never changes'); END;

CREATE TRIGGER model_set_stays BEFORE UPDATE ON annotation_set
WHEN OLD.run_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what a model proposed never changes'); END;

CREATE TRIGGER set_remains BEFORE DELETE ON annotation_set
BEGIN SELECT RAISE(ABORT, 'a set is never deleted'); END;
