-- Who of the Centre was in charge of a case since when; nobody: NULL. Rows are added, never changed: the newest
-- step of a day counts from that day on. case_record.in_charge is what every query reads. Of a case that began
-- before this table the first row is that of its first change.
CREATE TABLE case_charge (
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    step BIGINT NOT NULL,
    account_id BIGINT REFERENCES account (id),
    since TEXT NOT NULL,
    changed_by BIGINT REFERENCES account (id),
    PRIMARY KEY (case_id, step)
);
