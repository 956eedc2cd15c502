-- 依頼・引継ぎ: one request between two organisations about one case. Texts are sealed under the child's key.
CREATE TABLE handover (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open SMALLINT NOT NULL DEFAULT 1,
    from_id BIGINT NOT NULL REFERENCES organisation (id),
    to_id BIGINT NOT NULL REFERENCES organisation (id),
    title BLOB NOT NULL,
    request BLOB NOT NULL,
    items TEXT NOT NULL,
    sent_by BIGINT NOT NULL REFERENCES account (id),
    sent_at BIGINT NOT NULL,
    answer_due TEXT NOT NULL,
    accepted_on TEXT,
    owner_name BLOB NOT NULL,
    next_step BLOB NOT NULL,
    first_contact TEXT,
    family_answer TEXT NOT NULL DEFAULT '',
    family_on TEXT,
    watch_dates TEXT NOT NULL DEFAULT '',
    reason_code TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX handover_by_from ON handover (from_id, is_open);
CREATE INDEX handover_by_to ON handover (to_id, is_open);
CREATE INDEX handover_by_case ON handover (case_id, is_open);
-- At most one open transfer per child: the race is decided here.
CREATE UNIQUE INDEX one_open_transfer ON handover (case_id) WHERE kind = 'transfer' AND is_open = 1;

CREATE TABLE handover_event (
    id INTEGER PRIMARY KEY,
    handover_id BIGINT NOT NULL REFERENCES handover (id),
    at BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    side TEXT NOT NULL,
    text BLOB NOT NULL
);
CREATE INDEX event_by_handover ON handover_event (handover_id, id);
