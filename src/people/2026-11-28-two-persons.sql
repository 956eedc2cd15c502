-- What one person proposes about an account and a second one agrees to. The link and its code stand nowhere:
-- both are made under the instance's key from the salt; the token's hash finds the row.
CREATE TABLE account_proposal (
    id INTEGER PRIMARY KEY,
    deed TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id BIGINT REFERENCES account (id),
    login TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    name BLOB NOT NULL,
    word BLOB NOT NULL,
    proposed_by BIGINT REFERENCES account (id),
    proposed_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES account (id),
    ends_at BIGINT NOT NULL,
    salt BLOB NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    wrong SMALLINT NOT NULL DEFAULT 0
);
CREATE INDEX proposal_by_state ON account_proposal (state, ends_at);

-- Who proposed that an account be there, open again or anew, and who agreed.
CREATE TABLE account_origin (
    account_id BIGINT NOT NULL REFERENCES account (id),
    proposal_id BIGINT NOT NULL REFERENCES account_proposal (id),
    proposed_by BIGINT NOT NULL REFERENCES account (id),
    agreed_by BIGINT REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, proposal_id)
);

-- What a notice to somebody else is about.
ALTER TABLE account_notice ADD COLUMN about_id BIGINT REFERENCES account (id);

-- Links that one person handed out alone, and factors that two of one role took away, are proposed anew.
DROP TABLE one_time_link;
DROP TABLE factor_reset;

-- The rail counts what waits for a second person. Whatever else the count rests on changes with these rows.
INSERT INTO table_mark (name) VALUES ('account_proposal');
