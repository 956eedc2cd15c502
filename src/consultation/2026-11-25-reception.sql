-- Who saved last (two people in one draft), when it was tied to a case, and what will not be asked any more.
ALTER TABLE consultation ADD COLUMN saved_by BIGINT REFERENCES account (id);
ALTER TABLE consultation ADD COLUMN linked_at BIGINT;
ALTER TABLE consultation ADD COLUMN put_aside SMALLINT NOT NULL DEFAULT 0;
