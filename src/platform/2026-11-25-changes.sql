-- Which rows have changed, in the order of commits, for whatever processes keep of them in memory:
-- the writers of all nodes take turns, so nobody who has read up to an id can miss a smaller one.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    row_id BIGINT NOT NULL
);
