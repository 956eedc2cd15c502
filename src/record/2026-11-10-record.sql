-- The one record of child and family. Personal columns are ciphertext under the child's data key.
CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    centre_id BIGINT NOT NULL REFERENCES organisation (id),
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    kanji BLOB NOT NULL,
    kana BLOB NOT NULL,
    birth BLOB NOT NULL,
    address BLOB NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- W-0231 is the row id. responsible_id is the one organisation that answers for the case now.
CREATE TABLE case_record (
    id INTEGER PRIMARY KEY,
    child_id BIGINT NOT NULL REFERENCES child (id),
    centre_id BIGINT NOT NULL REFERENCES organisation (id),
    responsible_id BIGINT NOT NULL REFERENCES organisation (id),
    in_charge BIGINT REFERENCES account (id),
    state SMALLINT NOT NULL DEFAULT 0,
    municipality TEXT NOT NULL DEFAULT '',
    stay TEXT NOT NULL DEFAULT '',
    is_protected SMALLINT NOT NULL DEFAULT 0,
    opened_on TEXT NOT NULL,
    power_hours SMALLINT,
    score SMALLINT,
    score_on TEXT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX case_by_child ON case_record (child_id);
CREATE INDEX case_by_centre ON case_record (centre_id, state, id);

CREATE TABLE child_care (
    child_id BIGINT NOT NULL REFERENCES child (id),
    kind TEXT NOT NULL,
    answer SMALLINT NOT NULL,
    PRIMARY KEY (child_id, kind)
);

CREATE TABLE family_member (
    id INTEGER PRIMARY KEY,
    child_id BIGINT NOT NULL REFERENCES child (id),
    relation TEXT NOT NULL,
    name BLOB NOT NULL,
    kana BLOB NOT NULL,
    phone BLOB NOT NULL,
    call_time TEXT NOT NULL DEFAULT '',
    call_rule BLOB NOT NULL,
    account_id BIGINT REFERENCES account (id),
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX family_by_child ON family_member (child_id);
CREATE INDEX family_by_account ON family_member (account_id);

-- Who carries or helps carry the case, with dates: "who was responsible on that day" is answered here.
CREATE TABLE case_member (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    organisation_id BIGINT REFERENCES organisation (id),
    standing SMALLINT NOT NULL,
    sector TEXT NOT NULL,
    person BLOB NOT NULL,
    since TEXT NOT NULL,
    until TEXT
);
CREATE INDEX member_by_case ON case_member (case_id);
CREATE INDEX member_by_organisation ON case_member (organisation_id, case_id);

-- 記録: the timeline. kind phone, visit, meeting, letter, request, reply, machine.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    side TEXT NOT NULL,
    author BIGINT REFERENCES account (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    visible SMALLINT NOT NULL DEFAULT 0,
    title BLOB NOT NULL,
    text BLOB NOT NULL,
    topics TEXT NOT NULL DEFAULT '',
    minutes SMALLINT,
    link TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    edited_at BIGINT
);
CREATE INDEX entry_by_case ON entry (case_id, at, id);

-- Every earlier text of an entry stays.
CREATE TABLE entry_version (
    entry_id BIGINT NOT NULL REFERENCES entry (id),
    version BIGINT NOT NULL,
    text BLOB NOT NULL,
    author BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (entry_id, version)
);

-- What somebody is typing: one row per person and form, so that nothing typed is lost.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    place TEXT NOT NULL,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    text BLOB NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    saved_at BIGINT NOT NULL,
    UNIQUE (account_id, place)
);
