-- What was written to the Centre without an account. waits_since: its writer waits for an answer, nobody where it is
-- empty. alarm: words of danger stand in what waits.
ALTER TABLE consultation ADD COLUMN waits_since BIGINT;
ALTER TABLE consultation ADD COLUMN alarm SMALLINT NOT NULL DEFAULT 0;
