-- Organisations are public facts; people's names and addresses are sealed under their account's key.
CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    ended_on TEXT
);
CREATE INDEX organisation_by_kind ON organisation (kind, municipality);

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    login TEXT NOT NULL UNIQUE,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    name BLOB NOT NULL,
    password TEXT NOT NULL DEFAULT '',
    totp BLOB NOT NULL,
    totp_step BIGINT NOT NULL DEFAULT 0,
    state SMALLINT NOT NULL DEFAULT 1,
    lang TEXT NOT NULL DEFAULT 'ja',
    keys_off SMALLINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX account_by_organisation ON account (organisation_id);

CREATE TABLE recovery_code (
    account_id BIGINT NOT NULL REFERENCES account (id),
    hash BLOB NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, hash)
);

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    token_hash BLOB NOT NULL UNIQUE,
    csrf TEXT NOT NULL,
    assurance SMALLINT NOT NULL,
    factor_at BIGINT NOT NULL DEFAULT 0,
    begun_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    ended_at BIGINT,
    masked SMALLINT NOT NULL DEFAULT 0,
    locked SMALLINT NOT NULL DEFAULT 0,
    agent TEXT NOT NULL DEFAULT ''
);
CREATE INDEX session_by_account ON session (account_id);

-- Links that are used once: invitation, reset. Only the hash is kept.
CREATE TABLE one_time_link (
    hash BLOB PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- Failed guesses by account and kind of device; counted in the database so that a restart forgives nothing.
CREATE TABLE guess (
    id INTEGER PRIMARY KEY,
    login_hash BLOB NOT NULL,
    device_hash BLOB NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX guess_by_login ON guess (login_hash, at);
