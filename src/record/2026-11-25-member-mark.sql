-- What a receiver's list holds depends on the cases it takes part in.
INSERT INTO table_mark (name) VALUES ('case_member');
