-- How a case ended, began again and where the family moved: each step as it was taken, never overwritten.
-- case_record.state is what every query reads. Reason, words, places and the day of a move are sealed under the child's key.
CREATE TABLE case_step (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    kind TEXT NOT NULL,
    reason BLOB NOT NULL,
    words BLOB NOT NULL,
    place_before BLOB NOT NULL,
    place_after BLOB NOT NULL,
    on_day BLOB NOT NULL,
    taken_by BIGINT NOT NULL REFERENCES account (id),
    taken_at BIGINT NOT NULL
);
CREATE INDEX step_by_case ON case_step (case_id, id);
