-- 伝えてよい範囲: never overwritten, only followed by a newer row. The newest row of
-- (case, receiver, category) counts. Source: mission circular 4(2), security statements C1-C3.
CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    category TEXT NOT NULL,
    answer SMALLINT NOT NULL,
    basis TEXT NOT NULL,
    speaker TEXT NOT NULL,
    expires TEXT,
    recorded_by BIGINT NOT NULL REFERENCES account (id),
    recorded_at BIGINT NOT NULL
);
CREATE INDEX consent_by_case ON consent (case_id, organisation_id, category, id);

-- The ledger: what was told to whom, when, on what basis.
CREATE TABLE disclosure (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    categories TEXT NOT NULL,
    link TEXT NOT NULL,
    told_by BIGINT NOT NULL REFERENCES account (id),
    told_at BIGINT NOT NULL
);
CREATE INDEX disclosure_by_case ON disclosure (case_id, id);
