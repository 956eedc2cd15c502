-- What a change replaced, so that the last import can be taken back until somebody edits.
ALTER TABLE directory_change ADD COLUMN before_scope TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_change ADD COLUMN before_system_no TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_change ADD COLUMN before_provider_number TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_change ADD COLUMN before_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_change ADD COLUMN before_gone_on TEXT;
ALTER TABLE directory_change ADD COLUMN before_batch BIGINT;
ALTER TABLE directory_batch ADD COLUMN undone_by BIGINT REFERENCES account (id);
ALTER TABLE directory_batch ADD COLUMN undone_at BIGINT;

-- The version at which a service was last taken out: an older snapshot is read anew as a whole.
ALTER TABLE directory_state ADD COLUMN emptied BIGINT NOT NULL DEFAULT 0;
