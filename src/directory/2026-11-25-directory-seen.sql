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
