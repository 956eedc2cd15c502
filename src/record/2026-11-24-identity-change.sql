-- Who last wrote each field of a child, and when: told to whoever meant to write it too.
CREATE TABLE identity_change (
    child_id BIGINT NOT NULL REFERENCES child (id),
    field TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (child_id, field)
);
