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
