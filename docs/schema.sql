-- platform/2026-11-01-keys.sql
-- Envelope of keys. The root key is in a file outside the database and its backups.
CREATE TABLE key_encryption_key (
    id INTEGER PRIMARY KEY,
    wrapped BLOB NOT NULL
);
CREATE TABLE data_key (
    id INTEGER PRIMARY KEY,
    wrapped_by BIGINT NOT NULL REFERENCES key_encryption_key (id),
    wrapped BLOB NOT NULL
);
-- platform/2026-11-01-series.sql
-- The last number given in each series (rows are sealed with their number, so it is known first).
CREATE TABLE number_series (
    series TEXT PRIMARY KEY,
    last_number BIGINT NOT NULL
);
-- platform/2026-11-02-jobs.sql
-- Work that is done later, queued with the change that asked for it. A lease is held until
-- leased_until under the number `fence`; a worker with an older number writes nothing.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    argument TEXT NOT NULL,
    dedupe TEXT UNIQUE,
    due_at BIGINT NOT NULL,
    tries SMALLINT NOT NULL DEFAULT 0,
    leased_until BIGINT NOT NULL DEFAULT 0,
    fence BIGINT NOT NULL DEFAULT 0,
    state SMALLINT NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX job_waiting ON job (state, due_at, id);
-- web/2026-11-02-web.sql
-- One-time keys of forms: the same key twice gives one record and the same answer.
CREATE TABLE once (
    account BIGINT NOT NULL,
    once_key TEXT NOT NULL,
    content BLOB NOT NULL,
    location TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account, once_key)
);
CREATE INDEX once_at ON once (at);
-- audit/2026-11-03-audit.sql
-- Who did what to which object, in the order of commit. Only ever added to; codes and ids, no content.
CREATE TABLE audit_entry (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind SMALLINT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    fields TEXT NOT NULL,
    detail TEXT NOT NULL,
    account BIGINT NOT NULL,
    organisation BIGINT NOT NULL,
    role TEXT NOT NULL,
    purpose TEXT NOT NULL,
    seal BLOB NOT NULL
);
CREATE INDEX audit_by_case ON audit_entry (case_id, seq) WHERE case_id <> 0;

-- The tree so far: one row.
CREATE TABLE audit_head (
    id SMALLINT PRIMARY KEY,
    entries BIGINT NOT NULL,
    frontier BLOB NOT NULL,
    checkpoint_entries BIGINT NOT NULL,
    checkpoint_at BIGINT NOT NULL,
    seal BLOB NOT NULL
);

-- Signed notes: size and root of the tree at a moment.
CREATE TABLE audit_checkpoint (
    entries BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    note TEXT NOT NULL
);
-- people/2026-11-04-people.sql
-- Organisations are public facts; people's names and addresses are sealed under their account's key.
CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    ended_on TEXT
);
CREATE INDEX organisation_by_kind ON organisation (kind, municipality);

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    login TEXT NOT NULL UNIQUE,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    name BLOB NOT NULL,
    password TEXT NOT NULL DEFAULT '',
    totp BLOB NOT NULL,
    totp_step BIGINT NOT NULL DEFAULT 0,
    state SMALLINT NOT NULL DEFAULT 1,
    lang TEXT NOT NULL DEFAULT 'ja',
    keys_off SMALLINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX account_by_organisation ON account (organisation_id);

CREATE TABLE recovery_code (
    account_id BIGINT NOT NULL REFERENCES account (id),
    hash BLOB NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, hash)
);

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    token_hash BLOB NOT NULL UNIQUE,
    csrf TEXT NOT NULL,
    assurance SMALLINT NOT NULL,
    factor_at BIGINT NOT NULL DEFAULT 0,
    begun_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    ended_at BIGINT,
    masked SMALLINT NOT NULL DEFAULT 0,
    locked SMALLINT NOT NULL DEFAULT 0,
    agent TEXT NOT NULL DEFAULT ''
);
CREATE INDEX session_by_account ON session (account_id);

