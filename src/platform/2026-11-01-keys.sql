-- Envelope of keys. The root key is in a file outside the database and its backups.
CREATE TABLE key_encryption_key (
    id INTEGER PRIMARY KEY,
    wrapped BLOB NOT NULL
);
CREATE TABLE data_key (
    id INTEGER PRIMARY KEY,
    wrapped_by BIGINT NOT NULL REFERENCES key_encryption_key (id),
    wrapped BLOB NOT NULL
);
