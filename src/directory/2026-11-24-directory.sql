-- The directory after Open Referral HSDS: provider (organization), service, place (location), service at place.
CREATE TABLE directory_provider (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    corporation_number TEXT NOT NULL DEFAULT ''
);
CREATE INDEX directory_provider_by_name ON directory_provider (folded);

CREATE TABLE directory_place (
    id INTEGER PRIMARY KEY,
    place_key TEXT NOT NULL UNIQUE,
    postal TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION
);

-- What a search shows; its texts are merged from the records below. S-0098 is the row id.
-- visibility: 0 public, 1 partners, 2 the Centre. changed: the version of directory_state it was written in.
CREATE TABLE directory_service (
    id INTEGER PRIMARY KEY,
    provider_id BIGINT NOT NULL REFERENCES directory_provider (id),
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    visibility SMALLINT NOT NULL DEFAULT 0,
    gone_on TEXT,
    confirmed_on TEXT,
    confirmed_by TEXT NOT NULL DEFAULT '',
    changed BIGINT NOT NULL
);
CREATE INDEX directory_service_by_change ON directory_service (changed);

CREATE TABLE directory_service_at_place (
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    place_id BIGINT NOT NULL REFERENCES directory_place (id),
    PRIMARY KEY (service_id, place_id)
);

-- Conditions of acceptance as facts: answer 0 no, 1 yes, 2 not known; each with its day and source.
-- The newest of a condition counts; earlier ones stay. Never touched by an import.
CREATE TABLE directory_fact (
    id INTEGER PRIMARY KEY,
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    condition TEXT NOT NULL,
    answer SMALLINT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    low SMALLINT,
    high SMALLINT,
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    told_to TEXT NOT NULL DEFAULT '',
    by_account BIGINT REFERENCES account (id),
    at BIGINT NOT NULL
);
CREATE INDEX directory_fact_by_service ON directory_fact (service_id, condition, id);

-- One row of one source, as it was last published: provenance of every field.
CREATE TABLE directory_record (
    id INTEGER PRIMARY KEY,
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    source TEXT NOT NULL,
    publisher TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT '',
    system_no TEXT NOT NULL DEFAULT '',
    provider_number TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    gone_on TEXT,
    batch_id BIGINT NOT NULL
);
CREATE INDEX directory_record_by_source ON directory_record (source, publisher);
CREATE INDEX directory_record_by_service ON directory_record (service_id);

-- Each file that was taken, and what it changed: before is the record's earlier content.
CREATE TABLE directory_batch (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    rows_read BIGINT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    by_account BIGINT REFERENCES account (id),
    at BIGINT NOT NULL
);
CREATE TABLE directory_change (
    batch_id BIGINT NOT NULL REFERENCES directory_batch (id),
    record_id BIGINT NOT NULL REFERENCES directory_record (id),
    change TEXT NOT NULL,
    before TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (batch_id, record_id)
);

-- Goes up with every change of what a search shows.
CREATE TABLE directory_state (
    id INTEGER PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO directory_state (id, version) VALUES (1, 0);

-- A file waits here between its preview and the confirmation.
CREATE TABLE directory_upload (
    token TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    file_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    content BLOB NOT NULL,
    at BIGINT NOT NULL
);

-- 地域の課題: a search that found nothing fitting, with its conditions. K-0001 is the row id. No person in it.
CREATE TABLE regional_issue (
    id INTEGER PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    municipality TEXT NOT NULL DEFAULT '',
    kinds TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '',
    within_km SMALLINT,
    found BIGINT NOT NULL,
    fitting BIGINT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    created_by BIGINT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX regional_issue_by_place ON regional_issue (municipality, created_at);

-- 候補: services set aside for a case.
CREATE TABLE directory_candidate (
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    added_by BIGINT NOT NULL REFERENCES account (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, service_id)
);
