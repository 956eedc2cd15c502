-- How often a table has changed, for those from which processes keep derived values in memory. A
-- capability enters its tables here with its migration.
CREATE TABLE table_mark (
    name TEXT PRIMARY KEY,
    n BIGINT NOT NULL DEFAULT 0
);
