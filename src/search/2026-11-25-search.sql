-- What somebody searched for, so that no address carries it: sealed under the account's key, found
-- by the token of the address, for the session that asked.
CREATE TABLE search_words (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    account_id BIGINT NOT NULL REFERENCES account (id),
    session_id BIGINT NOT NULL,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    words BLOB NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX search_words_by_time ON search_words (at);
