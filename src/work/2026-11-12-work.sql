-- つぎにすること: who holds the ball. kind act, or follow_up (見守り). Exactly one holder.
CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    case_id BIGINT REFERENCES case_record (id),
    consultation_id BIGINT,
    handover_id BIGINT,
    centre_id BIGINT NOT NULL REFERENCES organisation (id),
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    kind TEXT NOT NULL,
    what BLOB NOT NULL,
    side TEXT NOT NULL,
    holder_organisation BIGINT REFERENCES organisation (id),
    holder_account BIGINT REFERENCES account (id),
    holder_name BLOB NOT NULL,
    waiting_side TEXT NOT NULL DEFAULT '',
    waiting_name BLOB NOT NULL,
    waiting_since TEXT,
    due TEXT NOT NULL,
    due_time TEXT NOT NULL DEFAULT '',
    returned SMALLINT NOT NULL DEFAULT 0,
    done_at BIGINT,
    done_by BIGINT REFERENCES account (id),
    created_by BIGINT REFERENCES account (id),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX action_by_case ON action (case_id, done_at);
CREATE INDEX action_by_holder ON action (centre_id, done_at, side, due);
CREATE INDEX action_by_handover ON action (handover_id);

-- What an action was before each change, so that it can be undone for 30 minutes.
CREATE TABLE action_change (
    id INTEGER PRIMARY KEY,
    action_id BIGINT NOT NULL REFERENCES action (id),
    version BIGINT NOT NULL,
    change TEXT NOT NULL,
    side TEXT NOT NULL,
    holder_organisation BIGINT,
    holder_account BIGINT,
    holder_name BLOB NOT NULL,
    due TEXT NOT NULL,
    due_time TEXT NOT NULL,
    done_at BIGINT,
    by_account BIGINT NOT NULL,
    at BIGINT NOT NULL,
    undone SMALLINT NOT NULL DEFAULT 0
);
CREATE INDEX change_by_action ON action_change (action_id, id);
