-- When a Centre is open. week: seven days from Sunday between ";", each its spans in minutes after midnight,
-- "540-720,780-1020". closed_from and closed_until: the turn of the year as MMDD, both closed, 0 for none.
CREATE TABLE organisation_opening (
    organisation_id BIGINT PRIMARY KEY REFERENCES organisation (id),
    week TEXT NOT NULL,
    on_holidays SMALLINT NOT NULL DEFAULT 0,
    closed_from SMALLINT NOT NULL DEFAULT 0,
    closed_until SMALLINT NOT NULL DEFAULT 0,
    costs_nothing SMALLINT NOT NULL DEFAULT 0
);

-- A day of its own: its hours, "" for closed, and what everybody reads of why.
CREATE TABLE organisation_day (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    day TEXT NOT NULL,
    hours TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (organisation_id, day)
);
