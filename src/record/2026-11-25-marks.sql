-- Lists over cases are derived from these.
INSERT INTO table_mark (name) VALUES ('case_record');
INSERT INTO table_mark (name) VALUES ('child');
INSERT INTO table_mark (name) VALUES ('child_care');
INSERT INTO table_mark (name) VALUES ('entry');
