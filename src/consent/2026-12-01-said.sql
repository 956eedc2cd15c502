-- Who of the family spoke and how they said it is sealed under the child's key. The answer itself stays in clear:
-- lists and scopes ask for it inside their own statements.
ALTER TABLE consent ADD COLUMN said BLOB;
INSERT INTO in_clear (place, row_id, value)
SELECT 'consent.said', id, 'basis=' || basis || ';speaker=' || speaker FROM consent;
ALTER TABLE consent DROP COLUMN basis;
ALTER TABLE consent DROP COLUMN speaker;
