-- When whoever keeps the server last did what has to be done again and again.
CREATE TABLE upkeep (
    what TEXT PRIMARY KEY, -- backup, drill
    done_at BIGINT NOT NULL
);
