-- How far the family's yes goes stands beside each line of a worklist.
INSERT INTO table_mark (name) VALUES ('consent');
