-- Told once, when the day has come and the change of staff cannot be carried out.
ALTER TABLE succession ADD COLUMN told_at BIGINT;
