-- Failed guesses and what strangers sent in, by what they were at and by the household they came from;
-- kept here so that a restart forgives nothing. kind is '' where a try is not one of all strangers.
CREATE TABLE try (
    what BLOB NOT NULL,
    household BLOB NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX try_by_what ON try (what, at);
CREATE INDEX try_by_household ON try (household, at);
CREATE INDEX try_by_kind ON try (kind, at);
CREATE INDEX try_by_time ON try (at);
