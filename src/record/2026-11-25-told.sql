-- When the family was told what an answer from outside said; nothing: not yet.
ALTER TABLE entry ADD COLUMN told_at BIGINT;
