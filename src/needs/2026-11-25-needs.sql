-- 地域の課題 live on after they are recorded: state 0 recorded, 1 brought to a meeting, 2 solved.
ALTER TABLE regional_issue ADD COLUMN state SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE regional_issue ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

CREATE TABLE regional_issue_event (
    id INTEGER PRIMARY KEY,
    issue_id BIGINT NOT NULL REFERENCES regional_issue (id),
    state SMALLINT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL
);
CREATE INDEX regional_issue_event_by_issue ON regional_issue_event (issue_id, id);
