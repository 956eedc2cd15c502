-- What a condition is measured in and who may read it. places: codes of municipalities an area names.
ALTER TABLE directory_fact ADD COLUMN places TEXT NOT NULL DEFAULT '';
-- Room, of the condition "vacancy": state 0 not told, 1 has, 2 none, 3 waiting list, 4 after an interview.
-- unit and at_times say which room: each pair has a newest word of its own. wait_months: usual wait.
ALTER TABLE directory_fact ADD COLUMN state SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE directory_fact ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_fact ADD COLUMN at_times TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_fact ADD COLUMN available SMALLINT;
ALTER TABLE directory_fact ADD COLUMN maximum SMALLINT;
ALTER TABLE directory_fact ADD COLUMN waiting SMALLINT;
ALTER TABLE directory_fact ADD COLUMN wait_months SMALLINT;
-- 0 public, 1 partners, 2 the Centre: what a place told by telephone is not published before it agreed.
ALTER TABLE directory_fact ADD COLUMN visibility SMALLINT NOT NULL DEFAULT 1;
-- Taken back by who wrote it: counts no more and stays for the record.
ALTER TABLE directory_fact ADD COLUMN withdrawn_at BIGINT;
UPDATE directory_fact SET state = CASE answer WHEN 1 THEN 1 WHEN 0 THEN 2 ELSE 0 END WHERE condition = 'vacancy';
