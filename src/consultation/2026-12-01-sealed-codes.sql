-- What is counted of a consultation is sealed under its own key as its answers are: who called, from where, how old,
-- about what, how it ended. In clear stand what SQL decides by: whose it is, which month, individual or area, whether
-- it is settled (it has an outcome) and complete (caller, municipality and topic are known).
ALTER TABLE consultation ADD COLUMN codes BLOB;
ALTER TABLE consultation ADD COLUMN is_settled SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE consultation ADD COLUMN is_complete SMALLINT NOT NULL DEFAULT 0;
UPDATE consultation SET is_settled = 1 WHERE outcome <> '';
UPDATE consultation SET is_complete = 1 WHERE caller_kind <> '' AND municipality <> ''
   AND EXISTS (SELECT 1 FROM consultation_topic t WHERE t.consultation_id = consultation.id);
INSERT INTO in_clear (place, row_id, value)
SELECT 'consultation.codes', c.id,
       'channel=' || c.channel || ';caller_kind=' || c.caller_kind || ';municipality=' || c.municipality
       || ';age_band=' || c.age_band || ';outcome=' || c.outcome || ';topics='
       || coalesce((SELECT string_agg(t.topic, ',' ORDER BY t.is_main DESC, t.topic)
                      FROM consultation_topic t WHERE t.consultation_id = c.id), '')
  FROM consultation c;
DROP TABLE consultation_topic;
DROP INDEX consultation_counted;
ALTER TABLE consultation DROP COLUMN channel;
ALTER TABLE consultation DROP COLUMN caller_kind;
ALTER TABLE consultation DROP COLUMN municipality;
ALTER TABLE consultation DROP COLUMN age_band;
ALTER TABLE consultation DROP COLUMN urgency;
ALTER TABLE consultation DROP COLUMN safety;
ALTER TABLE consultation DROP COLUMN outcome;
CREATE INDEX consultation_counted ON consultation (centre_id, state, month, class, case_id);
-- The lists of 受付 and their counts read what is open, not all that ever came in. All begin with the same two
-- columns, so the narrowest that fits is taken.
CREATE INDEX consultation_listed ON consultation (centre_id, state, id);
CREATE INDEX consultation_open ON consultation (centre_id, state, id) WHERE state = 1 AND is_settled = 0;
CREATE INDEX consultation_waiting ON consultation (centre_id, state, id) WHERE state = 1 AND waits_since IS NOT NULL;
CREATE INDEX consultation_lacking ON consultation (centre_id, state, id) WHERE state = 1 AND put_aside = 0 AND is_complete = 0;
