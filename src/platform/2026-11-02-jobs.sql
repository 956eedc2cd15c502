-- Work that is done later, queued with the change that asked for it. A lease is held until
-- leased_until under the number `fence`; a worker with an older number writes nothing.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    argument TEXT NOT NULL,
    dedupe TEXT UNIQUE,
    due_at BIGINT NOT NULL,
    tries SMALLINT NOT NULL DEFAULT 0,
    leased_until BIGINT NOT NULL DEFAULT 0,
    fence BIGINT NOT NULL DEFAULT 0,
    state SMALLINT NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX job_waiting ON job (state, due_at, id);
