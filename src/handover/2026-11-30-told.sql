-- What a request told its receiver when it was sent, one row for each category of consent: it stays what it was,
-- whatever becomes known or is allowed later. The words are sealed under the child's key.
CREATE TABLE handover_told (
    handover_id BIGINT NOT NULL REFERENCES handover (id),
    category TEXT NOT NULL,
    outcome TEXT NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (handover_id, category)
);
