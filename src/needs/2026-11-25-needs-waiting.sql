-- 待っている家庭: a case whose family agreed to be told when a place opens; who said so and when.
-- directory_version: what the directory was when they began to wait; what is later has opened since.
-- end_reason: found, not_needed, withdrawn.
CREATE TABLE need_waiting (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    municipality TEXT NOT NULL DEFAULT '',
    kinds TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '',
    within_km SMALLINT,
    directory_version BIGINT NOT NULL,
    speaker TEXT NOT NULL,
    agreed_on TEXT NOT NULL,
    added_by BIGINT NOT NULL REFERENCES account (id),
    added_at BIGINT NOT NULL,
    end_reason TEXT,
    ended_by BIGINT REFERENCES account (id),
    ended_at BIGINT
);
CREATE INDEX need_waiting_by_case ON need_waiting (case_id);
