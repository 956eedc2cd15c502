-- What was counted names children by number and says of each consultation from where and about what: sealed, each
-- edition under a key of its own.
ALTER TABLE month_edition ADD COLUMN key_id BIGINT REFERENCES data_key (id);
INSERT INTO in_clear (place, row_id, value) SELECT 'month_edition.counted', id, counted FROM month_edition;
ALTER TABLE month_edition DROP COLUMN counted;
ALTER TABLE month_edition ADD COLUMN counted BLOB;
