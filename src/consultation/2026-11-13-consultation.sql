-- 受付: every consultation, with or without a child. What was said and who called is one sealed
-- form; only codes that are counted stand in clear.
CREATE TABLE consultation (
    id INTEGER PRIMARY KEY,
    centre_id BIGINT NOT NULL REFERENCES organisation (id),
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    state SMALLINT NOT NULL DEFAULT 0,
    channel TEXT NOT NULL,
    class TEXT NOT NULL DEFAULT '',
    caller_kind TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    age_band TEXT NOT NULL DEFAULT '',
    urgency TEXT NOT NULL DEFAULT '',
    safety TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    case_id BIGINT REFERENCES case_record (id),
    is_new_case SMALLINT NOT NULL DEFAULT 0,
    received_by BIGINT REFERENCES account (id),
    in_charge BIGINT REFERENCES account (id),
    started_at BIGINT NOT NULL,
    registered_at BIGINT,
    received_on TEXT NOT NULL,
    month TEXT NOT NULL,
    answers BLOB NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    saved_at BIGINT NOT NULL
);
CREATE INDEX consultation_by_month ON consultation (centre_id, month, state);
CREATE INDEX consultation_by_case ON consultation (case_id);

CREATE TABLE consultation_topic (
    consultation_id BIGINT NOT NULL REFERENCES consultation (id),
    topic TEXT NOT NULL,
    is_main SMALLINT NOT NULL,
    PRIMARY KEY (consultation_id, topic)
);
