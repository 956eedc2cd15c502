-- Who heard what was said by word of mouth; nobody for what is in writing or older than this column.
ALTER TABLE consent ADD COLUMN heard_by BIGINT REFERENCES account (id);
-- By which way something left (consent/leaving.hpp), and when it was taken back or withdrawn.
ALTER TABLE disclosure ADD COLUMN path TEXT NOT NULL DEFAULT '';
ALTER TABLE disclosure ADD COLUMN revoked_at BIGINT;
CREATE INDEX disclosure_by_link ON disclosure (case_id, link);
CREATE INDEX consent_by_organisation ON consent (organisation_id, case_id, category, id);
