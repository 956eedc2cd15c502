-- Consent has five categories from here on: identity and records (the shared notes) are asked for
-- by name. Before, a receiver with any yes saw both, and so did a receiver without one.
--
-- What is written here: whoever holds a yes of an older category as the newest answer gets identity
-- and records on the basis "migration", with the words of the same person and the latest end among
-- those yeses (no end where one has none). A yes that has ended gives two that have ended. That opens
-- nothing that was not open, and it does not stop a request that rests on a yes. Whoever holds no yes
-- gets nothing: a case or request that was open to them without one shows its number alone, until the
-- family has been asked.
CREATE TABLE consent_carried (
    case_id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    newest BIGINT NOT NULL,
    expires TEXT
);
INSERT INTO consent_carried (case_id, organisation_id, newest, expires)
SELECT n.case_id, n.organisation_id, max(n.id),
       CASE WHEN count(n.expires) = count(*) THEN max(n.expires) END
  FROM consent n
 WHERE n.answer = 1 AND n.category IN ('contact', 'medical', 'family')
   AND n.id = (SELECT max(x.id) FROM consent x WHERE x.case_id = n.case_id
                AND x.organisation_id = n.organisation_id AND x.category = n.category)
 GROUP BY n.case_id, n.organisation_id;
INSERT INTO consent (id, case_id, organisation_id, category, answer, basis, speaker, expires, recorded_by, recorded_at)
SELECT (SELECT max(id) FROM consent) + 2 * row_number() OVER (ORDER BY k.newest) - o.minus,
       k.case_id, k.organisation_id, o.category, 1, 'migration', n.speaker, k.expires,
       n.recorded_by, n.recorded_at
  FROM consent_carried k JOIN consent n ON n.id = k.newest
 CROSS JOIN (SELECT 'identity' AS category, 1 AS minus UNION ALL SELECT 'records', 0) o;
DROP TABLE consent_carried;
UPDATE number_series SET last_number = (SELECT max(id) FROM consent)
 WHERE series = 'consent' AND last_number < (SELECT max(id) FROM consent);
