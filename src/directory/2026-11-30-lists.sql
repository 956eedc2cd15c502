-- A list that somebody publishes again and again: every file that is taken is an edition of one. A row of a list is
-- gone when the newest edition does not hold it; a service when no list's newest edition does.
-- publisher: who publishes it; coverage: the municipality or prefecture that all its places lie in, or ''.
-- headings: its heading row; file_name: of its newest edition.
ALTER TABLE directory_list RENAME TO directory_list_before;
CREATE TABLE directory_list (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    publisher TEXT NOT NULL DEFAULT '',
    coverage TEXT NOT NULL DEFAULT '',
    headings TEXT NOT NULL DEFAULT '',
    file_name TEXT NOT NULL DEFAULT '',
    taken_at BIGINT NOT NULL,
    UNIQUE (source, name)
);
-- 0: what the Centre itself wrote, and batches that brought no list.
ALTER TABLE directory_record ADD COLUMN list_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE directory_batch ADD COLUMN list_id BIGINT NOT NULL DEFAULT 0;

-- What was taken before: the rows that one file brought are a list, and so are later files of that name but for its
-- digits (2024, 令和7年…). Rows whose file is not known are a list by their publisher.
CREATE TABLE directory_batch_stem (
    batch_id BIGINT PRIMARY KEY,
    source TEXT NOT NULL,
    stem TEXT NOT NULL
);
INSERT INTO directory_batch_stem (batch_id, source, stem) SELECT id, source,
    CASE source WHEN 'hsds' THEN 'HSDS' ELSE REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
    REPLACE(file_name, '0', ''), '1', ''), '2', ''), '3', ''), '4', ''), '5', ''), '6', ''), '7', ''), '8', ''), '9', '')
    END FROM directory_batch;
CREATE TABLE directory_record_stem (
    record_id BIGINT PRIMARY KEY,
    source TEXT NOT NULL,
    publisher TEXT NOT NULL,
    stem TEXT NOT NULL
);
INSERT INTO directory_record_stem (record_id, source, publisher, stem)
    SELECT r.id, r.source, r.publisher, COALESCE(s.stem, r.source || r.publisher) FROM directory_record r
    LEFT JOIN (SELECT record_id, MIN(batch_id) AS batch_id FROM directory_change WHERE change = 'new'
               GROUP BY record_id) c ON c.record_id = r.id
    LEFT JOIN directory_batch_stem s ON s.batch_id = c.batch_id WHERE r.source <> 'centre';
CREATE TABLE directory_list_stem (
    id BIGINT PRIMARY KEY,
    source TEXT NOT NULL,
    stem TEXT NOT NULL,
    UNIQUE (source, stem)
);
INSERT INTO directory_list_stem (id, source, stem)
    SELECT ROW_NUMBER() OVER (ORDER BY source, stem), source, stem FROM
    (SELECT DISTINCT source, stem FROM directory_record_stem) AS known;
UPDATE directory_record SET list_id = COALESCE((SELECT l.id FROM directory_record_stem r JOIN directory_list_stem l
    ON l.source = r.source AND l.stem = r.stem WHERE r.record_id = directory_record.id), 0);
UPDATE directory_batch SET list_id = COALESCE((SELECT l.id FROM directory_batch_stem b JOIN directory_list_stem l
    ON l.source = b.source AND l.stem = b.stem WHERE b.batch_id = directory_batch.id), 0);
INSERT INTO directory_list (id, source, name, publisher, file_name, taken_at)
    SELECT l.id, l.source,
    COALESCE((SELECT CASE l.source WHEN 'hsds' THEN 'HSDS' ELSE MAX(b.file_name) END FROM directory_batch b
              WHERE b.list_id = l.id), l.stem),
    CASE WHEN (SELECT COUNT(DISTINCT r.publisher) FROM directory_record r WHERE r.list_id = l.id) = 1
         THEN (SELECT MAX(r.publisher) FROM directory_record r WHERE r.list_id = l.id) ELSE '' END,
    COALESCE((SELECT MAX(b.file_name) FROM directory_batch b WHERE b.list_id = l.id), ''),
    COALESCE((SELECT MAX(o.taken_at) FROM directory_list_before o WHERE o.source = l.source AND o.publisher IN
              (SELECT r.publisher FROM directory_record r WHERE r.list_id = l.id)), 0)
    FROM directory_list_stem l;
INSERT INTO number_series (series, last_number) SELECT 'directory_list', newest.id FROM
    (SELECT MAX(id) AS id FROM directory_list) AS newest WHERE newest.id IS NOT NULL;
DROP TABLE directory_list_stem;
DROP TABLE directory_record_stem;
DROP TABLE directory_batch_stem;
DROP TABLE directory_list_before;
CREATE INDEX directory_record_by_list ON directory_record (list_id);
-- What a list covers is now its rows: the scopes of rows are told no more.
ALTER TABLE directory_record DROP COLUMN scope;
ALTER TABLE directory_change DROP COLUMN before_scope;
