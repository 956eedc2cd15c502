-- What happened to an account that its owner should know of; seen_at: the owner said so.
CREATE TABLE account_notice (
    id INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    seen_at BIGINT
);
CREATE INDEX notice_by_account ON account_notice (account_id, seen_at, id);

-- A second factor is taken away by two administrators: one asks, another agrees.
CREATE TABLE factor_reset (
    account_id BIGINT PRIMARY KEY REFERENCES account (id),
    asked_by BIGINT NOT NULL REFERENCES account (id),
    asked_at BIGINT NOT NULL
);
-- Guesses of all strangers together have a cap.
CREATE INDEX guess_by_device ON guess (device_hash, at);
