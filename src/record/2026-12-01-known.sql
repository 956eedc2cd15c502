-- What is known of a child in numbers and codes (where it lives, score, hours on battery, 医療的ケア) is one value
-- sealed under the child's key, which every page of the case opens anyway: known, by id of record/fields.hpp.
ALTER TABLE child ADD COLUMN known BLOB;
INSERT INTO in_clear (place, row_id, value)
SELECT 'child.known', c.child_id,
       'municipality=' || c.municipality || ';stay=' || c.stay
       || ';power_hours=' || coalesce(CAST(c.power_hours AS TEXT), '')
       || ';score=' || coalesce(CAST(c.score AS TEXT), '') || ';score_on=' || coalesce(c.score_on, '')
       || coalesce((SELECT string_agg(';care_' || k.kind || '=' || CAST(k.answer AS TEXT), '')
                      FROM child_care k WHERE k.child_id = c.child_id), '')
  FROM case_record c;
DROP TABLE child_care;
DELETE FROM table_mark WHERE name = 'child_care';
ALTER TABLE case_record DROP COLUMN municipality;
ALTER TABLE case_record DROP COLUMN stay;
ALTER TABLE case_record DROP COLUMN power_hours;
ALTER TABLE case_record DROP COLUMN score;
ALTER TABLE case_record DROP COLUMN score_on;
