-- Who answered for a case on which days; rows are ended, never overwritten. The row without an end is
-- case_record.responsible_id. until: the first day on which it was another.
CREATE TABLE case_responsible (
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    step BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    since TEXT NOT NULL,
    until TEXT,
    changed_by BIGINT REFERENCES account (id),
    PRIMARY KEY (case_id, step)
);
-- What was overwritten before this table is not made up: a case that moved and came back begins with its
-- next change.
INSERT INTO case_responsible (case_id, step, organisation_id, since)
SELECT c.id, 1, c.responsible_id,
    coalesce((SELECT max(h.accepted_on) FROM handover h WHERE h.case_id = c.id AND h.kind = 'transfer'
        AND h.to_id = c.responsible_id), c.opened_on)
FROM case_record c
WHERE c.responsible_id <> c.centre_id OR NOT EXISTS (SELECT 1 FROM handover h WHERE h.case_id = c.id
    AND h.kind = 'transfer' AND h.accepted_on IS NOT NULL);
