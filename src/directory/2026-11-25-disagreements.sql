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
