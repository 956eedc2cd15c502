-- The count of requests that wait for an organisation is derived from the whole table.
INSERT INTO table_mark (name) VALUES ('handover');
