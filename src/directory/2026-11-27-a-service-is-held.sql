-- 1: something beside the directory's own tables speaks of it (a call, a sheet, a proposal), so that the list which
-- brought it is not taken back from under it.
ALTER TABLE directory_service ADD COLUMN held SMALLINT NOT NULL DEFAULT 0;
