-- A long list is written beside the directory in short turns: its services stand at changed = -batch,
-- where nobody looks, until one turn makes them part of it. taken: how often a list was taken or
-- taken back, so that a list planned before that is planned anew.
ALTER TABLE directory_batch ADD COLUMN staged SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE directory_state ADD COLUMN taken BIGINT NOT NULL DEFAULT 0;
CREATE INDEX directory_provider_by_number ON directory_provider (corporation_number);
