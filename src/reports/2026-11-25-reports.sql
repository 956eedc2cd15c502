-- 月次報告 as it was published: what was counted, consultation by consultation (codes and numbers, nothing
-- personal), and the file that went out. Rows are written once and never changed.
CREATE TABLE month_edition (
    id INTEGER PRIMARY KEY,
    centre_id BIGINT NOT NULL REFERENCES organisation (id),
    month TEXT NOT NULL,
    number SMALLINT NOT NULL,
    definition TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES account (id),
    made_at BIGINT NOT NULL,
    counted TEXT NOT NULL,
    csv TEXT NOT NULL,
    UNIQUE (centre_id, month, number)
);

-- All that a month's figures read, without touching the sealed forms beside them.
CREATE INDEX consultation_counted ON consultation (centre_id, state, month, case_id, class, caller_kind, channel,
    municipality, outcome, age_band, received_on);
-- Whether a child was heard of before.
CREATE INDEX consultation_first ON consultation (case_id, state, month);
