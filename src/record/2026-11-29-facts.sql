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
