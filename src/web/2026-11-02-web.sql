-- One-time keys of forms: the same key twice gives one record and the same answer.
CREATE TABLE once (
    account BIGINT NOT NULL,
    once_key TEXT NOT NULL,
    content BLOB NOT NULL,
    location TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account, once_key)
);
CREATE INDEX once_at ON once (at);
