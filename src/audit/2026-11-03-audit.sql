-- Who did what to which object, in the order of commit. Only ever added to; codes and ids, no content.
CREATE TABLE audit_entry (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind SMALLINT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    fields TEXT NOT NULL,
    detail TEXT NOT NULL,
    account BIGINT NOT NULL,
    organisation BIGINT NOT NULL,
    role TEXT NOT NULL,
    purpose TEXT NOT NULL,
    seal BLOB NOT NULL
);
CREATE INDEX audit_by_case ON audit_entry (case_id, seq) WHERE case_id <> 0;

-- The tree so far: one row.
CREATE TABLE audit_head (
    id SMALLINT PRIMARY KEY,
    entries BIGINT NOT NULL,
    frontier BLOB NOT NULL,
    checkpoint_entries BIGINT NOT NULL,
    checkpoint_at BIGINT NOT NULL,
    seal BLOB NOT NULL
);

-- Signed notes: size and root of the tree at a moment.
CREATE TABLE audit_checkpoint (
    entries BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    note TEXT NOT NULL
);