-- Links that are used once: invitation, reset. Only the hash is kept.
CREATE TABLE one_time_link (
    hash BLOB PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- Failed guesses by account and kind of device; counted in the database so that a restart forgives nothing.
CREATE TABLE guess (
    id INTEGER PRIMARY KEY,
    login_hash BLOB NOT NULL,
    device_hash BLOB NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX guess_by_login ON guess (login_hash, at);
-- record/2026-11-10-record.sql
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
-- consent/2026-11-11-consent.sql
-- 伝えてよい範囲: never overwritten, only followed by a newer row. The newest row of
-- (case, receiver, category) counts. Source: mission circular 4(2), security statements C1-C3.
CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    category TEXT NOT NULL,
    answer SMALLINT NOT NULL,
    basis TEXT NOT NULL,
    speaker TEXT NOT NULL,
    expires TEXT,
    recorded_by BIGINT NOT NULL REFERENCES account (id),
    recorded_at BIGINT NOT NULL
);
CREATE INDEX consent_by_case ON consent (case_id, organisation_id, category, id);

-- The ledger: what was told to whom, when, on what basis.
CREATE TABLE disclosure (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    categories TEXT NOT NULL,
    link TEXT NOT NULL,
    told_by BIGINT NOT NULL REFERENCES account (id),
    told_at BIGINT NOT NULL
);
CREATE INDEX disclosure_by_case ON disclosure (case_id, id);
-- work/2026-11-12-work.sql
-- つぎにすること: who holds the ball. kind act, or follow_up (見守り). Exactly one holder.
CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    case_id BIGINT REFERENCES case_record (id),
    consultation_id BIGINT,
    handover_id BIGINT,
    centre_id BIGINT NOT NULL REFERENCES organisation (id),
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    kind TEXT NOT NULL,
    what BLOB NOT NULL,
    side TEXT NOT NULL,
    holder_organisation BIGINT REFERENCES organisation (id),
    holder_account BIGINT REFERENCES account (id),
    holder_name BLOB NOT NULL,
    waiting_side TEXT NOT NULL DEFAULT '',
    waiting_name BLOB NOT NULL,
    waiting_since TEXT,
    due TEXT NOT NULL,
    due_time TEXT NOT NULL DEFAULT '',
    returned SMALLINT NOT NULL DEFAULT 0,
    done_at BIGINT,
    done_by BIGINT REFERENCES account (id),
    created_by BIGINT REFERENCES account (id),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX action_by_case ON action (case_id, done_at);
CREATE INDEX action_by_holder ON action (centre_id, done_at, side, due);
CREATE INDEX action_by_handover ON action (handover_id);

-- What an action was before each change, so that it can be undone for 30 minutes.
CREATE TABLE action_change (
    id INTEGER PRIMARY KEY,
    action_id BIGINT NOT NULL REFERENCES action (id),
    version BIGINT NOT NULL,
    change TEXT NOT NULL,
    side TEXT NOT NULL,
    holder_organisation BIGINT,
    holder_account BIGINT,
    holder_name BLOB NOT NULL,
    due TEXT NOT NULL,
    due_time TEXT NOT NULL,
    done_at BIGINT,
    by_account BIGINT NOT NULL,
    at BIGINT NOT NULL,
    undone SMALLINT NOT NULL DEFAULT 0
);
CREATE INDEX change_by_action ON action_change (action_id, id);
-- consultation/2026-11-13-consultation.sql
-- 受付: every consultation, with or without a child. What was said and who called is one sealed
-- form; only codes that are counted stand in clear.
CREATE TABLE consultation (
    id INTEGER PRIMARY KEY,
    centre_id BIGINT NOT NULL REFERENCES organisation (id),
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    state SMALLINT NOT NULL DEFAULT 0,
    channel TEXT NOT NULL,
    class TEXT NOT NULL DEFAULT '',
    caller_kind TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    age_band TEXT NOT NULL DEFAULT '',
    urgency TEXT NOT NULL DEFAULT '',
    safety TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    case_id BIGINT REFERENCES case_record (id),
    is_new_case SMALLINT NOT NULL DEFAULT 0,
    received_by BIGINT REFERENCES account (id),
    in_charge BIGINT REFERENCES account (id),
    started_at BIGINT NOT NULL,
    registered_at BIGINT,
    received_on TEXT NOT NULL,
    month TEXT NOT NULL,
    answers BLOB NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    saved_at BIGINT NOT NULL
);
CREATE INDEX consultation_by_month ON consultation (centre_id, month, state);
CREATE INDEX consultation_by_case ON consultation (case_id);

CREATE TABLE consultation_topic (
    consultation_id BIGINT NOT NULL REFERENCES consultation (id),
    topic TEXT NOT NULL,
    is_main SMALLINT NOT NULL,
    PRIMARY KEY (consultation_id, topic)
);
-- handover/2026-11-15-handover.sql
-- 依頼・引継ぎ: one request between two organisations about one case. Texts are sealed under the child's key.
CREATE TABLE handover (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open SMALLINT NOT NULL DEFAULT 1,
    from_id BIGINT NOT NULL REFERENCES organisation (id),
    to_id BIGINT NOT NULL REFERENCES organisation (id),
    title BLOB NOT NULL,
    request BLOB NOT NULL,
    items TEXT NOT NULL,
    sent_by BIGINT NOT NULL REFERENCES account (id),
    sent_at BIGINT NOT NULL,
    answer_due TEXT NOT NULL,
    accepted_on TEXT,
    owner_name BLOB NOT NULL,
    next_step BLOB NOT NULL,
    first_contact TEXT,
    family_answer TEXT NOT NULL DEFAULT '',
    family_on TEXT,
    watch_dates TEXT NOT NULL DEFAULT '',
    reason_code TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX handover_by_from ON handover (from_id, is_open);
CREATE INDEX handover_by_to ON handover (to_id, is_open);
CREATE INDEX handover_by_case ON handover (case_id, is_open);
-- At most one open transfer per child: the race is decided here.
CREATE UNIQUE INDEX one_open_transfer ON handover (case_id) WHERE kind = 'transfer' AND is_open = 1;

CREATE TABLE handover_event (
    id INTEGER PRIMARY KEY,
    handover_id BIGINT NOT NULL REFERENCES handover (id),
    at BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    side TEXT NOT NULL,
    text BLOB NOT NULL
);
CREATE INDEX event_by_handover ON handover_event (handover_id, id);
-- directory/2026-11-24-directory.sql
-- The directory after Open Referral HSDS: provider (organization), service, place (location), service at place.
CREATE TABLE directory_provider (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    corporation_number TEXT NOT NULL DEFAULT ''
);
CREATE INDEX directory_provider_by_name ON directory_provider (folded);

CREATE TABLE directory_place (
    id INTEGER PRIMARY KEY,
    place_key TEXT NOT NULL UNIQUE,
    postal TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION
);

-- What a search shows; its texts are merged from the records below. S-0098 is the row id.
-- visibility: 0 public, 1 partners, 2 the Centre. changed: the version of directory_state it was written in.
CREATE TABLE directory_service (
    id INTEGER PRIMARY KEY,
    provider_id BIGINT NOT NULL REFERENCES directory_provider (id),
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    visibility SMALLINT NOT NULL DEFAULT 0,
    gone_on TEXT,
    confirmed_on TEXT,
    confirmed_by TEXT NOT NULL DEFAULT '',
    changed BIGINT NOT NULL
);
CREATE INDEX directory_service_by_change ON directory_service (changed);

CREATE TABLE directory_service_at_place (
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    place_id BIGINT NOT NULL REFERENCES directory_place (id),
    PRIMARY KEY (service_id, place_id)
);

-- Conditions of acceptance as facts: answer 0 no, 1 yes, 2 not known; each with its day and source.
-- The newest of a condition counts; earlier ones stay. Never touched by an import.
CREATE TABLE directory_fact (
    id INTEGER PRIMARY KEY,
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    condition TEXT NOT NULL,
    answer SMALLINT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    low SMALLINT,
    high SMALLINT,
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    told_to TEXT NOT NULL DEFAULT '',
    by_account BIGINT REFERENCES account (id),
    at BIGINT NOT NULL
);
CREATE INDEX directory_fact_by_service ON directory_fact (service_id, condition, id);

-- One row of one source, as it was last published: provenance of every field.
CREATE TABLE directory_record (
    id INTEGER PRIMARY KEY,
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    source TEXT NOT NULL,
    publisher TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT '',
    system_no TEXT NOT NULL DEFAULT '',
    provider_number TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    gone_on TEXT,
    batch_id BIGINT NOT NULL
);
CREATE INDEX directory_record_by_source ON directory_record (source, publisher);
CREATE INDEX directory_record_by_service ON directory_record (service_id);

-- Each file that was taken, and what it changed: before is the record's earlier content.
CREATE TABLE directory_batch (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    rows_read BIGINT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    by_account BIGINT REFERENCES account (id),
    at BIGINT NOT NULL
);
CREATE TABLE directory_change (
    batch_id BIGINT NOT NULL REFERENCES directory_batch (id),
    record_id BIGINT NOT NULL REFERENCES directory_record (id),
    change TEXT NOT NULL,
    before TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (batch_id, record_id)
);

-- Goes up with every change of what a search shows.
CREATE TABLE directory_state (
    id INTEGER PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO directory_state (id, version) VALUES (1, 0);

-- A file waits here between its preview and the confirmation.
CREATE TABLE directory_upload (
    token TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    file_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    content BLOB NOT NULL,
    at BIGINT NOT NULL
);

-- 地域の課題: a search that found nothing fitting, with its conditions. K-0001 is the row id. No person in it.
CREATE TABLE regional_issue (
    id INTEGER PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    municipality TEXT NOT NULL DEFAULT '',
    kinds TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '',
    within_km SMALLINT,
    found BIGINT NOT NULL,
    fitting BIGINT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    created_by BIGINT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX regional_issue_by_place ON regional_issue (municipality, created_at);

-- 候補: services set aside for a case.
CREATE TABLE directory_candidate (
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    added_by BIGINT NOT NULL REFERENCES account (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, service_id)
);
-- record/2026-11-24-identity-change.sql
-- Who last wrote each field of a child, and when: told to whoever meant to write it too.
CREATE TABLE identity_change (
    child_id BIGINT NOT NULL REFERENCES child (id),
    field TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (child_id, field)
);
-- platform/2026-11-24-marks.sql
-- How often a table has changed, for those from which processes keep derived values in memory. A
-- capability enters its tables here with its migration.
CREATE TABLE table_mark (
    name TEXT PRIMARY KEY,
    n BIGINT NOT NULL DEFAULT 0
);
-- work/2026-11-24-open-actions.sql
-- Open actions are few among all that were ever done: the worklists and their counts read only these.
CREATE INDEX action_open_of_centre ON action (centre_id, due, due_time, id, kind, side) WHERE done_at IS NULL;
CREATE INDEX action_open_of_holder ON action (holder_organisation, due, due_time, id, kind, side) WHERE done_at IS NULL;
DROP INDEX action_by_holder;
INSERT INTO table_mark (name) VALUES ('action');
-- consultation/2026-11-24-queue-mark.sql
-- The count of open receptions beside the rail is derived from the whole table.
INSERT INTO table_mark (name) VALUES ('consultation');
-- handover/2026-11-24-waiting-mark.sql
-- The count of requests that wait for an organisation is derived from the whole table.
INSERT INTO table_mark (name) VALUES ('handover');
-- carers/2026-11-25-carers.sql
-- People who may give care that is a medical act: 認定特定行為業務従事者 (社会福祉士及び介護福祉士法
-- 附則3条 and 48条の2 as the dossier's sources tell it). Names are sealed under the carer's key.
CREATE TABLE carer (
    id INTEGER PRIMARY KEY,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    name BLOB NOT NULL
);
-- 認定証: class 1 all acts, 2 some acts, 3 one child only. acts: bits of the five acts.
-- The number's form is the issuer's own: kept as it is written.
CREATE TABLE carer_certificate (
    id INTEGER PRIMARY KEY,
    carer_id BIGINT NOT NULL REFERENCES carer (id),
    class SMALLINT NOT NULL,
    acts SMALLINT NOT NULL,
    child_id BIGINT REFERENCES child (id),
    issuer TEXT NOT NULL,
    number TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_until TEXT
);
CREATE INDEX carer_certificate_by_carer ON carer_certificate (carer_id);
-- 登録特定行為事業者: for which acts, and since when.
CREATE TABLE carer_employer (
    id INTEGER PRIMARY KEY,
    provider_id BIGINT NOT NULL REFERENCES directory_provider (id),
    acts SMALLINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT
);
CREATE INDEX carer_employer_by_provider ON carer_employer (provider_id);
-- 名簿: the employer must enter the carer before the act may be done.
CREATE TABLE carer_roster (
    id INTEGER PRIMARY KEY,
    provider_id BIGINT NOT NULL REFERENCES directory_provider (id),
    carer_id BIGINT NOT NULL REFERENCES carer (id),
    entered_on TEXT NOT NULL,
    left_on TEXT
);
CREATE INDEX carer_roster_by_provider ON carer_roster (provider_id);
-- platform/2026-11-25-changes.sql
-- Which rows have changed, in the order of commits, for whatever processes keep of them in memory:
-- the writers of all nodes take turns, so nobody who has read up to an id can miss a smaller one.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    row_id BIGINT NOT NULL
);
-- consent/2026-11-25-consent-mark.sql
-- How far the family's yes goes stands beside each line of a worklist.
INSERT INTO table_mark (name) VALUES ('consent');
-- work/2026-11-25-consultation-actions.sql
-- The turns that came from one consultation.
CREATE INDEX action_by_consultation ON action (consultation_id);
-- directory/2026-11-25-directory-mapping.sql
-- What a person said about the columns of a list that nobody knew, by its headings.
CREATE TABLE directory_mapping (
    headings TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    columns TEXT NOT NULL,
    by_account BIGINT REFERENCES account (id),
    at BIGINT
);
-- directory/2026-11-25-directory-phrases.sql
-- What families say, and the kinds of service that answer it: best first. All words of a phrase
-- must stand in what was typed. The Centre may change them.
CREATE TABLE directory_phrase (
    words TEXT PRIMARY KEY,
    kinds TEXT NOT NULL,
    by_account BIGINT REFERENCES account (id),
    at BIGINT
);
INSERT INTO directory_phrase (words, kinds) VALUES
    ('夜間', 'short_stay medical_visiting_nurse medical_respite'),
    ('夜 眠れない', 'short_stay medical_visiting_nurse medical_respite'),
    ('緊急 預け', 'short_stay medical_respite daytime_respite'),
    ('預け', 'short_stay daytime_respite childcare_temporary'),
    ('預か', 'short_stay daytime_respite childcare_temporary'),
    ('レスパイト', 'short_stay medical_respite daytime_respite'),
    ('休みたい', 'short_stay daytime_respite medical_respite'),
    ('疲れ', 'short_stay daytime_respite medical_respite'),
    ('兄弟', 'daytime_respite short_stay peer_group'),
    ('きょうだい', 'daytime_respite short_stay peer_group'),
    ('先々', 'child_consultation_support consultation_support peer_group'),
    ('見通し', 'child_consultation_support consultation_support peer_group'),
    ('将来', 'child_consultation_support consultation_support peer_group'),
    ('仕事 育児', 'childcare_nursery childcare_centre after_school_day_service'),
    ('仕事', 'childcare_nursery childcare_centre after_school_day_service'),
    ('働き', 'childcare_nursery childcare_centre after_school_day_service'),
    ('復職', 'childcare_nursery childcare_centre childcare_sick'),
    ('保育園', 'childcare_nursery childcare_centre childcare_small'),
    ('放課後', 'after_school_day_service after_school_club'),
    ('お風呂', 'visiting_bath home_help medical_visiting_nurse'),
    ('入浴', 'visiting_bath home_help medical_visiting_nurse'),
    ('退院', 'medical_visiting_nurse child_consultation_support medical_clinic'),
    ('リハビリ', 'medical_rehabilitation medical_child_development medical_hospital'),
    ('停電', 'disaster_charging disaster_shelter'),
    ('避難', 'disaster_shelter disaster_charging'),
    ('仲間', 'peer_group parenting_centre'),
    ('親の会', 'peer_group parenting_centre');
-- directory/2026-11-25-directory-seen.sql
-- Who may read a field of a service, where it is not what the kind of field says by itself:
-- visibility 0 public, 1 partners, 2 the Centre.
CREATE TABLE directory_shown (
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    field TEXT NOT NULL,
    visibility SMALLINT NOT NULL,
    PRIMARY KEY (service_id, field)
);

-- When a publisher's list was last taken, changed or not: its rows are as old as that.
CREATE TABLE directory_list (
    source TEXT NOT NULL,
    publisher TEXT NOT NULL,
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (source, publisher)
);
INSERT INTO directory_list (source, publisher, taken_at)
    SELECT r.source, r.publisher, MAX(b.at) FROM directory_record r
    JOIN directory_batch b ON b.id = r.batch_id GROUP BY r.source, r.publisher;

-- When each version was written: who keeps a copy asks for what changed since.
CREATE TABLE directory_version (
    version BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
);
ALTER TABLE directory_service ADD COLUMN entered_at BIGINT;
-- directory/2026-11-25-directory-staged.sql
-- A long list is written beside the directory in short turns: its services stand at changed = -batch,
-- where nobody looks, until one turn makes them part of it. taken: how often a list was taken or
-- taken back, so that a list planned before that is planned anew.
ALTER TABLE directory_batch ADD COLUMN staged SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE directory_state ADD COLUMN taken BIGINT NOT NULL DEFAULT 0;
CREATE INDEX directory_provider_by_number ON directory_provider (corporation_number);
-- directory/2026-11-25-directory-undo.sql
-- What a change replaced, so that the last import can be taken back until somebody edits.
ALTER TABLE directory_change ADD COLUMN before_scope TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_change ADD COLUMN before_system_no TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_change ADD COLUMN before_provider_number TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_change ADD COLUMN before_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_change ADD COLUMN before_gone_on TEXT;
ALTER TABLE directory_change ADD COLUMN before_batch BIGINT;
ALTER TABLE directory_batch ADD COLUMN undone_by BIGINT REFERENCES account (id);
ALTER TABLE directory_batch ADD COLUMN undone_at BIGINT;

-- The version at which a service was last taken out: an older snapshot is read anew as a whole.
ALTER TABLE directory_state ADD COLUMN emptied BIGINT NOT NULL DEFAULT 0;
-- directory/2026-11-25-disagreements.sql
-- What a person decided where lists disagree on a field: values is what they said then. When a list
-- says something else, it is asked anew.
CREATE TABLE directory_settled (
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    field TEXT NOT NULL,
    said TEXT NOT NULL,
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (service_id, field)
);
-- directory/2026-11-25-fact-measures.sql
-- What a condition is measured in and who may read it. places: codes of municipalities an area names.
ALTER TABLE directory_fact ADD COLUMN places TEXT NOT NULL DEFAULT '';
-- Room, of the condition "vacancy": state 0 not told, 1 has, 2 none, 3 waiting list, 4 after an interview.
-- unit and at_times say which room: each pair has a newest word of its own. wait_months: usual wait.
ALTER TABLE directory_fact ADD COLUMN state SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE directory_fact ADD COLUMN unit TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_fact ADD COLUMN at_times TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_fact ADD COLUMN available SMALLINT;
ALTER TABLE directory_fact ADD COLUMN maximum SMALLINT;
ALTER TABLE directory_fact ADD COLUMN waiting SMALLINT;
ALTER TABLE directory_fact ADD COLUMN wait_months SMALLINT;
-- 0 public, 1 partners, 2 the Centre: what a place told by telephone is not published before it agreed.
ALTER TABLE directory_fact ADD COLUMN visibility SMALLINT NOT NULL DEFAULT 1;
-- Taken back by who wrote it: counts no more and stays for the record.
ALTER TABLE directory_fact ADD COLUMN withdrawn_at BIGINT;
UPDATE directory_fact SET state = CASE answer WHEN 1 THEN 1 WHEN 0 THEN 2 ELSE 0 END WHERE condition = 'vacancy';
-- directory/2026-11-25-map.sql
-- Where each municipality stands in the tile map of its prefecture; the program's own layout counts
-- where nobody drew one.
CREATE TABLE directory_tile (
    municipality TEXT PRIMARY KEY,
    tile_row SMALLINT NOT NULL,
    tile_column SMALLINT NOT NULL
);
-- Real boundaries as SVG paths in a picture of width x height; x, y: where the number stands.
CREATE TABLE directory_outline (
    prefecture TEXT PRIMARY KEY,
    width SMALLINT NOT NULL,
    height SMALLINT NOT NULL,
    credit TEXT NOT NULL
);
CREATE TABLE directory_shape (
    municipality TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    x SMALLINT NOT NULL,
    y SMALLINT NOT NULL
);
-- record/2026-11-25-marks.sql
-- Lists over cases are derived from these.
INSERT INTO table_mark (name) VALUES ('case_record');
INSERT INTO table_mark (name) VALUES ('child');
INSERT INTO table_mark (name) VALUES ('child_care');
INSERT INTO table_mark (name) VALUES ('entry');
-- record/2026-11-25-member-mark.sql
-- What a receiver's list holds depends on the cases it takes part in.
INSERT INTO table_mark (name) VALUES ('case_member');
-- needs/2026-11-25-needs-waiting.sql
-- 待っている家庭: a case whose family agreed to be told when a place opens; who said so and when.
-- directory_version: what the directory was when they began to wait; what is later has opened since.
-- end_reason: found, not_needed, withdrawn.
CREATE TABLE need_waiting (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    municipality TEXT NOT NULL DEFAULT '',
    kinds TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '',
    within_km SMALLINT,
    directory_version BIGINT NOT NULL,
    speaker TEXT NOT NULL,
    agreed_on TEXT NOT NULL,
    added_by BIGINT NOT NULL REFERENCES account (id),
    added_at BIGINT NOT NULL,
    end_reason TEXT,
    ended_by BIGINT REFERENCES account (id),
    ended_at BIGINT
);
CREATE INDEX need_waiting_by_case ON need_waiting (case_id);
-- needs/2026-11-25-needs.sql
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
-- people/2026-11-25-people.sql
-- What happened to an account that its owner should know of; seen_at: the owner said so.
CREATE TABLE account_notice (
    id INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    seen_at BIGINT
);
CREATE INDEX notice_by_account ON account_notice (account_id, seen_at, id);

-- A second factor is taken away by two administrators: one asks, another agrees.
CREATE TABLE factor_reset (
    account_id BIGINT PRIMARY KEY REFERENCES account (id),
    asked_by BIGINT NOT NULL REFERENCES account (id),
    asked_at BIGINT NOT NULL
);
-- Guesses of all strangers together have a cap.
CREATE INDEX guess_by_device ON guess (device_hash, at);
-- consultation/2026-11-25-reception.sql
-- Who saved last (two people in one draft), when it was tied to a case, and what will not be asked any more.
ALTER TABLE consultation ADD COLUMN saved_by BIGINT REFERENCES account (id);
ALTER TABLE consultation ADD COLUMN linked_at BIGINT;
ALTER TABLE consultation ADD COLUMN put_aside SMALLINT NOT NULL DEFAULT 0;
-- reports/2026-11-25-reports.sql
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
-- schemes/2026-11-25-schemes.sql
-- 手当・制度: what a family can get. Every change is an edition; the newest of a scheme counts.
-- place: "" the whole country, a prefecture's or a municipality's 6-digit code.
-- up_to_municipality: each municipality decides whether there is one.
-- trust: 0 read in its source, 1 read at second hand, 2 from memory. as_of: the day it was looked up.
CREATE TABLE scheme_edition (
    id INTEGER PRIMARY KEY,
    scheme_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    what TEXT NOT NULL DEFAULT '',
    amount TEXT NOT NULL DEFAULT '',
    holder TEXT NOT NULL DEFAULT '',
    ask_at TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    up_to_municipality SMALLINT NOT NULL DEFAULT 0,
    from_age SMALLINT,
    below_age SMALLINT,
    until_school_end SMALLINT NOT NULL DEFAULT 0,
    valid_from TEXT,
    valid_until TEXT,
    as_of TEXT NOT NULL,
    source TEXT NOT NULL,
    trust SMALLINT NOT NULL DEFAULT 0,
    retired SMALLINT NOT NULL DEFAULT 0,
    by_account BIGINT REFERENCES account (id),
    at BIGINT
);
CREATE INDEX scheme_edition_by_scheme ON scheme_edition (scheme_id, id);
INSERT INTO scheme_edition (id, scheme_id, name, what, amount, holder, ask_at, up_to_municipality, from_age, below_age, until_school_end, valid_from, as_of, source, trust) VALUES
 (1, 1, '特別児童扶養手当', '障害のある子どもを家で育てている人への手当。4月・8月・11月に支払われる。', '1級 月56,800円／2級 月37,830円（2025年4月から）', '施設に入所している子どもは受けられない。所得の制限がある。', '市町村の窓口', 0, NULL, 20, 0, '2025-04-01', '2025-04-01', '利府町のお知らせ https://www.town.rifu.miyagi.jp/gyosei/soshikikarasagasu/tiikifukushi/syougaifukushi/1/689.html', 0),
 (2, 2, '障害児福祉手当', '家で暮らし、いつも介護がいる子どもへの手当。', '月16,100円（2025年4月から）', '家で暮らしていること。いつも介護がいること。', '市町村の窓口', 0, NULL, 20, 0, '2025-04-01', '2025-04-01', '利府町のお知らせ https://www.town.rifu.miyagi.jp/gyosei/soshikikarasagasu/tiikifukushi/syougaifukushi/1/689.html', 0),
 (3, 3, '特別障害者手当', '20歳からの手当。', '月29,590円（2025年4月から）', '家で暮らしていること。', '市町村の窓口', 0, 20, NULL, 0, '2025-04-01', '2025-04-01', '利府町のお知らせ https://www.town.rifu.miyagi.jp/gyosei/soshikikarasagasu/tiikifukushi/syougaifukushi/1/689.html', 0),
 (4, 4, '障害基礎年金', '20歳からの年金。', '', '', '年金事務所・市町村の窓口', 0, 20, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (5, 5, '小児慢性特定疾病医療費助成', '決められた病気の医療費の助け。申請は18歳になる前、続けられるのは20歳になる前まで。', '', '', '保健所など', 0, NULL, 20, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (6, 6, '小児慢性特定疾病児の日常生活用具', '電気式たん吸引器、ネブライザー、パルスオキシメーター、人工鼻、車いす、特殊寝台など18品目。申請書・医師の意見書・見積書・税の状況・受給者証の写しがいる。', '', '小児慢性の受給者証があり、ほかの制度で出ないこと。', '市町村の窓口', 1, NULL, 20, 0, NULL, '2026-11-01', '尾道市 https://www.city.onomichi.hiroshima.jp/soshiki/21/24745.html（年齢は記憶による）', 0),
 (7, 7, '日常生活用具（障害者総合支援法）', '市町村が決める用具。非常用の電源を含む市町村がある（2019年3月29日 障障発0329第5号）。', '', '', '市町村の窓口', 1, NULL, NULL, 0, NULL, '2026-11-01', '二次の資料による', 1),
 (8, 8, '補装具', '車いす、座位保持装置など。体が大きくなれば作りなおせる。', '', '', '市町村の窓口', 0, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (9, 9, '育成医療', '障害を軽くする手術などの医療費の助け。', '', '', '市町村の窓口', 0, NULL, 18, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (10, 10, '未熟児養育医療', '未熟児の入院の医療費の助け。', '', '', '市町村の窓口', 0, NULL, 1, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (11, 11, '重度障害者医療費助成', '市町村が行う医療費の助け。', '', '', '市町村の窓口', 1, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (12, 12, '障害児通所給付（児童発達支援・放課後等デイサービスなど）', '通所の受給者証。計画（障害児支援利用計画）がいる。放課後等デイサービスは高校を卒業するまで。', '', '', '市町村の窓口・相談支援事業所', 0, NULL, NULL, 1, NULL, '2026-11-01', '鹿児島市の案内（計画）／年齢は記憶による', 2),
 (13, 13, '子ども医療費助成', '子どもの医療費の助け。年齢と内容は市町村が決める。', '', '', '市町村の窓口', 1, NULL, 18, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (14, 14, '特別支援教育就学奨励費', '特別支援学校などに通うときの費用の助け。', '', '', '学校・教育委員会', 0, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (15, 15, '割引（NHK・税・自動車税・駐車・有料道路）', '障害者手帳などでの割引。', '', '手帳の等級で変わる。', 'それぞれの窓口', 0, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (16, 16, '介護休業・子の看護等休暇（はたらく保護者）', '介護休業は93日。子の看護等休暇、育児休業。', '', 'はたらいている保護者。', '勤め先・労働局', 0, NULL, NULL, 0, NULL, '2026-11-01', '記憶による（公式の文章で未確認）', 2),
 (17, 17, '在宅レスパイト（訪問看護の時間を延ばす）', '訪問看護師が家に来て、家族が休める時間をつくる。行う市町村と時間数は市町村が決める。', '', '', '市町村の窓口', 1, NULL, NULL, 0, NULL, '2026-11-01', '福岡県の市町村の一覧 https://www.pref.fukuoka.lg.jp/contents/syounizaitakushien.html', 0);
-- search/2026-11-25-search.sql
-- What somebody searched for, so that no address carries it: sealed under the account's key, found
-- by the token of the address, for the session that asked.
CREATE TABLE search_words (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    account_id BIGINT NOT NULL REFERENCES account (id),
    session_id BIGINT NOT NULL,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    words BLOB NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX search_words_by_time ON search_words (at);
-- record/2026-11-25-told.sql
-- When the family was told what an answer from outside said; nothing: not yet.
ALTER TABLE entry ADD COLUMN told_at BIGINT;
-- people/2026-11-25-trade.sql
-- What a partner does (hospital, nursing, nursery, school, planning …): its mark says it at a glance.
ALTER TABLE organisation ADD COLUMN trade TEXT NOT NULL DEFAULT '';
-- How closely a person wants lists to be set: '' as usual, dense, roomy.
ALTER TABLE account ADD COLUMN density TEXT NOT NULL DEFAULT '';
-- assurance/2026-11-26-assurance-keepers.sql
-- Whose people may propose changes to the entries of a body, signed in with their own accounts.
CREATE TABLE assurance_keeper (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    provider_id BIGINT NOT NULL REFERENCES directory_provider (id),
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, provider_id)
);

-- How many proposals wait stands on every page of the Centre.
INSERT INTO table_mark (name) VALUES ('assurance_proposal');
-- assurance/2026-11-26-assurance.sql
-- The directory stays true. A campaign asks many entries; a letter is the sheet (or link) of one entry.
CREATE TABLE assurance_campaign (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    begun_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    kinds TEXT NOT NULL DEFAULT '',
    municipality TEXT NOT NULL DEFAULT '',
    older_than SMALLINT NOT NULL DEFAULT 0,
    fax TEXT NOT NULL DEFAULT '',
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL
);

-- code_mac: a keyed digest. The code itself is made from id and issue under the instance's key and
-- stands nowhere; a higher issue makes the earlier code worthless.
CREATE TABLE assurance_letter (
    id INTEGER PRIMARY KEY,
    campaign_id BIGINT REFERENCES assurance_campaign (id),
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    issue SMALLINT NOT NULL DEFAULT 1,
    code_mac BLOB NOT NULL UNIQUE,
    sent_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    reminded_1_on TEXT,
    reminded_2_on TEXT,
    answered_on TEXT,
    answered_way TEXT NOT NULL DEFAULT '',
    unconfirmed_on TEXT,
    revoked_at BIGINT,
    UNIQUE (campaign_id, service_id)
);
CREATE INDEX assurance_letter_by_service ON assurance_letter (service_id);

-- origin 0 office, 1 paper, 2 visitor, 3 partner; outcome 0 waiting, 1 taken, 2 partly, 3 not taken.
-- What was proposed, by whom and why it was decided so is ciphertext: visitors write what they like.
CREATE TABLE assurance_proposal (
    id INTEGER PRIMARY KEY,
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    origin SMALLINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 0,
    letter_id BIGINT REFERENCES assurance_letter (id),
    organisation_id BIGINT REFERENCES organisation (id),
    code_mac BLOB UNIQUE,
    data_key BIGINT NOT NULL REFERENCES data_key (id),
    content BLOB NOT NULL,
    person BLOB NOT NULL,
    answer BLOB,
    may_publish SMALLINT NOT NULL DEFAULT 0,
    at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by BIGINT REFERENCES account (id)
);
CREATE INDEX assurance_proposal_by_outcome ON assurance_proposal (outcome, at);
CREATE INDEX assurance_proposal_by_letter ON assurance_proposal (letter_id);

-- Calls of the list of old words. ending: 0 no answer, 1 later, 2 unchanged.
CREATE TABLE assurance_call (
    id INTEGER PRIMARY KEY,
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    ending SMALLINT NOT NULL,
    on_day TEXT NOT NULL,
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL
);
CREATE INDEX assurance_call_by_service ON assurance_call (service_id, id);

-- Wrong codes and sent proposals of the last hour. who: a keyed digest of the address, never it.
CREATE TABLE assurance_try (
    kind TEXT NOT NULL,
    who BLOB NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX assurance_try_by_kind ON assurance_try (kind, at);
-- directory/2026-11-26-directory-unconfirmed.sql
-- Since when nobody answers for the entry: two reminders stayed unanswered. A confirmation ends it.
ALTER TABLE directory_service ADD COLUMN unconfirmed_since TEXT;
-- directory/2026-11-26-reference.sql
-- Reference lists of the country: post codes and codes of municipalities, each edition as it was taken.
-- area: the prefecture's two digits, or "" for the whole. Rows of another edition than the one that counts are on
-- their way in or out.
CREATE TABLE directory_reference (
    kind TEXT NOT NULL,
    area TEXT NOT NULL,
    edition BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    rows_read BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (kind, area)
);
CREATE TABLE directory_postal (
    area TEXT NOT NULL,
    edition BIGINT NOT NULL,
    code TEXT NOT NULL,
    municipality TEXT NOT NULL,
    town TEXT NOT NULL
);
CREATE INDEX directory_postal_by_edition ON directory_postal (area, edition);
CREATE INDEX directory_postal_by_code ON directory_postal (code);

-- What a list of codes says otherwise than the program was made with. ended_on: the first day without it.
CREATE TABLE directory_municipality (
    code TEXT PRIMARY KEY,
    prefecture TEXT NOT NULL,
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    ended_on TEXT,
    file_name TEXT NOT NULL,
    at BIGINT NOT NULL
);
-- directory/2026-11-26-refusals.sql
-- 断られたこと: a service (or only its body, until somebody says which) said no, and why. Never published.
-- request: H-0412 of a request that was declined. bodies: ids of directory_provider while service_id is unknown.
CREATE TABLE directory_refusal (
    id INTEGER PRIMARY KEY,
    service_id BIGINT REFERENCES directory_service (id),
    bodies TEXT NOT NULL DEFAULT '',
    organisation_id BIGINT REFERENCES organisation (id),
    reason TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',
    as_of TEXT NOT NULL,
    way TEXT NOT NULL,
    request TEXT NOT NULL DEFAULT '',
    by_account BIGINT REFERENCES account (id),
    at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX directory_refusal_by_service ON directory_refusal (service_id);

-- What somebody decided of what refusals propose: up to which of them it counts. accepted: 1 became a fact.
CREATE TABLE directory_refusal_decision (
    service_id BIGINT NOT NULL REFERENCES directory_service (id),
    reason TEXT NOT NULL,
    newest BIGINT NOT NULL,
    accepted SMALLINT NOT NULL,
    by_account BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (service_id, reason, newest)
);
-- directory/2026-11-27-a-service-is-held.sql
-- 1: something beside the directory's own tables speaks of it (a call, a sheet, a proposal), so that the list which
-- brought it is not taken back from under it.
ALTER TABLE directory_service ADD COLUMN held SMALLINT NOT NULL DEFAULT 0;
-- assurance/2026-11-27-those-asked-are-held.sql
-- Services that were called, sent a sheet or had a proposal before this was kept.
UPDATE directory_service SET held = 1 WHERE id IN (SELECT service_id FROM assurance_call
    UNION SELECT service_id FROM assurance_letter UNION SELECT service_id FROM assurance_proposal);
-- assurance/2026-11-28-assurance-tries.sql
-- Codes tried and proposals sent are counted in the table try.
DROP TABLE assurance_try;
-- audit/2026-11-28-audit-gap.sql
-- Entries that say that others are missing are found without reading all.
CREATE INDEX audit_gap ON audit_entry (seq) WHERE action IN ('audit.gap', 'audit.gap_seen');
-- consent/2026-11-28-consent-five.sql
-- Who heard what was said by word of mouth; nobody for what is in writing or older than this column.
ALTER TABLE consent ADD COLUMN heard_by BIGINT REFERENCES account (id);
-- By which way something left (consent/leaving.hpp), and when it was taken back or withdrawn.
ALTER TABLE disclosure ADD COLUMN path TEXT NOT NULL DEFAULT '';
ALTER TABLE disclosure ADD COLUMN revoked_at BIGINT;
CREATE INDEX disclosure_by_link ON disclosure (case_id, link);
CREATE INDEX consent_by_organisation ON consent (organisation_id, case_id, category, id);
-- consent/2026-11-28-consent-migrated.sql
-- Consent has five categories from here on: identity and records (the shared notes) are asked for
-- by name. Before, a receiver with any yes saw both, and so did a receiver without one.
--
-- What is written here: whoever holds a yes of an older category as the newest answer gets identity
-- and records on the basis "migration", with the words of the same person and the latest end among
-- those yeses (no end where one has none). A yes that has ended gives two that have ended. That opens
-- nothing that was not open, and it does not stop a request that rests on a yes. Whoever holds no yes
-- gets nothing: a case or request that was open to them without one shows its number alone, until the
-- family has been asked.
CREATE TABLE consent_carried (
    case_id BIGINT NOT NULL,
    organisation_id BIGINT NOT NULL,
    newest BIGINT NOT NULL,
    expires TEXT
);
INSERT INTO consent_carried (case_id, organisation_id, newest, expires)
SELECT n.case_id, n.organisation_id, max(n.id),
       CASE WHEN count(n.expires) = count(*) THEN max(n.expires) END
  FROM consent n
 WHERE n.answer = 1 AND n.category IN ('contact', 'medical', 'family')
   AND n.id = (SELECT max(x.id) FROM consent x WHERE x.case_id = n.case_id
                AND x.organisation_id = n.organisation_id AND x.category = n.category)
 GROUP BY n.case_id, n.organisation_id;
INSERT INTO consent (id, case_id, organisation_id, category, answer, basis, speaker, expires, recorded_by, recorded_at)
SELECT (SELECT max(id) FROM consent) + 2 * row_number() OVER (ORDER BY k.newest) - o.minus,
       k.case_id, k.organisation_id, o.category, 1, 'migration', n.speaker, k.expires,
       n.recorded_by, n.recorded_at
  FROM consent_carried k JOIN consent n ON n.id = k.newest
 CROSS JOIN (SELECT 'identity' AS category, 1 AS minus UNION ALL SELECT 'records', 0) o;
DROP TABLE consent_carried;
UPDATE number_series SET last_number = (SELECT max(id) FROM consent)
 WHERE series = 'consent' AND last_number < (SELECT max(id) FROM consent);
-- demo/2026-11-28-demonstration.sql
-- One row makes an instance a demonstration: how far its clock is ahead of the machine's. Only `demo` writes it.
CREATE TABLE demonstration (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    ahead_ms BIGINT NOT NULL
);
INSERT INTO demonstration (id, ahead_ms)
SELECT 1, 0 WHERE EXISTS (SELECT 1 FROM audit_entry WHERE action = 'demo.fill');
-- people/2026-11-28-people-guess.sql
-- Guesses are counted in the table try.
DROP TABLE guess;
-- people/2026-11-28-spent-codes.sql
-- Each code that was accepted, by its step: none is taken twice, whatever the clock does.
CREATE TABLE spent_code (
    account_id BIGINT NOT NULL REFERENCES account (id),
    step BIGINT NOT NULL,
    PRIMARY KEY (account_id, step)
);
INSERT INTO spent_code (account_id, step) SELECT id, totp_step FROM account WHERE totp_step > 0;
-- web/2026-11-28-tries.sql
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
-- people/2026-11-28-two-persons.sql
-- What one person proposes about an account and a second one agrees to. The link and its code stand nowhere:
-- both are made under the instance's key from the salt; the token's hash finds the row.
CREATE TABLE account_proposal (
    id INTEGER PRIMARY KEY,
    deed TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id BIGINT REFERENCES account (id),
    login TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    name BLOB NOT NULL,
    word BLOB NOT NULL,
    proposed_by BIGINT REFERENCES account (id),
    proposed_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES account (id),
    ends_at BIGINT NOT NULL,
    salt BLOB NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    wrong SMALLINT NOT NULL DEFAULT 0
);
CREATE INDEX proposal_by_state ON account_proposal (state, ends_at);

-- Who proposed that an account be there, open again or anew, and who agreed.
CREATE TABLE account_origin (
    account_id BIGINT NOT NULL REFERENCES account (id),
    proposal_id BIGINT NOT NULL REFERENCES account_proposal (id),
    proposed_by BIGINT NOT NULL REFERENCES account (id),
    agreed_by BIGINT REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, proposal_id)
);

-- What a notice to somebody else is about.
ALTER TABLE account_notice ADD COLUMN about_id BIGINT REFERENCES account (id);

-- Links that one person handed out alone, and factors that two of one role took away, are proposed anew.
DROP TABLE one_time_link;
DROP TABLE factor_reset;

-- The rail counts what waits for a second person. Whatever else the count rests on changes with these rows.
INSERT INTO table_mark (name) VALUES ('account_proposal');
-- selfcheck/2026-11-28-upkeep.sql
-- When whoever keeps the server last did what has to be done again and again.
CREATE TABLE upkeep (
    what TEXT PRIMARY KEY, -- backup, drill
    done_at BIGINT NOT NULL
);
-- people/2026-11-29-account-mark.sql
-- Lists that offer a step ask whether anybody of its organisation signs in.
INSERT INTO table_mark (name) VALUES ('account');
-- work/2026-11-29-answered-request.sql
-- Whose answer came back with a turn: what it says is looked up by its own request, also once that is over.
ALTER TABLE action ADD COLUMN answered_by BIGINT;
UPDATE action SET answered_by = handover_id WHERE returned = 1 AND handover_id IS NOT NULL;
UPDATE action SET answered_by = (SELECT e.handover_id FROM handover_event e JOIN handover h ON h.id = e.handover_id
    WHERE h.case_id = action.case_id AND e.at = action.created_at AND e.state IN ('declined', 'returned') LIMIT 1)
    WHERE returned = 1 AND handover_id IS NULL;
-- web/2026-11-29-drafts.sql
-- What somebody typed into a form and did not send yet: sealed under a key of its own, for its account only.
-- once_key is that of the form it was typed into; page is where the form stands.
DROP TABLE draft;
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL,
    once_key TEXT NOT NULL,
    action TEXT NOT NULL,
    page TEXT NOT NULL,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    body BLOB NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (account_id, once_key)
);
CREATE INDEX draft_by_time ON draft (saved_at);
-- directory/2026-11-29-everyday-words.sql
-- The program reads everyday words by itself (everyday.inc); here stands what the Centre added.
DELETE FROM directory_phrase WHERE by_account IS NULL;
-- record/2026-11-29-facts.sql
-- What is known of a child, one fact at a time as it was written down: field is an id of record/fields.hpp
-- ("birth", "family.12.phone"), value is sealed under the child's key for that field and version. The newest
-- version counts, earlier ones stay. What SQL joins, lists or searches by stands in a column as well.
CREATE TABLE fact (
    child_id BIGINT NOT NULL REFERENCES child (id),
    field TEXT NOT NULL,
    version BIGINT NOT NULL,
    value BLOB NOT NULL,
    written_by BIGINT NOT NULL REFERENCES account (id),
    written_at BIGINT NOT NULL,
    PRIMARY KEY (child_id, field, version)
);
INSERT INTO table_mark (name) VALUES ('fact');
-- record/2026-11-29-guardians.sql
-- Which account of the family's reads a child's part, from when until when; rows are ended, never removed.
-- The one without an end is family_member.account_id, which every query reads.
CREATE TABLE guardian (
    id INTEGER PRIMARY KEY,
    child_id BIGINT NOT NULL REFERENCES child (id),
    member_id BIGINT NOT NULL REFERENCES family_member (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    since TEXT NOT NULL,
    linked_by BIGINT NOT NULL REFERENCES account (id),
    until TEXT,
    ended_by BIGINT REFERENCES account (id)
);
CREATE INDEX guardian_by_child ON guardian (child_id, id);
-- people/2026-11-29-notice-link.sql
-- What a notice is about besides an account: the number of a case, "" for none.
ALTER TABLE account_notice ADD COLUMN link TEXT NOT NULL DEFAULT '';
-- people/2026-11-29-organisations.sql
-- A municipality has several desks; how an organisation is reached, who takes over for it, and what it was called.
-- desk: welfare, mother_child, nursery, education …, "" where it is the only one. provider: the body of the directory
-- that it was taken over from.
ALTER TABLE organisation ADD COLUMN desk TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN fax TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN hours TEXT NOT NULL DEFAULT '';
-- covered_by: an organisation of this table, which never loses a row; a declared reference to itself would ask for an
-- order among the rows of one archive.
ALTER TABLE organisation ADD COLUMN covered_by BIGINT;
ALTER TABLE organisation ADD COLUMN provider BIGINT;

CREATE TABLE organisation_name (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    until_on TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (organisation_id, until_on)
);

-- Which municipalities a Centre is there for; none: the whole prefecture.
CREATE TABLE organisation_area (
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    municipality TEXT NOT NULL,
    PRIMARY KEY (organisation_id, municipality)
);
-- record/2026-11-29-protection.sql
-- 住所秘匿: each step as it was taken, never overwritten. The newest says whether the case is protected
-- and when somebody looks at it again; case_record.is_protected is what every query reads. Reason and who
-- asked are sealed under the child's key.
CREATE TABLE protection (
    id INTEGER PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES case_record (id),
    step TEXT NOT NULL,
    reason BLOB NOT NULL,
    asked_by BLOB NOT NULL,
    until TEXT,
    review_on TEXT,
    recorded_by BIGINT NOT NULL REFERENCES account (id),
    recorded_at BIGINT NOT NULL
);
CREATE INDEX protection_by_case ON protection (case_id, id);
-- directory/2026-11-29-regions.sql
-- 圏域 as an instance has written them down; they stand instead of the program's own in their prefecture.
CREATE TABLE directory_region (
    municipality TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    source TEXT NOT NULL
);
-- record/2026-11-29-responsible.sql
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
-- record/2026-11-29-steps.sql
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
-- setup/2026-11-29-successions.sql
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
-- setup/2026-11-29-untold-successions.sql
-- Told once, when the day has come and the change of staff cannot be carried out.
ALTER TABLE succession ADD COLUMN told_at BIGINT;
-- handover/2026-11-29-watched-transfer.sql
-- At most one transfer on its way; one that arrived and is only watched does not hold up the next.
DROP INDEX one_open_transfer;
CREATE UNIQUE INDEX one_open_transfer ON handover (case_id)
    WHERE kind = 'transfer' AND is_open = 1 AND state <> 'watching';
-- record/2026-11-30-charge.sql
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
-- reports/2026-11-30-edition-mark.sql
-- The list of months tells what was published as it was published.
INSERT INTO table_mark (name) VALUES ('month_edition');
-- record/2026-11-30-entry-addressee.sql
-- Said to one organisation alone: advice that is asked of the Centre, and its answer. NULL: visible says all.
ALTER TABLE entry ADD COLUMN addressee_id BIGINT REFERENCES organisation (id);
-- handover/2026-11-30-kept-between.sql
-- Advice that was asked before it was kept between the two sides: the other one of them reads the words from now on.
UPDATE entry SET visible = 0, addressee_id = (
    SELECT CASE WHEN entry.organisation_id = h.from_id THEN h.to_id ELSE h.from_id END FROM handover h
    WHERE h.kind = 'advice' AND h.case_id = entry.case_id AND entry.link = 'H-' ||
        CASE WHEN h.id < 10 THEN '000' WHEN h.id < 100 THEN '00' WHEN h.id < 1000 THEN '0' ELSE '' END || CAST(h.id AS TEXT))
WHERE kind IN ('request', 'reply') AND EXISTS (
    SELECT 1 FROM handover h
    WHERE h.kind = 'advice' AND h.case_id = entry.case_id AND entry.link = 'H-' ||
        CASE WHEN h.id < 10 THEN '000' WHEN h.id < 100 THEN '00' WHEN h.id < 1000 THEN '0' ELSE '' END || CAST(h.id AS TEXT));
-- letterbox/2026-11-30-letterbox.sql
-- What people write to a Centre without an account. A thread belongs to whoever began it, and to no child: tying
-- its consultation to a case shows the case to nobody. code, word and birth are keyed digests: none is read back.
-- state 0 waits to be sorted (no consultation yet), 1 taken in, 2 put aside.
CREATE TABLE message_thread (
    id INTEGER PRIMARY KEY,
    centre_id BIGINT NOT NULL REFERENCES organisation (id),
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    code BLOB NOT NULL UNIQUE,
    word BLOB NOT NULL,
    birth BLOB,
    state SMALLINT NOT NULL,
    consultation_id BIGINT REFERENCES consultation (id),
    asker TEXT NOT NULL,
    lang TEXT NOT NULL,
    alarm SMALLINT NOT NULL,
    begun_at BIGINT NOT NULL,
    asked BLOB NOT NULL
);
CREATE INDEX message_thread_by_consultation ON message_thread (consultation_id);
CREATE INDEX message_thread_by_state ON message_thread (centre_id, state);

-- kind 0 whoever wrote, 1 the Centre's answer under the code, 2 the Centre answered by telephone, letter or in person
-- and wrote down for itself how.
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    thread_id BIGINT NOT NULL REFERENCES message_thread (id),
    kind SMALLINT NOT NULL,
    author BIGINT REFERENCES account (id),
    at BIGINT NOT NULL,
    words BLOB NOT NULL
);
CREATE INDEX message_by_thread ON message (thread_id, id);

-- What is being written by somebody without an account: kept under the digest of a cookie's token. sent: the
-- receipt that the browser may still show.
CREATE TABLE message_draft (
    id INTEGER PRIMARY KEY,
    token BLOB NOT NULL UNIQUE,
    key_id BIGINT NOT NULL REFERENCES data_key (id),
    body BLOB NOT NULL,
    is_sent SMALLINT NOT NULL,
    saved_at BIGINT NOT NULL
);
-- directory/2026-11-30-lists.sql
-- A list that somebody publishes again and again: every file that is taken is an edition of one. A row of a list is
-- gone when the newest edition does not hold it; a service when no list's newest edition does.
-- publisher: who publishes it; coverage: the municipality or prefecture that all its places lie in, or ''.
-- headings: its heading row; file_name: of its newest edition.
ALTER TABLE directory_list RENAME TO directory_list_before;
CREATE TABLE directory_list (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    publisher TEXT NOT NULL DEFAULT '',
    coverage TEXT NOT NULL DEFAULT '',
    headings TEXT NOT NULL DEFAULT '',
    file_name TEXT NOT NULL DEFAULT '',
    taken_at BIGINT NOT NULL,
    UNIQUE (source, name)
);
-- 0: what the Centre itself wrote, and batches that brought no list.
ALTER TABLE directory_record ADD COLUMN list_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE directory_batch ADD COLUMN list_id BIGINT NOT NULL DEFAULT 0;

-- What was taken before: the rows that one file brought are a list, and so are later files of that name but for its
-- digits (2024, 令和7年…). Rows whose file is not known are a list by their publisher.
CREATE TABLE directory_batch_stem (
    batch_id BIGINT PRIMARY KEY,
    source TEXT NOT NULL,
    stem TEXT NOT NULL
);
INSERT INTO directory_batch_stem (batch_id, source, stem) SELECT id, source,
    CASE source WHEN 'hsds' THEN 'HSDS' ELSE REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
    REPLACE(file_name, '0', ''), '1', ''), '2', ''), '3', ''), '4', ''), '5', ''), '6', ''), '7', ''), '8', ''), '9', '')
    END FROM directory_batch;
CREATE TABLE directory_record_stem (
    record_id BIGINT PRIMARY KEY,
    source TEXT NOT NULL,
    publisher TEXT NOT NULL,
    stem TEXT NOT NULL
);
INSERT INTO directory_record_stem (record_id, source, publisher, stem)
    SELECT r.id, r.source, r.publisher, COALESCE(s.stem, r.source || r.publisher) FROM directory_record r
    LEFT JOIN (SELECT record_id, MIN(batch_id) AS batch_id FROM directory_change WHERE change = 'new'
               GROUP BY record_id) c ON c.record_id = r.id
    LEFT JOIN directory_batch_stem s ON s.batch_id = c.batch_id WHERE r.source <> 'centre';
CREATE TABLE directory_list_stem (
    id BIGINT PRIMARY KEY,
    source TEXT NOT NULL,
    stem TEXT NOT NULL,
    UNIQUE (source, stem)
);
INSERT INTO directory_list_stem (id, source, stem)
    SELECT ROW_NUMBER() OVER (ORDER BY source, stem), source, stem FROM
    (SELECT DISTINCT source, stem FROM directory_record_stem) AS known;
UPDATE directory_record SET list_id = COALESCE((SELECT l.id FROM directory_record_stem r JOIN directory_list_stem l
    ON l.source = r.source AND l.stem = r.stem WHERE r.record_id = directory_record.id), 0);
UPDATE directory_batch SET list_id = COALESCE((SELECT l.id FROM directory_batch_stem b JOIN directory_list_stem l
    ON l.source = b.source AND l.stem = b.stem WHERE b.batch_id = directory_batch.id), 0);
INSERT INTO directory_list (id, source, name, publisher, file_name, taken_at)
    SELECT l.id, l.source,
    COALESCE((SELECT CASE l.source WHEN 'hsds' THEN 'HSDS' ELSE MAX(b.file_name) END FROM directory_batch b
              WHERE b.list_id = l.id), l.stem),
    CASE WHEN (SELECT COUNT(DISTINCT r.publisher) FROM directory_record r WHERE r.list_id = l.id) = 1
         THEN (SELECT MAX(r.publisher) FROM directory_record r WHERE r.list_id = l.id) ELSE '' END,
    COALESCE((SELECT MAX(b.file_name) FROM directory_batch b WHERE b.list_id = l.id), ''),
    COALESCE((SELECT MAX(o.taken_at) FROM directory_list_before o WHERE o.source = l.source AND o.publisher IN
              (SELECT r.publisher FROM directory_record r WHERE r.list_id = l.id)), 0)
    FROM directory_list_stem l;
INSERT INTO number_series (series, last_number) SELECT 'directory_list', newest.id FROM
    (SELECT MAX(id) AS id FROM directory_list) AS newest WHERE newest.id IS NOT NULL;
DROP TABLE directory_list_stem;
DROP TABLE directory_record_stem;
DROP TABLE directory_batch_stem;
DROP TABLE directory_list_before;
CREATE INDEX directory_record_by_list ON directory_record (list_id);
-- What a list covers is now its rows: the scopes of rows are told no more.
ALTER TABLE directory_record DROP COLUMN scope;
ALTER TABLE directory_change DROP COLUMN before_scope;
-- people/2026-11-30-opening.sql
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
-- consultation/2026-11-30-received-at.sql
-- When a consultation reached the Centre: a paper note may be entered on another day than it was taken.
ALTER TABLE consultation ADD COLUMN received_at BIGINT;
UPDATE consultation SET received_at = started_at;
-- work/2026-11-30-returned.sql
-- That a step had come back is brought back with the rest when a change of it is undone.
ALTER TABLE action_change ADD COLUMN returned SMALLINT NOT NULL DEFAULT 0;
-- directory/2026-11-30-the-end-of-a-list.sql
-- From when a list is published no more, and who said so; NULL while it goes on. Its rows are gone since that day.
ALTER TABLE directory_list ADD COLUMN ended_on TEXT;
ALTER TABLE directory_list ADD COLUMN ended_by BIGINT;
-- What a person said of the columns belongs to a list: the same headings in another list may mean other things.
-- file_stem: the file's name without digits; '' where it was not kept.
ALTER TABLE directory_mapping RENAME TO directory_mapping_before;
CREATE TABLE directory_mapping (
    headings TEXT NOT NULL,
    file_stem TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL,
    columns TEXT NOT NULL,
    by_account BIGINT REFERENCES account (id),
    at BIGINT,
    PRIMARY KEY (headings, file_stem)
);
INSERT INTO directory_mapping (headings, source, columns, by_account, at)
    SELECT headings, source, columns, by_account, at FROM directory_mapping_before;
DROP TABLE directory_mapping_before;
-- handover/2026-11-30-told.sql
-- What a request told its receiver when it was sent, one row for each category of consent: it stays what it was,
-- whatever becomes known or is allowed later. The words are sealed under the child's key.
CREATE TABLE handover_told (
    handover_id BIGINT NOT NULL REFERENCES handover (id),
    category TEXT NOT NULL,
    outcome TEXT NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (handover_id, category)
);
-- consultation/2026-11-30-written.sql
-- What was written to the Centre without an account. waits_since: its writer waits for an answer, nobody where it is
-- empty. alarm: words of danger stand in what waits.
ALTER TABLE consultation ADD COLUMN waits_since BIGINT;
ALTER TABLE consultation ADD COLUMN alarm SMALLINT NOT NULL DEFAULT 0;
-- platform/2026-12-01-found-in-clear.sql
-- What a migration found in clear and SQL cannot seal: where it belongs, the row, the text. The next opening of the
-- instance seals it there and empties this table (platform/in_clear.hpp).
CREATE TABLE in_clear (
    place TEXT NOT NULL,
    row_id BIGINT NOT NULL,
    value TEXT NOT NULL
);
-- record/2026-12-01-known.sql
-- What is known of a child in numbers and codes (where it lives, score, hours on battery, 医療的ケア) is one value
-- sealed under the child's key, which every page of the case opens anyway: known, by id of record/fields.hpp.
ALTER TABLE child ADD COLUMN known BLOB;
INSERT INTO in_clear (place, row_id, value)
SELECT 'child.known', c.child_id,
       'municipality=' || c.municipality || ';stay=' || c.stay
       || ';power_hours=' || coalesce(CAST(c.power_hours AS TEXT), '')
       || ';score=' || coalesce(CAST(c.score AS TEXT), '') || ';score_on=' || coalesce(c.score_on, '')
       || coalesce((SELECT string_agg(';care_' || k.kind || '=' || CAST(k.answer AS TEXT), '')
                      FROM child_care k WHERE k.child_id = c.child_id), '')
  FROM case_record c;
DROP TABLE child_care;
DELETE FROM table_mark WHERE name = 'child_care';
ALTER TABLE case_record DROP COLUMN municipality;
ALTER TABLE case_record DROP COLUMN stay;
ALTER TABLE case_record DROP COLUMN power_hours;
ALTER TABLE case_record DROP COLUMN score;
ALTER TABLE case_record DROP COLUMN score_on;
-- letterbox/2026-12-01-letterbox-mark.sql
-- What waits to be sorted is counted beside the rail and on the day's page: derived from the whole table.
INSERT INTO table_mark (name) VALUES ('message_thread');
-- consent/2026-12-01-said.sql
-- Who of the family spoke and how they said it is sealed under the child's key. The answer itself stays in clear:
-- lists and scopes ask for it inside their own statements.
ALTER TABLE consent ADD COLUMN said BLOB;
INSERT INTO in_clear (place, row_id, value)
SELECT 'consent.said', id, 'basis=' || basis || ';speaker=' || speaker FROM consent;
ALTER TABLE consent DROP COLUMN basis;
ALTER TABLE consent DROP COLUMN speaker;
-- consultation/2026-12-01-sealed-codes.sql
-- What is counted of a consultation is sealed under its own key as its answers are: who called, from where, how old,
-- about what, how it ended. In clear stand what SQL decides by: whose it is, which month, individual or area, whether
-- it is settled (it has an outcome) and complete (caller, municipality and topic are known).
ALTER TABLE consultation ADD COLUMN codes BLOB;
ALTER TABLE consultation ADD COLUMN is_settled SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE consultation ADD COLUMN is_complete SMALLINT NOT NULL DEFAULT 0;
UPDATE consultation SET is_settled = 1 WHERE outcome <> '';
UPDATE consultation SET is_complete = 1 WHERE caller_kind <> '' AND municipality <> ''
   AND EXISTS (SELECT 1 FROM consultation_topic t WHERE t.consultation_id = consultation.id);
INSERT INTO in_clear (place, row_id, value)
SELECT 'consultation.codes', c.id,
       'channel=' || c.channel || ';caller_kind=' || c.caller_kind || ';municipality=' || c.municipality
       || ';age_band=' || c.age_band || ';outcome=' || c.outcome || ';topics='
       || coalesce((SELECT string_agg(t.topic, ',' ORDER BY t.is_main DESC, t.topic)
                      FROM consultation_topic t WHERE t.consultation_id = c.id), '')
  FROM consultation c;
DROP TABLE consultation_topic;
DROP INDEX consultation_counted;
ALTER TABLE consultation DROP COLUMN channel;
ALTER TABLE consultation DROP COLUMN caller_kind;
ALTER TABLE consultation DROP COLUMN municipality;
ALTER TABLE consultation DROP COLUMN age_band;
ALTER TABLE consultation DROP COLUMN urgency;
ALTER TABLE consultation DROP COLUMN safety;
ALTER TABLE consultation DROP COLUMN outcome;
CREATE INDEX consultation_counted ON consultation (centre_id, state, month, class, case_id);
-- The lists of 受付 and their counts read what is open, not all that ever came in. All begin with the same two
-- columns, so the narrowest that fits is taken.
CREATE INDEX consultation_listed ON consultation (centre_id, state, id);
CREATE INDEX consultation_open ON consultation (centre_id, state, id) WHERE state = 1 AND is_settled = 0;
CREATE INDEX consultation_waiting ON consultation (centre_id, state, id) WHERE state = 1 AND waits_since IS NOT NULL;
CREATE INDEX consultation_lacking ON consultation (centre_id, state, id) WHERE state = 1 AND put_aside = 0 AND is_complete = 0;
-- reports/2026-12-01-sealed-counted.sql
-- What was counted names children by number and says of each consultation from where and about what: sealed, each
-- edition under a key of its own.
ALTER TABLE month_edition ADD COLUMN key_id BIGINT REFERENCES data_key (id);
INSERT INTO in_clear (place, row_id, value) SELECT 'month_edition.counted', id, counted FROM month_edition;
ALTER TABLE month_edition DROP COLUMN counted;
ALTER TABLE month_edition ADD COLUMN counted BLOB;
-- needs/2026-12-01-sealed-need.sql
-- What a family waits for, how far and near where, and who said that they may be told: sealed under the child's key.
ALTER TABLE need_waiting ADD COLUMN need BLOB;
INSERT INTO in_clear (place, row_id, value)
SELECT 'need_waiting.need', id,
       'municipality=' || municipality || ';kinds=' || kinds || ';conditions=' || conditions
       || ';within_km=' || coalesce(CAST(within_km AS TEXT), '') || ';speaker=' || speaker
  FROM need_waiting;
ALTER TABLE need_waiting DROP COLUMN municipality;
ALTER TABLE need_waiting DROP COLUMN kinds;
ALTER TABLE need_waiting DROP COLUMN conditions;
ALTER TABLE need_waiting DROP COLUMN within_km;
ALTER TABLE need_waiting DROP COLUMN speaker;
-- record/2026-12-02-charge-of-closed.sql
-- A closed case kept whoever left in charge: taken up again it was nobody's.
UPDATE case_record SET in_charge = NULL, version = version + 1
WHERE state = 2 AND in_charge IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM account a
    WHERE a.id = case_record.in_charge AND a.organisation_id = case_record.centre_id AND a.state = 1
      AND a.role IN ('centre_counsellor', 'centre_head'));
