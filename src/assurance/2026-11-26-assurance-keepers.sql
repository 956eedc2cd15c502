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
