-- 異動: who leaves on which day and who goes on. Until that day it is a plan; then steps and cases are handed on and the
-- account of whoever leaves is closed.
CREATE TABLE succession (
    id INTEGER PRIMARY KEY,
    leaver_id BIGINT NOT NULL REFERENCES account (id),
    follower_id BIGINT REFERENCES account (id),
    on_day TEXT NOT NULL,
    asked_by BIGINT NOT NULL REFERENCES account (id),
    asked_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    done_at BIGINT,
    steps BIGINT NOT NULL DEFAULT 0,
    cases BIGINT NOT NULL DEFAULT 0,
    calls BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX succession_by_day ON succession (on_day) WHERE done_at IS NULL AND withdrawn_at IS NULL;
