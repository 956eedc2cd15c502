-- Which account of the family's reads a child's part, from when until when; rows are ended, never removed.
-- The one without an end is family_member.account_id, which every query reads.
CREATE TABLE guardian (
    id INTEGER PRIMARY KEY,
    child_id BIGINT NOT NULL REFERENCES child (id),
    member_id BIGINT NOT NULL REFERENCES family_member (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    since TEXT NOT NULL,
    linked_by BIGINT NOT NULL REFERENCES account (id),
    until TEXT,
    ended_by BIGINT REFERENCES account (id)
);
CREATE INDEX guardian_by_child ON guardian (child_id, id);
