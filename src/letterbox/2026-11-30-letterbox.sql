-- What people write to a Centre without an account. A thread belongs to whoever began it, and to no child: tying
-- its consultation to a case shows the case to nobody. code, word and birth are keyed digests: none is read back.
-- state 0 waits to be sorted (no consultation yet), 1 taken in, 2 put aside.
CREATE TABLE message_thread (
    id INTEGER PRIMARY KEY,
    centre_id BIGINT NOT NULL REFERENCES organisation (id),
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    code BLOB NOT NULL UNIQUE,
    word BLOB NOT NULL,
    birth BLOB,
    state SMALLINT NOT NULL,
    consultation_id BIGINT REFERENCES consultation (id),
    asker TEXT NOT NULL,
    lang TEXT NOT NULL,
    alarm SMALLINT NOT NULL,
    begun_at BIGINT NOT NULL,
    asked BLOB NOT NULL
);
CREATE INDEX message_thread_by_consultation ON message_thread (consultation_id);
CREATE INDEX message_thread_by_state ON message_thread (centre_id, state);

-- kind 0 whoever wrote, 1 the Centre's answer under the code, 2 the Centre answered by telephone, letter or in person
-- and wrote down for itself how.
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    thread_id BIGINT NOT NULL REFERENCES message_thread (id),
    kind SMALLINT NOT NULL,
    author BIGINT REFERENCES account (id),
    at BIGINT NOT NULL,
    words BLOB NOT NULL
);
CREATE INDEX message_by_thread ON message (thread_id, id);

-- What is being written by somebody without an account: kept under the digest of a cookie's token. sent: the
-- receipt that the browser may still show.
CREATE TABLE message_draft (
    id INTEGER PRIMARY KEY,
    token BLOB NOT NULL UNIQUE,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    body BLOB NOT NULL,
    is_sent SMALLINT NOT NULL,
    saved_at BIGINT NOT NULL
);
