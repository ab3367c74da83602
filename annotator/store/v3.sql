-- how many proposals of the newest run are expected to be wrong, per 100 words; NULL when none of them has a score
ALTER TABLE article ADD COLUMN doubt REAL;
CREATE INDEX article_by_doubt ON article (doubt DESC);

WITH newest (article_id, set_id) AS (SELECT article_id, max(id) FROM annotation_set WHERE run_id IS NOT NULL GROUP BY article_id),
score (set_id, score) AS (
    SELECT set_id, score FROM mention WHERE layer IN ('entity', 'quote', 'event')
    UNION ALL
    SELECT set_id, score FROM link WHERE role <> 'cue'
)
UPDATE article SET doubt = (
    SELECT CASE WHEN count(s.score) > 0 THEN sum(1 - s.score) WHEN EXISTS (SELECT 1 FROM mention m WHERE m.set_id = n.set_id) THEN NULL ELSE 0.0 END
    FROM newest n LEFT JOIN score s ON s.set_id = n.set_id WHERE n.article_id = article.id
) * 100 / max(words, 1)
WHERE id IN (SELECT article_id FROM newest);
