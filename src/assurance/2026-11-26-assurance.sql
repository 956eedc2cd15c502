-- The directory stays true. A campaign asks many entries; a letter is the sheet (or link) of one entry.
CREATE TABLE assurance_campaign (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    begun_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    kinds TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    older_than SMALLINT NOT NULL DEFAULT 0,
    fax TEXT NOT NULL DEFAULT '',
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL
);

-- code_mac: a keyed digest. The code itself is made from id and issue under the instance's key and
-- stands nowhere; a higher issue makes the earlier code worthless.
CREATE TABLE assurance_letter (
    id INTEGER PRIMARY KEY,
    campaign_id BIGINT REFERENCES assurance_campaign (id),
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    issue SMALLINT NOT NULL DEFAULT 1,
    code_mac BLOB NOT NULL UNIQUE,
    sent_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    reminded_1_on TEXT,
    reminded_2_on TEXT,
    answered_on TEXT,
    answered_way TEXT NOT NULL DEFAULT '',
    unconfirmed_on TEXT,
    revoked_at BIGINT,
    UNIQUE (campaign_id, service_id)
);
CREATE INDEX assurance_letter_by_service ON assurance_letter (service_id);

-- origin 0 office, 1 paper, 2 visitor, 3 partner; outcome 0 waiting, 1 taken, 2 partly, 3 not taken.
-- What was proposed, by whom and why it was decided so is ciphertext: visitors write what they like.
CREATE TABLE assurance_proposal (
    id INTEGER PRIMARY KEY,
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    origin SMALLINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 0,
    letter_id BIGINT REFERENCES assurance_letter (id),
    organisation_id BIGINT REFERENCES organisation (id),
    code_mac BLOB UNIQUE,
    data_key BIGINT NOT NULL REFERENCES data_key (id),
    content BLOB NOT NULL,
    person BLOB NOT NULL,
    answer BLOB,
    may_publish SMALLINT NOT NULL DEFAULT 0,
    at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by BIGINT REFERENCES account (id)
);
CREATE INDEX assurance_proposal_by_outcome ON assurance_proposal (outcome, at);
CREATE INDEX assurance_proposal_by_letter ON assurance_proposal (letter_id);

-- Calls of the list of old words. ending: 0 no answer, 1 later, 2 unchanged.
CREATE TABLE assurance_call (
    id INTEGER PRIMARY KEY,
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    ending SMALLINT NOT NULL,
    on_day TEXT NOT NULL,
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL
);
CREATE INDEX assurance_call_by_service ON assurance_call (service_id, id);

-- Wrong codes and sent proposals of the last hour. who: a keyed digest of the address, never it.
CREATE TABLE assurance_try (
    kind TEXT NOT NULL,
    who BLOB NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX assurance_try_by_kind ON assurance_try (kind, at);
