-- The count of open receptions beside the rail is derived from the whole table.
INSERT INTO table_mark (name) VALUES ('consultation');
