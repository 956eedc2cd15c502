-- 住所秘匿: each step as it was taken, never overwritten. The newest says whether the case is protected
-- and when somebody looks at it again; case_record.is_protected is what every query reads. Reason and who
-- asked are sealed under the child's key.
CREATE TABLE protection (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    step TEXT NOT NULL,
    reason BLOB NOT NULL,
    asked_by BLOB NOT NULL,
    until TEXT,
    review_on TEXT,
    recorded_by BIGINT NOT NULL REFERENCES account (id),
    recorded_at BIGINT NOT NULL
);
CREATE INDEX protection_by_case ON protection (case_id, id);
