-- From when a list is published no more, and who said so; NULL while it goes on. Its rows are gone since that day.
ALTER TABLE directory_list ADD COLUMN ended_on TEXT;
ALTER TABLE directory_list ADD COLUMN ended_by BIGINT;
-- What a person said of the columns belongs to a list: the same headings in another list may mean other things.
-- file_stem: the file's name without digits; '' where it was not kept.
ALTER TABLE directory_mapping RENAME TO directory_mapping_before;
CREATE TABLE directory_mapping (
    headings TEXT NOT NULL,
    file_stem TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL,
    columns TEXT NOT NULL,
    by_account BIGINT REFERENCES account (id),
    at BIGINT,
    PRIMARY KEY (headings, file_stem)
);
INSERT INTO directory_mapping (headings, source, columns, by_account, at)
    SELECT headings, source, columns, by_account, at FROM directory_mapping_before;
DROP TABLE directory_mapping_before;
