-- What somebody typed into a form and did not send yet: sealed under a key of its own, for its account only.
-- once_key is that of the form it was typed into; page is where the form stands.
DROP TABLE draft;
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL,
    once_key TEXT NOT NULL,
    action TEXT NOT NULL,
    page TEXT NOT NULL,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    body BLOB NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (account_id, once_key)
);
CREATE INDEX draft_by_time ON draft (saved_at);
