-- 断られたこと: a service (or only its body, until somebody says which) said no, and why. Never published.
-- request: H-0412 of a request that was declined. bodies: ids of directory_provider while service_id is unknown.
CREATE TABLE directory_refusal (
    id INTEGER PRIMARY KEY,
    service_id BIGINT REFERENCES directory_service (id),
    bodies TEXT NOT NULL DEFAULT '',
    organisation_id BIGINT REFERENCES organisation (id),
    reason TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',
    as_of TEXT NOT NULL,
    way TEXT NOT NULL,
    request TEXT NOT NULL DEFAULT '',
    by_account BIGINT REFERENCES account (id),
    at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX directory_refusal_by_service ON directory_refusal (service_id);

-- What somebody decided of what refusals propose: up to which of them it counts. accepted: 1 became a fact.
CREATE TABLE directory_refusal_decision (
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    reason TEXT NOT NULL,
    newest BIGINT NOT NULL,
    accepted SMALLINT NOT NULL,
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (service_id, reason, newest)
);
