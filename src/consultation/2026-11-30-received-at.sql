-- When a consultation reached the Centre: a paper note may be entered on another day than it was taken.
ALTER TABLE consultation ADD COLUMN received_at BIGINT;
UPDATE consultation SET received_at = started_at;
