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
