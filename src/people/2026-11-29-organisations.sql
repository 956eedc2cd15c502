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
