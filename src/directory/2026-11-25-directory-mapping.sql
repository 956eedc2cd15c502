-- What a person said about the columns of a list that nobody knew, by its headings.
CREATE TABLE directory_mapping (
    headings TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    columns TEXT NOT NULL,
    by_account BIGINT REFERENCES account (id),
    at BIGINT
);
