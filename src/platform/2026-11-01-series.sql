-- The last number given in each series (rows are sealed with their number, so it is known first).
CREATE TABLE number_series (
    series TEXT PRIMARY KEY,
    last_number BIGINT NOT NULL
);
