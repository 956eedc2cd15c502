-- The append-only record: an RFC 6962 tree. `leaf` is the hash of the entry's canonical bytes.
CREATE TABLE audit_entry (
    sequence INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    entry TEXT NOT NULL,
    leaf BLOB NOT NULL,
    case_id BIGINT
);
CREATE INDEX audit_by_case ON audit_entry (case_id, sequence);

-- The frontier of the tree (one hash per set bit of the size), so that appending is cheap.
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY,
    size BIGINT NOT NULL,
    frontier BLOB NOT NULL
);

-- Signed tree heads: at least every 1,000 entries or 60 seconds.
CREATE TABLE audit_checkpoint (
    size BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    root BLOB NOT NULL,
    signature BLOB NOT NULL
);
